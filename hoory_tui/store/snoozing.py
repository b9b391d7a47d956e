"""Until when: what people type for a moment to come, read in their zone and never in the past."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.words import to_say

MORNING: Final = time(9)
EVENING: Final = time(18)
_SOONEST: Final = 30.0
"""Seconds; what is over before it is done is no snooze."""
_LATEST: Final = 5 * 366 * 86400.0
_HOUR: Final = 3600.0

_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_UNITS: Final = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "hour"),
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "week", "weeks"), "week"),
    **dict.fromkeys(("mo", "month", "months"), "month"),
}
_FILLERS: Final = frozenset({"in", "at", "on", "until", "till", "the", "for"})
_SPAN: Final = pattern(r"(\d{1,4}(?:[.,]\d{1,2})?|an?) ?([a-z]+)")
_CLOCK: Final = pattern(r"(\d{1,2})(?:[:.]?(\d{2}))? ?(am|pm)?")
_BREAKS: Final = pattern(r"[,;]|(?<=\d)t(?=\d)")
_HALVES: Final = pattern(r"(\d{1,3}) ?h ?(\d{1,2})")
_YEAR: Final = pattern(r"\d{4}")
_ISO: Final = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED: Final = pattern(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_ORDINAL: Final = pattern(r"(\d{1,2})(?:st|nd|rd|th|\.)?")


@dataclass(frozen=True, slots=True)
class Preset:
    """A moment that is offered; `at` is in unix seconds, None for the next reply."""

    text: str
    at: float | None
    words: str = ""


def presets(now: float, zone: tzinfo | None) -> list[Preset]:
    """Return what is offered before anything is typed, the soonest first, no moment twice."""
    here = _local(now, zone)
    today = here.date()
    monday = today + timedelta(days=7 - today.weekday())
    month = _months_on(today.replace(day=1), 1)
    offered = [
        Preset(to_say("An hour"), now + _HOUR, "in 1 hour 1h"),
        Preset(to_say("Three hours"), now + 3 * _HOUR, "in 3 hours 3h"),
        Preset(to_say("This evening"), _moment(today, EVENING, zone, now), "today tonight 18:00"),
        Preset(to_say("Tomorrow"), _moment(today + timedelta(days=1), MORNING, zone, now), "9:00"),
        Preset(to_say("Monday"), _moment(monday, MORNING, zone, now), "next week 9:00"),
        Preset(to_say("Next month"), _moment(month, MORNING, zone, now), "first 9:00"),
    ]
    found: dict[float, Preset] = {}
    for one in offered:
        is_evening_over = one.text == "This evening" and (one.at or 0) < now + _HOUR
        if one.at is not None and not is_evening_over:
            found.setdefault(one.at, one)
    return [Preset(to_say("The next reply"), None, "until answer"), *found.values()]


def parse(text: str, now: float, zone: tzinfo | None) -> float | None:
    """Return the moment that a text means, in unix seconds; None for none to come.

    ``2h``, ``90m``, ``1h30``, ``3 days``, ``9``, ``14:30``, ``tomorrow 9``, ``mon``,
    ``fri 14:30``, ``next week``, ``24 dec``, ``24.12.``, ``2026-12-24 8:00``. A day alone
    means nine in the morning, a time alone the next time that the clock shows it. A zone of
    None is that of the machine.
    """
    wanted = " ".join(_BREAKS.sub(" ", text.casefold()).split())
    words = [word for word in wanted.split() if word not in _FILLERS]
    if not words or len(words) > 6:
        return None
    try:
        at = _span(" ".join(words), now, zone)
        at = at if at is not None else _day_and_time(words, now, zone)
    except (ValueError, OverflowError):
        return None
    return at if at is not None and now + _SOONEST <= at <= now + _LATEST else None


def _local(now: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(now, UTC).astimezone(zone)


def _moment(day: date, at: time, zone: tzinfo | None, now: float) -> float:
    """Return when a clock in the zone shows this; of two such moments the first to come."""
    wall = datetime.combine(day, at)
    first = _seconds(wall, zone)
    return first if first > now else _seconds(wall.replace(fold=1), zone)


def _seconds(wall: datetime, zone: tzinfo | None) -> float:
    # Without a zone Python asks the machine's; what no clock shows comes out an hour later.
    return (wall.replace(tzinfo=zone) if zone is not None else wall).timestamp()


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# Spans of time


def _span(text: str, now: float, zone: tzinfo | None) -> float | None:
    """Return when a span from now is over, days as the calendar counts them."""
    if bare := _HALVES.fullmatch(text):
        text = f"{bare[1]}h {bare[2]}m"
    parts = list(_SPAN.finditer(text))
    if not parts or _SPAN.sub("", text).strip() or any(one[2] not in _UNITS for one in parts):
        return None
    here, seconds = _local(now, zone), 0.0
    day = here.date()
    for number, unit in ((one[1], _UNITS[one[2]]) for one in parts):
        count = 1.0 if number in ("a", "an") else float(number.replace(",", "."))
        if unit in ("minute", "hour"):
            seconds += count * (60 if unit == "minute" else _HOUR)
        elif count != int(count):
            return None
        elif unit == "month":
            day = _months_on(day, int(count))
        else:
            day += timedelta(days=int(count) * (7 if unit == "week" else 1))
    start = now if day == here.date() else _moment(day, here.time(), zone, now)
    return start + seconds


# Days and times


def _day_and_time(words: list[str], now: float, zone: tzinfo | None) -> float | None:
    """Return when a day and a time, either of them alone or both in any order, are."""
    today = _local(now, zone).date()
    for day_words, time_words in _splits(words):
        found = _day(day_words, today) if day_words else None
        at = _time(time_words) if time_words else None
        if (day_words and found is None) or (time_words and at is None):
            continue
        if found is None and at is not None:
            later = _moment(today, at, zone, now)
            tomorrow = today + timedelta(days=1)
            return later if later > now else _moment(tomorrow, at, zone, now)
        if found is not None:
            day, usual = found
            return _moment(day, at or usual, zone, now)
    return None


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every way to take the words as a day and a time, a day alone first."""
    for count in range(len(words), -1, -1):
        yield " ".join(words[:count]), " ".join(words[count:])
    for count in range(1, len(words)):
        yield " ".join(words[count:]), " ".join(words[:count])


