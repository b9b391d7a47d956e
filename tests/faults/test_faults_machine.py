"""F46 to F48: the clock jumps, two consoles share a login, and a console is killed."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.store.records import SendState

from ..keep.consoles import die
from .record import Record
from .stand import HERS, OURS, POST, Stand, room, seat, stand

HOUR = 3600.0
DAY = 24 * HOUR


async def test_f46_clock_is_set_back_an_hour(record: Record) -> None:
    async with stand(record) as one:
        one.desk.fail_next(*POST, 429)
        await one.sends(f"{OURS} 1")
        await one.says("◐ queued, next try")
        one.console.clock.wall -= HOUR
        await one.passes(3)
        await one.has_sent(f"{OURS} 1")
        one.desk.lose_next_answer(*POST, lose_events=True)
        await one.sends(f"{OURS} 2")
        await one.says("◐ can't tell, checking")
        one.console.clock.wall -= HOUR
        one.room.contact_writes(HERS)
        await one.passes(3)
        await one.has_sent(f"{OURS} 2")
        await one.is_live()
        await one.nothing_lost_or_doubled()


async def test_f46_clock_is_set_forward_a_day(record: Record) -> None:
    async with stand(record) as one:
        one.desk.fail_next(*POST, 429)
        await one.sends(OURS)
        await one.says("◐ queued, next try")
        one.console.clock.wall += DAY + 60
        one.room.contact_writes(HERS)
        await one.passes(2)
        await one.thread_says("✗ not sent: it was written more than a day ago")
        assert one.room.stored(OURS) == 0
        await one.repeats()
        await one.has_sent(OURS)
        await one.is_live()
        await one.nothing_lost_or_doubled()


async def test_f47_two_instances(record: Record, tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with room() as place, seat(place, record, kept=kept) as second:
        async with seat(place, record, kept=kept) as first:
            await first.toast_says("Another hoory-tui is open with this login")
            first.desk.fail_next(*POST, 429, headers={"Retry-After": "120"})
            await first.sends(OURS)
            await first.says("◐ queued, next try")
            # While the first one lives, the other leaves what is its own alone.
            await second.console.app._bring_back_orphans()
            assert second.pending == []
            await second.sends("Written in the second.")
            await second.has_sent("Written in the second.")
            die(first.console.app.keeper)
        place.contact_writes(HERS)
        await second.passes(61)
        await second.has_sent(OURS)
        await second.is_live()
        await second.nothing_lost_or_doubled()


async def dies_while_sending(one: Stand) -> None:
    """Let the console be killed: nothing it still does reaches the disk."""
    await one.console.until(lambda: one.states == [SendState.SENDING], "under way")
    await one.says("sending…")
    die(one.console.app.keeper)


async def test_f48_killed_between_claim_and_request(record: Record, tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with room() as place:
        async with seat(place, record, kept=kept) as one:
            await one.sends("This one goes well.")
            await one.has_sent("This one goes well.")
            place.proxy.up.stall()
            await one.sends(OURS)
            await dies_while_sending(one)
        place.proxy.cut()
        place.proxy.resume()
        place.contact_writes(HERS)
        async with seat(place, record, kept=kept) as one:
            await one.toast_says("From last time: 1 message is looked for.")
            await one.lets_pass(lambda: one.states == [SendState.FAILED], "the last look")
            await one.thread_says("✗ not sent: the server does not have it")
            assert place.stored(OURS) == 0
            await one.repeats()
            await one.has_sent(OURS)
            await one.nothing_lost_or_doubled()


async def test_f48_killed_between_answer_and_commit(record: Record, tmp_path: Path) -> None:
    kept = tmp_path / "kept.sqlite"
    async with room() as place:
        async with seat(place, record, kept=kept) as one:
            place.proxy.down.stall()
            await one.sends(OURS)
            await dies_while_sending(one)
            await one.console.until(lambda: place.stored(OURS) == 1, "stored")
        place.proxy.cut()
        place.proxy.resume()
        place.contact_writes(HERS)
        async with seat(place, record, kept=kept) as one:
            await one.has_sent(OURS)
            await one.passes(5)
            await one.nothing_lost_or_doubled()
            assert place.stored(OURS) == 1
