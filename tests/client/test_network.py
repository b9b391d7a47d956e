"""Own authorities, pinned certificates and proxies, each over a real socket."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from pydantic import SecretStr
from yarl import URL

from hoory_tui.client.connection import Limits, NotOpened, close_socket, open_socket
from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Obstacle,
    ProxyRefused,
    UntrustedCertificate,
    UnusableAuthority,
    WrongPin,
)
from hoory_tui.client.network import NetworkOptions, Proxies
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.wire.link import Cause, Then

from ..faults.tls import Authority, showing

TOKEN = "s3cr3t-token"


@dataclass
class Desk:
    """A server over TLS that answers everything and opens a cable."""

    url: str
    seen: list[web.BaseRequest] = field(default_factory=list)


@asynccontextmanager
async def desk(certificate: Path | None) -> AsyncIterator[Desk]:
    found = Desk("")

    async def handle(request: web.Request) -> web.StreamResponse:
        found.seen.append(request)
        if request.path != "/cable":
            return web.json_response({"ok": True})
        socket = web.WebSocketResponse(protocols=("actioncable-v1-json",))
        await socket.prepare(request)
        async for _ in socket:
            pass
        return socket

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    context = showing(certificate) if certificate is not None else None
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    scheme = "https" if certificate is not None else "http"
    found.url = f"{scheme}://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield found
    finally:
        await runner.cleanup()


@dataclass
class Proxy:
    """A proxy that notes what it is asked and lets through, or does not."""

    status: int = 200
    heads: list[str] = field(default_factory=list)
    port: int = 0
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        try:
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.heads.append(head)
        method, target, _ = head.split(" ", 2)
        if self.status != 200:
            writer.write(f"HTTP/1.1 {self.status} No\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return
        url = URL(f"http://{target}" if method == "CONNECT" else target)
        assert url.host is not None
        there, back = await asyncio.open_connection(url.host, url.port)
        if method == "CONNECT":
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            kept = [
                line
                for line in head.split("\r\n")
                if not line.lower().startswith("proxy-authorization")
            ]
            back.write("\r\n".join([f"{method} {url.raw_path_qs} HTTP/1.1", *kept[1:]]).encode())
        try:
            await asyncio.gather(_pump(reader, back), _pump(there, writer))
        finally:
            back.transport.abort()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(65536):
        writer.write(part)
    if writer.can_write_eof():
        writer.write_eof()


@asynccontextmanager
async def proxy(status: int = 200) -> AsyncIterator[Proxy]:
    running = Proxy(status)
    server = await asyncio.start_server(running.serve, "127.0.0.1", 0)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        for task in running.tasks:
            task.cancel()
        await asyncio.gather(*running.tasks, return_exceptions=True)
        await server.wait_closed()


def through(port: int, who: str = "") -> Proxies:
    address = SecretStr(f"http://{who}127.0.0.1:{port}")
    return Proxies(address, address)


async def ask(url: str, network: NetworkOptions) -> object:
    server = Server(url, network=network)
    async with open_session(server) as session:
        return await Transport(session, server, SecretStr(TOKEN)).get("/api/v1/profile")


async def call(url: str, network: NetworkOptions) -> None:
    """Open a cable and close it."""
    server, limits = Server(url, network=network), Limits()
    async with open_session(server) as session:
        await close_socket(await open_socket(session, server, limits), limits)


@pytest.fixture
async def authority(tmp_path: Path) -> Authority:
    authority = Authority(tmp_path)
    await authority.found()
    return authority


def pin_of(certificate: Path) -> bytes:
    begin = "-----BEGIN CERTIFICATE-----"
    text = begin + certificate.read_text().split(begin)[1]
    return sha256(ssl.PEM_cert_to_DER_cert(text)).digest()


async def test_an_own_authority_is_trusted_by_requests_and_cable(authority: Authority) -> None:
    network = NetworkOptions(ca_file=authority.file)
    async with desk(await authority.sign("desk")) as server:
        assert await ask(server.url, network) == {"ok": True}
        await call(server.url, network)
        assert len(server.seen) == 2
        for network in (NetworkOptions(), NetworkOptions(proxies=Proxies())):
            with pytest.raises(UntrustedCertificate):
                await ask(server.url, network)
            with pytest.raises(NotOpened) as refused:
                await call(server.url, network)
            assert refused.value.ending.cause is Cause.UNTRUSTED
        assert len(server.seen) == 2


async def test_a_pinned_certificate_needs_no_authority_and_no_other_will_do(
    authority: Authority,
) -> None:
    certificate = await authority.sign("desk")
    other = bytes(32)
    async with desk(certificate) as server, proxy() as way:
        for pins in ((pin_of(certificate),), (other, pin_of(certificate))):
            network = NetworkOptions(pin_sha256=pins)
            assert await ask(server.url, network) == {"ok": True}
            await call(server.url, network)
        reached = len(server.seen)
        for network in (
            NetworkOptions(pin_sha256=(other,)),
            NetworkOptions(pin_sha256=(other,), ca_file=authority.file),
            NetworkOptions(pin_sha256=(other,), proxies=through(way.port)),
        ):
            with pytest.raises(WrongPin, match="is not the one pinned"):
                await ask(server.url, network)
            with pytest.raises(NotOpened) as refused:
                await call(server.url, network)
            assert refused.value.ending.cause is Cause.UNTRUSTED
            assert "pinned" in refused.value.ending.detail
        assert len(server.seen) == reached


async def test_with_both_both_must_be_right(authority: Authority, tmp_path: Path) -> None:
    certificate = await authority.sign("desk")
    (tmp_path / "other").mkdir()
    stranger = Authority(tmp_path / "other")
    await stranger.found()
    pins = (pin_of(certificate),)
    async with desk(certificate) as server:
        right = NetworkOptions(pin_sha256=pins, ca_file=authority.file)
        assert await ask(server.url, right) == {"ok": True}
        wrong = NetworkOptions(pin_sha256=pins, ca_file=stranger.file)
        with pytest.raises(UntrustedCertificate):
            await ask(server.url, wrong)
        with pytest.raises(NotOpened) as refused:
            await call(server.url, wrong)
        assert refused.value.ending.cause is Cause.UNTRUSTED
        assert len(server.seen) == 1


async def test_a_file_of_authorities_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableAuthority, match=r"gone\.pem cannot be read"):
        await ask("https://127.0.0.1:1", NetworkOptions(ca_file=tmp_path / "gone.pem"))


@pytest.mark.parametrize("secure", [True, False])
async def test_everything_goes_through_the_proxy_which_gets_no_token_of_a_secure_desk(
    authority: Authority, *, secure: bool
) -> None:
    certificate = await authority.sign("desk") if secure else None
    async with desk(certificate) as server, proxy() as way:
        network = NetworkOptions(ca_file=authority.file, proxies=through(way.port, "me:p%40ss@"))
        assert await ask(server.url, network) == {"ok": True}
        await call(server.url, network)
    assert len(way.heads) == 2
    for head in way.heads:
        assert "Proxy-Authorization: Basic bWU6cEBzcw==" in head
        assert (TOKEN in head) is (not secure and "/cable" not in head)
    assert [request.path for request in server.seen] == ["/api/v1/profile", "/cable"]
    assert not [one for one in server.seen if "Proxy-Authorization" in one.headers]


@pytest.mark.parametrize("secure", [True, False])
@pytest.mark.parametrize(("status", "words"), [(407, "name and a password"), (403, r"\(403\)")])
async def test_a_proxy_that_does_not_let_us_through_has_words(
    authority: Authority, status: int, words: str, *, secure: bool
) -> None:
    certificate = await authority.sign("desk") if secure else None
    async with desk(certificate) as server, proxy(status) as way:
        network = NetworkOptions(ca_file=authority.file, proxies=through(way.port, "me:s3cr3t@"))
        with pytest.raises(HooryError) as refused:
            await ask(server.url, network)
        if secure or status == 407:
            assert isinstance(refused.value, ProxyRefused)
            refused.match(words)
        with pytest.raises(NotOpened) as closed:
            await call(server.url, network)
        if secure or status == 407:
            assert closed.value.ending.cause is Cause.PROXY
            assert closed.value.ending.then is Then.SLOWLY
        assert "s3cr3t" not in f"{refused.value!r}{refused.value}{closed.value.ending}"
        assert server.seen == []


async def test_a_proxy_that_is_not_there_has_words() -> None:
    for place in ("127.0.0.1:1", "no-such-proxy.invalid:3128"):
        address = SecretStr(f"http://me:s3cr3t@{place}")
        network = NetworkOptions(proxies=Proxies(address, address))
        with pytest.raises(CannotConnect, match="The proxy cannot be reached") as refused:
            await ask("https://127.0.0.1:1", network)
        assert refused.value.obstacle is Obstacle.PROXY
        with pytest.raises(NotOpened) as closed:
            await call("https://127.0.0.1:1", network)
        assert closed.value.ending.cause is Cause.PROXY


@pytest.mark.parametrize(
    ("exempt", "url", "direct"),
    [
        ("desk.example", "https://desk.example", True),
        ("desk.example", "wss://api.desk.example/cable", True),
        (".desk.example", "https://desk.example", True),
        ("*.desk.example", "https://api.desk.example", True),
        ("desk.example", "https://otherdesk.example", False),
        ("desk.example:443", "https://desk.example", True),
        ("desk.example:8443", "https://desk.example", False),
        ("DESK.example", "https://Desk.Example.", True),
        ("127.0.0.1", "https://127.0.0.1:3000", True),
        ("10.0.0.0/8", "https://10.1.2.3", True),
        ("10.0.0.0/8", "https://11.1.2.3", False),
        ("::1", "https://[::1]:3000", True),
        ("[::1]:3000", "https://[::1]:3000", True),
        ("*", "https://desk.example", True),
        ("", "https://desk.example", False),
        (".", "https://desk.example", False),
    ],
)
def test_who_needs_no_proxy(exempt: str, url: str, *, direct: bool) -> None:
    proxies = Proxies(SecretStr("http://proxy:1"), SecretStr("http://proxy:2"), (exempt,))
    assert (NetworkOptions(proxies=proxies).proxy_for(url) is None) is direct


def test_secure_and_plain_addresses_have_their_own() -> None:
    options = NetworkOptions(proxies=Proxies(SecretStr("http://secure:1")))
    assert options.proxy_for("wss://desk.example/cable") == URL("http://secure:1")
    assert options.proxy_for("http://desk.example") is None
