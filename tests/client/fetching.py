"""What the tests of downloads have in common: ways to fetch, and servers that lead elsewhere."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from hoory_tui.client.downloads import Incoming, Limits, open_download
from hoory_tui.client.session import Server
from tests.faults.tls import showing

from .servers import Handler, http_server, port_of
from .test_addresses import Names

LIMITS = Limits(size=1_000_000, total=10, stall=5)
CODES = (301, 302, 303, 307, 308)
PATH = "/rails/file/photo.jpg"


class PublicDesk(Names):
    """Lets a desk on loopback seem to be on the open internet to whoever asks where it is."""

    async def resolve(self, host: str, port: int = 0, family: int = 0) -> list[ResolveResult]:
        if host == "desk.example":
            address = "127.0.0.1" if port else "93.184.216.34"
            return await Names(desk_example=[address]).resolve(host, port)
        return await super().resolve(host, port)


async def fetch(
    server: Server,
    path: str = PATH,
    *,
    limits: Limits = LIMITS,
    resolver: AbstractResolver | None = None,
) -> bytes:
    """Return the whole file at a path of the server, or at a whole address."""
    url = path if "://" in path else server.origin + path
    async with open_download(server, url, limits, resolver=resolver) as incoming:
        return b"".join([chunk async for chunk in incoming.chunks()])


@asynccontextmanager
async def begun(handler: Handler) -> AsyncIterator[Incoming]:
    """Begin to fetch a file that is answered like this."""
    async with http_server(handler) as server:
        url = server.origin + PATH
        async with open_download(server, url, LIMITS) as incoming:
            yield incoming


def answering(body: bytes = b"file", status: int = 200, **headers: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, body=body, headers=named)

    return handle


def leading_to(location: str | Callable[[web.Request], str], code: int = 302) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        place = location if isinstance(location, str) else location(request)
        return web.Response(status=code, headers={"Location": place})

    return handle


@asynccontextmanager
async def public_desk(handler: Handler) -> AsyncIterator[tuple[Server, PublicDesk]]:
    """Run a desk that has a name and no address inside, as far as anybody can tell."""
    async with http_server(handler) as loopback:
        yield Server(f"http://desk.example:{port_of(loopback)}"), PublicDesk()


@asynccontextmanager
async def secure_server(handler: Handler, certificate: Path) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=showing(certificate)).start()
    try:
        yield f"https://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def fingerprint(certificate: Path) -> bytes:
    pem = certificate.read_text()
    pem = pem[pem.index("-----BEGIN CERTIFICATE") :]
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).digest()
