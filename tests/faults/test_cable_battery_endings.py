"""Faults 21 to 28, 30 to 33, 41 and 42: a connection that worked ends, freezes or goes deaf."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest
from pydantic import SecretStr

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

from ..client.watching import QUICK
from .proxy import FaultProxy
from .record import Record
from .scene import FAST, TRYING, Scene, identifier_of, scene


async def loses_and_finds_it_again(play: Scene, cause: Cause, detail: str = "") -> None:
    """Make sure that the end is told at once, with what the gap is measured from."""
    waiting = await play.watcher.reach(LinkState.WAITING, cause)
    assert waiting.detail == detail
    assert waiting.last_frame_at is not None
    assert waiting.retry_at is not None
    assert waiting.retry_at > waiting.last_frame_at
    play.say(1)  # nobody listens: what is said in the gap is for the catch-up to find
    await play.is_live_again(2)
    assert play.heard() == [9001, 9002]
    assert play.proxy.opened == 2


async def test_21_fin_without_a_close_frame(record: Record) -> None:
    async with scene(record, "connection lost, attempt 2 in") as play:
        await play.is_live_again(1)
        play.proxy.cut()
        await loses_and_finds_it_again(play, Cause.CLOSED)


async def test_21_the_end_of_the_server_process(record: Record) -> None:
    async with scene(record, "connection lost, attempt 2 in") as play:
        await play.is_live_again(1)
        assert play.desk.drop_sockets() == 1
        await loses_and_finds_it_again(play, Cause.CLOSED)


async def test_22_rst(record: Record) -> None:
    async with scene(record, "connection lost, attempt 2 in") as play:
        await play.is_live_again(1)
        play.proxy.reset()
        await loses_and_finds_it_again(play, Cause.CLOSED)


async def test_23_close_1000_without_disconnect(record: Record) -> None:
    async with scene(record, "connection lost, attempt 2 in") as play:
        await play.is_live_again(1)
        await play.desk.close_sockets(1000)
        await loses_and_finds_it_again(play, Cause.CLOSED)


@pytest.mark.parametrize("reason", ["remote", "server_restart"])
async def test_24_disconnect_with_reconnect(record: Record, reason: str) -> None:
    async with scene(record, "server asked to, attempt 2 in") as play:
        await play.is_live_again(1)
        await play.desk.disconnect_all(reason)
        await loses_and_finds_it_again(play, Cause.SERVER_ASKED, reason)


async def test_25_disconnect_without_reconnect(record: Record) -> None:
    async with scene(record, "✗ offline: server asked to ctrl+r tries again", hurried=1) as play:
        await play.is_live_again(1)
        await play.desk.disconnect_all("remote", reconnect=False)
        halted = await play.watcher.reach(LinkState.HALTED, Cause.SERVER_ASKED)
        assert (halted.detail, halted.retry_at) == ("remote", None)
        await play.stays(LinkState.HALTED, 0.3)
        assert play.proxy.opened == 1
        play.watcher.client.nudge()
        await play.is_live_again(2)


async def test_26_server_frozen(record: Record) -> None:
    limits = replace(QUICK, handshake=0.3)
    async with scene(record, "went silent, attempt", limits=limits) as play:
        await play.is_live_again(1)
        # As with a stopped process: the system accepts, nobody answers, in either socket.
        play.proxy.stall()
        play.say(1)
        silent = await play.watcher.reach(LinkState.WAITING, Cause.SILENT)
        assert silent.last_frame_at is not None
        late = time.monotonic() - silent.last_frame_at - FAST.silence
        assert -0.05 < late < 0.4
        await play.watcher.reach(LinkState.WAITING, Cause.TIMED_OUT)
        play.proxy.resume()
        connection = play.now.connection + 1
        await play.is_live_again(connection)
        await asyncio.sleep(0.2)
        assert play.desk.open_sockets == len(play.proxy.open) == 1
        # The first socket's late frames came to nobody.
        assert play.heard() == [9001, 9000 + connection]


async def test_27_half_open_path(record: Record) -> None:
    async with scene(record, "went silent, attempt") as play:
        await play.is_live_again(1)
        first = play.proxy.passages[0]
        play.proxy.down.stall()
        play.say(1)
        await play.watcher.reach(LinkState.WAITING, Cause.SILENT)
        play.proxy.resume()
        async with asyncio.timeout(2):
            await first.ended.wait()
        await play.is_live_again(2)
        assert 1 not in play.heard()
        assert len(play.proxy.open) == 1


async def test_28_one_direction_dead(record: Record) -> None:
    async with scene(record, "deaf, no events come · reading every 20 s") as play:
        await play.is_live_again(1)
        play.proxy.up.stall()
        deaf = await play.watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        assert deaf.retry_at is not None
        assert deaf.connection == 1
        play.say(1)
        await play.watcher.until(lambda: 1 in play.heard())
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.DEAF)
        assert waiting.connection == 1
        assert time.monotonic() >= deaf.retry_at
        play.proxy.resume()
        await play.watcher.reach_live(2)
        assert play.heard() == [9001, 1]


async def test_30_pings_stop_and_nothing_flows(record: Record) -> None:
    async with scene(record, "went silent, attempt") as play:
        await play.is_live_again(1)
        play.desk.silence_pings = play.desk.mute_cable = True
        silent = await play.watcher.reach(LinkState.WAITING, Cause.SILENT)
        assert silent.last_frame_at is not None
        assert time.monotonic() - silent.last_frame_at > FAST.silence - 0.05
        play.desk.silence_pings = play.desk.mute_cable = False
        await play.is_live_again(play.now.connection + 1)


async def test_31_pub_sub_dead_and_alive_again(record: Record) -> None:
    async with scene(record, "deaf, no events come · reading every 20 s") as play:
        await play.is_live_again(1)
        play.desk.mute_cable = True
        await play.watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        play.desk.mute_cable = False
        await play.watcher.until(lambda: play.watcher.states[-1] is LinkState.LIVE)
        assert (play.now.cause, play.now.retry_at) == (Cause.NONE, None)
        assert play.proxy.opened == 1


async def test_31_pub_sub_dead_for_long(record: Record) -> None:
    async with scene(record, "deaf, no events come · reading every 20 s") as play:
        await play.is_live_again(1)
        play.desk.mute_cable = True
        await play.watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        live_before = play.watcher.states.count(LinkState.LIVE)
        await play.watcher.reach(LinkState.WAITING, Cause.DEAF)
        # Another socket, in case another process of the server is well; that one is deaf, too,
        # and because of the first one nobody calls it live before it was heard.
        await play.watcher.until(
            lambda: any(
                (link.state, link.cause, link.connection) == (LinkState.DEGRADED, Cause.DEAF, 2)
                for link in play.watcher.links
            )
        )
        assert play.watcher.states.count(LinkState.LIVE) == live_before
        play.desk.mute_cable = False
        await play.watcher.until(lambda: play.watcher.states[-1] is LinkState.LIVE)


async def test_32_server_down_and_back(record: Record) -> None:
    limits = replace(QUICK, stable=0.3)
    async with scene(record, "server not reached, attempt 3 in", limits=limits) as play:
        await play.is_live_again(1)
        await play.watcher.until(lambda: play.watcher.links[-1].attempt == 0)
        play.proxy.refuse()
        play.proxy.cut()
        await play.watcher.until(lambda: play.watcher.states.count(TRYING) == 6)
        await play.watcher.until(lambda: play.watcher.states[-1] is LinkState.WAITING)
        await play.proxy.accept()
        await play.is_live_again(2)
        # Five steps of the way back to patience are kept until the link has proved itself.
        assert play.now.attempt >= 6
        await play.watcher.until(lambda: play.watcher.links[-1].attempt == 0)
        assert play.now.state is LinkState.LIVE


def rests(play: Scene) -> list[LinkStatus]:
    return [link for link in play.watcher.links if link.state is LinkState.WAITING]


async def test_33_accept_then_drop_loop(record: Record) -> None:
    now = 0.0

    def still() -> float:
        return now

    async with scene(record, "connection lost, attempt 9 in", clock=still) as play:
        for number in range(1, 9):
            await play.watcher.reach_live(number)
            play.desk.drop_sockets()
            await play.watcher.until(lambda n=number: len(rests(play)) == n)  # type: ignore[misc]
    assert [link.retry_at for link in rests(play)] == [
        *(0.01, 0.02, 0.04, 0.08, 0.16, 0.3, 0.3, 0.3)
    ]
    assert [link.attempt for link in rests(play)] == list(range(1, 9))
    assert {link.cause for link in rests(play)} == {Cause.CLOSED}


async def test_41_send_blocked(record: Record) -> None:
    async def identify() -> Identifier:
        if play.proxy.opened:
            return await identifier_of(play.api)
        # Larger than every buffer on the way.
        return Identifier(pubsub_token=SecretStr("x" * 20_000_000), account_id=1, user_id=7)

    def block(desk: DemoDesk, proxy: FaultProxy) -> None:
        proxy.up.latency = 0.05

    async with scene(
        record, "connection stuck, attempt 2 in", before=block, identify=identify
    ) as play:
        began = time.monotonic()
        await play.watcher.reach(LinkState.GREETING)
        play.proxy.up.stall()
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.SEND_STUCK)
        assert QUICK.send < time.monotonic() - began < QUICK.send + 2
        assert waiting.detail == ""
        play.proxy.up.latency = 0
        play.proxy.resume()
        await play.is_live_again(play.now.connection + 1)
        async with asyncio.timeout(2):
            await play.proxy.passages[0].ended.wait()
        assert play.desk.open_sockets == 1


async def test_42_proxy_cuts_what_is_idle(record: Record) -> None:
    pace = replace(FAST, presence=30, echo=20, silence=5)
    async with scene(record, "connection lost, attempt", pace=pace) as play:
        await play.is_live_again(1)
        play.proxy.idle_limit = 0.3
        await play.stays(LinkState.LIVE, 0.9)
        assert play.proxy.opened == 1
        play.desk.silence_pings = True
        await play.watcher.reach(LinkState.WAITING, Cause.CLOSED)
        play.desk.silence_pings = False
        await play.is_live_again(2)
