from __future__ import annotations

import asyncio

import pytest

from hoory_tui.client.batches import LARGEST_BATCH, MANY_WAITING, Batch, Outbound
from hoory_tui.wire.events import UnreadCountsChanged
from hoory_tui.wire.link import LinkState, LinkStatus

LIVE = LinkStatus(LinkState.LIVE)
WAITING = LinkStatus(LinkState.WAITING)
EVENT = UnreadCountsChanged(1)


async def test_all_that_waits_is_one_batch() -> None:
    outbound = Outbound()
    outbound.put_link(LIVE)
    outbound.put_events([EVENT], 1.0)
    outbound.put_events([EVENT, EVENT], 2.0)
    batch = await outbound.take()
    assert len(batch.events) == 3
    assert batch.link == LinkStatus(LinkState.LIVE, last_frame_at=2.0)


async def test_no_batch_is_larger_than_the_limit() -> None:
    outbound = Outbound()
    outbound.put_link(LIVE)
    outbound.put_events([EVENT] * (LARGEST_BATCH + 1), 1.0)
    assert [len((await outbound.take()).events) for _ in range(2)] == [LARGEST_BATCH, 1]


async def test_a_link_change_stands_between_the_events_around_it() -> None:
    outbound = Outbound()
    outbound.put_link(LIVE)
    outbound.put_events([EVENT], None)
    outbound.put_link(WAITING)
    outbound.put_link(LIVE)
    outbound.put_events([EVENT], None)
    assert [await outbound.take() for _ in range(3)] == [
        Batch((EVENT,), LIVE),
        Batch((), WAITING),
        Batch((EVENT,), LIVE),
    ]


async def test_later_events_come_with_the_link_as_last_said() -> None:
    outbound = Outbound()
    outbound.put_link(LIVE)
    assert await outbound.take() == Batch((), LIVE)
    outbound.put_events([EVENT], 3.0)
    assert (await outbound.take()).link == LinkStatus(LinkState.LIVE, last_frame_at=3.0)


async def test_taking_waits_until_there_is_something() -> None:
    outbound = Outbound()
    taking = asyncio.create_task(outbound.take())
    await asyncio.sleep(0)
    assert not taking.done()
    outbound.put_link(LIVE)
    assert await taking == Batch((), LIVE)


async def test_there_is_no_room_while_too_many_wait() -> None:
    outbound = Outbound()
    outbound.put_link(LIVE)
    await outbound.room()
    outbound.put_events([EVENT] * MANY_WAITING, None)
    waiting = asyncio.create_task(outbound.room())
    await asyncio.sleep(0)
    assert not waiting.done()
    await outbound.take()
    await waiting


def test_events_need_a_link_they_came_on() -> None:
    with pytest.raises(ValueError, match="before any link state"):
        Outbound().put_events([EVENT], None)
