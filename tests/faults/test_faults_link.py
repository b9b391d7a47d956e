"""F22 to F28: the live link is ended, refused, left without an answer, or slept through."""

from __future__ import annotations

from functools import partial
from random import Random

from hoory_tui.store.records import SendState
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.link import LinkState

from ..flows.stage import DANA, ZOE
from .record import Record
from .stand import BRISK, HERS, OURS, Prompt, stand


async def test_f22_close_frames(record: Record) -> None:
    async with stand(record) as one:
        for code in (1000, 1006, 1009, 1012):
            if code == 1006:
                # Not a code that is ever sent: it stands for an end without any.
                one.desk.drop_sockets()
            else:
                await one.desk.close_sockets(code)
            words = "frame too large" if code == 1009 else "connection lost"
            await one.top_bar_says(f"{words}, attempt")
            one.room.contact_writes(f"{HERS} {code}")
            await one.is_live()
            await one.console.shows(f"{HERS} {code}", "#messages")
        await one.sends(OURS)
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def test_f23_disconnect_frames(record: Record) -> None:
    async with stand(record) as one:
        for reason, returns, words in (
            ("server_restart", True, "server asked to, attempt"),
            ("remote", True, "server asked to, attempt"),
            ("invalid_request", False, "✗ offline: server asked to"),
            ("unauthorized", False, "✗ offline: token refused"),
        ):
            await one.desk.disconnect_all(reason, returns)
            await one.top_bar_says(words)
            one.room.contact_writes(f"{HERS} {reason}")
            await one.sends(f"{OURS} {reason}")
            await one.has_sent(f"{OURS} {reason}")
            if not returns:
                assert "ctrl+r tries again" in one.console.seen("#top-bar")
                one.tries_now()
            await one.is_live()
            await one.console.shows(f"{HERS} {reason}", "#messages")
        await one.nothing_lost_or_doubled()


async def test_f24_subscribe_never_answered(record: Record) -> None:
    async with stand(record, pace=BRISK) as one:
        one.desk.cable_manners.lose_confirms = 1
        one.desk.drop_sockets()
        await one.top_bar_says("! not confirmed · reading every 20 s")
        one.room.contact_writes(HERS)
        await one.console.shows(HERS, "#messages")
        await one.sends(OURS)
        await one.has_sent(OURS)
        await one.is_live()
        await one.nothing_lost_or_doubled()


async def test_f25_subscription_rejected(record: Record) -> None:
    async with stand(record) as one:
        one.desk.reject_bad_tokens = True
        one.desk.rotate_pubsub_token(one.console.me)
        one.desk.drop_sockets()
        await one.top_bar_says("✗ offline: refused")
        one.room.contact_writes(HERS)
        await one.sends(OURS)
        await one.has_sent(OURS)
        # Every two minutes it is looked whether the token is another one by now.
        await one.passes(121)
        await one.is_live()
        await one.console.shows(HERS, "#messages")
        await one.nothing_lost_or_doubled()


async def test_f26_server_restart(record: Record) -> None:
    async with stand(record) as one:
        await one.sends("This one goes well.")
        await one.has_sent("This one goes well.")
        one.desk.fail_next("*", "/api/", 503, times=10_000)
        one.desk.cable_manners.refuse_status = 503
        one.desk.drop_sockets()
        await one.top_bar_says("connection lost, attempt")
        await one.top_bar_says("turned away, attempt")
        await one.sends(OURS)
        await one.thread_says("it may have arrived: The server has a problem (503)")
        one.room.contact_writes(HERS)
        await one.passes(5)
        assert one.room.stored(OURS) == 0
        one.desk.clear_faults()
        one.desk.cable_manners.refuse_status = None
        one.tries_now()
        await one.is_live()
        await one.console.shows(HERS, "#messages")
        await one.lets_pass(lambda: one.states == [SendState.FAILED], "the last look")
        await one.thread_says("✗ not sent: the server does not have it")
        await one.repeats()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


class Impatient(Random):
    """Makes waits so short that fifty of them are over soon."""

    def uniform(self, a: float, b: float) -> float:
        return 0.002


async def test_f27_reconnect_storm(record: Record) -> None:
    drops = 50
    async with stand(record) as one:
        cable = one.console.app.backend.cable
        cable._rng = Impatient()
        cable._delays = delays(cable._rng)
        opened, first = one.desk.counters.opened, cable.status.connection

        def is_live(connection: int) -> bool:
            status = cable.status
            return status.state is LinkState.LIVE and status.connection >= connection

        for number in range(drops):
            await one.console.until(partial(is_live, first + number), f"connection {number}")
            if number % 10 == 5:
                one.room.contact_writes(f"{HERS} {number}")
            if number == drops // 2:
                await one.sends(OURS)
            if number == drops - 1:
                # The last one is to be seen.
                cable._rng = Prompt()
                cable._delays = delays(cable._rng)
            one.desk.drop_sockets()
        await one.top_bar_says("connection lost, attempt")
        await one.is_live()
        # One connection per drop, and the agent's keys were heard all the while.
        assert one.desk.counters.opened - opened == drops
        await one.has_sent(OURS)
        one.console.main.conversations.set_cursor(ZOE)
        await one.console.shows("Die Bremse schleift", "#messages")
        await one.console.turn_to(DANA, opened=True)
        await one.nothing_lost_or_doubled()


async def test_f28_suspended_for_ten_minutes(record: Record) -> None:
    async with stand(record) as one:
        await one.console.write(OURS)
        one.room.ours.append(OURS)
        # As a machine does that wakes up: the network needs longer than we do.
        one.proxy.refuse()
        one.desk.drop_events(1)
        one.room.contact_writes(HERS)
        one.console.clock.pass_by(600)
        await one.top_bar_says("server not reached, attempt")
        one.proxy.cut()
        await one.console.press("ctrl+s")
        await one.says("◐ queued, next try")
        await one.proxy.accept()
        one.tries_now()
        await one.is_live()
        await one.has_sent(OURS)
        await one.console.shows(HERS, "#messages")
        await one.nothing_lost_or_doubled()
