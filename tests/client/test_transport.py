from __future__ import annotations

import asyncio
import json
import ssl
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import formatdate
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr

from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Interrupted,
    Invalid,
    Moved,
    Obstacle,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
    Unreadable,
    UntrustedCertificate,
)
from hoory_tui.client.limits import LARGEST_ANSWER
from hoory_tui.client.session import REST_TIMEOUT, Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.wire.desk import LabelPayload

from .servers import Handler, http_server, raw_server, self_signed

TOKEN = "s3cr3t-token"


@asynccontextmanager
async def transport_to(
    server: Server,
    *,
    limits: aiohttp.ClientTimeout = REST_TIMEOUT,
    resolver: aiohttp.abc.AbstractResolver | None = None,
) -> AsyncIterator[Transport]:
    async with open_session(server, timeout=limits, resolver=resolver) as session:
        yield Transport(session, server, SecretStr(TOKEN))


def answering(status: int = 200, body: bytes = b"{}", **headers: str) -> Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=headers)

    return handle


def with_locals(error: BaseException) -> str:
    """Return what the most talkative of crash reports would show of what we raised."""
    lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
    return "".join(lines).partition("hoory_tui/client/transport.py")[2]


async def test_sends_the_token_by_its_hyphen_name_and_the_parameters_in_the_query() -> None:
    seen: list[web.BaseRequest] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        return web.json_response({"ok": True})

    async with http_server(handle) as server, transport_to(server) as transport:
        data = await transport.get("/api", page=2, q="a&b", labels=["vip", "ü"], on=True, no=None)
    assert data == {"ok": True}
    assert seen[0].headers["api-access-token"] == TOKEN
    assert "api_access_token" not in seen[0].headers
    assert list(seen[0].query.items()) == [
        ("page", "2"),
        ("q", "a&b"),
        ("labels[]", "vip"),
        ("labels[]", "ü"),
        ("on", "true"),
    ]


async def test_sends_json_and_takes_an_empty_answer_for_nothing() -> None:
    seen: list[object] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(await request.json())
        return web.Response(content_type="application/json")

    async with http_server(handle) as server, transport_to(server) as transport:
        assert await transport.post("/a", {"content": "ü\ud800"}) is None
        await transport.tell("/b", {})
    assert seen == [{"content": "ü\ud800"}, {}]


async def test_nobody_answers() -> None:
    async with http_server(answering()) as server:
        pass
    async with transport_to(server) as transport:
        with pytest.raises(CannotConnect) as refused:
            await transport.post("/a", {})
    assert refused.value.obstacle is Obstacle.REFUSED


async def test_no_such_name() -> None:
    class Nameless(aiohttp.abc.AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: int = 0
        ) -> list[aiohttp.abc.ResolveResult]:
            raise OSError("no such name")

        async def close(self) -> None:
            pass

    server = Server("https://desk.example")
    async with transport_to(server, resolver=Nameless()) as transport:
        with pytest.raises(CannotConnect) as unknown:
            await transport.get("/a")
    assert unknown.value.obstacle is Obstacle.DNS
    assert "desk.example" in unknown.value.sentence


async def test_too_slow_to_connect() -> None:
    class Endless(aiohttp.abc.AbstractResolver):
        async def resolve(
            self, host: str, port: int = 0, family: int = 0
        ) -> list[aiohttp.abc.ResolveResult]:
            await asyncio.Event().wait()
            return []

        async def close(self) -> None:
            pass

    quick = aiohttp.ClientTimeout(connect=0.05)
    server = Server("https://desk.example")
    async with transport_to(server, limits=quick, resolver=Endless()) as transport:
        with pytest.raises(CannotConnect) as slow:
            await transport.post("/a", {})
    assert slow.value.obstacle is Obstacle.SLOW


