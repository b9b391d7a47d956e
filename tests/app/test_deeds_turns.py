"""Who comes when: one after the other for each conversation, some at once, nobody for ever."""

from __future__ import annotations

import asyncio

import pytest

from hoory_tui.app.deeds_turns import AT_ONCE, Turns


class Work:
    """Jobs that end when they are let go, and how they ran."""

    def __init__(self) -> None:
        self.begun: list[tuple[str, int]] = []
        self.running = 0
        self.most = 0
        self.gate = asyncio.Event()

    async def job(self, name: str, number: int) -> None:
        self.begun.append((name, number))
        self.running += 1
        self.most = max(self.most, self.running)
        await self.gate.wait()
        self.running -= 1


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_some_at_once_and_each_conversation_in_its_order() -> None:
    turns, work = Turns(), Work()
    first = turns.take(range(10))
    second = turns.take([7, 3])
    jobs = [
        asyncio.ensure_future(turns.each(second, lambda one: work.job("second", one))),
        asyncio.ensure_future(turns.each(first, lambda one: work.job("first", one))),
    ]
    await settle()
    assert work.begun == [("first", one) for one in range(AT_ONCE)]
    work.gate.set()
    await asyncio.gather(*jobs)
    assert work.most == AT_ONCE
    for number in (3, 7):
        assert work.begun.index(("first", number)) < work.begun.index(("second", number))
    assert turns._last == {}


async def test_a_single_one_does_not_wait_for_the_many() -> None:
    turns, work = Turns(), Work()
    many = asyncio.ensure_future(
        turns.each(turns.take(range(10)), lambda one: work.job("many", one))
    )
    await settle()
    single = asyncio.ensure_future(turns.each(turns.take([99]), lambda one: work.job("one", one)))
    await settle()
    assert ("one", 99) in work.begun
    work.gate.set()
    await asyncio.gather(many, single)


async def test_those_who_come_later_do_not_wait_for_one_that_broke() -> None:
    turns, work = Turns(), Work()
    work.gate.set()

    async def breaks(_: int) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        await turns.each(turns.take([1]), breaks)
    await turns.each(turns.take([1]), lambda one: work.job("after", one))
    assert work.begun == [("after", 1)]


async def test_together_waits_for_all_and_holds_all() -> None:
    turns, work = Turns(), Work()
    first = asyncio.ensure_future(turns.each(turns.take([2]), lambda one: work.job("first", one)))
    both = asyncio.ensure_future(turns.together(turns.take([1, 2]), lambda: work.job("both", 0)))
    last = asyncio.ensure_future(turns.each(turns.take([1]), lambda one: work.job("last", one)))
    await settle()
    assert work.begun == [("first", 2)]
    work.gate.set()
    await asyncio.gather(first, both, last)
    assert work.begun == [("first", 2), ("both", 0), ("last", 1)]
