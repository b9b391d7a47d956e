"""Small servers on loopback that behave, or misbehave, exactly as a test says."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from yarl import URL

from hoory_tui.client.session import Server

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
RawHandler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Play = Callable[["Peer"], Coroutine[Any, Any, None]]


def port_of(server: Server) -> int:
    """Return the port that a server on loopback listens on."""
    port = URL(server.url).port
    assert port is not None
    return port


async def self_signed(folder: Path) -> Path:
    """Make a certificate of nobody anybody trusts and return the file with it and its key."""
    file = folder / "self-signed.pem"
    making = await asyncio.create_subprocess_exec(
        *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        *("-nodes", "-subj", "/CN=127.0.0.1", "-days", "1"),
        *("-keyout", str(file), "-out", str(folder / "certificate.pem")),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await making.wait() == 0
    with file.open("a") as chain:
        chain.write((folder / "certificate.pem").read_text())
    return file


@asynccontextmanager
async def http_server(handler: Handler) -> AsyncIterator[Server]:
    """Answer every request on a free port with this handler."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield Server(f"http://127.0.0.1:{runner.addresses[0][1]}")
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(handler: RawHandler, *, read_head: bool = True) -> AsyncIterator[Server]:
    """Give every TCP connection to this handler, usually after its request's head was read."""
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            if read_head:
                await reader.readuntil(b"\r\n\r\n")
            await handler(reader, writer)
        except (asyncio.CancelledError, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield Server(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


async def upgrade(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Open a websocket by hand, welcome the client, and leave the rest to the caller."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
    key = fields[b"Sec-WebSocket-Key"] + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(key).digest())
    writer.write(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )
    welcome = b'{"type":"welcome"}'
    writer.write(bytes([0x81, len(welcome)]) + welcome)
    await writer.drain()


class Peer:
    """The server's end of one cable connection."""

    def __init__(self, request: web.Request, number: int) -> None:
        self.request = request
        self.number = number
        self.heard: list[dict[str, Any]] = []
        self.closed = asyncio.Event()
        self._socket = web.WebSocketResponse(protocols=("actioncable-v1-json",))
        self._news = asyncio.Condition()

    @property
    def identifier(self) -> str:
        """The identifier of the last command."""
        return str(self.heard[-1]["identifier"])

    @property
    def close_code(self) -> int | None:
        """How the client said goodbye; 1006 when it said nothing."""
        return self._socket.close_code

    async def say(self, frame: object) -> None:
        await self.say_text(json.dumps(frame))

    async def say_text(self, text: str) -> None:
        await self._socket.send_str(text)

    async def say_bytes(self, data: bytes) -> None:
        await self._socket.send_bytes(data)

    async def welcome(self) -> None:
        await self.say({"type": "welcome"})

    async def confirm(self) -> None:
        await self.say({"type": "confirm_subscription", "identifier": self.identifier})

    async def event(self, name: str, **data: object) -> None:
        message = {"event": name, "data": {"account_id": 1, **data}}
        await self.say({"identifier": self.identifier, "message": message})

    async def hear(self, command: str, count: int = 1) -> None:
        """Wait until so many commands of this name have come."""
        async with self._news:
            await self._news.wait_for(
                lambda: sum(one["command"] == command for one in self.heard) >= count
            )

    async def subscribed(self) -> None:
        """Do what every healthy server does first."""
        await self.welcome()
        await self.hear("subscribe")
        await self.confirm()

    async def close(self, code: int = 1000) -> None:
        await self._socket.close(code=code)

    def abort(self) -> None:
        """End TCP without a word."""
        assert self.request.transport is not None
        self.request.transport.abort()

    async def run(self, play: Play) -> web.WebSocketResponse:
        await self._socket.prepare(self.request)
        playing = asyncio.create_task(play(self))
        try:
            async for message in self._socket:
                if message.type is WSMsgType.TEXT:
                    async with self._news:
                        self.heard.append(json.loads(message.data))
                        self._news.notify_all()
        finally:
            self.closed.set()
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
        return self._socket


class CableServer:
    """Plays a script on every cable connection; scripts may be exchanged while it runs."""

    def __init__(self, server: Server, peers: list[Peer]) -> None:
        self.server = server
        self.peers = peers


@asynccontextmanager
async def cable_server(play: Play) -> AsyncIterator[CableServer]:
    """Serve a cable on which this script is played to every connection."""
    peers: list[Peer] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        assert request.path == "/cable"
        peer = Peer(request, len(peers) + 1)
        peers.append(peer)
        return await peer.run(play)

    async with http_server(handle) as server:
        yield CableServer(server, peers)