async def test_a_certificate_of_nobody_we_trust(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(await self_signed(tmp_path))

    async def ignore(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    listener = await asyncio.start_server(ignore, "127.0.0.1", 0, ssl=context)
    async with listener:
        server = Server(f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}")
        async with transport_to(server) as transport:
            with pytest.raises(UntrustedCertificate):
                await transport.post("/a", {})


async def test_plain_http_where_a_secure_connection_was_expected() -> None:
    async with http_server(answering()) as server:
        secure = Server(server.url.replace("http:", "https:"))
        async with transport_to(secure) as transport:
            with pytest.raises(CannotConnect) as plain:
                await transport.get("/a")
    assert plain.value.obstacle is Obstacle.TLS


async def test_a_server_that_never_answers() -> None:
    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    quick = aiohttp.ClientTimeout(total=0.1)
    async with raw_server(mute) as server, transport_to(server, limits=quick) as transport:
        with pytest.raises(TimedOut):
            await transport.post("/a", {})


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\r\n",
    ],
    ids=["nothing", "cut body", "cut chunk"],
)
async def test_a_connection_that_breaks_off(answer: bytes) -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        writer.write_eof()
        await reader.read()

    async with raw_server(cut) as server, transport_to(server) as transport:
        with pytest.raises(Interrupted) as broken:
            await transport.post("/a", {})
    assert broken.value.may_have_arrived


async def test_a_post_is_never_repeated_on_a_dead_connection() -> None:
    posts = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal posts
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        request = await reader.readuntil(b"\r\n\r\n")
        posts += request.startswith(b"POST")

    async with raw_server(handle) as server, transport_to(server) as transport:
        await transport.get("/a")
        with pytest.raises(Interrupted):
            await transport.post("/b", {})
    assert posts == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
    ],
    ids=["another protocol", "bad header"],
)
async def test_something_that_is_not_http(answer: bytes) -> None:
    async def chatter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        await reader.read()

    async with raw_server(chatter) as server, transport_to(server) as transport:
        with pytest.raises(Unreadable):
            await transport.get("/a")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"<!DOCTYPE html><html>Sign in</html>", "it is a web page"),
        (b"  \n<html>", "it is a web page"),
        (b"{", "not JSON"),
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
    ],
)
async def test_an_answer_that_is_not_json(body: bytes, problem: str) -> None:
    async with http_server(answering(200, body)) as server, transport_to(server) as transport:
        with pytest.raises(Unreadable) as unreadable:
            await transport.get("/a")
    assert unreadable.value.problem == problem


async def test_an_answer_nested_to_break_the_reader() -> None:
    body = b"[" * 200_000
    async with http_server(answering(200, body)) as server, transport_to(server) as transport:
        with pytest.raises(Unreadable):
            await transport.get("/a")


