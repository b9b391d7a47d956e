"""The entries of a session at their moments: as fast as they came, faster, or all at once."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable
from typing import Final

from hoory_tui.sdk.recording.format import Entry
from hoory_tui.sdk.recording.reader import Session

MAX: Final = math.inf
"""The speed at which nothing is waited for."""


class Player:
    """Plays a session once; `position` tells where it is, in the recording's seconds.

    `until` is the second up to which it goes. The snapshot is no part of what is played: it is
    what there is before anything comes.
    """

    def __init__(
        self,
        session: Session,
        *,
        speed: float = 1.0,
        until: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.session = session
        self.length = session.length if until is None else min(session.length, until)
        self._speed = speed
        self._until = math.inf if until is None else until
        self._clock = clock
        self._began_at: float | None = None
        self._is_over = False

    @property
    def position(self) -> float:
        """Seconds since the start of the recording that have been played."""
        if self._is_over:
            return self.length
        if self._began_at is None or self._speed == MAX:
            return 0.0
        return min(self.length, (self._clock() - self._began_at) * self._speed)

    @property
    def is_over(self) -> bool:
        """Whether all that is to be played has been."""
        return self._is_over

    async def play(self) -> AsyncIterator[Entry]:
        """Yield what came, each at its time."""
        self._began_at = self._clock()
        for entry in self.session.entries[self.session.begins_at :]:
            if entry.at > self._until:
                break
            await self._wait_for(entry.at)
            yield entry
        if self._until < math.inf:
            await self._wait_for(self.length)
        self._is_over = True

    async def _wait_for(self, at: float) -> None:
        assert self._began_at is not None
        pause = 0.0 if self._speed == MAX else at / self._speed - (self._clock() - self._began_at)
        if pause > 0:
            await asyncio.sleep(pause)
