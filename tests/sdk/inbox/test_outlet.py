from __future__ import annotations

import asyncio

import pytest

from hoory_tui.sdk.inbox.outlet import MOST, Outlet


async def test_listeners_share_what_comes_and_end_when_all_is_taken() -> None:
    outlet: Outlet[int] = Outlet()
    for number in range(4):
        await outlet.put(number)
    first, second = outlet.listen(), outlet.listen()
    assert [await anext(first), await anext(second), await anext(first)] == [0, 1, 2]
    await outlet.close()
    await outlet.put(9)
    assert [one async for one in second] == [3]
    assert [one async for one in first] == []


async def test_whoever_puts_waits_while_too_many_wait() -> None:
    outlet: Outlet[int] = Outlet()
    for number in range(MOST):
        await outlet.put(number)
    late = asyncio.create_task(outlet.put(-1))
    await asyncio.sleep(0)
    assert not late.done()
    listener = outlet.listen()
    assert await anext(listener) == 0
    await asyncio.wait_for(late, 1)


async def test_listeners_hear_of_what_ended_it() -> None:
    outlet: Outlet[int] = Outlet()
    waiting = asyncio.create_task(outlet.take())
    await asyncio.sleep(0)
    await outlet.close(OSError("broken"))
    with pytest.raises(OSError, match="broken"):
        await waiting
