"""Faults 1 to 9: there is no connection, or one that leads nowhere."""

from __future__ import annotations

import asyncio
import ssl
import time
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from hoory_tui.client.session import Server
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState

from ..client.servers import http_server, self_signed
from ..client.watching import AGENT, QUICK, watched
from .proxy import FaultProxy
from .record import Record, words_of
from .scene import FAST, TRYING, check_attempts, identifier_of, scene


def refuse(desk: DemoDesk, proxy: FaultProxy) -> None:
    proxy.refuse()


def swallow(desk: DemoDesk, proxy: FaultProxy) -> None:
    proxy.swallow = True


class Nameless(aiohttp.abc.AbstractResolver):
    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[aiohttp.abc.ResolveResult]:
        raise OSError("no such name")

    async def close(self) -> None:
        pass


async def test_01_port_closed(record: Record) -> None:
    async with scene(record, "server not reached, attempt 2 in", before=refuse) as play:
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.UNREACHABLE)
        assert "cannot be reached" in waiting.detail
        assert waiting.attempt == 1
        await play.watcher.until(lambda: play.watcher.states.count(TRYING) == 3)
        await play.proxy.accept()
        await play.is_live_again(1)


async def test_01_name_unknown(record: Record) -> None:
    server = Server("https://desk.invalid")
    async with watched(server, resolver=Nameless()) as watcher:
        waiting = await watcher.reach(LinkState.WAITING, Cause.UNREACHABLE)
        assert "no server called desk.invalid" in waiting.detail
        record.says(words_of(waiting, time.monotonic()))
        assert "server not reached, attempt 2 in" in record.said[0]
        await watcher.until(lambda: watcher.states.count(TRYING) == 3)
    check_attempts(watcher)


async def test_02_accepted_and_never_answered(record: Record) -> None:
    limits = replace(QUICK, handshake=0.3)
    async with scene(record, "no answer, attempt 2 in", before=swallow, limits=limits) as play:
        began = time.monotonic()
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.TIMED_OUT)
        assert 0.25 < time.monotonic() - began < 1.5
        assert "did not answer in time" in waiting.detail
        async with asyncio.timeout(1):
            await play.proxy.passages[0].ended.wait()
        play.proxy.resume()
        await play.is_live_again(1)
        assert len(play.proxy.open) == 1


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_03_gateway_failure_instead_of_the_upgrade(record: Record, status: int) -> None:
    def fail(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.refuse_status = status

    async with scene(record, "turned away, attempt 2 in", before=fail) as play:
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.TURNED_AWAY)
        assert waiting.detail == f"The server has a problem ({status})."
        await play.watcher.until(lambda: play.watcher.states.count(TRYING) == 3)
        play.desk.cable_manners.refuse_status = None
        await play.is_live_again(1)


