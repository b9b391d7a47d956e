"""Rows, heads and bars as sentences read from left to right, for the plain console."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from hoory_tui.render.lines import Line, fit, line_width
from hoory_tui.words import said
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.render.bars import HeadFacts, Tab
    from hoory_tui.render.rows import RowFacts


def plain_row(facts: RowFacts, width: int) -> list[Line]:
    """Return the two lines of a conversation: whose it is and how it stands, then the last word."""
    first: Line = [(" ", "row")]
    if facts.marked:
        first.append((said("marked "), "marked"))
    name_role = "row-name-unread" if facts.unread else "row-name"
    first.append((facts.name, name_role))
    if facts.unread:
        count = "9+" if facts.unread > 9 else str(facts.unread)
        first.append((", " + said("unread {count}", count=count), "row-name-unread"))
    for text, role in (
        (facts.urgent, "urgent"),
        (facts.promise, facts.promise_role),
        (said("online") if facts.online else "", "online"),
        (facts.age, "row-dim"),
        (facts.inbox, "row-dim"),
        (facts.assignee or said("nobody's"), "row-dim"),
    ):
        if text:
            first.append((f", {text}", role))
    second: Line = [(" ", "row")]
    if facts.faded:
        second.append((f"{facts.faded}. ", "row-dim"))
    elif facts.mark:
        second.append((facts.mark, facts.mark_role))
    second.append((facts.fact, facts.fact_role))
    return [fit(first, width, "row"), fit(second, width, "row")]


def plain_head(facts: HeadFacts, width: int) -> Line:
    """Return the line above a thread."""
    parts = [
        said("number {number}", number=facts.number),
        said("online") if facts.online else "",
        facts.inbox,
        term(facts.priority),
        term(facts.status) if facts.status != "open" else "",
        said("waiting {time}", time=facts.waiting)
        if facts.waiting and facts.status == "open"
        else "",
        said("with {name}", name=facts.assignee) if facts.assignee else said("unassigned"),
        said("labels {names}", names=" ".join(facts.labels)) if facts.labels else "",
    ]
    line: Line = [(" ", "head"), (facts.name, "head-name")]
    line += [(f", {part}", "head-dim") for part in parts if part]
    return fit(line, width, "head")


def plain_tabs(tabs: Sequence[Tab]) -> Line:
    """Return the lists, the one that is shown first, each with how many it holds."""
    shown = [*(one for one in tabs if one.current), *(one for one in tabs if not one.current)]
    line: Line = [(" ", "bar")]
    for number, tab in enumerate(shown):
        count = "" if tab.count is None else f" {tab.count}"
        press = f"@{tab.press}" if tab.press else ""
        role = f"{'tab-current' if tab.current else 'tab'}{press}"
        word = said("list") + " " if tab.current else ""
        line.append((f"{word}{tab.title}{count}", role))
        line.append((", " if number < len(shown) - 1 else "", "bar"))
    return line


def plain_top(tabs: Sequence[Tab], link: Line, who: Line, width: int, aside: str = "") -> Line:
    """Return the first line of the screen: the list, how we are connected, then the rest."""
    current = [one for one in tabs if one.current]
    others = [one for one in tabs if not one.current]
    line = plain_tabs(current)
    if aside:
        line.append((f", {aside}", "bar-text"))
    # Where a symbol would stand before its words there is nothing.
    line += [(", ", "bar"), *((text.lstrip(), role) for text, role in link[:1]), *link[1:]]
    if others:
        line += [(said(", other lists:"), "bar-dim"), *plain_tabs(others)]
    # A comma at the end would be read out as if more were to come.
    has_room = bool(who) and line_width(line) + len(", ") < width
    return fit([*line, (", ", "bar"), *who] if has_room else line, width, "bar")