def _time(text: str) -> time | None:
    if text in ("noon", "midday"):
        return time(12)
    if text in ("morning", "evening"):
        return MORNING if text == "morning" else EVENING
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(text: str, today: date) -> tuple[date, time] | None:
    """Return a day, and the time that is meant when none is said."""
    if text in ("today", "tonight"):
        return today, EVENING if text == "tonight" else MORNING
    if text in ("tom", "tmr", "tomorrow"):
        return today + timedelta(days=1), MORNING
    if text == "next month":
        return _months_on(today.replace(day=1), 1), MORNING
    if text == "next week":
        return today + timedelta(days=7 - today.weekday()), MORNING
    is_next = text.startswith("next ")
    weekday = _named(text.removeprefix("next "), _DAYS)
    if weekday is not None:
        ahead = (weekday - today.weekday() - 1) % 7 + 1
        if is_next:
            ahead = 7 - today.weekday() + weekday
        return today + timedelta(days=ahead), MORNING
    day = None if is_next else _date(text, today)
    return (day, MORNING) if day is not None else None


def _named(text: str, names: tuple[str, ...]) -> int | None:
    """Return the place of the one name that begins so, with three letters at least."""
    if len(text) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(text)), None)


def _date(text: str, today: date) -> date | None:
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DOTTED.fullmatch(text):
        return _coming(int(found[1]), int(found[2]), found[3], today)
    parts = text.split()
    if not 2 <= len(parts) <= 3 or (len(parts) == 3 and not _YEAR.fullmatch(parts[2])):
        return None
    for number, name in (parts[:2], parts[1::-1]):
        place, found = _named(name, _MONTHS), _ORDINAL.fullmatch(number)
        if place is not None and found is not None:
            return _coming(int(found[1]), place + 1, parts[2] if parts[2:] else None, today)
    return None


def _coming(day: int, month: int, year: str | None, today: date) -> date:
    """Return a date of that year, or the next one to come; ValueError where there is none."""
    if year is not None:
        return date(int(year), month, day)
    this = date(today.year, month, day)
    return this if this >= today else date(today.year + 1, month, day)
