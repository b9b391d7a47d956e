"""A TCP proxy on loopback that does to a connection what networks do to it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

HOST: Final = "127.0.0.1"
_CHUNK: Final = 64 * 1024
_CHUNKS_ON_THE_WAY: Final = 8
_TICK: Final = 0.02
_LINGER_NOT: Final = struct.pack("ii", 1, 0)


class Flow:
    """One direction of all connections, and what happens to the bytes in it."""

    def __init__(self) -> None:
        self.latency = 0.0
        """Seconds that every byte takes."""
        self.bytes_per_second: float | None = None
        self._open = asyncio.Event()
        self._open.set()

    def stall(self) -> None:
        """Let nothing pass; what comes in piles up as it would on the way."""
        self._open.clear()

    def resume(self) -> None:
        """Let everything pass again, first what piled up."""
        self._open.set()

    async def carry(self, data: bytes, put: Callable[[bytes], None]) -> None:
        """Pass data on as slowly as this direction is."""
        await self._open.wait()
        if self.bytes_per_second is None:
            put(data)
            return
        step = max(1, int(self.bytes_per_second * _TICK))
        for start in range(0, len(data), step):
            await self._open.wait()
            part = data[start : start + step]
            put(part)
            await asyncio.sleep(len(part) / self.bytes_per_second)


@dataclass(eq=False)
class Passage:
    """One connection of a client and, unless it was swallowed, ours to the server."""

    number: int
    client: asyncio.StreamWriter = field(repr=False)
    server: asyncio.StreamWriter | None = field(default=None, repr=False)
    up_bytes: int = 0
    """From the client to the server, as delivered."""
    down_bytes: int = 0
    moved_at: float = 0.0
    ended: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def writers(self) -> list[asyncio.StreamWriter]:
        """The ends that are held."""
        return [one for one in (self.client, self.server) if one is not None]


class FaultProxy:
    """Stands before a server's port; everything passes until something is switched on.

    Up is from the clients to the server, down is back. Switches count for the connections
    there are and for those to come; deeds (cut, reset, ...) for those there are.
    """

    def __init__(self, target_port: int, secure: ssl.SSLContext | None = None) -> None:
        self.port = 0
        self.up = Flow()
        self.down = Flow()
        self.swallow = False
        """Accept connections and say nothing on them, ever."""
        self.cable_answer: bytes | None = None
        """Answer whoever calls for the cable by these bytes; everything else passes."""
        self.idle_limit: float | None = None
        """Cut a connection on which nothing moved for so many seconds."""
        self.passages: list[Passage] = []
        """Every connection so far, also those that ended."""
        self._target_port = target_port
        self._secure = secure
        """With what to prove who we are; None to take calls in the clear."""
        self._listener: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The base address of the server as seen through the proxy."""
        return f"http{'s' if self._secure else ''}://{HOST}:{self.port}"

    @property
    def opened(self) -> int:
        """How many connections have been accepted."""
        return len(self.passages)

    @property
    def open(self) -> list[Passage]:
        """The connections that have not ended."""
        return [one for one in self.passages if not one.ended.is_set()]

    # Life

    async def __aenter__(self) -> FaultProxy:
        await self.accept()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.refuse()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def accept(self) -> None:
        """Listen; the port stays the same however often it was closed."""
        if self._listener is None:
            self._listener = await asyncio.start_server(
                self._serve, HOST, self.port, ssl=self._secure
            )
            self.port = self._listener.sockets[0].getsockname()[1]

    # Switches

    def refuse(self) -> None:
        """Close the port: whoever calls finds nobody. Open connections stay; see `accept`."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def stall(self) -> None:
        """Let nothing pass in either direction."""
        self.up.stall()
        self.down.stall()

    def resume(self) -> None:
        """Let everything pass again, and answer those who call from now on."""
        self.swallow = False
        self.up.resume()
        self.down.resume()

    # Deeds

    def cut(self) -> None:
        """End every connection by FIN on both sides, without a word."""
        for passage in self.open:
            for writer in passage.writers:
                writer.close()

    def reset(self) -> None:
        """End every connection by RST on both sides."""
        for passage in self.open:
            for writer in passage.writers:
                raw: socket.socket = writer.get_extra_info("socket")
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
                writer.transport.abort()

    def half_close(self) -> None:
        """Tell every client by FIN that nothing more comes, and go on hearing it."""
        for passage in self.open:
            passage.client.write_eof()

    def say(self, data: bytes) -> None:
        """Put bytes of our own between those that the server says, to every client."""
        for passage in self.open:
            passage.client.write(data)

    # Passing on

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        passage = Passage(len(self.passages) + 1, writer)
        self.passages.append(passage)
        try:
            await self._pass(passage, reader)
        except (OSError, asyncio.CancelledError):
            # A reset from either side, or the end of the test.
            for one in passage.writers:
                one.transport.abort()
        finally:
            for one in passage.writers:
                one.close()
            passage.ended.set()
            self._tasks.discard(task)

    async def _pass(self, passage: Passage, reader: asyncio.StreamReader) -> None:
        if self.swallow:
            while await reader.read(_CHUNK):
                pass
            return
        first = b""
        if self.cable_answer is not None:
            first = await reader.read(_CHUNK)
            if first.startswith(b"GET /cable "):
                passage.client.write(self.cable_answer)
                await passage.client.drain()
                return
        answers, passage.server = await asyncio.open_connection(HOST, self._target_port)
        passage.server.write(first)
        passage.moved_at = asyncio.get_running_loop().time()
        jobs = [
            asyncio.ensure_future(self._pump(passage, reader, passage.server, self.up)),
            asyncio.ensure_future(self._pump(passage, answers, passage.client, self.down)),
            asyncio.ensure_future(self._watch_idleness(passage)),
        ]
        try:
            await asyncio.wait(jobs, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.gather(*jobs, return_exceptions=True)

    async def _pump(
        self,
        passage: Passage,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        flow: Flow,
    ) -> None:
        loop = asyncio.get_running_loop()
        way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_CHUNKS_ON_THE_WAY)

        async def read() -> None:
            data = b"\0"
            while data:
                try:
                    data = await reader.read(_CHUNK)
                except OSError:
                    data = b""
                await way.put((loop.time() + flow.latency, data))

        def put(part: bytes) -> None:
            writer.write(part)
            passage.moved_at = loop.time()
            if flow is self.up:
                passage.up_bytes += len(part)
            else:
                passage.down_bytes += len(part)

        reading = asyncio.ensure_future(read())
        try:
            while True:
                due, data = await way.get()
                await asyncio.sleep(max(0.0, due - loop.time()))
                if not data:
                    return
                await flow.carry(data, put)
                await writer.drain()
        finally:
            reading.cancel()

    async def _watch_idleness(self, passage: Passage) -> None:
        loop = asyncio.get_running_loop()
        while True:
            rest = _TICK
            if self.idle_limit is not None:
                rest = passage.moved_at + self.idle_limit - loop.time()
                if rest <= 0:
                    return
            await asyncio.sleep(min(rest, _TICK))
