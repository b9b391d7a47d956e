"""F38 to F42: an answer that leaves open whether the reply is there, or no answer at all."""

from __future__ import annotations

import pytest

from hoory_tui.store.records import SendState

from .proxy import HOST
from .record import Record
from .stand import HERS, OURS, POST, Stand, stand


async def is_found(one: Stand, words: str) -> None:
    """Send a reply that arrives without an answer and without an event, and wait for the look."""
    await one.sends(OURS)
    await one.says("◐ can't tell, checking")
    await one.thread_says(f"it may have arrived: {words}")
    await one.says("the thread is read to find out; nothing is sent twice")
    assert one.room.stored(OURS) == 1
    one.room.contact_writes(HERS)
    await one.lets_pass(lambda: not one.pending, "found")
    await one.has_sent(OURS)
    await one.passes(5)
    await one.nothing_lost_or_doubled()


async def test_f38_failure_before_the_deed(record: Record) -> None:
    async with stand(record) as one:
        await one.sends("This one goes well.")
        await one.has_sent("This one goes well.")
        one.desk.fail_next(*POST, 500)
        await one.sends(OURS)
        await one.thread_says("it may have arrived: The server has a problem (500)")
        one.room.contact_writes(HERS)
        await one.lets_pass(lambda: one.states == [SendState.FAILED], "the last look")
        await one.thread_says("✗ not sent: the server does not have it")
        await one.passes(5)
        assert one.room.stored(OURS) == 0
        await one.repeats()
        await one.has_sent(OURS)
        await one.nothing_lost_or_doubled()


async def test_f39_failure_after_the_deed(record: Record) -> None:
    async with stand(record) as one:
        one.desk.fail_next(*POST, 500, after_deed=True, lose_events=True)
        await is_found(one, "The server has a problem (500)")


async def test_f40_gateway_gives_up_after_the_deed(record: Record) -> None:
    async with stand(record) as one:
        one.desk.fail_next(*POST, 504, after_deed=True, lose_events=True)
        await is_found(one, "The server has a problem (504)")


async def test_f41_answer_lost_and_event_first(record: Record) -> None:
    async with stand(record) as one:
        one.desk.lose_next_answer(*POST)
        await one.sends(OURS)
        await one.has_sent(OURS)
        one.room.contact_writes(HERS)
        assert not one.pending
        await one.passes(5)
        await one.nothing_lost_or_doubled()
        await one.says("✓ sent")


@pytest.mark.parametrize("markers", [True, False], ids=["with marker", "without"])
async def test_f42_answer_and_event_lost(record: Record, markers: bool) -> None:
    async with stand(record) as one:
        one.desk.keep_markers = markers
        one.desk.lose_next_answer(*POST, lose_events=True)
        await is_found(one, f"The connection to {HOST}:{one.proxy.port} broke off")
