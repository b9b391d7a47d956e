"""Several consoles in one test: each lives in a task of its own, as Textual keeps its app there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

START_SECONDS = 30.0


class Actor(Generic[T]):
    """Whoever is asked does things in the task that they live in."""

    def __init__(self) -> None:
        self._asked: asyncio.Queue[Callable[[T], Awaitable[None]] | None] = asyncio.Queue()
        self.one: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    async def does(self, deed: Callable[[T], Awaitable[R]]) -> R:
        """Have a deed done there and return what comes of it."""
        done: asyncio.Future[R] = asyncio.get_running_loop().create_future()

        async def act(one: T) -> None:
            try:
                done.set_result(await deed(one))
            except BaseException as error:
                done.set_exception(error)

        self._asked.put_nowait(act)
        return await done

    async def live(self, opening: AbstractAsyncContextManager[T]) -> None:
        """Be there from now on until `leave`."""
        try:
            async with opening as one:
                self.one.set_result(one)
                while (deed := await self._asked.get()) is not None:
                    await deed(one)
        except Exception as error:
            if self.one.done():
                raise
            self.one.set_exception(error)

    def leave(self) -> None:
        self._asked.put_nowait(None)


@asynccontextmanager
async def acting(opening: AbstractAsyncContextManager[T]) -> AsyncIterator[Actor[T]]:
    """Have somebody live in a task of their own for as long as the block lasts."""
    actor: Actor[T] = Actor()
    living = asyncio.create_task(actor.live(opening))
    try:
        await asyncio.wait_for(asyncio.shield(actor.one), START_SECONDS)
        yield actor
    finally:
        actor.leave()
        await living
