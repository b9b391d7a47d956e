"""Spans of time and days as a filter line says them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from hoory_tui.lazily import pattern

_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_SPAN: Final = pattern(r"(?:\d{1,6}[smhdw])+")
_PART: Final = pattern(r"(\d{1,6})([smhdw])")
_DAYS: Final = pattern(r"(\d{1,5})days?")
POSSIBLE: Final = "30m, 2h, 1d12h, 1w"


def read_span(text: str) -> int | None:
    """Return the seconds of such as ``2h`` or ``1d12h``, None when it is none."""
    if _SPAN.fullmatch(text) is None:
        return None
    return sum(int(part[1]) * _UNITS[part[2]] for part in _PART.finditer(text))


def show_span(seconds: int) -> str:
    """Return a span in the largest unit that says it exactly."""
    for unit in "wdhm":
        if seconds and seconds % _UNITS[unit] == 0:
            return f"{seconds // _UNITS[unit]}{unit}"
    return f"{seconds}s"


def read_days(text: str) -> int | None:
    """Return the days of such as ``7days``, counted by the calendar; None when it is none."""
    found = _DAYS.fullmatch(text)
    return int(found[1]) if found is not None else None


def read_date(text: str) -> date | None:
    """Return the day of such as ``2026-11-23``, None when it is none."""
    if len(text) != len("2026-11-23"):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def day_of(moment: float) -> date:
    """Return the day of unix seconds, as the servers reckon it."""
    try:
        return datetime.fromtimestamp(moment, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max


def days_before(day: date, days: int) -> date:
    """Return the day so many days before, as far as the calendar reaches."""
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return date.min if days > 0 else date.max
