"""The console in a browser: who gets in, what is typed and drawn, and how it ends."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from yarl import URL

from hoory_tui.web import server
from hoory_tui.web.server import WebConsole

from ..client.servers import http_server

_ECHO = """
import os, sys, tty
tty.setraw(0)
size = os.get_terminal_size(0)
os.write(1, f"{size.columns}x{size.lines} {os.getpid() == os.tcgetpgrp(0)}\\r\\n".encode())
while data := os.read(0, 100):
    os.write(1, b"got " + data + b"\\r\\n")
    if data == b"q":
        break
"""
_LAST_WORDS = """
import pathlib, signal, sys
def end(*_):
    pathlib.Path(sys.argv[1]).write_text("hung up")
    sys.exit(0)
signal.signal(signal.SIGHUP, end)
print("ready", flush=True)
signal.pause()
"""


@pytest.fixture
def static(tmp_path: Path) -> Path:
    folder = tmp_path / "static"
    (folder / "js").mkdir(parents=True)
    (folder / "js" / "textual.js").write_text("// the browser's half")
    return folder


@asynccontextmanager
async def browsing(console: WebConsole) -> AsyncIterator[tuple[aiohttp.ClientSession, URL]]:
    """Serve, and open the address as a browser does."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with console.serving() as address, aiohttp.ClientSession(cookie_jar=jar) as session:
        yield session, URL(address)


def console_of(static: Path, *words: str) -> WebConsole:
    return WebConsole([sys.executable, "-c", *words], {"TERM": "xterm-256color"}, static)


