from __future__ import annotations

import random
from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.wire.server_clock import DRIFT, ServerClock, read_http_date

EPOCH = 1_795_353_384.0
"""The server's unix time at the zero of our monotonic clock, in these tests."""


def date(server_time: float) -> str:
    return formatdate(int(server_time), usegmt=True)


def bounds(clock: ServerClock, now: float) -> tuple[float, float]:
    earliest, latest = clock.earliest(now), clock.latest(now)
    assert earliest is not None
    assert latest is not None
    return earliest, latest


def test_knows_nothing_before_the_first_date() -> None:
    clock = ServerClock()
    assert clock.earliest(5.0) is None
    assert clock.latest(5.0) is None
    assert clock.skew(5.0, EPOCH) is None


def test_one_answer_bounds_the_time_by_its_second_and_its_journey() -> None:
    clock = ServerClock()
    clock.learn(date(EPOCH + 10), asked_at=9.5, answered_at=10.25)
    assert bounds(clock, 10.25) == (EPOCH + 10, EPOCH + 11.75)


def test_many_answers_narrow_the_bounds_below_a_second() -> None:
    clock, random_journey = ServerClock(), random.Random(1)
    for number in range(60):
        asked_at = number * 0.37
        made_at = asked_at + random_journey.uniform(0.005, 0.1)
        answered_at = made_at + random_journey.uniform(0.005, 0.1)
        clock.learn(date(EPOCH + made_at), asked_at, answered_at)
    earliest, latest = bounds(clock, 30.0)
    assert earliest <= EPOCH + 30 <= latest
    assert latest - earliest < 0.35


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 20), st.floats(0, 20)), min_size=1, max_size=30
    ),
    st.floats(-DRIFT / 2, DRIFT / 2),
    st.floats(0, 1e5),
)
def test_the_true_time_is_never_outside(
    journeys: list[tuple[float, float, float]], drift: float, later: float
) -> None:
    clock, asked_at = ServerClock(), 0.0
    for pause, there, back in journeys:
        asked_at += pause
        made_at = asked_at + there
        clock.learn(date(EPOCH + made_at * (1 + drift)), asked_at, made_at + back)
    now = asked_at + 40 + later
    earliest, latest = bounds(clock, now)
    assert earliest - 1e-3 <= EPOCH + now * (1 + drift) <= latest + 1e-3


def test_answers_that_arrive_out_of_order_narrow_all_the_same() -> None:
    clock = ServerClock()
    clock.learn(date(EPOCH + 20.9), asked_at=20.9, answered_at=20.95)
    clock.learn(date(EPOCH + 5), asked_at=4.5, answered_at=20.5)
    earliest, latest = bounds(clock, 21.0)
    assert earliest <= EPOCH + 21 <= latest
    assert latest - earliest < 1.1


@pytest.mark.parametrize("step", [-3600.0, 3600.0])
def test_starts_anew_when_the_servers_clock_was_set(step: float) -> None:
    clock = ServerClock()
    clock.learn(date(EPOCH), 0.0, 0.1)
    clock.learn(date(EPOCH + 1 + step), 1.0, 1.1)
    earliest, latest = bounds(clock, 1.1)
    assert earliest <= EPOCH + 1.1 + step <= latest
    assert latest - earliest < 1.2


def test_bounds_widen_with_age_and_are_forgotten_on_demand() -> None:
    clock = ServerClock()
    clock.learn(date(EPOCH), 0.0, 0.0)
    fresh, old = bounds(clock, 0.0), bounds(clock, 10_000.0)
    assert fresh[1] - fresh[0] == pytest.approx(1.0)
    assert old[1] - old[0] == pytest.approx(3.0)
    clock.forget()
    assert clock.earliest(0.0) is None


@pytest.mark.parametrize(
    ("wall", "skew"),
    [(EPOCH + 0.5, 0.0), (EPOCH, 0.0), (EPOCH + 61.0, 60.0), (EPOCH - 90.0, -90.0)],
)
def test_says_how_far_a_wall_clock_is_off(wall: float, skew: float) -> None:
    clock = ServerClock()
    clock.learn(date(EPOCH), 0.0, 0.0)
    assert clock.skew(0.0, wall) == pytest.approx(skew)


def test_an_answer_that_came_before_its_question_teaches_nothing() -> None:
    clock = ServerClock()
    clock.learn(date(EPOCH), 5.0, 4.0)
    assert clock.earliest(5.0) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0",
        "Sun, 99 Nov 2026 20:00:00 GMT",
        f"Sun, 22 Nov {'9' * 30} 20:00:00 GMT",
        "Sun, 22 Nov 2026 20:00:00 +99999999999999999999",
        "Sun, 22 Nov 2026 99999999999999999999:00:00 GMT",
        "\x00\ud800",
        "Sun, 06 Nov",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_http_date(text) is None
    clock = ServerClock()
    clock.learn(text, 0.0, 0.0)
    assert clock.earliest(0.0) is None


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    read_http_date(text)
    read_http_date(f"Sun, 06 Nov 1994 {text}")


@pytest.mark.parametrize(
    "text",
    [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 -0000",
    ],
)
def test_reads_every_form_of_date_that_http_has_had(text: str) -> None:
    assert read_http_date(text) == 784111777.0
