"""When news may be painted: often while that is cheap, seldom on a slow line or a busy machine.

Only decisions are made here. Times are seconds of a clock that never goes back, and keys are not
asked about: what a hand brings about is painted at once, whatever it costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FASTEST: Final = 1 / 30
"""Seconds between two paintings while there is no reason to spare anything."""
SLOWEST: Final = 1 / 2
"""Seconds after which news are painted, whatever it costs, on a line that takes it."""
HERE: Final = 128 * 1024
"""Bytes a second for what no key asked for, on a terminal on this machine."""
AFAR: Final = 32 * 1024
"""The same on a terminal behind a line; half of what a slow one carries."""

_AHEAD: Final = 1 / 8
"""Seconds whose bytes may be spent at once after a time without any."""
_HANDS: Final = 0.25
"""Seconds after a key in which another one is likely."""
_BEHIND_A_KEY: Final = 0.03
"""Seconds after the painting of a key in which no hand presses the next one."""
_SHARE: Final = 0.15
"""Of a processor; while the whole console takes more than that, painting is put off."""
_LOOK: Final = 0.25
"""Seconds over which that share is taken."""
_CARRIED: Final = 0.4
"""The share of what a slow line carries that may go to news; keys want to find it free."""
_FORGET: Final = 10.0
"""Seconds after which a line that held us up is tried with more again."""
_REMOTE: Final = ("SSH_CONNECTION", "SSH_TTY")


def budget_of(wanted: int, environ: Mapping[str, str]) -> int:
    """Return the bytes a second for news: as wanted, or for 0 what suits this terminal."""
    return wanted or (AFAR if is_remote(environ) else HERE)


def is_remote(environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal is at the other end of a secure shell."""
    return any(environ.get(name) for name in _REMOTE)


class Pacer:
    """Says how long news have to wait until they are painted.

    `bytes_per_second` bounds what is painted without a key; what keys paint is counted too, so
    that news give way, but never waits.
    """

    def __init__(self, bytes_per_second: int) -> None:
        self._budget = self._rate = float(bytes_per_second)
        self._pause = FASTEST
        self._credit = 0.0
        """Bytes that may be spent; below zero, what was painted is not paid for yet."""
        self._credited_at = self._flushed_at = self._pressed_at = self._answered_at = -1e9
        self._slow_at = 0.0
        self._looked: tuple[float, float] | None = None

    def wait(self, now: float) -> float:
        """Return the seconds until news may be painted, 0 for now."""
        self._refill(now)
        due = max(self._flushed_at + self._pause, now - min(0.0, self._credit) / self._rate)
        if now - self._pressed_at < _HANDS and not self._is_behind_a_key(max(due, now)):
            due = max(due, self._pressed_at + _HANDS)
        return max(0.0, min(due, self._flushed_at + SLOWEST) - now)

    def flushed(self, now: float, busy: float) -> None:
        """Take note that news were painted; `busy` is what the console took of processors so far.

        Both in seconds.
        """
        self._flushed_at = now
        if self._looked is None:
            self._looked = (now, busy)
        elif (seconds := now - self._looked[0]) >= _LOOK:
            share = (busy - self._looked[1]) / seconds
            step = min(max(share / _SHARE, 1 / 2), 2.0)
            self._pause = min(max(self._pause * step, FASTEST), SLOWEST)
            self._looked = (now, busy)

    def wrote(self, size: int, now: float) -> None:
        """Take note of bytes on their way to the terminal."""
        self._refill(now)
        # Debts are for what was painted just now, not for an hour of scrolling.
        self._credit = max(self._credit - size, -SLOWEST * self._rate)

    def pressed(self, now: float) -> None:
        """Take note of a key that wants to be answered first."""
        self._pressed_at = now

    def answered(self, now: float) -> None:
        """Take note that what a key brought about is painted."""
        self._answered_at = now

    def held_up(self, speed: float, now: float) -> None:
        """Take note that the terminal took no more than so many bytes a second."""
        self._rate = min(self._budget, max(speed * _CARRIED, 1.0))
        self._slow_at = now

    def _is_behind_a_key(self, moment: float) -> bool:
        # The next one is farthest away right behind the last one, so that is when news go out.
        is_answered = self._answered_at >= self._pressed_at
        return is_answered and moment - self._answered_at < _BEHIND_A_KEY

    def _refill(self, now: float) -> None:
        while self._rate < self._budget and now - self._slow_at >= _FORGET:
            self._rate = min(self._budget, 1.5 * self._rate)
            self._slow_at += _FORGET
        if now > self._credited_at:
            gained = (now - self._credited_at) * self._rate
            self._credit = min(self._credit + gained, _AHEAD * self._rate)
            self._credited_at = now
