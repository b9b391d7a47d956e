"""Servers that take nothing more, not even our good-bye."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from pydantic import SecretStr

from hoory_tui.client.connection import Limits
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState

from .servers import raw_server, upgrade
from .watching import PATIENCE, watched


async def frozen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await upgrade(reader, writer)
    await asyncio.Event().wait()


async def test_ends_within_a_second_on_a_server_that_does_not_answer_the_closing() -> None:
    async with (
        raw_server(frozen, read_head=False) as server,
        watched(server, limits=Limits()) as watcher,
    ):
        await watcher.reach(LinkState.SUBSCRIBING)


async def test_drops_a_connection_that_takes_nothing_more_and_all_that_has_not_left() -> None:
    thawed = asyncio.Event()
    taken: list[int] = []

    async def thawing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        await thawed.wait()
        count = 0
        with suppress(ConnectionError):
            while part := await reader.read(1_000_000):
                count += len(part)
        taken.append(count)
        thawed.clear()

    async def identify() -> Identifier:
        return Identifier(pubsub_token=SecretStr("x" * 20_000_000))

    async with (
        raw_server(thawing, read_head=False) as server,
        watched(server, identify=identify) as watcher,
    ):
        await watcher.reach(LinkState.WAITING, Cause.SEND_STUCK)
        await watcher.until(lambda: watcher.states.count(LinkState.CONNECTING) == 2)
        thawed.set()
        async with asyncio.timeout(PATIENCE):
            while not taken:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
    assert taken[0] < 15_000_000
