"""Faults 10 to 13: the subscription is met with silence, or its confirmation is late or lost."""

from __future__ import annotations

import time
from dataclasses import replace

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState

from ..client.watching import AGENT
from .proxy import FaultProxy
from .record import Record
from .scene import FAST, identifier_of, scene


async def test_10_bad_token_met_with_silence(record: Record) -> None:
    is_known = False

    async def identify() -> Identifier:
        return await identifier_of(play.api) if is_known else AGENT

    async with scene(record, "not confirmed · reading every 20 s", identify=identify) as play:
        degraded = await play.watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        # Asked twice, but the server keeps the first on its books and ignores the second.
        assert play.desk.counters.refused == 1
        assert degraded.retry_at is not None
        assert 0.1 < degraded.retry_at - time.monotonic() <= FAST.degraded
        is_known = True
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.UNCONFIRMED)
        assert time.monotonic() >= degraded.retry_at
        assert waiting.connection == 1
        await play.is_live_again(2)
        assert play.proxy.opened == 2


async def test_11_confirm_lost(record: Record) -> None:
    def lose(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.lose_confirms = 1

    async with scene(record, "not confirmed · reading every 20 s", before=lose) as play:
        await play.watcher.reach(LinkState.SUBSCRIBING)
        await play.watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        play.say(1)
        await play.hears(1)
        assert play.now.state is LinkState.DEGRADED
        await play.is_live_again(2)
        assert play.heard() == [1, 9002]
        assert play.proxy.opened == 2


async def test_12_confirm_slow(record: Record) -> None:
    def dawdle(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.confirm_delay = 0.3

    pace = replace(FAST, ask_again=0.1)
    async with scene(record, "● live · heard now", before=dawdle, pace=pace) as play:
        await play.watcher.reach(LinkState.SUBSCRIBING)
        await play.is_live_again(1)
        assert LinkState.DEGRADED not in play.watcher.states
        assert (play.proxy.opened, play.desk.counters.subscribed) == (1, 1)
        play.say(1)
        await play.hears(9001, 1)


async def test_13_events_before_the_confirm(record: Record) -> None:
    def dawdle(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.cable_manners.confirm_delay = 0.3
        desk.initial_presence = "before"

    async with scene(record, "● live · heard now", before=dawdle) as play:
        # The first presence.update is on its way before the confirmation.
        await play.watcher.until(lambda: bool(play.watcher.events))
        assert play.now.state is LinkState.SUBSCRIBING
        play.say(1)
        await play.hears(1)
        assert play.now.state is LinkState.SUBSCRIBING
        await play.is_live_again(1)
        assert play.heard() == [1, 9001]
