"""What the link needs besides itself, second by second."""

from __future__ import annotations

from hoory_tui.render.bars import POLLED
from hoory_tui.sdk.watch import DEAF_FOR, POLL, SLEPT, TOKEN_CHECK, LinkWatch, Needs
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

LIVE = LinkStatus(LinkState.LIVE, last_frame_at=100.0)
LOST = LinkStatus(LinkState.WAITING, Cause.CLOSED, last_frame_at=100.0)
DEAF = LinkStatus(LinkState.DEGRADED, Cause.DEAF, last_frame_at=100.0)
HALTED = LinkStatus(LinkState.HALTED, Cause.UNAUTHORIZED)


def beats(watch: LinkWatch, link: LinkStatus, start: float, seconds: int) -> dict[float, Needs]:
    """Return what was due at which second, nothing left out."""
    due = {}
    for second in range(1, seconds + 1):
        needs = watch.beat(link, start + second)
        if needs != Needs():
            due[start + second] = needs
    return due


def test_a_live_link_needs_a_look_at_the_token_now_and_then_and_nothing_else() -> None:
    due = beats(LinkWatch(0.0), LIVE, 0.0, 260)
    assert due == {TOKEN_CHECK: Needs(check_token=True), 2 * TOKEN_CHECK: Needs(check_token=True)}


def test_without_events_the_server_is_read_in_between() -> None:
    watch = LinkWatch(0.0)
    beats(watch, LIVE, 0.0, 30)
    due = beats(watch, LOST, 30.0, 50)
    assert [at for at, needs in due.items() if needs.poll] == [30 + POLL, 30 + 2 * POLL]


def test_whoever_is_signed_out_asks_nothing() -> None:
    assert not any(needs.poll for needs in beats(LinkWatch(0.0), HALTED, 0.0, 90).values())


def test_a_beat_that_comes_late_means_sleep() -> None:
    watch = LinkWatch(0.0)
    assert not watch.beat(LIVE, SLEPT).wake
    assert watch.beat(LIVE, 2 * SLEPT + 0.1).wake
    assert not watch.beat(LIVE, 2 * SLEPT + 1.1).wake


def test_a_deaf_link_is_read_at_once_and_its_token_looked_at() -> None:
    watch = LinkWatch(0.0)
    watch.beat(LIVE, 5.0)
    watch.follow(LIVE, DEAF, 6.0)
    assert watch.beat(DEAF, 7.0) == Needs(poll=True, check_token=True)
    assert watch.beat(DEAF, 8.0) == Needs()


def test_the_gap_is_measured_from_the_last_frame_not_from_when_it_was_noticed() -> None:
    watch = LinkWatch(0.0)
    assert watch.gap(50.0) is None
    watch.follow(LIVE, LOST, 107.5)
    assert watch.gap(110.0) == 10.0
    watch.caught_up(111.0)
    assert watch.gap(112.0) is None
    assert watch.caught_up_at == 111.0


def test_a_deaf_link_missed_events_before_that_was_found_out() -> None:
    watch = LinkWatch(0.0)
    watch.follow(LIVE, DEAF, 100.0)
    assert watch.gap(110.0) == 10.0 + DEAF_FOR


def test_a_second_loss_before_catching_up_does_not_shorten_the_gap() -> None:
    watch = LinkWatch(0.0)
    watch.follow(LIVE, LOST, 107.5)
    again = LinkStatus(LinkState.LIVE, last_frame_at=150.0)
    watch.follow(again, LOST, 160.0)
    assert watch.gap(160.0) == 60.0


def test_a_doubt_makes_the_gap_longer_and_never_shorter() -> None:
    watch = LinkWatch(0.0)
    watch.doubt(120.0, 200.0)
    watch.doubt(10.0, 200.0)
    assert watch.gap(200.0) == 120.0


def test_the_agent_is_told_the_pause_that_is_kept() -> None:
    assert POLLED == POLL
