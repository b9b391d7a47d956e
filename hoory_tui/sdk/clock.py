"""A clock for gaps: seconds that pass also while the machine sleeps, whatever the wall says."""

from __future__ import annotations

import time

# On Linux the ordinary monotonic clock stands still during suspend, on macOS it is the one of
# this name that does not.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def elapsed() -> float:
    """Return seconds since some moment before; no step of the wall clock moves it."""
    return time.clock_gettime(_CLOCK)
