"""The list of what was done: two lines for each thing, one to three for its conversations."""

from __future__ import annotations

from hoory_tui.render.deeds import outcome, state_words
from hoory_tui.render.facts import Moment
from hoory_tui.render.lines import Line, cut, fit, spread, width_of, wrap
from hoory_tui.render.names import shown_name
from hoory_tui.render.when import clock
from hoory_tui.store import select
from hoory_tui.store.deed_words import done_words
from hoory_tui.store.journal import Entry, Item, State
from hoory_tui.store.state import Store
from hoory_tui.store.undoing import why_for_ever
from hoory_tui.words import counted, said

_STATE_ROLES = {
    State.DONE: "live",
    State.FAILED: "failed",
    State.LEFT: "warn",
    State.WAITING: "dim",
    State.UNDONE: "dim",
}
_NAME = 28
"""Cells of a contact's name at most."""


def entry_lines(store: Store, entry: Entry, width: int, at: Moment) -> list[Line]:
    """Return what was done and when, and below how it went."""
    words = shown_name(done_words(store, entry.deed, at.zone), at.glyphs)
    about = counted("{count} conversation", "{count} conversations", len(entry.items))
    if len(entry.items) == 1:
        about = named(store, next(iter(entry.items)), at)
    head: Line = [(f" {clock(entry.at, at.zone)}  ", "dim"), (words, "bold"), ("  ", "text")]
    went, role = outcome(entry)
    below: Line = [(" " * 8, "dim"), (went, role)]
    if len(entry.items) == 1 and (problem := next(iter(entry.items.values())).problem):
        below += [("  ", "text"), (problem, "dim")]
    elif why_for_ever(entry.deed) and entry.in_state(State.DONE):
        below += [
            (
                f" {at.glyphs.dot} "
                + said("not to be undone: {reason}", reason=why_for_ever(entry.deed)),
                "dim",
            )
        ]
    room = max(1, width - sum(width_of(text) for text, _ in head))
    return [fit([*head, (cut(about, room), "text")], width, "text"), fit(below, width, "text")]


def item_lines(store: Store, item: Item, width: int, at: Moment) -> list[Line]:
    """Return a conversation and its state, and below in at most two lines what the server said."""
    name: Line = [(f" {named(store, item.conversation_id, at)}", "bold")]
    state: Line = [(f"{state_words(item.state)} ", _STATE_ROLES.get(item.state, "text"))]
    told = at.glyphs.shown(item.problem)
    parts = [told[start:end] for start, end in wrap(told, max(width - 3, 1))]
    if len(parts) > 2:
        parts = [parts[0], cut(" ".join(parts[1:]), max(width - 3, 1))]
    below: list[Line] = [[("   ", "dim"), (part, "dim")] for part in parts if part]
    return [spread(name, state, width, "text"), *(fit(line, width, "text") for line in below)]


def named(store: Store, conversation_id: int, at: Moment) -> str:
    """Return the number of a conversation and whose it is."""
    held = store.conversations.get(conversation_id)
    if held is None:
        return f"#{conversation_id}"
    label = shown_name(select.contact_of(store, held).label, at.glyphs, _NAME)
    return f"#{conversation_id} {label}"
