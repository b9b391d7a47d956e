"""Times as people read them; now and the zone are arguments."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Final

from hoory_tui.words import said, times

if TYPE_CHECKING:
    from hoory_tui.words.dates import Unit

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400

_A_SECOND: Final = "second"
_A_MINUTE: Final = "minute"
_AN_HOUR: Final = "hour"
_A_DAY: Final = "day"
_A_WEEK: Final = "week"
_A_YEAR: Final = "year"
_SPANS: Final = {_A_SECOND: "s", _A_MINUTE: "min", _AN_HOUR: "h", _A_DAY: "days"}
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def _local(moment: float, zone: tzinfo | None) -> datetime:
    return datetime.fromtimestamp(moment, UTC).astimezone(zone)


def age(moment: float | None, now: float) -> str:
    """Return how long ago, in at most four cells: now, 4m, 2h, 3d, 6w, 1y."""
    if not moment:
        return ""
    seconds = max(0, int(now - moment))
    if seconds < MINUTE:
        return said("now")
    number, unit = _largest(seconds)
    told = times()
    return told.narrow(number, unit) if told is not None else f"{number}{unit[0]}"


def _largest(seconds: int) -> tuple[int, Unit]:
    if seconds < HOUR:
        return seconds // MINUTE, _A_MINUTE
    if seconds < DAY:
        return seconds // HOUR, _AN_HOUR
    days = seconds // DAY
    if days < 14:
        return days, _A_DAY
    return (days // 7, _A_WEEK) if days < 365 else (min(days // 365, 99), _A_YEAR)


def clock(moment: float | None, zone: tzinfo | None = None, *, seconds: bool = False) -> str:
    """Return the time of day, as 14:05 or 14:05:09."""
    shape = "%H:%M:%S" if seconds else "%H:%M"
    return _local(moment, zone).strftime(shape) if moment else ""


def day_number(moment: float, zone: tzinfo | None = None) -> int:
    """Return a number that is the same for all moments of one local day."""
    return _local(moment, zone).toordinal()


def day(moment: float, now: float, zone: tzinfo | None = None) -> str:
    """Return the day as a heading: Today, Yesterday, Mon 3 Nov, 3 Nov 2025."""
    there, here = _local(moment, zone), _local(now, zone)
    distance = here.toordinal() - there.toordinal()
    if distance == 0:
        return said("Today")
    if distance == 1:
        return said("Yesterday")
    if (told := times()) is not None:
        return told.day_of_week(there) if there.year == here.year else told.day_of_year(there)
    date = f"{there.day} {_MONTHS[there.month - 1]}"
    if there.year != here.year:
        return f"{date} {there.year}"
    return f"{_WEEKDAYS[there.weekday()]} {date}"


def moment(at: float, now: float, zone: tzinfo | None = None) -> str:
    """Return a time to come, as short as it can be: 14:05, Mon 09:00, 3 Nov."""
    there, here = _local(at, zone), _local(now, zone)
    distance = there.toordinal() - here.toordinal()
    if distance == 0:
        return there.strftime("%H:%M")
    told = times()
    if 0 < distance < 7:
        weekday = told.weekday(there) if told is not None else _WEEKDAYS[there.weekday()]
        return f"{weekday} {there:%H:%M}"
    return told.day(there) if told is not None else f"{there.day} {_MONTHS[there.month - 1]}"


def duration(seconds: float) -> str:
    """Return a span of time: 40 s, 3 min, 2 h."""
    whole = max(0, int(seconds))
    if whole < 100:
        number, unit = whole, _A_SECOND
    elif whole < 100 * MINUTE:
        number, unit = whole // MINUTE, _A_MINUTE
    else:
        number, unit = whole // HOUR, _AN_HOUR
    told = times()
    return told.span(number, unit) if told is not None else f"{number} {_SPANS[unit]}"


def whole(at: float, now: float, zone: tzinfo | None = None) -> str:
    """Return a moment beyond doubt: Tue 22 Sep 09:00, with its year when that is another."""
    there = _local(at, zone)
    if (told := times()) is not None:
        is_ours = there.year == _local(now, zone).year
        day_then = told.day_of_week(there) if is_ours else told.whole_day(there)
        return f"{day_then} {there:%H:%M}"
    year = f" {there.year}" if there.year != _local(now, zone).year else ""
    date = f"{_WEEKDAYS[there.weekday()]} {there.day} {_MONTHS[there.month - 1]}"
    return f"{date}{year} {there:%H:%M}"


def ahead(at: float, now: float) -> str:
    """Return how long it is until a moment: in 40 min, in 18 h, in 6 days."""
    seconds = max(at - now, 0)
    if seconds < 2 * HOUR:
        number, unit = max(round(seconds / MINUTE), 1), _A_MINUTE
    elif seconds < 2 * DAY:
        number, unit = round(seconds / HOUR), _AN_HOUR
    else:
        number, unit = round(seconds / DAY), _A_DAY
    told = times()
    return told.ahead(number, unit) if told is not None else f"in {number} {_SPANS[unit]}"
