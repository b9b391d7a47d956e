"""A cable server in a process of its own: all traffic at once, as soon as it is told to go.

`python -m tests.benchmarks.sender COUNT` prints its address. Each line on its input sends the
traffic to the connection that subscribed last; the end of the input ends it.
"""

from __future__ import annotations

import asyncio
import json
import struct
import sys

from tests.benchmarks import traffic
from tests.client.servers import raw_server, upgrade

_CLOSE = 0x8


def pack(text: str) -> bytes:
    """Return a text frame of the websocket protocol, unmasked as a server's are."""
    body = text.encode()
    if len(body) < 126:
        return struct.pack("!BB", 0x81, len(body)) + body
    if len(body) < 1 << 16:
        return struct.pack("!BBH", 0x81, 126, len(body)) + body
    return struct.pack("!BBQ", 0x81, 127, len(body)) + body


async def read_opcode(reader: asyncio.StreamReader) -> int:
    """Read a frame of a client, which is masked, and return what kind it is."""
    first, second = await reader.readexactly(2)
    length = second & 0x7F
    if length == 126:
        length = int.from_bytes(await reader.readexactly(2), "big")
    await reader.readexactly(4 + length)
    return first & 0x0F


async def serve(count: int) -> None:
    """Serve until the input ends."""
    confirm = {"type": "confirm_subscription", "identifier": traffic.IDENTIFIER.encode()}
    day = b"".join(pack(frame) for frame in traffic.build(count)[0])
    go = asyncio.Event()

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        await read_opcode(reader)
        go.clear()
        writer.write(pack(json.dumps(confirm)))
        await go.wait()
        writer.write(day)
        await writer.drain()
        while await read_opcode(reader) != _CLOSE:
            pass

    async with raw_server(play, read_head=False) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        orders = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
        while await orders.readline():
            go.set()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
