"""One console, the desk and the bad line between them, all living by the same virtual clock."""

from __future__ import annotations

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC
from random import Random
from socket import SO_LINGER, SOL_SOCKET
from typing import Final

from pydantic import SecretStr

from hoory_tui.client.socket import CableClient
from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.keep.keeper import Keeper, Scope
from hoory_tui.sdk.backend import open_backend

from ..faults.proxy import FaultProxy, Passage
from ..flows.console import NOW, WIDE, Clock, Console, SeenApp, is_settled_at_first
from ..flows.stage import Stage
from .virtual import virtual_loop

_AT_ONCE: Final = struct.pack("ii", 1, 0)


class VirtualClock(Clock):
    """Both clocks of the console, going on by themselves and, asleep, by more than the loop's."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = virtual_loop()
        self._began = self._loop.time()

    def now(self) -> float:
        return self.wall + self._loop.time() - self._began

    def monotonic(self) -> float:
        return self._monotonic + self._loop.time() - self._began


class CountedKeeper(Keeper):
    """Knows whether its thread is at work for somebody who waits."""

    at_work = 0

    async def _change(self, change: Callable[[], None]) -> None:
        self.at_work += 1
        try:
            await super()._change(change)
        finally:
            self.at_work -= 1


class Line(FaultProxy):
    """A proxy that need not look at its connections fifty times a second."""

    def reset(self) -> None:
        for passage in self.open:
            for writer in passage.writers:
                # One that is being closed may have no socket any more.
                with contextlib.suppress(OSError):
                    raw = writer.get_extra_info("socket")
                    raw.setsockopt(SOL_SOCKET, SO_LINGER, _AT_ONCE)
                writer.transport.abort()

    async def _watch_idleness(self, passage: Passage) -> None:
        await passage.ended.wait()


class Booth(Console):
    """A running console with the desk behind it and the line between them."""

    line: Line
    clock: Clock


@asynccontextmanager
async def booth(
    app_class: type[SeenApp] = SeenApp,
    *,
    seed: int = 1,
    size: tuple[int, int] = WIDE,
    before: Callable[[DemoDesk], object] = lambda _desk: None,
) -> AsyncIterator[Booth]:
    """Run everything until the block ends; `before` may change the desk before anybody looks."""
    clock = VirtualClock()
    desk = DemoDesk(seed=3, quiet_visitors=True, now=clock.now, conversations=0)
    Stage(desk, lambda ago: setattr(clock, "wall", NOW - ago)).play()
    before(desk)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(desk)
        line = Line(int(desk.url.rpartition(":")[2]))
        await stack.enter_async_context(line)
        agent = desk.agents[0]
        backend = await open_backend(
            line.url, SecretStr(agent.access_token), desk.account_id, monotonic=clock.monotonic
        )
        backend.cable = CableClient(
            backend.server, backend.identify, clock=clock.monotonic, rng=Random(seed)
        )
        keeper = CountedKeeper.open(None, Scope("http://desk", desk.account_id, agent.id))
        assert isinstance(keeper, CountedKeeper)
        virtual_loop().waiting.is_busy = lambda: keeper.at_work > 0
        app = app_class(
            backend,
            Settings(send_delay=0),
            keeper=keeper,
            now=clock.now,
            monotonic=clock.monotonic,
            zone=UTC,
        )
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                running = Booth(desk, app, pilot, clock)
                running.line = line
                await running.until(lambda: is_settled_at_first(app), "the first loading")
                await running.settled()
                yield running
        finally:
            keeper.close()
            await backend.close()
            await asyncio.sleep(0)
