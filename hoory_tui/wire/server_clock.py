"""What the dates of answers tell about the server's clock, as bounds and never as a guess."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

DRIFT: Final = 100e-6
"""Seconds by which two clocks may come apart in one; ordinary ones stay within half of it."""

_DATE_STEP: Final = 1.0  # dates are cut to whole seconds


class ServerClock:
    """Bounds on the server's unix time at any moment of our monotonic clock.

    Each answer narrows them: it was made after its question left, before it was here, and
    within the second that its date names. None before the first answer with a date.
    """

    def __init__(self) -> None:
        self._lowest: float | None = None
        self._highest = 0.0
        self._learned_at = 0.0

    def learn(self, date: str | None, asked_at: float, answered_at: float) -> None:
        """Take in the Date header of an answer; what is no date changes nothing.

        `asked_at` and `answered_at` are on the monotonic clock, around the whole exchange.
        """
        second = None if date is None else read_http_date(date)
        if second is None or answered_at < asked_at:
            return
        # All bounds are on the server's unix time minus our monotonic one.
        lowest, highest = second - answered_at, second + _DATE_STEP - asked_at
        if self._lowest is not None:
            slack = self._slack(answered_at)
            known_lowest, known_highest = self._lowest - slack, self._highest + slack
            # Disjoint means that a clock was set anew, and what was known is about the old one.
            if known_lowest < highest and lowest < known_highest:
                lowest, highest = max(lowest, known_lowest), min(highest, known_highest)
        self._lowest, self._highest, self._learned_at = lowest, highest, answered_at

    def forget(self) -> None:
        """Start anew, as after a sleep of the machine in which the monotonic clock stood still."""
        self._lowest = None

    def earliest(self, now: float) -> float | None:
        """Return the unix time that the server's clock has reached for sure at `now`."""
        return None if self._lowest is None else self._lowest - self._slack(now) + now

    def latest(self, now: float) -> float | None:
        """Return the unix time that the server's clock has not passed at `now`."""
        return None if self._lowest is None else self._highest + self._slack(now) + now

    def skew(self, now: float, wall: float) -> float | None:
        """Return by how many seconds a wall clock that shows `wall` at `now` is off.

        Positive when it is ahead of the server's, 0.0 when it may be right.
        """
        earliest, latest = self.earliest(now), self.latest(now)
        if earliest is None or latest is None:
            return None
        return min(wall - earliest, 0.0) or max(wall - latest, 0.0)

    def _slack(self, now: float) -> float:
        return DRIFT * max(0.0, now - self._learned_at)


def read_http_date(text: str) -> float | None:
    """Return the unix time that a date of an HTTP header stands for, None when it is none."""
    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        # The parser was written for honest mail; strangers' digits bring out all of these.
        return None
