"""One deed for many: how many are worked on at once, and what is left when it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.manifold import AT_ONCE, Manifold, Result, is_so
from hoory_tui.sdk.patience import Patience
from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

from ..client.desks import DeskClient, desk_client


@pytest.fixture
async def client() -> AsyncIterator[DeskClient]:
    async with desk_client() as running:
        yield running


def manifold(client: DeskClient, deed: Deed) -> Manifold:
    talks = client.desk.engine.world.conversations.values()
    ids = [one.display_id for one in talks if one.status == "open"]
    store = Store(client.desk.account_id, client.desk.agents[0].id)
    return Manifold(client.agent(), store, Patience(elapsed, pauses=()), deed, ids)


async def test_who_stops_it_learns_what_may_have_been_done(client: DeskClient) -> None:
    run = manifold(client, SetStatus("resolved"))
    client.desk.stall_next_answer("POST", "/toggle_status", 30.0, times=99)
    job = asyncio.create_task(run.run())
    for _ in range(500):
        if len(client.desk.asked("toggle_status")) == AT_ONCE:
            break
        await asyncio.sleep(0.01)
    job.cancel()
    with pytest.raises(asyncio.CancelledError):
        await job
    results = [one.result for one in run.deals]
    assert results[:AT_ONCE] == [Result.UNSURE] * AT_ONCE
    assert set(results[AT_ONCE:]) == {Result.SKIPPED}


async def test_a_server_that_is_gone_is_not_asked_for_the_rest(client: DeskClient) -> None:
    run = manifold(client, SetPriority("low"))
    await client.desk.stop()
    await run.run()
    results = [one.result for one in run.deals]
    assert set(results[:AT_ONCE]) == {Result.FAILED}
    assert set(results[AT_ONCE:]) == {Result.SKIPPED}


HERE = Conversation(
    7,
    status="snoozed",
    snoozed_until=1000.7,
    assignee_id=3,
    team_id=4,
    labels=("vip",),
    priority="high",
    unread_count=2,
)


@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (SetStatus("snoozed", 1000.2), True),
        (SetStatus("snoozed", 2000.0), False),
        (SetStatus("snoozed"), False),
        (SetStatus("open"), False),
        (Assign(3), True),
        (Assign(None), False),
        (AssignTeam(4), True),
        (ChangeLabels(("vip",), ("spam",)), True),
        (ChangeLabels(("vip", "spam")), False),
        (ChangeLabels((), ("vip",)), False),
        (SetPriority("high"), True),
        (SetMuted(True), False),
        (SetRead(False), True),
    ],
)
def test_what_is_so_already_is_seen(deed: Deed, expected: bool) -> None:
    assert is_so(deed, HERE) is expected
