"""A desk and a follower of it, both living by one virtual clock: waiting takes no time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.following.follower import Follower
from hoory_tui.sdk.following.items import Told
from hoory_tui.sdk.following.ledger import Ledger

from ...chaos import virtual

NOW: Final = 1_790_000_000.0


@dataclass
class Following:
    """A follower, and what it has told so far."""

    desk: DemoDesk
    backend: Backend
    follower: Follower
    told: list[Told] = field(default_factory=list)
    taking: asyncio.Future[None] | None = None

    @property
    def talk(self) -> int:
        """Some conversation."""
        return next(iter(self.desk.engine.world.conversations.values())).display_id

    def take(self) -> None:
        """Take whatever is told, from now on."""
        self.taking = asyncio.ensure_future(self._take())

    async def _take(self) -> None:
        async for one in self.follower:
            self.told.append(one)

    async def calm(self, seconds: float = 3.0, within: float = 300.0) -> None:
        """Wait until nothing is missing for a while."""
        loop = asyncio.get_running_loop()
        deadline, since = loop.time() + within, loop.time()
        while loop.time() - since < seconds:
            await asyncio.sleep(0.1)
            if not self.follower.is_caught_up:
                since = loop.time()
            assert loop.time() < deadline, self.follower.troubles

    def names(self, source: str = "", but: tuple[str, ...] = ("presence.update",)) -> list[str]:
        """Return the names of what was told, of one source or of all."""
        return [
            one.name
            for one in self.told
            if one.source.value == (source or one.source.value) and one.name not in but
        ]

    def contents(self, source: str = "") -> list[str]:
        """Return the words of the messages that were told to be new."""
        return [
            one.data["content"]
            for one in self.told
            if one.name == "message.created" and one.source.value == (source or one.source.value)
        ]


@asynccontextmanager
async def following(
    *,
    desk: DemoDesk | None = None,
    since: str | float | None = None,
    ledger: Ledger | None = None,
    takes: bool = True,
    api: type[AgentApi] = AgentApi,
    **options: Any,
) -> AsyncIterator[Following]:
    """Follow a desk, a new one or one that runs already, until the block ends."""
    if desk is None:
        async with (
            new_desk() as made,
            following(
                desk=made, since=since, ledger=ledger, takes=takes, api=api, **options
            ) as running,
        ):
            yield running
        return
    loop = asyncio.get_running_loop()
    token = SecretStr(desk.agents[0].access_token)
    backend = await open_backend(desk.url, token, desk.account_id, monotonic=loop.time)
    backend.api = api(backend.transport, desk.account_id)
    follower = Follower(
        backend,
        since=since,
        ledger=ledger,
        now=lambda: NOW + loop.time(),
        rng=Random(1),
        **options,
    )
    try:
        async with follower:
            running = Following(desk, backend, follower)
            if takes:
                running.take()
                await running.calm(0.5)
            yield running
    finally:
        if running.taking is not None:
            running.taking.cancel()
            await asyncio.gather(running.taking, return_exceptions=True)
        await backend.close()


@asynccontextmanager
async def new_desk(conversations: int = 6) -> AsyncIterator[DemoDesk]:
    """Run a quiet desk on the virtual clock."""
    loop = virtual.virtual_loop()
    desk = DemoDesk(
        seed=3, quiet_visitors=True, conversations=conversations, now=lambda: NOW + loop.time()
    )
    async with desk:
        yield desk


def played(story: Callable[[], Awaitable[None]]) -> Callable[[], None]:
    """Make a test of a story that is told on the virtual clock."""

    def test() -> None:
        async def tell() -> None:
            await story()

        virtual.run(tell())

    test.__name__ = story.__name__
    test.__doc__ = story.__doc__
    return test
