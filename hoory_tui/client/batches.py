"""Events and link states on their way out, in order, in batches and never too many."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from hoory_tui.wire.events import Event
from hoory_tui.wire.link import LinkStatus

LARGEST_BATCH: Final = 256
MANY_WAITING: Final = 2000


@dataclass(frozen=True, slots=True)
class Batch:
    """Events in the order of their frames, and how the link was doing when they came."""

    events: tuple[Event, ...]
    link: LinkStatus


@dataclass(slots=True)
class _Stretch:
    """The events that came while the link was in one state."""

    link: LinkStatus
    events: deque[Event]
    last_frame_at: float | None = None
    """Of its latest event; put into the link once for a whole batch."""


class Outbound:
    """A queue between the one who reads the socket and the one who delivers.

    Every link state becomes a batch, even an empty one; none is skipped and none overtakes
    an event.
    """

    def __init__(self) -> None:
        self._stretches: deque[_Stretch] = deque()
        self._last: LinkStatus | None = None
        self._waiting = 0
        self._filled = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()

    def put_link(self, link: LinkStatus) -> None:
        """Say how the link is doing from here on."""
        self._last = link
        self._stretches.append(_Stretch(link, deque()))
        self._filled.set()

    def put_events(self, events: Sequence[Event], last_frame_at: float | None) -> bool:
        """Add events that came while the link was as last said; raises ValueError before that.

        Tells whether there is room for more.
        """
        if not events:
            return self._waiting < MANY_WAITING
        if self._last is None:
            raise ValueError("events before any link state")
        if not self._stretches:
            self._stretches.append(_Stretch(self._last, deque()))
        stretch = self._stretches[-1]
        stretch.last_frame_at = last_frame_at
        stretch.events.extend(events)
        self._waiting += len(events)
        if not self._filled.is_set():
            self._filled.set()
        if self._waiting < MANY_WAITING:
            return True
        self._roomy.clear()
        return False

    async def room(self) -> None:
        """Wait while too many events wait."""
        await self._roomy.wait()

    async def take(self) -> Batch:
        """Wait for something and return all that waits, up to LARGEST_BATCH or a link change."""
        await self._filled.wait()
        stretch = self._stretches[0]
        link = stretch.link
        if stretch.last_frame_at is not None:
            link = replace(link, last_frame_at=stretch.last_frame_at)
        taken = tuple(islice(stretch.events, LARGEST_BATCH))
        for _ in taken:
            stretch.events.popleft()
        self._waiting -= len(taken)
        if not stretch.events:
            self._stretches.popleft()
        if not self._stretches:
            self._filled.clear()
        if self._waiting < MANY_WAITING:
            self._roomy.set()
        return Batch(taken, link)
