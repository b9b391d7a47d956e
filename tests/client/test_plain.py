"""The same questions put by both clients: the same answers, and the same sentences for trouble."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from ssl import PEM_cert_to_DER_cert
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from hoory_tui.client.errors import HooryError, TimedOut, WrongPin
from hoory_tui.client.limits import LARGEST_ANSWER
from hoory_tui.client.network import NO_OPTIONS, NetworkOptions, Proxies
from hoory_tui.client.plain import PlainClient
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.demo.desk import DemoDesk

from ..faults.tls import Authority, showing
from .servers import Handler, http_server, raw_server, self_signed

TOKEN = "s3cr3t-token/é".encode().hex() + '"+&'
PATH = "/api/v1/accounts/1/conversations"


async def outcome(ask: Callable[[], Awaitable[object]]) -> object:
    """Return the answer, or the kind and the words of the error; no token is part of either."""
    try:
        found: object = await ask()
    except HooryError as error:
        carried = f"{error} {vars(error)} {error.__cause__} {error.__context__}"
        assert TOKEN not in carried
        found = (type(error).__name__, str(error))
    return found


async def both(url: str, network: NetworkOptions = NO_OPTIONS, **params: Any) -> object:
    """Put one question by both clients and return what both said."""

    async def by_library() -> object:
        server = Server(url, network=network)
        async with open_session(server) as session:
            return await Transport(session, server, SecretStr(TOKEN)).get(PATH, **params)

    async def alone() -> object:
        client = PlainClient(url, SecretStr(TOKEN), network)
        try:
            return await asyncio.to_thread(client.get, PATH, **params)
        finally:
            client.close()

    first, second = await outcome(by_library), await outcome(alone)
    assert first == second
    return second


def answering(status: int, body: str | bytes, **headers: str) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        raw = body.encode() if isinstance(body, str) else body
        return web.Response(status=status, body=raw, headers=headers)

    return handle


async def test_the_token_and_the_parameters_go_as_ever() -> None:
    seen = []

    async def handle(request: web.Request) -> web.Response:
        seen.append((request.path_qs, request.headers["api-access-token"], request.host))
        assert request.headers["User-Agent"].startswith("hoory-tui/")
        return web.json_response({"id": 1, "text": "Ա", "access_token": "other"})

    async with http_server(handle) as server:
        url = f"{server.url}/below"
        answer = await both(url, q="a b&c", page=2, labels=["vip", "ü"], none=None, on=True)
    assert answer == {"id": 1, "text": "Ա", "access_token": "***"}
    assert seen[0] == seen[1]
    assert seen[1][0].startswith("/below/api/v1/accounts/1/conversations?q=a+b%26c&page=2")


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, "", {}),
        (200, "<html>", {}),
        (200, "{", {}),
        (200, "[" * 5000 + "]" * 5000, {}),
        (200, b'{"x":"\\ud800"}', {}),
        (301, "", {"Location": "https://new.example:8443/x?token=1"}),
        (302, "", {"Location": "/login"}),
        (302, "", {"Location": "http://["}),
        (401, '{"error":"Invalid Access Token"}', {}),
        (401, '{"error":"You are not authorized"}', {}),
        (403, '{"error":"no"}', {}),
        (404, '{"error":"Resource could not be found"}', {}),
        (422, json.dumps({"message": f"bad {TOKEN}"}), {}),
        (429, "", {"Retry-After": "7"}),
        (500, f"<h1>{TOKEN}</h1>", {}),
        (503, "", {"Retry-After": "9"}),
    ],
)
async def test_each_answer_is_understood_alike(
    status: int, body: str | bytes, headers: dict[str, str]
) -> None:
    async with http_server(answering(status, body, **headers)) as server:
        await both(server.url)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
        b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 17000000\r\n\r\n{",
        b'HTTP/1.0 200 OK\r\n\r\n{"id": 1}',
        b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"id": 1}\r\n0\r\n\r\n',
    ],
)
async def test_each_way_of_breaking_off_is_told_alike(sent: bytes) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(sent)
        await writer.drain()
        writer.close()

    async with raw_server(handle) as server:
        await both(server.url)


async def test_an_endless_answer_is_not_taken() -> None:
    async with http_server(answering(200, b" " * (LARGEST_ANSWER + 1))) as server:
        found = await both(server.url)
    assert "larger than 16 MiB" in str(found)


async def test_nobody_there_no_such_name_and_no_address() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
    assert "cannot be reached" in str(await both(nobody))
    assert "no server called" in str(await both("http://desk.invalid"))
    with pytest.raises(ValueError, match="names a host"):
        PlainClient("ftp://desk.example", SecretStr(TOKEN))


async def test_a_server_that_never_answers_is_not_waited_for() -> None:
    released = asyncio.Event()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await released.wait()

    async with raw_server(handle) as server:
        client = PlainClient(server.url, SecretStr(TOKEN), seconds=0.1)
        with pytest.raises(TimedOut):
            await asyncio.to_thread(client.get, PATH)
        released.set()
        client.close()


async def test_a_kept_connection_that_ended_is_opened_anew() -> None:
    calls = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()

    async with raw_server(handle) as server:
        client = PlainClient(server.url, SecretStr(TOKEN))
        assert await asyncio.to_thread(client.get, PATH) == {}
        assert await asyncio.to_thread(client.get, PATH) == {}
        client.close()
    assert calls == 2


async def test_certificates_are_judged_alike(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    await authority.found()
    good, stranger = await authority.sign("desk"), await self_signed(tmp_path)
    ours = NetworkOptions(ca_file=authority.file)
    pinned = NetworkOptions(pin_sha256=(pin_of(stranger),))
    wrong = NetworkOptions(pin_sha256=(bytes(32),))
    gone = NetworkOptions(ca_file=tmp_path / "gone.pem")
    async with secure(good) as url:
        assert await both(url, ours) == {"ok": True}
        assert "cannot be trusted" in str(await both(url))
        assert "ca_file" in str(await both(url, gone))
        assert await both(url, wrong) == ("WrongPin", str(WrongPin(url.removeprefix("https://"))))
    async with secure(stranger) as url:
        assert await both(url, pinned) == {"ok": True}
        both_rules = NetworkOptions(ca_file=authority.file, pin_sha256=(pin_of(stranger),))
        assert "cannot be trusted" in str(await both(url, both_rules))


async def test_plain_words_where_a_secure_connection_was_expected() -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 Bad\r\n\r\n")

    async with raw_server(handle, read_head=False) as server:
        found = await both(server.url.replace("http:", "https:"))
    assert "no secure connection" in str(found)


@pytest.mark.parametrize("status", [200, 403, 407, 502])
async def test_proxies_are_used_alike(tmp_path: Path, status: int) -> None:
    authority = Authority(tmp_path)
    await authority.found()
    heads: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        if status != 200:
            writer.write(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return
        place, _, port = heads[-1].split(" ")[1].rpartition(":")
        there, back = await asyncio.open_connection(place, int(port))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            await asyncio.gather(pump(reader, back), pump(there, writer))
        finally:
            back.transport.abort()

    async with (
        secure(await authority.sign("desk")) as url,
        raw_server(serve, read_head=False) as way,
    ):
        address = SecretStr(way.url.replace("://", "://me:pass%20word@"))
        network = NetworkOptions(authority.file, proxies=Proxies(address, address))
        found = await both(url, network)
    assert (found == {"ok": True}) == (status == 200)
    assert all(TOKEN not in head for head in heads)
    assert all("Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk" in head for head in heads)


async def test_a_plain_address_is_asked_through_the_proxy_whole() -> None:
    seen = []

    async def handle(request: web.Request) -> web.Response:
        seen.append((request.raw_path, request.headers.get("Proxy-Authorization")))
        return web.json_response({"ok": True})

    async with http_server(handle) as way:
        address = SecretStr(way.url.replace("://", "://me:you@"))
        network = NetworkOptions(proxies=Proxies(plain=address))
        assert await both("http://desk.example:3000", network) == {"ok": True}
    assert seen[0] == seen[1]


async def test_the_demo_desk_says_the_same_to_both() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=5) as desk:
        client = PlainClient(desk.url, SecretStr(desk.agents[0].access_token))
        profile: Any = await asyncio.to_thread(client.profile)
        assert profile["pubsub_token"] == "***"
        path = f"/api/v1/accounts/{desk.account_id}/conversations/filter?page=1"
        row = {"attribute_key": "status", "filter_operator": "equal_to", "values": ["open"]}
        found: Any = await asyncio.to_thread(client.look_up, path, {"payload": [row]})
        assert found["payload"]
        client.close()
        stranger = PlainClient(desk.url, SecretStr("x"))
        with pytest.raises(HooryError, match="sign in again"):
            await asyncio.to_thread(stranger.profile)
        stranger.close()


def test_it_brings_neither_a_loop_nor_a_library() -> None:
    heavy = ("asyncio", "aiohttp", "pydantic", "textual", "rich", "yarl")
    script = f"import sys, hoory_tui.client.plain; print(*set({heavy}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout.split(), done.stderr) == ([], "")


def pin_of(certificate: Path) -> bytes:
    begin = "-----BEGIN CERTIFICATE-----"
    return sha256(PEM_cert_to_DER_cert(begin + certificate.read_text().split(begin)[1])).digest()


def secure(certificate: Path) -> Any:
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def serving() -> Any:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", answering(200, '{"ok": true}'))
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=showing(certificate)).start()
        try:
            yield f"https://127.0.0.1:{runner.addresses[0][1]}"
        finally:
            await runner.cleanup()

    return serving()


async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while part := await reader.read(65536):
        writer.write(part)
    if writer.can_write_eof():
        writer.write_eof()
