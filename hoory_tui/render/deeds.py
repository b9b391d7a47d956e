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

_UNKNOWN: Final = "as it was"


def progress(entry: Entry) -> str:
    """Return how far a deed on many conversations is, for the footer."""
    verb = "Stopping" if entry.is_stopping else doing_words(entry.deed)
    return f"{verb} {entry.settled} of {len(entry.items)}…"


def undo_progress(entry: Entry) -> str:
    """Return how far an undoing of many conversations is."""
    through = len(entry.in_state(State.UNDONE, State.LEFT))
    return f"Undoing {through} of {through + len(entry.undoable)}…"


_OUTCOMES: Final = {
    State.NOTHING: "so already",
    State.STOPPED: "not begun",
    State.FAILED: "failed",
}
"""What is said of those of many with which it went otherwise."""


def said_done(
    store: Store, entry: Entry, items: Sequence[Item], undo: str, log: str, zone: tzinfo | None
) -> str:
    """Return the sentence for when a deed is through with these; `undo` and `log` are keys."""
    words = done_words(store, entry.deed, zone)
    undoes = f" · {undo} undoes" if entry.undoable else ""
    if len(items) == 1:
        return _said_of_one(store, entry, items[0], words) + undoes
    if isinstance(entry.deed, RunMacro) and all(one.state is State.DONE for one in items):
        return f"{_asked_for_macro(store, entry.deed)} on {len(items)}; the server tells no more."
    parts = [done_to_many(store, entry.deed, _count(items, State.DONE), zone)]
    for state, what in _OUTCOMES.items():
        if number := _count(items, state):
            be = ("was " if number == 1 else "were ") if state is State.NOTHING else ""
            parts.append(f"{number} {be}{what}")
    shows = f" · {log} shows why" if _count(items, State.FAILED) else ""
    return ", ".join(parts) + shows + undoes


def _said_of_one(store: Store, entry: Entry, item: Item, words: str) -> str:
    deed, one = entry.deed, f"#{item.conversation_id}"
    match item.state:
        case State.FAILED:
            held = store.conversations.get(item.conversation_id)
            kept = kept_words(deed, item.conversation_id, held.status if held else _UNKNOWN)
            return f"{kept}: {item.problem}"
        case State.NOTHING if not why_for_ever(deed):
            return f"Nothing to change: {one} is so already"
        case State.STOPPED:
            return f"Stopped, {one} is as it was"
    match deed:
        case SendTranscript(email):
            return f"The thread of {one} is being mailed to {email}"
        case RunMacro():
            return f"{_asked_for_macro(store, deed)} on {one}; the server does not say what it did"
    return f"{words} {one}"


def _asked_for_macro(store: Store, deed: RunMacro) -> str:
    return f"Macro {macro_name(store, deed.macro_id)} was started"


def said_undone(store: Store, entry: Entry, items: Sequence[Item], log: str) -> str:
    """Return the sentence for when an undoing is through with these."""
    words = done_words(store, entry.deed)
    if len(items) == 1:
        one = items[0]
        if one.state is State.UNDONE:
            rest = f", but for a part. {one.problem}" if one.problem else ""
            return f"Undone: {words} #{one.conversation_id}{rest}"
        return f"Left alone. {one.problem}" if one.state is State.LEFT else one.problem
    parts = [f"{_count(items, State.UNDONE)} undone"]
    left = [one for one in items if one.problem]
    gone = [one for one in left if one.state is not State.DONE]
    if gone:
        parts.append(f"{len(gone)} left")
    if len(left) > len(gone):
        parts.append(f"{len(left) - len(gone)} not undone")
    if not left:
        return f"{parts[0]}: {words}"
    more = "" if len(left) == 1 else f" · {log} shows all"
    return f"{', '.join(parts)}: {left[0].problem}{more}"


def _count(items: Sequence[Item], state: State) -> int:
    return sum(item.state is state for item in items)


def outcome(entry: Entry) -> tuple[str, str]:
    """Return how an entry went in a few words, and the role they are drawn in."""
    counts, total = entry.counts, len(entry.items)
    if entry.is_running:
        return f"{entry.settled} of {total}…", "dim"
    if entry.is_undoing:
        return "being undone…", "dim"
    parts = []
    for state in (State.DONE, State.UNDONE, State.LEFT, State.FAILED, State.STOPPED, State.NOTHING):
        if number := counts[state]:
            parts.append(state.value if number == total else f"{number} {state.value}")
    role = "failed" if counts[State.FAILED] else "dim" if counts[State.UNDONE] else "text"
    return ", ".join(parts), role
