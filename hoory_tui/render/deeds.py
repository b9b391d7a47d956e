"""What was done, in one sentence for a toast and in lines for the list of what was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from hoory_tui.store.deed_words import (
    doing_words,
    done_to_many,
    done_words,
    kept_words,
    macro_name,
)
from hoory_tui.store.deeds import RunMacro, SendTranscript
from hoory_tui.store.journal import Entry, Item, State
from hoory_tui.store.state import Store
from hoory_tui.store.undoing import why_for_ever
from hoory_tui.words import counted, said, to_count, to_say

_UNKNOWN: Final = "as it was"


def progress(entry: Entry) -> str:
    """Return how far a deed on many conversations is, for the footer."""
    verb = said("Stopping") if entry.is_stopping else doing_words(entry.deed)
    return said(
        "{verb} {settled} of {count}…", verb=verb, settled=entry.settled, count=len(entry.items)
    )


def undo_progress(entry: Entry) -> str:
    """Return how far an undoing of many conversations is."""
    through = len(entry.in_state(State.UNDONE, State.LEFT))
    return said(
        "Undoing {settled} of {count}…", settled=through, count=through + len(entry.undoable)
    )


_STATES: Final = {
    State.WAITING: to_say("waiting"),
    State.DONE: to_say("done"),
    State.NOTHING: to_say("as it was"),
    State.FAILED: to_say("failed"),
    State.STOPPED: to_say("stopped"),
    State.UNDONE: to_say("undone"),
    State.LEFT: to_say("left"),
}


def state_words(state: State) -> str:
    """Return how it went with one conversation."""
    return said(_STATES[state])


_OUTCOMES: Final = {
    State.NOTHING: to_count("{count} was so already", "{count} were so already"),
    State.STOPPED: to_count("{count} not begun", "{count} not begun"),
    State.FAILED: to_count("{count} failed", "{count} failed"),
}
"""What is said of those of many with which it went otherwise."""


def said_done(
    store: Store, entry: Entry, items: Sequence[Item], undo: str, log: str, zone: tzinfo | None
) -> str:
    """Return the sentence for when a deed is through with these; `undo` and `log` are keys."""
    words = done_words(store, entry.deed, zone)
    undoes = " · " + said("{key} undoes", key=undo) if entry.undoable else ""
    if len(items) == 1:
        return _said_of_one(store, entry, items[0], words) + undoes
    if isinstance(entry.deed, RunMacro) and all(one.state is State.DONE for one in items):
        return counted(
            "Macro {name} was started on {count}; the server tells no more.",
            "Macro {name} was started on {count}; the server tells no more.",
            len(items),
            name=macro_name(store, entry.deed.macro_id),
        )
    parts = [done_to_many(store, entry.deed, _count(items, State.DONE), zone)]
    for state, what in _OUTCOMES.items():
        if number := _count(items, state):
            parts.append(counted(*what, number))
    shows = " · " + said("{key} shows why", key=log) if _count(items, State.FAILED) else ""
    return ", ".join(parts) + shows + undoes


def _said_of_one(store: Store, entry: Entry, item: Item, words: str) -> str:
    deed, one = entry.deed, f"#{item.conversation_id}"
    match item.state:
        case State.FAILED:
            held = store.conversations.get(item.conversation_id)
            kept = kept_words(deed, item.conversation_id, held.status if held else _UNKNOWN)
            return f"{kept}: {item.problem}"
        case State.NOTHING if not why_for_ever(deed):
            return said("Nothing to change: {one} is so already", one=one)
        case State.STOPPED:
            return said("Stopped, {one} is as it was", one=one)
    match deed:
        case SendTranscript(email):
            return said("The thread of {one} is being mailed to {email}", one=one, email=email)
        case RunMacro():
            return said(
                "Macro {name} was started on {one}; the server does not say what it did",
                name=macro_name(store, deed.macro_id),
                one=one,
            )
    return f"{words} {one}"


def said_undone(store: Store, entry: Entry, items: Sequence[Item], log: str) -> str:
    """Return the sentence for when an undoing is through with these."""
    words = done_words(store, entry.deed)
    if len(items) == 1:
        one = items[0]
        if one.state is State.UNDONE:
            done = f"{words} #{one.conversation_id}"
            if one.problem:
                return said(
                    "Undone: {deed}, but for a part. {problem}", deed=done, problem=one.problem
                )
            return said("Undone: {deed}", deed=done)
        return (
            said("Left alone. {problem}", problem=one.problem)
            if one.state is State.LEFT
            else one.problem
        )
    parts = [said("{count} undone", count=_count(items, State.UNDONE))]
    left = [one for one in items if one.problem]
    gone = [one for one in left if one.state is not State.DONE]
    if gone:
        parts.append(said("{count} left", count=len(gone)))
    if len(left) > len(gone):
        parts.append(said("{count} not undone", count=len(left) - len(gone)))
    if not left:
        return f"{parts[0]}: {words}"
    more = "" if len(left) == 1 else " · " + said("{key} shows all", key=log)
    return f"{', '.join(parts)}: {left[0].problem}{more}"


def _count(items: Sequence[Item], state: State) -> int:
    return sum(item.state is state for item in items)


def outcome(entry: Entry) -> tuple[str, str]:
    """Return how an entry went in a few words, and the role they are drawn in."""
    counts, total = entry.counts, len(entry.items)
    if entry.is_running:
        return said("{settled} of {count}…", settled=entry.settled, count=total), "dim"
    if entry.is_undoing:
        return said("being undone…"), "dim"
    parts = []
    for state in (State.DONE, State.UNDONE, State.LEFT, State.FAILED, State.STOPPED, State.NOTHING):
        if number := counts[state]:
            word = state_words(state)
            parts.append(word if number == total else f"{number} {word}")
    role = "failed" if counts[State.FAILED] else "dim" if counts[State.UNDONE] else "text"
    return ", ".join(parts), role
