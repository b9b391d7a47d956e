"""Marks: ids that stay, stretches that follow the hand, and what was marked last."""

from __future__ import annotations

from hoory_tui.screens.marks import Marks

ROWS = [10, 20, 30, 40, 50]


def go(marks: Marks, here: int, there: int) -> list[int]:
    anchor = marks.stretch_from(here)
    first, last = sorted((ROWS.index(anchor), ROWS.index(there)))
    marks.stretch_to(there, ROWS[first : last + 1])
    return sorted(marks)


def test_marking_and_taking_off() -> None:
    marks = Marks()
    marks.toggle(20)
    marks.toggle(10)
    assert list(marks) == [20, 10]
    assert 20 in marks
    assert 30 not in marks
    marks.toggle(20)
    marks.add([10, 30])
    assert list(marks) == [10, 30]
    marks.invert(ROWS)
    assert list(marks) == [20, 40, 50]


def test_what_was_marked_last_is_remembered() -> None:
    marks = Marks()
    marks.add([10, 20])
    marks.clear()
    assert (len(marks), marks.last) == (0, (10, 20))
    marks.clear()
    assert marks.last == (10, 20)


def test_what_is_gone_is_not_marked() -> None:
    marks = Marks()
    marks.add([10, 20, 30])
    assert marks.keep({10, 30})
    assert list(marks) == [10, 30]
    assert not marks.keep({10, 30})


def test_a_stretch_grows_and_shrinks_with_the_hand() -> None:
    marks = Marks()
    marks.add([10])
    assert go(marks, 30, 40) == [10, 30, 40]
    assert go(marks, 40, 50) == [10, 30, 40, 50]
    assert go(marks, 50, 40) == [10, 30, 40]
    assert go(marks, 40, 30) == [10, 30]
    assert go(marks, 30, 20) == [10, 20, 30]
    assert go(marks, 20, 10) == [10, 20, 30]
    # Marked before the stretch, so still marked when the hand comes back over it.
    assert go(marks, 10, 20) == [10, 20, 30]


def test_a_hand_that_was_elsewhere_begins_another_stretch() -> None:
    marks = Marks()
    assert go(marks, 10, 20) == [10, 20]
    assert go(marks, 40, 50) == [10, 20, 40, 50]
    marks.toggle(50)
    assert go(marks, 50, 50) == [10, 20, 40, 50]
