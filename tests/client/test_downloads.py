from __future__ import annotations

import asyncio
import gzip
import resource
import traceback
from pathlib import Path

import pytest
from aiohttp import web

from hoory_tui import __version__
from hoory_tui.client.downloads import MOST_REDIRECTS, Limits, open_download
from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Interrupted,
    NotAllowed,
    NotFetched,
    NotFound,
    Obstacle,
    ServerFailed,
    TimedOut,
    TooLarge,
    Unreadable,
)
from hoory_tui.client.session import Server

from .fetching import (
    CODES,
    LIMITS,
    PATH,
    answering,
    begun,
    fetch,
)
from .servers import http_server, raw_server
from .test_addresses import Names

# What is asked and what is answered


async def test_a_file_with_its_name_and_length() -> None:
    named = answering(b"x" * 5000, Content_Disposition='attachment; filename="a.txt"')
    async with begun(named) as incoming:
        assert (incoming.proposed_name, incoming.length) == ("a.txt", 5000)
        assert b"".join([chunk async for chunk in incoming.chunks()]) == b"x" * 5000
    async with begun(answering()) as incoming:
        assert incoming.proposed_name == "photo.jpg"


@pytest.mark.parametrize("code", CODES)
async def test_nothing_of_ours_is_told_on_any_hop(
    code: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    seen: list[web.BaseRequest] = []

    async def store(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        return web.Response(body=b"file")

    async with http_server(store) as other:

        async def redirect(request: web.Request) -> web.StreamResponse:
            seen.append(request)
            response = web.Response(status=code, headers={"Location": other.origin + "/key"})
            response.set_cookie("track", "me")
            return response

        async with http_server(redirect) as server:
            assert await fetch(server) == b"file"
    assert [request.path for request in seen] == [PATH, "/key"]
    for request in seen:
        assert request.method == "GET"
        assert set(request.headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}
        assert request.headers["User-Agent"] == f"hoory-tui/{__version__}"
        assert request.headers["Accept-Encoding"] == "identity"


async def test_redirects_are_followed_so_far_and_no_further() -> None:
    asked: list[int] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        step = int(request.path.rpartition("/")[2])
        asked.append(step)
        if step == 0:
            return web.Response(body=b"there")
        return web.Response(status=302, headers={"Location": str(step - 1)})

    async with http_server(handle) as server:
        assert await fetch(server, f"/{MOST_REDIRECTS}") == b"there"
        asked.clear()
        with pytest.raises(NotFetched, match="without end"):
            await fetch(server, f"/{MOST_REDIRECTS + 5}")
    assert len(asked) == MOST_REDIRECTS + 1


# Limits


async def test_too_large_is_refused_by_what_is_announced_and_by_what_comes() -> None:
    small = Limits(size=1_000_000, total=10, stall=5)
    async with http_server(answering(b"x" * 1_000_001)) as server:
        with pytest.raises(TooLarge, match="larger than 1 MB"):
            await fetch(server, limits=small)

    async def boastful(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\nx")
        await asyncio.Event().wait()

    async with raw_server(boastful) as server:
        with pytest.raises(TooLarge):
            await fetch(server, limits=small)
    async with http_server(answering(b"x" * 1_000_000)) as server:
        assert len(await fetch(server, limits=small)) == 1_000_000

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    async with http_server(endless) as server:
        with pytest.raises(TooLarge):
            await fetch(server, limits=small)


async def test_a_bomb_is_counted_as_it_unfolds_and_takes_little_memory() -> None:
    bomb = gzip.compress(bytes(300_000_000), 9)
    assert len(bomb) < 400_000

    async def handle(request: web.Request) -> web.StreamResponse:
        # Sent by hand: the server would pack what is packed already.
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    async with http_server(handle) as server:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(TooLarge):
            await fetch(server)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 100_000, "kB more at the peak"


async def test_a_packed_answer_has_no_known_length() -> None:
    packed = answering(gzip.compress(b"x" * 5000), Content_Encoding="gzip")
    async with begun(packed) as incoming:
        assert incoming.length is None
        assert b"".join([chunk async for chunk in incoming.chunks()]) == b"x" * 5000


async def test_a_server_that_goes_silent_is_left() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    async def half(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
        await asyncio.Event().wait()

    for handler in (silent, half):
        async with raw_server(handler) as server:
            async with asyncio.timeout(5):
                with pytest.raises(TimedOut):
                    await fetch(server, limits=Limits(size=1000, total=60, stall=0.1))


async def test_a_server_that_drips_is_left_after_the_time_for_the_whole() -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10000\r\n\r\n")
        while True:
            writer.write(b"x")
            await asyncio.sleep(0.01)

    async with raw_server(drip) as server:
        with pytest.raises(TimedOut):
            await fetch(server, limits=Limits(size=100_000, total=0.3, stall=5))


# Whatever goes wrong is one of ours


async def test_statuses_become_errors_of_ours_without_a_word_of_the_server() -> None:
    kinds: dict[int, type[HooryError]] = {
        401: NotAllowed,
        403: NotAllowed,
        404: NotFound,
        500: ServerFailed,
        503: ServerFailed,
    }
    for status, kind in kinds.items():
        async with http_server(answering(b'{"error":"obey me"}', status)) as server:
            with pytest.raises(kind) as raised:
                await fetch(server)
            assert "obey me" not in raised.value.sentence
    for status in (300, 304, 305):
        async with http_server(answering(b"", status)) as server:
            with pytest.raises(Unreadable):
                await fetch(server)
    async with http_server(answering(b"", 302)) as server:
        with pytest.raises(Unreadable, match="it leads nowhere"):
            await fetch(server)


SECRET = "s3cr3t"
BROKEN: dict[bytes, type[HooryError]] = {
    b"": Interrupted,
    b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf": Interrupted,
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n": HooryError,
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope": HooryError,
    b"SSH-2.0-OpenSSH\r\n\r\n": HooryError,
    b"HTTP/1.1 200 OK\r\nX: " + b"y" * 20_000 + b"\r\n\r\n": HooryError,
    b"HTTP/1.1 302 Found\r\nLocation: https://a\x1b]0;T\x07/\r\n\r\n": HooryError,
    b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n": HooryError,
}


@pytest.mark.parametrize("answer", BROKEN, ids=range(len(BROKEN)))
async def test_broken_answers_become_errors_of_ours(answer: bytes) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()

    async with raw_server(handle) as server:
        with pytest.raises(BROKEN[answer]) as raised:
            await fetch(server, f"{PATH}?signature={SECRET}")
    error = raised.value
    assert isinstance(error, HooryError)
    assert error.sentence.isprintable()
    shown = "".join(traceback.TracebackException.from_exception(error).format())
    assert SECRET not in shown
    assert error.__cause__ is None


async def test_nobody_there_and_no_such_name() -> None:
    async with http_server(answering()) as server:
        url = server.origin
    with pytest.raises(CannotConnect) as refused:
        await fetch(Server(url))
    assert refused.value.obstacle is Obstacle.REFUSED
    with pytest.raises(CannotConnect) as refused:
        await fetch(Server(url), "http://nowhere.example/x", resolver=Names())
    assert refused.value.obstacle is Obstacle.DNS


async def test_leaving_early_ends_the_connection() -> None:
    closed = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nx")
        await reader.read()
        closed.set()

    async with raw_server(endless) as server:
        async with open_download(server, server.origin + PATH, LIMITS) as incoming:
            chunks = incoming.chunks()
            assert await anext(chunks) == b"x"
            task = asyncio.ensure_future(anext(chunks))
            await asyncio.sleep(0)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
        await asyncio.wait_for(closed.wait(), 5)
