"""Times as people read them; now and the zone are arguments."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400

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
        return "now"
    if seconds < HOUR:
        return f"{seconds // MINUTE}m"
    if seconds < DAY:
        return f"{seconds // HOUR}h"
    days = seconds // DAY
    if days < 14:
        return f"{days}d"
    return f"{days // 7}w" if days < 365 else f"{min(days // 365, 99)}y"


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
        return "Today"
    if distance == 1:
        return "Yesterday"
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
    if 0 < distance < 7:
        return f"{_WEEKDAYS[there.weekday()]} {there:%H:%M}"
    return f"{there.day} {_MONTHS[there.month - 1]}"


def duration(seconds: float) -> str:
    """Return a span of time: 40 s, 3 min, 2 h."""
    whole = max(0, int(seconds))
    if whole < 100:
        return f"{whole} s"
    if whole < 100 * MINUTE:
        return f"{whole // MINUTE} min"
    return f"{whole // HOUR} h"


def whole(at: float, now: float, zone: tzinfo | None = None) -> str:
    """Return a moment beyond doubt: Tue 22 Sep 09:00, with its year when that is another."""
    there = _local(at, zone)
    year = f" {there.year}" if there.year != _local(now, zone).year else ""
    date = f"{_WEEKDAYS[there.weekday()]} {there.day} {_MONTHS[there.month - 1]}"
    return f"{date}{year} {there:%H:%M}"


def ahead(at: float, now: float) -> str:
    """Return how long it is until a moment: in 40 min, in 18 h, in 6 days."""
    seconds = max(at - now, 0)
    if seconds < 2 * HOUR:
        return f"in {max(round(seconds / MINUTE), 1)} min"
    if seconds < 2 * DAY:
        return f"in {round(seconds / HOUR)} h"
    return f"in {round(seconds / DAY)} days"
