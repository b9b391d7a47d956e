"""What people type for a moment to come."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.store.snoozing import parse, presets

NOW = 1_790_000_000.0
"""Mon 21 September 2026, 14:13:20 UTC."""
BERLIN = ZoneInfo("Europe/Berlin")


def told(text: str, now: float = NOW, zone: tzinfo = UTC) -> str:
    at = parse(text, now, zone)
    return datetime.fromtimestamp(at, zone).strftime("%a %d %b %Y %H:%M") if at else ""


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2h", "Mon 21 Sep 2026 16:13"),
        ("in 90 min", "Mon 21 Sep 2026 15:43"),
        ("1h30", "Mon 21 Sep 2026 15:43"),
        ("1 h 30 m", "Mon 21 Sep 2026 15:43"),
        ("1.5h", "Mon 21 Sep 2026 15:43"),
        ("an hour", "Mon 21 Sep 2026 15:13"),
        ("3 days", "Thu 24 Sep 2026 14:13"),
        ("1w 2h", "Mon 28 Sep 2026 16:13"),
        ("1 month", "Wed 21 Oct 2026 14:13"),
        ("9", "Tue 22 Sep 2026 09:00"),
        ("14:30", "Mon 21 Sep 2026 14:30"),
        ("9.30", "Tue 22 Sep 2026 09:30"),
        ("0830", "Tue 22 Sep 2026 08:30"),
        ("9 pm", "Mon 21 Sep 2026 21:00"),
        ("12am", "Tue 22 Sep 2026 00:00"),
        ("noon", "Tue 22 Sep 2026 12:00"),
        ("Tomorrow 9", "Tue 22 Sep 2026 09:00"),
        ("9:15 tomorrow", "Tue 22 Sep 2026 09:15"),
        ("tomorrow evening", "Tue 22 Sep 2026 18:00"),
        ("tonight", "Mon 21 Sep 2026 18:00"),
        ("today 18", "Mon 21 Sep 2026 18:00"),
        ("mon", "Mon 28 Sep 2026 09:00"),
        ("fri 14:30", "Fri 25 Sep 2026 14:30"),
        ("until friday at 2pm", "Fri 25 Sep 2026 14:00"),
        ("next fri", "Fri 02 Oct 2026 09:00"),
        ("next week", "Mon 28 Sep 2026 09:00"),
        ("next month", "Thu 01 Oct 2026 09:00"),
        ("24 dec", "Thu 24 Dec 2026 09:00"),
        ("December 24th, 18:00", "Thu 24 Dec 2026 18:00"),
        ("3 may", "Mon 03 May 2027 09:00"),
        ("1 may 2028", "Mon 01 May 2028 09:00"),
        ("24.12.", "Thu 24 Dec 2026 09:00"),
        ("24.12.2027 8", "Fri 24 Dec 2027 08:00"),
        ("2026-12-24", "Thu 24 Dec 2026 09:00"),
        ("2026-12-24T14:30", "Thu 24 Dec 2026 14:30"),
    ],
)
def test_what_is_understood(text: str, moment: str) -> None:
    assert told(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "h", "x", "ago", "today 9", "2020-01-01", "31 feb", "25:00", "9:75", "13pm", "0m"),
        *("mon mon", "next", "may", "1 9", "9999d", "9999-12-31", "99999h", "1.5d"),
        *("2026-13-01", "a b c d e f g", "in", "9000 months"),
    ],
)
def test_what_is_no_moment_to_come(text: str) -> None:
    assert told(text) == ""


def test_a_date_that_is_over_means_next_year() -> None:
    assert told("21 sep 15:00") == "Mon 21 Sep 2026 15:00"
    assert told("20 sep") == "Mon 20 Sep 2027 09:00"


def test_days_are_those_of_the_calendar_and_hours_those_of_the_clock() -> None:
    before = datetime(2026, 10, 24, 12, tzinfo=BERLIN).timestamp()
    assert told("1d", before, BERLIN) == "Sun 25 Oct 2026 12:00"
    assert told("24h", before, BERLIN) == "Sun 25 Oct 2026 11:00"
    assert told("tomorrow 9", before, BERLIN) == "Sun 25 Oct 2026 09:00"


def test_a_moment_that_no_clock_shows_is_an_hour_later() -> None:
    before = datetime(2026, 3, 28, 12, tzinfo=BERLIN).timestamp()
    assert told("tomorrow 2:30", before, BERLIN) == "Sun 29 Mar 2026 03:30"


def test_of_two_equal_moments_it_is_the_first_to_come() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    assert parse("2:30", first.timestamp() - 7200, BERLIN) == first.timestamp()
    second = first.replace(fold=1).timestamp()
    assert parse("2:30", first.timestamp() + 600, BERLIN) == second == first.timestamp() + 3600


def test_without_a_zone_it_is_that_of_the_machine() -> None:
    at = parse("9", NOW, None)
    assert at is not None
    assert datetime.fromtimestamp(at).hour == 9  # noqa: DTZ006


def test_what_is_offered_comes_in_order_and_once() -> None:
    assert [one.text for one in presets(NOW, UTC)] == [
        *("The next reply", "An hour", "Three hours", "This evening", "Tomorrow", "Monday"),
        "Next month",
    ]
    sunday_night = datetime(2026, 9, 27, 20, tzinfo=UTC).timestamp()
    assert [one.text for one in presets(sunday_night, UTC)] == [
        *("The next reply", "An hour", "Three hours", "Tomorrow", "Next month")
    ]
    moments = [one.at for one in presets(sunday_night, BERLIN) if one.at is not None]
    assert moments == sorted(moments)
    assert all(at > sunday_night for at in moments)


_WORDS = st.sampled_from(
    [
        *(
            "9",
            "2h",
            "90m",
            "tomorrow",
            "mon",
            "fri",
            "next",
            "week",
            "month",
            "24",
            "dec",
            "14:30",
        ),
        *("am", "pm", "today", "2026-02-30", "1d"),
    ]
)


@given(
    st.lists(_WORDS, max_size=5).map(" ".join) | st.text(max_size=20),
    st.floats(1_600_000_000, 2_000_000_000),
    st.sampled_from([UTC, BERLIN, ZoneInfo("Asia/Yerevan"), ZoneInfo("Australia/Lord_Howe")]),
)
def test_never_in_the_past_whatever_is_typed(text: str, now: float, zone: tzinfo) -> None:
    at = parse(text, now, zone)
    assert at is None or now < at < now + 6 * 366 * 86400
