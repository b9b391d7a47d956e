"""The short queue between a follower and whoever takes what it tells; nothing of it gets lost."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final

from hoory_tui.sdk.following.items import Told

_MOST: Final = 64


class Outlet:
    """Items in order; whoever puts one in waits until there is room."""

    def __init__(self, most: int = _MOST) -> None:
        self._items: deque[Told] = deque()
        self._most = most
        self._filled = asyncio.Event()
        self._roomy = asyncio.Event()
        self._roomy.set()
        self.is_closed = False
        """Whether nothing is put in any more."""

    def __len__(self) -> int:
        return len(self._items)

    async def put(self, told: Told) -> None:
        """Put an item in and wait until there is room for another."""
        self._items.append(told)
        self._filled.set()
        if len(self._items) >= self._most:
            self._roomy.clear()
            await self._roomy.wait()

    def take(self) -> Told | None:
        """Return the next item, None for none."""
        if not self._items:
            return None
        told = self._items.popleft()
        if len(self._items) < self._most:
            self._roomy.set()
        if not self._items and not self.is_closed:
            self._filled.clear()
        return told

    async def wait(self) -> None:
        """Wait until there is an item or never will be one."""
        await self._filled.wait()

    def close(self) -> None:
        """Say that nothing more comes."""
        self.is_closed = True
        self._filled.set()