@pytest.mark.parametrize("declared", [True, False])
async def test_an_answer_too_large_to_take(declared: bool) -> None:
    written = 0

    async def handle(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse()
        if declared:
            response.content_length = LARGEST_ANSWER * 4
        await response.prepare(request)
        while written < LARGEST_ANSWER * 4:
            await response.write(b" " * 100_000)
            written += 100_000
        return response

    async with http_server(handle) as server, transport_to(server) as transport:
        with pytest.raises(Unreadable, match="16 MiB") as large:
            await transport.get("/a", key="secret")
    assert written < LARGEST_ANSWER * (0.7 if declared else 2)
    assert "?key=secret" not in with_locals(large.value)


@pytest.mark.parametrize(
    ("location", "address"),
    [("https://new.example/a?key=secret", "https://new.example"), ("/sign_in?key=secret", "")],
)
async def test_a_redirect_is_named_and_not_followed(location: str, address: str) -> None:
    async def redirect(request: web.Request) -> web.StreamResponse:
        assert request.path == "/a"
        raise web.HTTPMovedPermanently(location)

    async with http_server(redirect) as server, transport_to(server) as transport:
        with pytest.raises(Moved) as moved:
            await transport.get("/a")
    assert moved.value.address == address
    assert "secret" not in moved.value.sentence


async def test_a_throttle_and_a_gateway_that_is_down() -> None:
    busy = answering(429, b"Retry later\n", **{"Retry-After": "9"})
    async with http_server(busy) as server, transport_to(server) as transport:
        with pytest.raises(TooManyRequests) as slow:
            await transport.get("/a")
    assert slow.value.retry_after == 9
    down = answering(502, b"<html>Bad Gateway</html>")
    async with http_server(down) as server, transport_to(server) as transport:
        with pytest.raises(ServerFailed):
            await transport.post("/a", {})


@pytest.mark.parametrize("status", [401, 422, 200, 302])
async def test_no_secret_in_anything_an_error_carries(status: int) -> None:
    async def leaky(request: web.Request) -> web.StreamResponse:
        sent = request.headers["api-access-token"]
        words = f'{{"error":"token {sent} is wrong"}}' if status != 200 else f"{sent}"
        return web.Response(status=status, text=words, headers={"Location": f"/x?key={sent}"})

    async with http_server(leaky) as server, transport_to(server) as transport:
        with pytest.raises(HooryError) as caught:
            await transport.post("/a", {})
    error = caught.value
    assert TOKEN not in str(error) + repr(error) + repr(vars(error))
    assert error.__cause__ is None
    assert not isinstance(error.__context__, aiohttp.ClientError)
    assert "api-access-token" not in with_locals(error)
    assert TOKEN not in with_locals(error)
    assert isinstance(error, SignInRefused | Invalid | Unreadable | Moved)


async def test_lists_lose_only_what_cannot_be_read() -> None:
    async with http_server(answering()) as server, transport_to(server) as transport:
        rows = [{"id": 1, "title": "vip"}, {"title": "without an id"}, 7]
        assert [one.title for one in transport.read_list(LabelPayload, rows)] == ["vip"]
        assert transport.read_list(LabelPayload, []) == []
        answers: list[object] = [{"payload": []}, [1, 2], None]
        for wrong in answers:
            with pytest.raises(Unreadable):
                transport.read_list(LabelPayload, wrong)
        with pytest.raises(Unreadable):
            transport.read(LabelPayload, ["x"])
        with pytest.raises(Unreadable):
            transport.unwrap({"data": []}, "payload")


def dated(server_time: float, **headers: str) -> Handler:
    return answering(503, b"", Date=formatdate(server_time, usegmt=True), **headers)


async def test_learns_the_servers_clock_from_every_answer_also_from_failures() -> None:
    async with (
        http_server(dated(2_000_000_000.0)) as server,
        open_session(server) as session,
    ):
        moments = iter([50.0, 50.25])
        transport = Transport(session, server, monotonic=lambda: next(moments))
        with pytest.raises(ServerFailed):
            await transport.get("/a")
    assert transport.clock.earliest(50.25) == 2_000_000_000.0
    assert transport.clock.latest(50.25) == 2_000_000_001.25


@pytest.mark.parametrize(
    "handler", [dated(2e9, Age="30"), answering(503, Date="soon"), answering(503, Date="")]
)
async def test_learns_nothing_from_stored_answers_and_broken_dates(handler: Handler) -> None:
    async with http_server(handler) as server, transport_to(server) as transport:
        with pytest.raises(ServerFailed):
            await transport.get("/a")
    assert transport.clock.earliest(0.0) is None


async def test_a_new_token_is_used_from_the_next_request_on_and_neither_is_quoted() -> None:
    seen: list[str] = []
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request.headers["api-access-token"])
        entered.set()
        await go_on.wait()
        return web.Response(status=422, text=json.dumps({"error": f"no {seen[-1]}"}))

    async with http_server(handle) as server, transport_to(server) as transport:
        first = asyncio.create_task(transport.post("/a", {}))
        await entered.wait()
        transport.replace_token(SecretStr("another-token"))
        go_on.set()
        for sending in (first, asyncio.create_task(transport.post("/a", {}))):
            with pytest.raises(Invalid) as refused:
                await sending
            assert refused.value.sentence.count("no ***") == 1
    assert seen == [TOKEN, "another-token"]
