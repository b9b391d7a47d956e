"""What came live and is not told yet, in order, with an eye on how much of it there is."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from typing import TYPE_CHECKING, Final

from hoory_tui.wire.events import MessageEvent
from hoory_tui.wire.link import LinkState, LinkStatus

if TYPE_CHECKING:
    from hoory_tui.client.batches import Batch
    from hoory_tui.wire.message import MessagePayload

_MOST: Final = 2000
"""Events that wait here; with more of them the socket is not read, and in the end given up."""


class Inbox:
    """Batches of the cable; whoever puts one in waits for room."""

    def __init__(self) -> None:
        self.link = LinkStatus(LinkState.WAITING)
        """As it is now, whatever still waits."""
        self._batches: deque[Batch] = deque()
        self._events = 0
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    def __len__(self) -> int:
        return len(self._batches)

    @property
    def has_events_first(self) -> bool:
        """Whether the next batch says more than how the link is doing."""
        return bool(self._batches and self._batches[0].events)

    def put(self, batch: Batch) -> None:
        """Take a batch in."""
        self.link = batch.link
        self._batches.append(batch)
        self._events += len(batch.events)
        self._news.set()
        if self._events >= _MOST:
            self._room.clear()

    def take(self) -> Batch:
        """Return the next batch."""
        batch = self._batches.popleft()
        self._events -= len(batch.events)
        if self._events < _MOST:
            self._room.set()
        return batch

    async def room(self) -> None:
        """Wait while too much waits."""
        await self._room.wait()

    async def wait(self, seconds: float) -> None:
        """Wait for another batch, but no longer than so many seconds."""
        self._news.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await self._news.wait()

    def messages(self) -> dict[int, MessagePayload]:
        """Return the first telling of each message that waits, by its id."""
        found: dict[int, MessagePayload] = {}
        for batch in self._batches:
            for event in batch.events:
                if isinstance(event, MessageEvent):
                    found.setdefault(event.message.id, event.message)
        return found
