"""Listening shows nobody, and leaves the agent's own choice as it was."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import SecretStr

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import open_backend
from hoory_tui.sdk.following.follower import Follower
from hoory_tui.sdk.unseen import LINGERS, Unseen

from .following.stage import NOW, new_desk, played

NARE = 11


@asynccontextmanager
async def listening(desk: DemoDesk) -> AsyncIterator[tuple[Unseen, set[str]]]:
    """Listen as an observer, and note as what the agent is seen meanwhile."""
    loop = asyncio.get_running_loop()
    token = SecretStr(desk.agent(NARE).access_token)
    backend = await open_backend(desk.url, token, desk.account_id, monotonic=loop.time)
    unseen, seen = Unseen(backend), set()

    async def look() -> None:
        while True:
            seen.add(desk.engine.presence.availability_status(desk.agent(NARE)))
            await asyncio.sleep(0.01)

    looking = asyncio.ensure_future(look())
    try:
        async with Follower(backend, unseen=unseen, now=lambda: NOW + loop.time()):
            await asyncio.sleep(2)
            yield unseen, seen
        await asyncio.sleep(30)
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        await backend.close()


@played
async def test_an_agent_who_is_away_is_never_seen_and_has_their_choice_back() -> None:
    async with new_desk() as desk:
        async with listening(desk) as (unseen, seen):
            assert unseen.owed == "online"
            await asyncio.sleep(LINGERS + 5)
            assert unseen.owed is None
            assert desk.agent(NARE).availability == "online"
            desk.drop_sockets()
            await asyncio.sleep(60)
        assert seen == {"offline"}
        assert desk.agent(NARE).availability == "online"


@played
async def test_one_who_leaves_early_is_not_seen_either() -> None:
    async with new_desk() as desk:
        began = asyncio.get_running_loop().time()
        async with listening(desk) as (_, seen):
            pass
        assert seen == {"offline"}
        assert desk.agent(NARE).availability == "online"
        assert asyncio.get_running_loop().time() - began > LINGERS


@played
async def test_one_who_is_there_anyway_stays_what_they_are() -> None:
    async with new_desk() as desk:
        desk.agent_comes(NARE)
        desk.set_availability(NARE, "busy")
        async with listening(desk) as (unseen, seen):
            assert unseen.owed is None
            await asyncio.sleep(60)
        assert seen == {"busy"}


@played
async def test_what_was_chosen_meanwhile_stays() -> None:
    async with new_desk() as desk:
        async with listening(desk):
            desk.set_availability(NARE, "busy")
            await asyncio.sleep(LINGERS + 5)
        assert desk.agent(NARE).availability == "busy"


@played
async def test_what_cannot_be_given_back_at_once_is_given_back_later() -> None:
    async with new_desk() as desk, listening(desk):
        desk.fail_next("GET", "/profile", 503, times=4)
        await asyncio.sleep(LINGERS + 30)
        assert desk.agent(NARE).availability == "online"


@played
async def test_whoever_cannot_wait_leaves_at_once_and_gives_it_back() -> None:
    async with new_desk() as desk:
        loop = asyncio.get_running_loop()
        token = SecretStr(desk.agent(NARE).access_token)
        backend = await open_backend(desk.url, token, desk.account_id, monotonic=loop.time)
        unseen = Unseen(backend)
        await unseen.cover()
        assert desk.agent(NARE).availability == "offline"
        closing = asyncio.ensure_future(unseen.close())
        await asyncio.sleep(1)
        assert not closing.done()
        closing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await closing
        assert desk.agent(NARE).availability == "online"
        assert unseen.owed is None
        await backend.close()


@played
async def test_whoever_is_stopped_before_the_answer_gives_it_back_all_the_same() -> None:
    async with new_desk() as desk:
        loop = asyncio.get_running_loop()
        token = SecretStr(desk.agent(NARE).access_token)
        backend = await open_backend(desk.url, token, desk.account_id, monotonic=loop.time)
        unseen = Unseen(backend)
        desk.stall_next_answer("POST", "/profile/availability", 5.0)
        covering = asyncio.ensure_future(unseen.cover())
        await asyncio.sleep(1)
        assert desk.agent(NARE).availability == "offline"
        covering.cancel()
        with pytest.raises(asyncio.CancelledError):
            await covering
        await unseen.close(at_once=True)
        assert desk.agent(NARE).availability == "online"
        assert unseen.debt == ""
        await backend.close()


@played
async def test_what_could_not_be_given_back_is_told() -> None:
    async with new_desk() as desk:
        loop = asyncio.get_running_loop()
        token = SecretStr(desk.agent(NARE).access_token)
        backend = await open_backend(desk.url, token, desk.account_id, monotonic=loop.time)
        unseen = Unseen(backend)
        await unseen.cover()
        desk.fail_next("GET", "/profile", 503, times=9)
        await unseen.close(at_once=True)
        assert "set it to online yourself" in unseen.debt
        await backend.close()
