"""Which of two tellings is the later one."""

from __future__ import annotations

import pytest

from hoory_tui.store.ages import Age, Order
from hoory_tui.store.happenings import Asked


@pytest.mark.parametrize(
    ("held_at", "heard_at", "order"),
    [
        (5.0, 4.9, Order.PAST),
        (5.0, 5.0, Order.LATER),
        (5.0, 5.1, Order.LATER),
        (None, 5.0, Order.LATER),
        (5.0, None, Order.LATER),
    ],
)
def test_events_among_themselves_go_by_their_times(
    held_at: float | None, heard_at: float | None, order: Order
) -> None:
    age = Age()
    age.take(1, None)
    assert age.of_event(held_at, heard_at) is order


@pytest.mark.parametrize(
    ("heard_at", "order"),
    [
        (9.9, Order.OVERTAKEN),
        (10.5, Order.UNSURE),
        (11.9, Order.UNSURE),
        (12.0, Order.LATER),
        (None, Order.UNSURE),
    ],
)
def test_an_event_after_an_answer_goes_by_the_bounds_of_the_answer(
    heard_at: float | None, order: Order
) -> None:
    age = Age()
    age.take(1, Asked(0, since=10.0, until=12.0))
    assert age.of_event(None, heard_at) is order


def test_after_an_answer_of_unknown_time_nothing_is_sure_but_what_is_older_than_an_event() -> None:
    age = Age()
    age.take(1, Asked(0))
    assert age.of_event(5.0, 99.0) is Order.UNSURE
    assert age.of_event(5.0, 4.0) is Order.PAST


def test_an_answer_is_no_older_than_what_was_taken_before_its_question() -> None:
    age = Age()
    assert age.of_answer(Asked(0)) is Order.LATER
    age.take(7, None)
    assert age.of_answer(Asked(6)) is Order.UNSURE
    assert age.of_answer(Asked(7)) is Order.LATER


def test_what_is_known_of_the_past_is_not_forgotten_by_a_less_exact_answer() -> None:
    age = Age()
    age.take(1, Asked(0, since=10.0, until=11.0))
    age.take(2, Asked(1))
    assert (age.since, age.until) == (10.0, None)
