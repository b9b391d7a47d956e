"""Events on their way to whoever listens: in order, none lost, and never too many at once."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from typing import Final, Generic, TypeVar

T = TypeVar("T")

MOST: Final = 1000
"""So many wait for a listener; then the one who puts waits, too."""


class Outlet(Generic[T]):
    """A queue that ends; several listeners share what is in it between them."""

    def __init__(self) -> None:
        self._waiting: deque[T] = deque()
        self._changed = asyncio.Condition()
        self._is_closed = False
        self._error: BaseException | None = None

    async def put(self, item: T) -> None:
        """Add one, as soon as there is room; nothing once it is closed."""
        async with self._changed:
            await self._changed.wait_for(lambda: len(self._waiting) < MOST or self._is_closed)
            if not self._is_closed:
                self._waiting.append(item)
                self._changed.notify_all()

    async def close(self, error: BaseException | None = None) -> None:
        """Let listeners have what waits and then come to an end, by this error if there is one."""
        async with self._changed:
            self._is_closed, self._error = True, self._error or error
            self._changed.notify_all()

    def listen(self) -> AsyncIterator[T]:
        """Return an iterator that may be left and taken up again without losing anything."""
        return _Listener(self)

    async def take(self) -> T:
        """Return the next one; raises StopAsyncIteration after the last."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._waiting:
                item = self._waiting.popleft()
                self._changed.notify_all()
                return item
        if self._error is not None:
            raise self._error
        raise StopAsyncIteration


class _Listener(Generic[T]):
    def __init__(self, outlet: Outlet[T]) -> None:
        self._outlet = outlet

    def __aiter__(self) -> _Listener[T]:
        return self

    async def __anext__(self) -> T:
        return await self._outlet.take()