@pytest.mark.parametrize(("asked", "granted"), [("7", 7), ("86400", 30)])
async def test_03_retry_after_is_honoured_up_to_the_cap(
    record: Record, asked: str, granted: float
) -> None:
    def fail(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.refuse_status = 503
        desk.cable_manners.refuse_retry_after = asked

    async with scene(record, "turned away, attempt 2 in", before=fail, hurried=1) as play:
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.TURNED_AWAY)
        assert waiting.retry_at is not None
        assert granted - 1 < waiting.retry_at - time.monotonic() <= granted
        play.desk.cable_manners.refuse_status = None
        play.watcher.client.nudge()
        await play.is_live_again(1)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_04_turned_away_goes_to_the_slow_lane(record: Record, status: int) -> None:
    def fail(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.refuse_status = status

    async with scene(
        record,
        "turned away, attempt 2 in",
        before=fail,
        limits=replace(QUICK, slowly=60),
        hurried=1,
    ) as play:
        refused = await play.watcher.reach(LinkState.REFUSED, Cause.TURNED_AWAY)
        assert refused.retry_at is not None
        assert 58 < refused.retry_at - time.monotonic() <= 60
        assert f"({status})" in refused.detail
        assert ("Origin" in refused.detail) == (status == 404)
        assert play.watcher.states.count(TRYING) == 1
        play.desk.cable_manners.refuse_status = None
        play.watcher.client.nudge()
        await play.is_live_again(1)


async def test_05_certificate_of_nobody_we_trust(record: Record, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(await self_signed(tmp_path))
    heard: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.read())
        writer.close()

    listener = await asyncio.start_server(listen, "127.0.0.1", 0, ssl=context)
    async with listener:
        server = Server(f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}")
        async with watched(server) as watcher:
            refused = await watcher.reach(LinkState.REFUSED, Cause.UNTRUSTED)
            assert "cannot be trusted, so nothing was sent" in refused.detail
            record.says(words_of(refused, time.monotonic()))
            assert "certificate not trusted, attempt 2 in" in record.said[0]
            await watcher.until(lambda: watcher.states.count(LinkState.REFUSED) == 2)
    assert heard == []
    check_attempts(watcher)


async def test_06_no_welcome(record: Record) -> None:
    def be_cold(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.silence_welcomes = True
        desk.silence_pings = True

    async with scene(
        record, "no welcome, attempt 2 in", before=be_cold, pace=replace(FAST, welcome=0.1)
    ) as play:
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.NO_WELCOME)
        assert waiting.detail == ""
        await play.watcher.until(lambda: play.watcher.states.count(LinkState.WAITING) == 4)
        # One socket at a time: each was given up before the next was opened.
        assert play.desk.open_sockets <= 1
        rests = [link for link in play.watcher.links if link.state is LinkState.WAITING]
        assert [link.attempt for link in rests] == [1, 2, 3, 4]
        play.desk.cable_manners.silence_welcomes = play.desk.silence_pings = False
        await play.watcher.reach_live()


async def test_06_a_late_welcome_is_waited_for(record: Record) -> None:
    def be_cold(desk: DemoDesk, proxy: FaultProxy) -> None:
        proxy.down.latency = 0.3

    async with scene(record, "● live · heard now", before=be_cold) as play:
        await play.is_live_again(1)
        assert play.proxy.opened == 1


async def test_07_disconnect_unauthorized_instead_of_welcome(record: Record) -> None:
    def forbid(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.unauthorized = True

    async with scene(
        record, "✗ offline: token refused ctrl+r tries again", before=forbid, hurried=1
    ) as play:
        halted = await play.watcher.reach(LinkState.HALTED, Cause.UNAUTHORIZED)
        assert (halted.detail, halted.retry_at) == ("unauthorized", None)
        await play.stays(LinkState.HALTED, 0.2)
        assert play.proxy.opened == 1
        play.desk.cable_manners.unauthorized = False
        play.watcher.client.nudge()
        await play.is_live_again(2)


@pytest.mark.parametrize("protocol", ["", "actioncable-unsupported"])
async def test_08_subprotocol_missing_or_unsupported(record: Record, protocol: str) -> None:
    opened = 0

    async def handle(request: web.Request) -> web.StreamResponse:
        nonlocal opened
        opened += 1
        socket = web.WebSocketResponse(protocols=(protocol,) if protocol else ())
        await socket.prepare(request)
        await socket.send_json({"type": "welcome"})
        await socket.receive()
        return socket

    async with http_server(handle) as server, watched(server) as watcher:
        if protocol:
            halted = await watcher.reach(LinkState.HALTED, Cause.UNSUPPORTED)
            assert halted.retry_at is None
            record.says(words_of(halted, time.monotonic()))
            assert record.said == ["✗ offline: cable not supported ctrl+r tries again"]
        else:
            subscribing = await watcher.reach(LinkState.SUBSCRIBING)
            record.says(words_of(subscribing, time.monotonic()))
            assert record.said == ["◐ subscribing"]
    assert opened == 1


async def test_09_reject_subscription(record: Record) -> None:
    is_known = False

    async def identify() -> Identifier:
        return await identifier_of(play.api) if is_known else AGENT

    def reject(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.reject_bad_tokens = True

    async with scene(
        record, "✗ offline: refused ctrl+r tries again", before=reject, hurried=1, identify=identify
    ) as play:
        halted = await play.watcher.reach(LinkState.HALTED, Cause.REJECTED)
        assert (halted.detail, halted.retry_at) == ("", None)
        await play.stays(LinkState.HALTED, 0.2)
        assert (play.proxy.opened, play.desk.counters.refused) == (1, 1)
        is_known = True
        play.watcher.client.nudge()
        await play.is_live_again(2)