@asynccontextmanager
async def page_of(
    session: aiohttp.ClientSession, address: URL, query: str = "?width=100&height=30"
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    place = await entered(session, address)
    url = place.join(URL(f"ws{query}"))
    async with session.ws_connect(url, origin=str(address.origin())) as socket:
        yield socket


async def entered(session: aiohttp.ClientSession, address: URL) -> URL:
    """Open the page; return where it leads to."""
    async with session.get(address) as page:
        assert page.status == 200
        return page.url


async def shown(socket: aiohttp.ClientWebSocketResponse, words: bytes) -> bytes:
    seen = b""
    async with asyncio.timeout(20):
        while words not in seen:
            seen += await socket.receive_bytes()
    return seen


async def test_a_console_that_reads_nothing_does_not_hold_up_the_end(static: Path) -> None:
    deaf = "import signal, tty; tty.setraw(0); print('ready', flush=True); signal.pause()"
    async with (
        asyncio.timeout(20),
        browsing(console_of(static, deaf)) as (session, address),
        page_of(session, address) as socket,
    ):
        await shown(socket, b"ready")
        await socket.send_str("[" * 100_000)
        await socket.send_str(json.dumps(["stdin", "x" * 500_000]))
        await socket.send_str(json.dumps(["ping", "still"]))
        while (await socket.receive()).data != '["pong", "still"]':
            pass


async def test_the_token_opens_the_page_and_leaves_the_address(static: Path) -> None:
    async with browsing(console_of(static, _ECHO)) as (session, address):
        assert address.host == "127.0.0.1"
        async with session.get(address) as page:
            assert not page.url.query_string
            text = await page.text()
        place = page.url
        ws = str(place.join(URL("ws")).with_scheme("ws"))
        assert f'data-session-websocket-url="{ws}"' in text
        assert 'data-font-size="16"' in text
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-store"
        cookie = page.history[0].cookies[f"hoory-tui-{address.port}"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie.value != address.query["token"]
        for name in ("page.css", "static/js/textual.js"):
            assert f'"{name}"' in text
            async with session.get(place.join(URL(name))) as answer:
                assert answer.status == 200


async def test_what_listens_on_another_port_hears_nothing_that_opens_the_door(static: Path) -> None:
    """Browsers hand the cookies of 127.0.0.1 to whatever answers there, on every port."""
    heard = []

    async def listen(request: web.Request) -> web.StreamResponse:
        heard.append(request.headers.get("Cookie"))
        return web.Response()

    async with browsing(console_of(static, _ECHO)) as (session, address), http_server(listen) as it:
        place = await entered(session, address)
        for path in ("/", "/page.css", "/static/js/textual.js", "/ws"):
            async with session.get(f"{it.url}{path}"):
                pass
        async with session.get(place) as page:
            assert page.status == 200, "the cookie is there"
            assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert heard == [None] * 4
        # Whoever knows where it is, and no more, stays outside.
        async with aiohttp.ClientSession() as other, other.get(place) as answer:
            assert answer.status == 403


async def test_nobody_else_gets_in(static: Path) -> None:
    console = console_of(static, _ECHO)
    async with browsing(console) as (session, address):
        here = address.origin()
        strange = {"Host": f"desk.example:{address.port}"}
        refused = [
            (here, {}),
            (here.with_path(f"{console.gate.path}ws"), {}),
            (here.with_path(f"{console.gate.path}static/js/textual.js"), {}),
            (here.with_query(token="wrong"), {}),
            (address, strange),
            (address, {"Origin": "http://desk.example"}),
        ]
        for url, headers in refused:
            async with session.get(url, headers=headers) as answer:
                assert answer.status == 403, url
                assert "Open the address" in await answer.text()
        # With the cookie as well: a page of another site, or no page at all.
        place = await entered(session, address)
        for origin in ("http://desk.example", f"http://localhost:{(address.port or 0) + 1}", None):
            with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
                await session.ws_connect(place.join(URL("ws")), origin=origin)
            assert refusal.value.status == 403


async def test_a_page_is_a_terminal_with_its_size(static: Path) -> None:
    async with (
        browsing(console_of(static, _ECHO)) as (session, address),
        page_of(session, address) as socket,
    ):
        assert b"100x30 True" in await shown(socket, b"\n")
        await socket.send_str("no list")
        await socket.send_json(["stdin", {"not": "text"}])
        await socket.send_json(["resize", {"width": -1, "height": "many"}])
        await socket.send_json(["ping", "17"])
        await socket.send_json(["stdin", "ä"])
        told = [await socket.receive() for _ in range(2)]
        texts = [json.loads(one.data) for one in told if one.type is aiohttp.WSMsgType.TEXT]
        drawn = [one.data for one in told if one.type is aiohttp.WSMsgType.BINARY]
        assert texts == [["pong", "17"]]
        assert drawn == ["got ä\r\n".encode()]
        await socket.send_json(["stdin", "q"])
        while (last := await socket.receive()).type is aiohttp.WSMsgType.BINARY:
            pass
        assert last.type is aiohttp.WSMsgType.CLOSE


async def test_a_closed_page_is_a_closed_terminal(static: Path, tmp_path: Path) -> None:
    file = tmp_path / "last words"
    console = console_of(static, _LAST_WORDS, str(file))
    async with browsing(console) as (session, address), page_of(session, address) as socket:
        await shown(socket, b"ready")
    assert file.read_text() == "hung up"


async def test_a_server_that_ends_closes_the_pages_that_are_open(
    static: Path, tmp_path: Path
) -> None:
    file = tmp_path / "last words"
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session, asyncio.timeout(20):
        async with console_of(static, _LAST_WORDS, str(file)).serving() as given:
            address = URL(given)
            place = await entered(session, address)
            url = place.join(URL("ws"))
            socket = await session.ws_connect(url, origin=str(address.origin()))
            await shown(socket, b"ready")
        assert file.read_text() == "hung up"


async def test_there_is_room_for_so_many(static: Path) -> None:
    console = WebConsole([sys.executable, "-c", _ECHO], {"TERM": "xterm-256color"}, static, most=1)
    async with (
        browsing(console) as (session, address),
        page_of(session, address) as socket,
    ):
        await shown(socket, b"True")
        with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
            async with page_of(session, address):
                pass
        assert refusal.value.status == 503


async def test_a_page_has_its_place_before_it_is_open(
    static: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    prepare = web.WebSocketResponse.prepare
    breaks = [True, False]

    async def slowly(socket: web.WebSocketResponse, request: web.BaseRequest) -> object:
        await go_on.wait()
        if breaks.pop(0):
            raise ConnectionResetError
        return await prepare(socket, request)

    async def come(session: aiohttp.ClientSession, address: URL) -> int:
        try:
            async with page_of(session, address) as socket:
                await shown(socket, b"True")
        except aiohttp.WSServerHandshakeError as error:
            return error.status
        return 101

    monkeypatch.setattr(web.WebSocketResponse, "prepare", slowly)
    console = WebConsole([sys.executable, "-c", _ECHO], {"TERM": "xterm-256color"}, static, most=1)
    async with asyncio.timeout(20), browsing(console) as (session, address):
        pages = {asyncio.create_task(come(session, address)) for _ in range(3)}
        refused = asyncio.as_completed(pages)
        assert [await next(refused), await next(refused)] == [503, 503]
        go_on.set()
        assert await next(refused) == 500, "it broke off while it was opened"
        assert await come(session, address) == 101, "so its place is free again"


@pytest.mark.parametrize(
    ("given", "size"),
    [(("120", "36"), (120, 36)), ((None, "36"), (80, 24)), (("9999", "1"), (80, 24))],
)
def test_a_size_is_one_that_there_can_be(
    given: tuple[object, object], size: tuple[int, int]
) -> None:
    assert server._size(*given) == size
