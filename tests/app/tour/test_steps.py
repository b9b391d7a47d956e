"""Each step of the tour is done by any way of doing it, and by nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoory_tui.app.tour.sight import Row, Sight
from hoory_tui.app.tour.steps import (
    STEPS,
    Assign,
    Find,
    Label,
    LookUp,
    Move,
    Note,
    Open,
    Reply,
    Resolve,
    Snooze,
    Step,
)

ROW = Row("open", None, None, ())
BEFORE = Sight(cursor=1, rows=((1, ROW), (2, ROW)))


def with_row(**values: object) -> Sight:
    return replace(BEFORE, rows=((1, ROW), (2, ROW._replace(**values))))  # type: ignore[arg-type]


def begun(kind: type[Step]) -> Step:
    step = kind()
    step.begin(BEFORE)
    return step


@pytest.mark.parametrize(
    ("kind", "done"),
    [
        (Move, replace(BEFORE, cursor=2)),
        (Move, replace(BEFORE, is_reading=True)),
        (Open, replace(BEFORE, is_reading=True)),
        (Open, replace(BEFORE, is_writing=True)),
        (Reply, replace(BEFORE, replies=1)),
        (Note, replace(BEFORE, notes=1)),
        (Snooze, with_row(status="snoozed")),
        (Assign, with_row(assignee_id=4)),
        (Assign, with_row(team_id=4)),
        (Label, with_row(labels=("vip",))),
        (Find, replace(BEFORE, narrowed="ada")),
        (Find, replace(BEFORE, boxes=frozenset({"SearchScreen"}))),
        (LookUp, replace(BEFORE, boxes=frozenset({"HelpScreen"}))),
        (LookUp, replace(BEFORE, boxes=frozenset({"PaletteScreen"}))),
    ],
)
def test_a_deed_is_seen_however_it_was_done(kind: type[Step], done: Sight) -> None:
    step = begun(kind)
    assert not step.look(BEFORE), "nothing was done"
    assert step.look(done)


def test_what_is_resolved_has_to_be_open_again() -> None:
    step = begun(Resolve)
    assert not step.look(with_row(status="snoozed"))
    assert not step.look(BEFORE), "that was no resolving"
    assert not step.look(with_row(status="resolved"))
    assert not step.look(with_row(status="resolved"))
    assert step.look(BEFORE)


def test_a_note_does_not_wait_for_ever_for_a_customer() -> None:
    step = Note()
    step.begin(replace(BEFORE, replies=1))
    looks = [step.look(replace(BEFORE, replies=1, notes=1)) for _ in range(40)]
    assert not looks[0]
    assert looks[-1]


def test_a_note_speaks_of_a_customer_only_when_one_was_written_to() -> None:
    step = begun(Note)
    assert "customer is about" not in step.words(lambda key: key), "the reply was skipped"
    step.begin(replace(BEFORE, replies=1))
    assert "customer is about" in step.words(lambda key: key)
    assert not step.look(replace(BEFORE, replies=1, notes=1)), "the answer is still to come"
    assert step.look(replace(BEFORE, replies=1, notes=1, answers=1))


def test_the_words_of_a_reply_follow_what_is_done() -> None:
    step = begun(Reply)
    told = []
    for now in (
        BEFORE,
        replace(BEFORE, is_writing=True),
        replace(BEFORE, is_held=True),
        BEFORE,
    ):
        step.look(now)
        told.append(step.words(lambda key: key))
    assert len(set(told)) == 4
    assert "undo takes it back now" in told[2]
    assert told[3].startswith("Taken back")


def test_there_are_ten_steps_of_different_names() -> None:
    assert len({name for name, _ in STEPS}) == 10


def test_the_first_row_that_the_list_puts_at_hand_itself_is_no_move() -> None:
    step = Move()
    step.begin(Sight())
    assert not step.look(Sight(cursor=1)), "nobody has pressed anything yet"
    assert step.look(Sight(cursor=2))
