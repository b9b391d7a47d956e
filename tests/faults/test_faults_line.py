"""F15 to F21: the line breaks, stalls, crawls or dies without a word."""

from __future__ import annotations

import asyncio

from hoory_tui.store.records import SendState

from ..flows.stage import DANA, NARE, ZOE
from .proxy import HOST
from .record import Record
from .stand import BRISK, HERS, OURS, POST, Stand, stand

FAST: float = 1e9
GIVES_UP = "did not answer in time"


async def is_done_and_in_doubt(one: Stand, words: str) -> None:
    """Wait until the server has the reply and nobody here knows."""
    await one.console.until(lambda: one.room.stored(OURS) == 1, "stored")
    await one.thread_says(f"it may have arrived: {words}")
    await one.says("◐ can't tell, checking")
    await one.footer_says("1 unsent")


async def is_found(one: Stand) -> None:
    """Wait for the look that finds the reply, and for the events that come late."""
    await one.lets_pass(lambda: not one.pending, "found")
    one.desk.release_events()
    await one.has_sent(OURS)
    await one.nothing_lost_or_doubled()


async def test_f15_reset_within_an_answer(record: Record) -> None:
    async with stand(record) as one:
        one.desk.hold_events()
        one.desk.stall_next_answer(*POST, 5.0)
        await one.sends(OURS)
        await one.console.until(lambda: one.room.stored(OURS) == 1, "stored")
        one.room.contact_writes(HERS)
        one.proxy.reset()
        await one.top_bar_says("connection lost, attempt")
        one.desk.release_events()
        await one.is_live()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def test_f16_cut_body(record: Record) -> None:
    async with stand(record) as one:
        one.desk.cut_next_answer("GET", f"/conversations/{ZOE}/messages")
        one.console.main.conversations.set_cursor(ZOE)
        await one.toast_says("The thread could not be loaded: The connection to")
        await one.lets_pass(lambda: "Die Bremse schleift" in one.console.seen("#messages"))
        await one.console.turn_to(DANA, opened=True)
        one.desk.hold_events()
        one.desk.cut_next_answer(*POST)
        await one.sends(OURS)
        await is_done_and_in_doubt(one, f"The connection to {HOST}:{one.proxy.port} broke off")
        one.room.contact_writes(HERS)
        await is_found(one)


async def test_f17_stall_after_the_request(record: Record) -> None:
    async with stand(record) as one:
        one.desk.hold_events()
        one.desk.stall_next_answer(*POST, 5.0)
        with one.impatient(0.5):
            await one.sends(OURS)
            await is_done_and_in_doubt(one, f"{HOST}:{one.proxy.port} {GIVES_UP}")
        one.room.contact_writes(HERS)
        await is_found(one)


async def test_f18_stall_before_the_headers(record: Record) -> None:
    async with stand(record) as one:
        one.desk.fail_next(*POST, 504, seconds=5.0)
        with one.impatient(0.4):
            await one.sends(OURS)
            await one.thread_says(f"it may have arrived: {HOST}:{one.proxy.port} {GIVES_UP}")
        await one.passes(5)
        assert one.states == [SendState.CHECKING]
        one.room.contact_writes(HERS)
        # What was given up here is only now done there, and no event tells.
        one.desk.drop_events(1)
        marker = {"hoory_tui": one.pending[0].echo_id}
        one.desk.agent_writes(NARE, DANA, OURS, content_attributes=marker)
        await is_found(one)


async def test_f19_one_byte_a_second(record: Record) -> None:
    async with stand(record, pace=BRISK) as one:
        one.proxy.down.bytes_per_second = 1
        with one.impatient(0.5):
            await one.sends(OURS)
            await one.top_bar_says("went silent, attempt")
            await is_done_and_in_doubt(one, f"{HOST}:{one.proxy.port} {GIVES_UP}")
            one.room.contact_writes(HERS)
        one.proxy.down.bytes_per_second = FAST
        one.proxy.cut()
        await one.is_live()
        await is_found(one)


async def test_f20_half_open_socket(record: Record) -> None:
    async with stand(record, pace=BRISK) as one:
        one.proxy.stall()
        one.room.contact_writes(HERS)
        with one.impatient(0.5):
            await one.sends(OURS)
            # That it went silent is said before, for as long as the next attempt takes.
            await one.top_bar_says("no answer, attempt")
            await one.thread_says(f"it may have arrived: {HOST}:{one.proxy.port} {GIVES_UP}")
        assert one.room.stored(OURS) == 0
        # What was on the way is gone for good.
        one.proxy.cut()
        one.proxy.resume()
        one.tries_now()
        await one.is_live()
        await one.lets_pass(lambda: one.states == [SendState.UNKNOWN], "the last look")
        await one.says("! unsure")
        await one.repeats()
        await one.console.asks("Nobody can tell whether this message arrived")
        await one.console.press("y")
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def test_f21_pings_stop_and_frames_go_on(record: Record) -> None:
    async with stand(record, pace=BRISK) as one:
        one.desk.silence_pings = True
        opened = one.desk.counters.opened
        await one.sends(OURS)
        await one.has_sent(OURS)
        for number in range(2):
            await asyncio.sleep(BRISK.silence / 1.5)
            one.room.contact_writes(f"{HERS} {number}")
            await one.console.shows(f"{HERS} {number}", "#messages")
        await one.is_live()
        assert one.desk.counters.opened == opened
        await one.nothing_lost_or_doubled()
