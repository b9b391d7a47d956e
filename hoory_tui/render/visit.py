"""The lines around the thread of the contact's console: which inbox, who is there, who we are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.addressing import with_hint
from hoory_tui.render.bars import presence_mark
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut, fit, line_width, spread, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.words import counted, said, to_say
from hoory_tui.words.terms import term

BADGE: Final = to_say("CONTACT'S SIDE")
"""Stands in the first line, so that nobody takes this for the agent's console."""
_SNUG: Final = 24
_NAMES: Final = 4
"""So many agents are named in one line."""


@dataclass(frozen=True, slots=True)
class People:
    """Who is there: (name, availability) of those whose names are known, and how many more."""

    named: tuple[tuple[str, str], ...] = ()
    more: int = 0
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class TalkRow:
    """One of our conversations; `about` is the newest of its words that are known."""

    number: int
    status: str
    about: str
    is_shown: bool
    is_unseen: bool


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What is told around the thread; `number` is 0 for a conversation that is still to begin."""

    inbox: str
    me: str
    email: str
    number: int
    status: str
    assignee: str
    people: People
    is_known: bool = True
    """Whether the server has told of us yet."""


def visit_bar(facts: VisitFacts, link: Line, width: int, glyphs: Glyphs) -> Line:
    """Return the first line: that this is the contact's side, of which inbox, and the link.

    Where there is little room who we are goes first, then the inbox; the link stays.
    """
    badge: Line = [(" ", "bar"), (f" {said(BADGE)} ", "tab-current")]
    inbox: Line = [("  ", "bar"), (shown_name(facts.inbox, glyphs), "bar-text")]
    snug: Line = [("  ", "bar"), (cut(shown_name(facts.inbox, glyphs), _SNUG), "bar-text")]
    me: Line = []
    if facts.me:
        me = [
            ("   ", "bar"),
            (said("as") + " ", "bar-dim"),
            (shown_name(facts.me, glyphs), "bar-text"),
        ]
    state: Line = [("   ", "bar"), *link, (" ", "bar")]
    for left, right in ((inbox, [*me, *state]), (inbox, state), (snug, state)):
        if line_width(badge) + line_width(left) + line_width(right) <= width:
            return spread([*badge, *left], right, width, "bar")
    return spread(badge, state, width, "bar")


def people_spans(people: People, glyphs: Glyphs, most: int = _NAMES) -> Line:
    """Return who is there, by name where the server told it."""
    if not people.is_known:
        return []
    if not people.named and not people.more:
        return [(f"{glyphs.empty} " + said("nobody is there"), "head-dim")]
    line: Line = []
    for name, state in people.named[:most]:
        mark, role = presence_mark(state, glyphs)
        line += [(f"{mark} ", role), (f"{cut(shown_name(name, glyphs), _SNUG)}  ", "head-text")]
    more = people.more + max(0, len(people.named) - most)
    if more and line:
        line.append((said("and {count} more", count=more), "head-dim"))
    elif more:
        line += [
            (f"{glyphs.full} ", "live"),
            (counted("{count} agent is there", "{count} agents are there", more), "head-text"),
        ]
    return line


def visit_head(facts: VisitFacts, width: int, glyphs: Glyphs) -> Line:
    """Return the line above the thread: which conversation, who has it, who is there."""
    left: Line = [(" ", "head")]
    if facts.number:
        left.append((f"#{facts.number}", "head-name"))
        left.append((f" {glyphs.dot} {term(facts.status)}", "head-dim"))
        if facts.assignee:
            name = cut(shown_name(facts.assignee, glyphs), _SNUG)
            left.append((f" {glyphs.dot} " + said("with {name}", name=name), "head-dim"))
    elif facts.is_known:
        left.append((said("a new conversation"), "head-name"))
    for most in (_NAMES, 2, 1):
        right = people_spans(facts.people, glyphs, most)
        if line_width(left) + line_width(right) + 3 <= width:
            return spread(left, [*right, (" ", "head")], width, "head")
    return fit(left, width, "head")


def write_title(
    inbox: str, me: str, width: int, *, active: bool, keys: tuple[str, str, str], ends: bool = False
) -> Line:
    """Return the line above the composer: to whom these words go, and in whose name.

    `keys` are those that write, send and attach; `ends` tells that words reopen what is resolved.
    """
    badge = "reply-badge" if active else "reply-badge-idle"
    left: Line = [
        (" " + said("MESSAGE") + " ", badge),
        (" " + said("to") + " ", "dim"),
        (inbox, "bold"),
    ]
    if me:
        left.append((" " + said("as {name}", name=me), "dim"))
    if ends:
        left.append(("  " + said("resolved, a message reopens it"), "warn"))
    write, send, attach = keys
    quiet = [(send, said("send")), (attach, said("attach"))] if active else [(write, said("write"))]
    return with_hint(left, quiet, width, "faint")


def side_lines(
    facts: VisitFacts, talks: Sequence[TalkRow], width: int, height: int, glyphs: Glyphs
) -> list[Line]:
    """Return what stands beside the thread where there is room: we, who is there, our talks."""
    lines: list[Line] = [[], _title(said("You"))]
    lines.append(_cell(shown_name(facts.me, glyphs), "text", width))
    if facts.email:
        lines.append(_cell(shown_name(facts.email, glyphs), "dim", width))
    lines += [[], _title(said("Who is there"))]
    people = facts.people
    for name, state in people.named:
        mark, role = presence_mark(state, glyphs)
        rest: Line = [(" ", "text"), (cut(shown_name(name, glyphs), width - 5), "text")]
        lines.append([("  ", "text"), (mark, role), *rest])
    if people.more:
        told = counted(
            "{count} agent, not known by name", "{count} agents, not known by name", people.more
        )
        if people.named:
            told = said("{count} more, not known by name", count=people.more)
        lines.append(_cell(told, "dim", width))
    if not people.named and not people.more:
        lines.append(
            _cell(said("nobody") if people.is_known else said("not known yet"), "faint", width)
        )
    lines += [[], _title(said("Your conversations"))]
    for row in talks:
        lines.append(_talk_line(row, width, glyphs))
    if not talks:
        lines.append(_cell(said("none yet: write the first message"), "faint", width))
    return lines[:height]


def _title(text: str) -> Line:
    return [(" ", "text"), (text.upper(), "faint")]


def _cell(text: str, role: str, width: int) -> Line:
    return [("  ", "text"), (cut(text, width - 3), role)]


def _talk_line(row: TalkRow, width: int, glyphs: Glyphs) -> Line:
    unseen = said("news:") if glyphs.is_words else glyphs.full
    mark = glyphs.cursor if row.is_shown else (unseen if row.is_unseen else " ")
    role = "cursor" if row.is_shown else "row-name-unread" if row.is_unseen else "dim"
    status = "" if row.status == "open" else f" {term(row.status)}"
    head = f" #{row.number}{status}  "
    return [(f" {mark}", role), (head, role), (cut(row.about, width - width_of(head) - 3), "dim")]
