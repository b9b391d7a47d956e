"""The proxy itself: a battery is worth no more than the faults it makes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from ..client.servers import port_of, raw_server
from .proxy import FaultProxy

PATIENCE = 5.0


class Line:
    """A client's connection through the proxy to a server that repeats every byte."""

    def __init__(self, proxy: FaultProxy) -> None:
        self.proxy = proxy

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.proxy.port)

    async def ask(self, data: bytes) -> bytes:
        self.writer.write(data)
        async with asyncio.timeout(PATIENCE):
            return await self.reader.readexactly(len(data))

    async def hears_nothing(self, seconds: float = 0.1) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.reader.read(1)
        except TimeoutError:
            return True
        return False

    async def end(self) -> bytes:
        async with asyncio.timeout(PATIENCE):
            return await self.reader.read()


async def repeat(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with raw_server(repeat, read_head=False) as server, FaultProxy(port_of(server)) as proxy:
        line = Line(proxy)
        await line.open()
        yield line
        line.writer.close()


async def test_passes_everything_and_counts_it(line: Line) -> None:
    data = b"x" * 500_000
    assert await line.ask(data) == data
    passage = line.proxy.passages[0]
    assert (passage.up_bytes, passage.down_bytes) == (len(data), len(data))
    assert (line.proxy.opened, line.proxy.open) == (1, [passage])
    line.writer.close()
    await asyncio.wait_for(passage.ended.wait(), PATIENCE)
    assert line.proxy.open == []


async def test_takes_its_time_each_way(line: Line) -> None:
    line.proxy.up.latency, line.proxy.down.latency = 0.1, 0.15
    began = time.monotonic()
    await line.ask(b"hello")
    assert 0.25 <= time.monotonic() - began < 1.0


@pytest.mark.parametrize("direction", ["up", "down"])
async def test_stalls_one_direction_and_loses_nothing(line: Line, direction: str) -> None:
    flow = line.proxy.up if direction == "up" else line.proxy.down
    flow.stall()
    line.writer.write(b"hello")
    assert await line.hears_nothing()
    assert line.proxy.passages[0].up_bytes == (0 if direction == "up" else 5)
    flow.resume()
    async with asyncio.timeout(PATIENCE):
        assert await line.reader.readexactly(5) == b"hello"


async def test_throttles(line: Line) -> None:
    line.proxy.down.bytes_per_second = 1000
    began = time.monotonic()
    await line.ask(b"x" * 300)
    assert 0.25 <= time.monotonic() - began < 1.0


async def test_cuts_by_fin(line: Line) -> None:
    await line.ask(b"a")
    line.proxy.cut()
    assert await line.end() == b""


async def test_resets(line: Line) -> None:
    await line.ask(b"a")
    line.proxy.reset()
    with pytest.raises(ConnectionResetError):
        await line.end()


async def test_closes_one_half(line: Line) -> None:
    await line.ask(b"a")
    line.proxy.half_close()
    assert await line.end() == b""
    line.writer.write(b"still heard")
    await asyncio.sleep(0.1)
    assert line.proxy.passages[0].up_bytes == 12


async def test_refuses_and_accepts_on_the_same_port(line: Line) -> None:
    port = line.proxy.port
    line.proxy.refuse()
    with pytest.raises(ConnectionRefusedError):
        await Line(line.proxy).open()
    assert await line.ask(b"still open") == b"still open"
    await line.proxy.accept()
    assert line.proxy.port == port
    line.writer.close()
    await line.open()
    assert await line.ask(b"b") == b"b"
    assert line.proxy.opened == 2


async def test_swallows(line: Line) -> None:
    line.proxy.swallow = True
    mute = Line(line.proxy)
    await mute.open()
    mute.writer.write(b"anybody?")
    assert await mute.hears_nothing()
    line.proxy.swallow = False
    assert await line.ask(b"a") == b"a"
    mute.writer.close()


async def test_says_what_nobody_said(line: Line) -> None:
    await line.ask(b"a")
    line.proxy.say(b"\xff\x00garbage")
    async with asyncio.timeout(PATIENCE):
        assert await line.reader.readexactly(9) == b"\xff\x00garbage"


async def test_cuts_what_is_idle_and_nothing_else(line: Line) -> None:
    await line.ask(b"a")
    line.proxy.idle_limit = 0.3
    for _ in range(10):
        await asyncio.sleep(0.05)
        assert await line.ask(b"alive") == b"alive"
    assert await line.end() == b""


async def test_answers_for_the_cable_and_passes_the_rest(line: Line) -> None:
    line.proxy.cable_answer = b"HTTP/1.1 302 Found\r\n\r\n"
    for asked, answered in (
        (b"GET /cable HTTP/1.1\r\n\r\n", line.proxy.cable_answer),
        (b"GET /api HTTP/1.1\r\n\r\n", b"GET /api HTTP/1.1\r\n\r\n"),
    ):
        line.writer.close()
        await line.open()
        line.writer.write(asked)
        async with asyncio.timeout(PATIENCE):
            assert await line.reader.readexactly(len(answered)) == answered
