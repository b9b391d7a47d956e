"""What a toast says of deeds, and the lines of the list of what was done."""

from __future__ import annotations

from datetime import UTC

import pytest

from hoory_tui.render.deedlog import entry_lines, item_lines
from hoory_tui.render.deeds import outcome, progress, said_done, said_undone, undo_progress
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import Line, line_width
from hoory_tui.store.deeds import Deed, RunMacro, SendTranscript, SetStatus
from hoory_tui.store.journal import Entry, Journal, State
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.undoing import Change

CHANGE = Change({"status": "open"}, {"status": "resolved"})
AT = Moment(1_790_000_000.0, UTC, UNICODE)


def store() -> Store:
    made = Store(7, 1)
    made.conversations = {number: Conversation(number) for number in (1, 2, 3)}
    return made


def entry_of(*states: State, deed: Deed = SetStatus("resolved")) -> Entry:  # noqa: B008
    entry = Journal().begin(deed, range(1, len(states) + 1), AT.now)
    for item, state in zip(entry.items.values(), states, strict=True):
        item.state = state
        if state is State.DONE and isinstance(deed, SetStatus):
            item.change = CHANGE
        if state in (State.FAILED, State.LEFT):
            item.problem = f"Trouble with {item.conversation_id}."
    entry.is_running = False
    return entry


def said(entry: Entry) -> str:
    return said_done(store(), entry, list(entry.items.values()), "u", "L", UTC)


DONE, FAILED, NOTHING = State.DONE, State.FAILED, State.NOTHING
STOPPED, UNDONE, LEFT = State.STOPPED, State.UNDONE, State.LEFT
MAIL, MACRO = SendTranscript("a@b"), RunMacro(9)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (entry_of(DONE), "Resolved #1 · u undoes"),
        (entry_of(NOTHING), "Nothing to change: #1 is so already"),
        (entry_of(STOPPED), "Stopped, #1 is as it was"),
        (entry_of(FAILED), "#1 is still open: Trouble with 1."),
        (entry_of(DONE, deed=MAIL), "The thread of #1 is being mailed to a@b"),
        (
            entry_of(DONE, deed=MACRO),
            "Macro 9 was started on #1; the server does not say what it did",
        ),
        (entry_of(DONE, DONE, deed=MACRO), "Macro 9 was started on 2; the server tells no more."),
        (entry_of(DONE, DONE), "2 resolved · u undoes"),
        (entry_of(DONE, NOTHING, NOTHING), "1 resolved, 2 were so already · u undoes"),
        (entry_of(FAILED, FAILED), "0 resolved, 2 failed · L shows why"),
        (
            entry_of(DONE, NOTHING, STOPPED, FAILED),
            "1 resolved, 1 was so already, 1 not begun, 1 failed · L shows why · u undoes",
        ),
    ],
)
def test_what_is_said_when_it_is_through(entry: Entry, words: str) -> None:
    assert said(entry) == words


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (entry_of(UNDONE), "Undone: Resolved #1"),
        (entry_of(LEFT), "Left alone. Trouble with 1."),
        (entry_of(UNDONE, UNDONE), "2 undone: Resolved"),
        (entry_of(UNDONE, LEFT), "1 undone, 1 left: Trouble with 2."),
        (entry_of(UNDONE, LEFT, LEFT), "1 undone, 2 left: Trouble with 2. · L shows all"),
    ],
)
def test_what_is_said_when_it_is_undone(entry: Entry, words: str) -> None:
    assert said_undone(store(), entry, list(entry.items.values()), "L") == words


def test_an_undoing_in_part_or_not_at_all_is_told() -> None:
    entry = entry_of(UNDONE, DONE)
    entry.items[1].problem, entry.items[2].problem = "Ana changed it.", "Not undone: no network."
    told = said_undone(store(), entry, list(entry.items.values()), "L")
    assert told == "1 undone, 1 left, 1 not undone: Ana changed it. · L shows all"
    one = said_undone(store(), entry, [entry.items[1]], "L")
    assert one == "Undone: Resolved #1, but for a part. Ana changed it."
    assert said_undone(store(), entry, [entry.items[2]], "L") == "Not undone: no network."


def test_how_far_it_is() -> None:
    entry = entry_of(DONE, State.WAITING, State.WAITING)
    entry.is_running = True
    assert (progress(entry), outcome(entry)[0]) == ("Resolving 1 of 3…", "1 of 3…")
    entry.is_stopping = True
    assert progress(entry) == "Stopping 1 of 3…"
    entry = entry_of(UNDONE, LEFT, DONE)
    assert undo_progress(entry) == "Undoing 2 of 3…"


def text(lines: list[Line]) -> list[str]:
    return ["".join(part for part, _ in line).rstrip() for line in lines]


@pytest.mark.parametrize("width", [20, 60, 120])
def test_lines_fit(width: int) -> None:
    entry = entry_of(FAILED, DONE)
    for line in entry_lines(store(), entry, width, AT):
        assert line_width(line) == width
    lines = item_lines(store(), entry.items[1], width, AT)
    assert {line_width(line) for line in lines} == {width}
    assert len(item_lines(store(), entry.items[2], width, AT)) == 1


def test_the_list_tells_when_what_and_how_it_went() -> None:
    assert text(entry_lines(store(), entry_of(DONE, FAILED), 60, AT)) == [
        " 14:13  Resolved  2 conversations",
        "        1 done, 1 failed",
    ]
    assert text(entry_lines(store(), entry_of(FAILED), 60, AT))[1] == (
        "        failed  Trouble with 1."
    )
    assert "called back" in text(entry_lines(store(), entry_of(DONE, deed=MAIL), 80, AT))[1]


def test_a_long_reason_takes_two_lines() -> None:
    item = entry_of(FAILED).items[1]
    item.problem = "word " * 30
    head, first, second = text(item_lines(store(), item, 40, AT))
    assert head.startswith(" #1")
    assert head.endswith("failed")
    assert first.strip().startswith("word")
    assert second.endswith("…")
