"""A connection to the server by hand, through the proxy if one is set, and what is said on it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from yarl import URL

from hoory_tui.client.session import Server
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import to_say

REFUSED: Final = to_say("nobody listens there")
_PORTS: Final = {"http": 80, "https": 443}
_HEAD: Final = 16 * 1024

Lines = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class NoTunnelError(Exception):
    """The proxy answered and opened no way to the server; `status` is 0 when it said none."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@asynccontextmanager
async def line_to(case: Case) -> AsyncIterator[Lines]:
    """Open a connection to the server, through the proxy if one is set.

    Raises NoTunnelError, OSError and, as the caller limits it, TimeoutError.
    """
    host, port = target_of(case.the_server())
    if case.proxy is None:
        lines = await asyncio.open_connection(case.chosen.address if case.chosen else host, port)
    else:
        lines = await asyncio.open_connection(case.proxy.host, case.proxy.port)
    try:
        if case.proxy is not None and URL(case.the_server().url).scheme == "https":
            await _tunnel(lines, case.proxy, host, port)
        yield lines
    finally:
        await hang_up(lines[1])


async def _tunnel(lines: Lines, proxy: URL, host: str, port: int) -> None:
    reader, writer = lines
    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    head = f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n"
    if proxy.user is not None:
        pair = base64.b64encode(f"{proxy.user}:{proxy.password or ''}".encode()).decode()
        head += f"Proxy-Authorization: Basic {pair}\r\n"
    writer.write(f"{head}\r\n".encode())
    await writer.drain()
    status = read_status(await read_head(reader))
    if status // 100 != 2:
        raise NoTunnelError(status)


async def read_head(reader: asyncio.StreamReader) -> bytes:
    """Return what is said before a body, or as much of it as came."""
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError as error:
        return error.partial
    except asyncio.LimitOverrunError:
        return await reader.read(_HEAD)


def read_status(head: bytes) -> int:
    """Return the status of an answer, 0 for what is none."""
    words = head.split(b"\r\n", 1)[0].split()
    is_answer = len(words) > 1 and words[0].startswith(b"HTTP/") and words[1].isdigit()
    return int(words[1]) if is_answer else 0


async def hang_up(writer: asyncio.StreamWriter) -> None:
    """End a connection at once."""
    writer.transport.abort()
    with contextlib.suppress(OSError):
        await writer.wait_closed()


def why(error: OSError) -> str:
    """Return the reason of an error in a few small words."""
    if isinstance(error, ConnectionRefusedError):
        return REFUSED
    text = clean_line(error.strerror or type(error).__name__)
    return f"{text[:1].lower()}{text[1:]}"


def target_of(server: Server) -> tuple[str, int]:
    """Return the name and the port that the server is called at."""
    url = URL(server.url)
    assert url.raw_host is not None
    return url.raw_host, url.port or _PORTS[url.scheme]
