"""When news are painted: on a clock that stands still until it is moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.app.pacing import AFAR, FASTEST, HERE, SLOWEST, Pacer, budget_of

NOW = 1_000.0
FRAME = 7_000
IDLE = 0.0
KILO = 1024


@pytest.fixture
def pacer() -> Pacer:
    return Pacer(32 * KILO)


def paint(pacer: Pacer, now: float, size: int = FRAME, busy: float = IDLE) -> None:
    pacer.flushed(now, busy)
    pacer.wrote(size, now)


def run(pacer: Pacer, seconds: float, size: int = FRAME, share: float = 0.0) -> list[float]:
    """Return when news are painted while there are always some."""
    now, painted = NOW, []
    while (now := now + pacer.wait(now)) < NOW + seconds:
        paint(pacer, now, size, (now - NOW) * share)
        painted.append(now)
    return painted


def test_after_a_quiet_time_there_is_nothing_to_wait_for(pacer: Pacer) -> None:
    assert pacer.wait(NOW) == 0
    paint(pacer, NOW)
    assert pacer.wait(NOW) > 0
    assert pacer.wait(NOW + 60) == 0


def test_cheap_news_are_painted_thirty_times_a_second(pacer: Pacer) -> None:
    painted = run(pacer, 2.0, size=100)
    assert len(painted) == pytest.approx(2.0 / FASTEST, abs=2)


def test_the_bytes_of_news_stay_within_the_budget(pacer: Pacer) -> None:
    painted = run(pacer, 20.0)
    assert len(painted) * FRAME == pytest.approx(20 * 32 * KILO, rel=0.1)


def test_news_that_cost_too_much_are_painted_twice_a_second_all_the_same(pacer: Pacer) -> None:
    assert len(run(pacer, 10.0, size=100 * KILO)) == pytest.approx(10 / SLOWEST, abs=1)


def test_one_large_painting_is_no_debt_for_ever(pacer: Pacer) -> None:
    pacer.wrote(100_000 * KILO, NOW)
    assert pacer.wait(NOW + SLOWEST) == 0


def test_what_keys_paint_leaves_less_for_news(pacer: Pacer) -> None:
    paint(pacer, NOW)
    before = pacer.wait(NOW)
    pacer.wrote(2 * KILO, NOW)
    assert pacer.wait(NOW) == pytest.approx(before + 2 / 32)


def test_a_machine_that_is_busy_paints_less_often_and_recovers(pacer: Pacer) -> None:
    busy = run(pacer, 10.0, size=100, share=0.5)
    assert busy[-1] - busy[-2] == pytest.approx(SLOWEST)
    for second in range(20):
        paint(pacer, NOW + 20 + second, 100, 5.0)
    paint(pacer, NOW + 60, 100, 5.0)
    assert pacer.wait(NOW + 60) == pytest.approx(FASTEST)


def test_a_key_that_is_not_answered_yet_goes_first(pacer: Pacer) -> None:
    paint(pacer, NOW - 0.2, 100)
    assert pacer.wait(NOW) == 0
    pacer.pressed(NOW)
    assert pacer.wait(NOW) > 0.1


def test_right_behind_the_answer_is_the_best_moment(pacer: Pacer) -> None:
    paint(pacer, NOW - 0.2, 100)
    pacer.pressed(NOW)
    pacer.answered(NOW + 0.01)
    assert pacer.wait(NOW + 0.01) == 0
    assert pacer.wait(NOW + 0.1) > 0
    assert pacer.wait(NOW + 0.3) == 0


def test_news_that_are_paid_for_too_late_to_be_behind_a_key_wait_for_the_next(
    pacer: Pacer,
) -> None:
    pacer.pressed(NOW)
    pacer.answered(NOW + 0.01)
    paint(pacer, NOW + 0.01)
    wait = pacer.wait(NOW + 0.02)
    # The bytes would be there in a tenth of a second, just before the next key.
    assert 0.2 < wait < 0.25
    pacer.pressed(NOW + 0.15)
    pacer.answered(NOW + 0.16)
    assert pacer.wait(NOW + 0.16) < 0.03


def test_keys_without_end_hold_news_up_for_half_a_second_at_most(pacer: Pacer) -> None:
    paint(pacer, NOW)
    for step in range(100):
        pacer.pressed(now := NOW + step * 0.03)
        assert now + pacer.wait(now) <= max(now, NOW + SLOWEST)


def test_a_line_that_held_us_up_gets_less_than_it_carries_and_is_tried_again(pacer: Pacer) -> None:
    pacer.held_up(20 * KILO, NOW)
    slow = run(pacer, 5.0)
    # Two a second there are in any case.
    assert len(slow) == 10
    small = run(pacer, 5.0, size=1000)
    assert len(small) * 1000 < 5 * 10 * KILO
    paint(pacer, NOW + 120)
    assert pacer.wait(NOW + 120) == pytest.approx((FRAME - 4 * KILO) / 32 / KILO)


def test_a_line_that_takes_more_than_the_budget_gets_no_more_than_that(pacer: Pacer) -> None:
    pacer.held_up(10_000 * KILO, NOW)
    assert len(run(pacer, 10.0)) * FRAME < 1.1 * 10 * 32 * KILO


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.sampled_from(["press", "answer", "write", "slow", "paint"])),
        max_size=60,
    )
)
def test_whatever_happens_nothing_waits_longer_than_the_slowest(
    steps: list[tuple[float, str]],
) -> None:
    pacer, now, painted = Pacer(HERE), NOW, NOW
    pacer.flushed(NOW, 0.0)
    for after, what in steps:
        now += after
        match what:
            case "press":
                pacer.pressed(now)
            case "answer":
                pacer.answered(now)
            case "write":
                pacer.wrote(1_000_000, now)
            case "slow":
                pacer.held_up(10.0, now)
            case _:
                pacer.flushed(painted := now, now)
        assert 0 <= pacer.wait(now) <= SLOWEST
        assert now + pacer.wait(now) <= max(now, painted + SLOWEST) + 1e-9


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY"])
def test_a_terminal_behind_a_line_gets_less(name: str) -> None:
    assert budget_of(0, {}) == HERE
    assert budget_of(0, {name: ""}) == HERE
    assert budget_of(0, {name: "/dev/pts/3"}) == AFAR
    assert budget_of(5_000, {name: "/dev/pts/3"}) == 5_000
