"""F1 to F4, F8 to F10, F13, F14: the way to the server is blocked, or leads to somebody else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

import aiohttp
import pytest
from aiohttp import web

from hoory_tui.store.records import SendState

from ..client.servers import http_server
from .opening import NO_NAMES, says_at_the_start
from .proxy import HOST
from .record import Record
from .stand import HERS, OURS, Stand, room, seat, stand

NAME: Final = "desk.test"
EVERYTHING: Final = ("*", "/api/")


class Names:
    """The names that this machine can look up; the desk's is one of them for a while."""

    def __init__(self) -> None:
        self.is_up = True
        self._real = socket.getaddrinfo

    def look_up(self, host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        if host != NAME:
            return self._real(host, port, *args, **kwargs)
        if not self.is_up:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (HOST, int(port)))]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    names = Names()
    monkeypatch.setattr(socket, "getaddrinfo", names.look_up)
    # The library remembers addresses for ten seconds, which is longer than a test may take.
    monkeypatch.setattr(aiohttp.connector._DNSCacheTable, "expired", lambda *_: True)
    return names


async def test_f01_name_unknown_at_the_start(record: Record, tmp_path: Path) -> None:
    async with room() as place:
        said = await says_at_the_start(
            place.desk, tmp_path, {"HOORY_URL": f"https://{NAME}"}, NO_NAMES
        )
    assert said == f"There is no server called {NAME}; check the address and your network.\n"
    record.says(said.strip())


async def test_f02_name_unknown_in_mid_session(record: Record, names: Names) -> None:
    async with room() as place:
        url = f"http://{NAME}:{place.proxy.port}"
        async with seat(place, record, url=url) as one:
            names.is_up = False
            one.proxy.cut()
            await one.top_bar_says("server not reached, attempt")
            await one.sends(OURS)
            await one.says("◐ queued, next try")
            await one.thread_says(f"not sent yet: There is no server called {NAME}")
            place.contact_writes(HERS)
            names.is_up = True
            await one.is_live()
            await one.has_sent(OURS)
            await one.nothing_lost_or_doubled()


async def test_f03_refused(record: Record) -> None:
    async with stand(record) as one:
        one.proxy.refuse()
        one.proxy.cut()
        await one.top_bar_says("connection lost, attempt")
        await one.top_bar_says("server not reached, attempt")
        await one.sends(OURS)
        await one.says("◐ queued, next try")
        await one.thread_says(f"not sent yet: {HOST}:{one.proxy.port} cannot be reached")
        await one.footer_says("1 unsent")
        one.room.contact_writes(HERS)
        await one.proxy.accept()
        await one.is_live()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


@contextmanager
def nobody_accepts(port: int) -> Iterator[None]:
    """Hold a port whose queue is full, so that the system leaves new calls without an answer."""
    with ExitStack() as sockets:
        listener = sockets.enter_context(socket.socket())
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(0)
        for _ in range(3):
            caller = sockets.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex((HOST, port))
        yield


async def test_f04_connect_timeout(record: Record) -> None:
    async with stand(record) as one:
        one.proxy.refuse()
        one.proxy.cut()
        with nobody_accepts(one.proxy.port), one.impatient(0.6):
            await one.top_bar_says("no answer, attempt")
            await one.sends(OURS)
            await one.thread_says(f"not sent yet: {HOST}:{one.proxy.port} took too long to answer")
            assert one.states == [SendState.QUEUED]
            one.room.contact_writes(HERS)
        await one.proxy.accept()
        one.tries_now()
        await one.is_live()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def is_turned_away(
    one: Stand, status: int, body: str, words: str, link: str = "turned away"
) -> None:
    """Let every request and the cable be answered so, and send a reply into that."""
    await one.sends("This one goes well.")
    await one.has_sent("This one goes well.")
    one.desk.fail_next(*EVERYTHING, status, times=1000, body=body)
    one.desk.cable_manners.refuse_status = status
    one.desk.drop_sockets()
    await one.top_bar_says(f"{link}, attempt")
    await one.sends(OURS)
    await one.thread_says(words)
    one.room.contact_writes(HERS)
    await one.reloads()
    await one.toast_says("The list is not complete: ")
    one.desk.clear_faults()
    one.desk.cable_manners.refuse_status = None
    one.tries_now()
    await one.is_live()


async def test_f08_proxy_wants_a_sign_in(record: Record) -> None:
    async with stand(record) as one:
        words = "✗ not sent: The proxy wants a name and a password"
        await is_turned_away(one, 407, "<html>Proxy sign-in</html>", words, "proxy in the way")
        await one.repeats()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def is_sent_in_the_end(one: Stand) -> None:
    """Wait until it is known that the reply did not arrive, and send it again."""
    assert one.states == [SendState.CHECKING]
    await one.lets_pass(lambda: one.states == [SendState.FAILED], "the last look")
    await one.thread_says("✗ not sent: the server does not have it")
    assert one.room.stored(OURS) == 0
    await one.repeats()
    await one.has_sent(OURS)
    await one.nothing_lost_or_doubled()


async def test_f09_gateway_answers_in_html(record: Record) -> None:
    async with stand(record) as one:
        page = "<html><h1>502 Bad Gateway</h1></html>"
        await is_turned_away(one, 502, page, "it may have arrived: The server has a problem (502)")
        await is_sent_in_the_end(one)


async def test_f10_captive_portal(record: Record) -> None:
    async with stand(record) as one:
        page = "<html>Welcome to our hotel</html>"
        await is_turned_away(one, 200, page, "it may have arrived: ")
        await is_sent_in_the_end(one)


async def test_f13_redirect_of_the_handshake(record: Record) -> None:
    heard: list[str] = []

    async def listen(request: web.Request) -> web.StreamResponse:
        heard.append(request.path)
        return web.Response()

    async with http_server(listen) as elsewhere, stand(record) as one:
        head = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}/cable\r\nContent-Length: 0\r\n\r\n"
        one.proxy.cable_answer = head.encode()
        one.desk.drop_sockets()
        await one.top_bar_says("turned away, attempt")
        await one.sends(OURS)
        await one.has_sent(OURS)
        one.room.contact_writes(HERS)
        one.proxy.cable_answer = None
        one.tries_now()
        await one.is_live()
        await one.nothing_lost_or_doubled()
    assert heard == []


async def test_f14_handshake_turned_away(record: Record) -> None:
    async with stand(record) as one:
        for status in (403, 404, 426):
            one.desk.cable_manners.refuse_status = status
            one.desk.drop_sockets()
            await one.top_bar_says("turned away, attempt")
            await one.sends(f"{OURS} {status}")
            await one.has_sent(f"{OURS} {status}")
            one.room.contact_writes(f"{HERS} {status}")
            one.desk.cable_manners.refuse_status = None
            one.tries_now()
            await one.is_live()
        await one.nothing_lost_or_doubled()
