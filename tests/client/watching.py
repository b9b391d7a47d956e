"""Somebody who listens to a cable client, and clients with limits short enough for a test."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from random import Random

import aiohttp
from pydantic import SecretStr

from hoory_tui.client.batches import Batch
from hoory_tui.client.connection import Limits
from hoory_tui.client.session import Server
from hoory_tui.client.socket import CableClient
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import Event
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

PATIENCE = 20.0
AGENT = Identifier(pubsub_token=SecretStr("agent-token-1"), account_id=1, user_id=7)
QUICK = Limits(send=0.5, close=0.5, stable=0.2, slowly=0.05)
PATIENT = Pace(welcome=5.0, silence=20.0, ask_again=5.0, confirm=10.0)
"""For tests whose server sends no pings."""


class Hasty(Random):
    """Makes the shortest of waits out of any: the first is 10 ms, the longest 0.3 s."""

    def uniform(self, a: float, b: float) -> float:
        return 0.01


class Watcher:
    """Keeps every batch and lets a test wait for what it is about."""

    def __init__(self, client: CableClient) -> None:
        self.client = client
        self.batches: list[Batch] = []
        self.came_at: list[float] = []
        """When each batch came, on the clock of time.monotonic."""
        self._news = asyncio.Condition()

    @property
    def links(self) -> list[LinkStatus]:
        return [batch.link for batch in self.batches]

    @property
    def states(self) -> list[LinkState]:
        return [batch.link.state for batch in self.batches]

    @property
    def events(self) -> list[Event]:
        return [event for batch in self.batches for event in batch.events]

    async def deliver(self, batch: Batch) -> None:
        async with self._news:
            self.batches.append(batch)
            self.came_at.append(time.monotonic())
            self._news.notify_all()

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(true)

    async def reach(self, state: LinkState, cause: Cause | None = None) -> LinkStatus:
        """Wait for the first link status like this and return it."""

        def fitting() -> list[LinkStatus]:
            return [
                link
                for link in self.links
                if link.state is state and (cause is None or link.cause is cause)
            ]

        await self.until(lambda: bool(fitting()))
        return fitting()[0]

    async def reach_live(self, connection: int = 1) -> None:
        """Wait until this or a later connection is live."""
        await self.until(
            lambda: any(
                link.state is LinkState.LIVE and link.connection >= connection
                for link in self.links
            )
        )


async def identify_agent() -> Identifier:
    return AGENT


@asynccontextmanager
async def watched(
    server: Server,
    *,
    identify: Callable[[], Awaitable[Identifier]] = identify_agent,
    pace: Pace = PATIENT,
    limits: Limits = QUICK,
    clock: Callable[[], float] = time.monotonic,
    resolver: aiohttp.abc.AbstractResolver | None = None,
) -> AsyncIterator[Watcher]:
    """Run a client on this server for as long as the block lasts."""
    client = CableClient(
        server, identify, clock=clock, rng=Hasty(), pace=pace, limits=limits, resolver=resolver
    )
    watcher = Watcher(client)
    running = asyncio.create_task(client.run(watcher.deliver))
    try:
        yield watcher
    finally:
        running.cancel()
        done, _ = await asyncio.wait({running}, timeout=1.0)
        assert done, "the client outlived its cancelling by a second"
        if not running.cancelled():
            running.result()
