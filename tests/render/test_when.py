"""Times as people read them, with a fixed now and zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from hoory_tui.render import when

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC).timestamp()  # a Sunday
MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (-5, "now"),
        (0, "now"),
        (59, "now"),
        (60, "1m"),
        (59 * MINUTE, "59m"),
        (HOUR, "1h"),
        (23 * HOUR, "23h"),
        (DAY, "1d"),
        (13 * DAY, "13d"),
        (14 * DAY, "2w"),
        (364 * DAY, "52w"),
        (365 * DAY, "1y"),
        (200 * 365 * DAY, "99y"),
    ],
)
def test_age(ago: float, shown: str) -> None:
    assert when.age(NOW - ago, NOW) == shown
    assert len(shown) <= 4


def test_never_has_no_age_and_no_clock() -> None:
    assert when.age(None, NOW) == ""
    assert when.age(0.0, NOW) == ""
    assert when.clock(None) == ""


def test_clock_is_of_the_zone() -> None:
    assert when.clock(NOW, UTC) == "14:05"
    assert when.clock(NOW, timezone(timedelta(hours=4))) == "18:05"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (0, "Today"),
        (DAY, "Yesterday"),
        (2 * DAY, "Fri 20 Nov"),
        (40 * DAY, "Tue 13 Oct"),
        (400 * DAY, "18 Oct 2025"),
    ],
)
def test_day(ago: float, shown: str) -> None:
    assert when.day(NOW - ago, NOW, UTC) == shown


def test_a_day_ends_at_midnight_of_the_zone() -> None:
    late = datetime(2026, 11, 21, 22, 0, tzinfo=UTC).timestamp()
    east = timezone(timedelta(hours=4))
    assert when.day(late, NOW, UTC) == "Yesterday"
    assert when.day(late, NOW, east) == "Today"
    assert when.day_number(late, UTC) + 1 == when.day_number(late, east)


@pytest.mark.parametrize(
    ("ahead", "shown"), [(HOUR, "15:05"), (2 * DAY, "Tue 14:05"), (8 * DAY, "30 Nov")]
)
def test_moment_to_come(ahead: float, shown: str) -> None:
    assert when.moment(NOW + ahead, NOW, UTC) == shown


@pytest.mark.parametrize(
    ("ahead", "shown", "how_long"),
    [
        (60, "Sun 22 Nov 14:06", "in 1 min"),
        (HOUR, "Sun 22 Nov 15:05", "in 60 min"),
        (DAY, "Mon 23 Nov 14:05", "in 24 h"),
        (40 * DAY, "Fri 1 Jan 2027 14:05", "in 40 days"),
    ],
)
def test_moment_beyond_doubt(ahead: float, shown: str, how_long: str) -> None:
    assert when.whole(NOW + ahead, NOW, UTC) == shown
    assert when.ahead(NOW + ahead, NOW) == how_long


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0 s"), (99, "99 s"), (180, "3 min"), (7200, "2 h"), (-4, "0 s")]
)
def test_duration(seconds: float, shown: str) -> None:
    assert when.duration(seconds) == shown
