"""One address for two servers, as a web server before an installation has it.

The demo desk answers REST, the genuine Action Cable is at ``/cable`` and delivers what the desk
makes happen, to whom the desk says.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Json

from .server import RailsCable

_CHUNK = 64 * 1024


@dataclass
class Front:
    """A desk whose events leave by Rails' cable; `url` is where both are."""

    desk: DemoDesk
    rails: RailsCable
    url: str
    events: asyncio.Queue[tuple[str, str, Json]]

    async def know(self) -> None:
        """Let Rails know the tokens of everybody whom the desk knows now."""
        world = self.desk.engine.world
        account = [self.desk.account_id]
        tokens: Json = {
            one.pubsub_token: {"user_id": one.id, "accounts": account, "kind": "User"}
            for one in self.desk.agents
        }
        for session in world.sessions.values():
            tokens[session.pubsub_token] = {
                "contact_id": session.contact_id,
                "accounts": account,
                "kind": "Contact",
            }
        await self.rails.set(tokens=tokens)

    async def told(self) -> None:
        """Wait until Rails was told of all that happened."""
        await self.events.join()

    def relay(self, streams: list[str], event: str, data: Json) -> None:
        for stream in dict.fromkeys(streams):
            self.events.put_nowait((stream, event, data))

    async def tell_rails(self) -> None:
        while True:
            stream, event, data = await self.events.get()
            await self.rails.broadcast(stream, event, data)
            self.events.task_done()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on to the server that its first line is for."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            first = await reader.readuntil(b"\r\n")
            is_cable = first.split(b" ")[1].startswith(b"/cable")
            if is_cable:
                # Whoever subscribes now may have come into being a moment ago.
                await self.know()
            place = urlsplit(self.rails.server.url if is_cable else self.desk.url)
            theirs, ours = await asyncio.open_connection(place.hostname, place.port)
            ours.write(first)
            await asyncio.gather(_carry(reader, ours), _carry(theirs, writer))
        writer.close()


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(ConnectionError):
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()
    with contextlib.suppress(ConnectionError, RuntimeError):
        writer.close()


@asynccontextmanager
async def front(desk: DemoDesk, rails: RailsCable) -> AsyncIterator[Front]:
    """Put one address before a running desk and Rails for as long as the block lasts."""
    both = Front(desk, rails, "", asyncio.Queue())
    desk.hub.relay = both.relay
    open_ones: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_ones.add(task)
        try:
            await both.serve(reader, writer)
        except asyncio.CancelledError:
            # The stream library has no use for it.
            writer.close()
        finally:
            open_ones.discard(task)

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    both.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    telling = asyncio.create_task(both.tell_rails())
    try:
        yield both
    finally:
        telling.cancel()
        listening.close()
        for task in list(open_ones):
            task.cancel()
        await asyncio.gather(telling, *open_ones, return_exceptions=True)
        await listening.wait_closed()
