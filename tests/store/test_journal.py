"""What is remembered of what was done: how it went, what can be undone, what is forgotten."""

from __future__ import annotations

import pytest

from hoory_tui.store.deeds import Deed, RunMacro, SetStatus
from hoory_tui.store.journal import MOST, Entry, Journal, State
from hoory_tui.store.undoing import Change

CHANGE = Change({"status": "open"}, {"status": "resolved"})
RESOLVE = SetStatus("resolved")


def entered(journal: Journal, *states: State, deed: Deed = RESOLVE, first: int = 1) -> Entry:
    """Enter a deed that is through, its conversations numbered from `first` on."""
    entry = journal.begin(deed, range(first, first + len(states)), 100.0)
    for item, state in zip(entry.items.values(), states, strict=True):
        item.state = state
        if state is State.DONE and not isinstance(deed, RunMacro):
            item.change = CHANGE
    entry.is_running = False
    return entry


def test_each_conversation_is_entered_once_and_waits() -> None:
    entry = Journal().begin(RESOLVE, [3, 1, 3], 100.0)
    assert (list(entry.items), entry.settled, entry.is_running) == ([3, 1], 0, True)
    assert entry.why_not == "it is still being done"


def test_what_was_done_and_changed_something_can_be_undone() -> None:
    entry = entered(Journal(), State.DONE, State.FAILED, State.NOTHING)
    assert [item.conversation_id for item in entry.undoable] == [1]
    assert (entry.why_not, entry.settled) == ("", 3)
    entry.is_undoing = True
    assert entry.why_not == "it is being undone"


@pytest.mark.parametrize(
    ("state", "deed", "why"),
    [
        (State.DONE, RunMacro(1), "the server does not tell what a macro changed"),
        (State.LEFT, RESOLVE, "somebody changed it since"),
        (State.UNDONE, RESOLVE, "it is undone"),
        (State.FAILED, RESOLVE, "it was not done"),
        (State.NOTHING, RESOLVE, "it was so already"),
        (State.STOPPED, RESOLVE, "nothing was changed"),
    ],
)
def test_what_cannot_be_undone_says_why(state: State, deed: Deed, why: str) -> None:
    assert entered(Journal(), state, deed=deed).why_not == why


def test_the_last_that_can_be_undone_is_next_and_one_that_runs_comes_first() -> None:
    journal = Journal()
    assert journal.last_undoable() is None
    first = entered(journal, State.DONE)
    entered(journal, State.FAILED)
    second = entered(journal, State.DONE)
    assert journal.last_undoable() is second
    second.is_undoing = True
    assert journal.last_undoable() is first
    running = journal.begin(RESOLVE, [1], 100.0)
    assert journal.last_undoable() is running


def test_the_oldest_are_forgotten_and_their_conversations_with_them() -> None:
    journal = Journal()
    running = journal.begin(RESOLVE, [7], 100.0)
    for number in range(MOST + 1):
        entered(journal, State.DONE, first=100 + number // 2)
        if number < MOST - 1:
            assert journal.drop_old() == frozenset()
    # The first two are of one conversation, of which nothing may be forgotten before both are.
    assert journal.drop_old() == {100}
    assert len(journal) == MOST
    assert journal.get(running.number) is running
    assert journal.get(running.number + 1) is None
