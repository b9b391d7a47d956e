"""Time that nobody waits for: as long as it says by the loop, and over at once."""

from __future__ import annotations

import asyncio
import time

from . import virtual


def test_an_hour_is_over_in_no_time_and_in_the_right_order() -> None:
    told: list[tuple[str, float]] = []

    async def tell(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        told.append((name, asyncio.get_running_loop().time()))

    async def hour() -> None:
        await asyncio.gather(tell("late", 3600), tell("soon", 1), tell("then", 60))

    began = time.monotonic()
    virtual.run(hour())
    assert time.monotonic() - began < 5
    assert [name for name, _ in told] == ["soon", "then", "late"]
    assert [round(at) for _, at in told] == [1, 60, 3600]


def test_time_stands_still_while_bytes_are_on_their_way() -> None:
    async def ask() -> float:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(await reader.readline())
            writer.close()

        async with await asyncio.start_server(answer, "127.0.0.1") as server:
            port = server.sockets[0].getsockname()[1]
            asyncio.get_running_loop().call_later(3600, server.close)
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            began = asyncio.get_running_loop().time()
            writer.write(b"hello\n")
            assert await reader.readline() == b"hello\n"
            writer.close()
            return asyncio.get_running_loop().time() - began

    assert virtual.run(ask()) == 0


def test_time_waits_for_a_thread_that_is_known_of() -> None:
    async def wait_for_it() -> float:
        loop = virtual.virtual_loop()
        working = loop.run_in_executor(None, time.sleep, 0.05)
        loop.waiting.is_busy = lambda: not working.done()
        loop.call_later(3600, int)
        await working
        return loop.time()

    assert virtual.run(wait_for_it()) == 0
