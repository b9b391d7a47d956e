"""A stream beside the console on the same bad line: its lines rebuilt into a store, and judged."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from random import Random
from typing import Final

from pydantic import SecretStr

from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.following.follower import Follower
from hoory_tui.sdk.following.items import Note
from hoory_tui.sdk.following.ledger import Ledger
from hoory_tui.sdk.following.notes import recall
from hoory_tui.sdk.unseen import Unseen

from .booth import Booth

_CALM: Final = 20
"""Seconds for which a stream has to say that it is caught up."""
_ONE_READING: Final = 2.0
"""Seconds of the server's clock that nobody can tell apart."""
_MOST: Final = 600.0
"""Seconds by which it has to."""


class Stream:
    """A follower whose lines are kept, and that is now and then ended and begun again."""

    def __init__(self, console: Booth, backend: Backend, seed: int, *, unseen: bool) -> None:
        self.lines: list[str] = []
        self.runs = 0
        self._console = console
        self._backend = backend
        self._rng = Random(seed)
        self._is_unseen = unseen
        self._cursor: str | None = "all"
        self._notes: list[Note] = []
        self._follower: Follower | None = None
        self._taking: asyncio.Future[None] | None = None

    async def begin(self) -> None:
        """Go on where the last run stopped, knowing what it had confirmed."""
        ledger = Ledger()
        recall(ledger, self._notes)
        clock = self._console.clock
        self._follower = Follower(
            self._backend,
            since=self._cursor,
            ledger=ledger,
            unseen=Unseen(self._backend) if self._is_unseen else None,
            now=clock.now,
            rng=Random(self._rng.random()),
        )
        await self._follower.__aenter__()
        self._taking = asyncio.ensure_future(self._take(self._follower))
        self.runs += 1

    async def end(self) -> None:
        """Stop in the middle of whatever it does; what was not taken is not told."""
        assert self._taking is not None
        assert self._follower is not None
        self._taking.cancel()
        await asyncio.gather(self._taking, return_exceptions=True)
        await self._follower.close()

    async def _take(self, follower: Follower) -> None:
        async for told in follower:
            self.lines.append(told.line())
            self._cursor = told.cursor
            if told.note is not None:
                self._notes.append(told.note)

    async def calm(self) -> bool:
        """Wait until it says that nothing is missing; tells whether it ever did."""
        assert self._follower is not None
        loop = asyncio.get_running_loop()
        deadline, calm = loop.time() + _MOST, 0
        while calm < _CALM and loop.time() < deadline:
            await asyncio.sleep(1)
            calm = calm + 1 if self._follower.is_caught_up else 0
        return calm >= _CALM


@contextlib.asynccontextmanager
async def streaming(
    console: Booth, seed: int, *, unseen: bool, kind: type[Stream] | None = None
) -> AsyncIterator[Stream]:
    """Follow the desk of a booth over its line, as another program on the same machine."""
    token, clock = SecretStr(console.desk.agents[0].access_token), console.clock
    backend = await open_backend(
        console.line.url, token, console.desk.account_id, monotonic=clock.monotonic
    )
    stream = (kind or Stream)(console, backend, seed, unseen=unseen)
    try:
        await stream.begin()
        yield stream
        await stream.end()
    finally:
        await backend.close()
