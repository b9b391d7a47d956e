"""When to try again what did not work out: soon at first, then with growing pauses."""

from __future__ import annotations

from typing import Final

SHORTEST: Final = 2.0
LONGEST: Final = 30.0


class Patience:
    """Pauses between attempts, in seconds of the clock whose moments it is given."""

    def __init__(self) -> None:
        self._pause = SHORTEST
        self._due_at: float | None = None

    def is_due(self, now: float) -> bool:
        """Tell whether to try again now; the next time is further away each time."""
        if self._due_at is None:
            self._due_at = now + self._pause
        if now < self._due_at:
            return False
        self._pause = min(LONGEST, 2 * self._pause)
        self._due_at = now + self._pause
        return True

    def rest(self) -> None:
        """Note that nothing is left to try, so that the next trouble begins anew."""
        self._pause = SHORTEST
        self._due_at = None
