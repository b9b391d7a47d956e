"""New connections that we want ourselves, and what is said of a degraded one."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from pydantic import SecretStr

from hoory_tui.client.batches import Batch
from hoory_tui.client.errors import ServerFailed
from hoory_tui.client.session import Server
from hoory_tui.client.socket import CableClient
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState

from .servers import Peer, cable_server
from .watching import AGENT, QUICK, Watcher, watched


async def healthy(peer: Peer) -> None:
    await peer.subscribed()


def anew(watcher: Watcher, cause: Cause) -> None:
    if cause is Cause.SLEPT:
        watcher.client.wake()
    else:
        watcher.client.renew()


@pytest.mark.parametrize("cause", [Cause.SLEPT, Cause.RENEWED])
async def test_a_live_link_starts_over_at_once_and_says_why(cause: Cause) -> None:
    def still() -> float:
        return 5.0

    async with cable_server(healthy) as cable, watched(cable.server, clock=still) as watcher:
        await watcher.reach_live()
        anew(watcher, cause)
        waiting = await watcher.reach(LinkState.WAITING, cause)
        assert (waiting.retry_at, waiting.attempt) == (5.0, 1)
        await watcher.reach_live(connection=2)
        await cable.peers[0].closed.wait()
    assert watcher.states.count(LinkState.CONNECTING) == 2


@pytest.mark.parametrize("cause", [Cause.SLEPT, Cause.RENEWED])
async def test_a_wait_ends_at_once_and_what_it_grew_to_stays(cause: Cause) -> None:
    ends = asyncio.Event()

    async def drop(peer: Peer) -> None:
        await peer.subscribed()
        await peer.hear("message")
        if peer.number == 2:
            await ends.wait()
        await peer.close()

    def still() -> float:
        return 0.0

    async with cable_server(drop) as cable, watched(cable.server, clock=still) as watcher:
        await watcher.reach_live(connection=2)
        anew(watcher, cause)
        await watcher.until(lambda: watcher.states.count(LinkState.WAITING) == 4)
    waits = [link for link in watcher.links if link.state is LinkState.WAITING]
    # Asking for a new connection takes no step of the back-off and gives none back.
    assert [(link.cause, link.attempt, link.retry_at) for link in waits] == [
        (Cause.CLOSED, 1, 0.01),
        (cause, 2, 0.0),
        (Cause.CLOSED, 3, 0.02),
        (Cause.CLOSED, 4, 0.04),
    ]


async def test_a_long_wait_is_cut_short_by_waking() -> None:
    turned_away = asyncio.Event()

    async def identify() -> Identifier:
        if not turned_away.is_set():
            turned_away.set()
            raise ServerFailed(503, retry_after=25.0)
        return AGENT

    async with (
        cable_server(healthy) as cable,
        watched(cable.server, identify=identify) as watcher,
    ):
        waiting = await watcher.reach(LinkState.WAITING, Cause.TURNED_AWAY)
        assert waiting.retry_at is not None
        assert waiting.retry_at > time.monotonic() + 20
        watcher.client.wake()
        slept = await watcher.reach(LinkState.WAITING, Cause.SLEPT)
        assert slept.attempt == 1
        await watcher.reach_live()


@pytest.mark.parametrize("cause", [Cause.SLEPT, Cause.RENEWED])
async def test_an_attempt_on_its_way_is_begun_anew(cause: Cause) -> None:
    tokens = ["old", "new"]
    asked, never = asyncio.Event(), asyncio.Event()

    async def identify() -> Identifier:
        token = tokens.pop(0)
        asked.set()
        if token == "old":
            await never.wait()
        return Identifier(pubsub_token=SecretStr(token), account_id=1, user_id=7)

    async with (
        cable_server(healthy) as cable,
        watched(cable.server, identify=identify) as watcher,
    ):
        await asked.wait()
        anew(watcher, cause)
        await watcher.reach_live()
        assert json.loads(cable.peers[0].identifier)["pubsub_token"] == "new"
        assert len(cable.peers) == 1


async def test_waking_leaves_a_halted_link_halted_and_renewing_does_not() -> None:
    async def first_away(peer: Peer) -> None:
        if peer.number == 1:
            await peer.say({"type": "disconnect", "reason": "unauthorized", "reconnect": False})
        else:
            await peer.subscribed()

    async with cable_server(first_away) as cable, watched(cable.server) as watcher:
        await watcher.reach(LinkState.HALTED)
        await cable.peers[0].closed.wait()
        watcher.client.wake()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await watcher.until(lambda: watcher.states[-1] is not LinkState.HALTED)
        watcher.client.renew()
        await watcher.reach_live(connection=2)


async def test_waking_twice_in_a_row_makes_one_connection() -> None:
    async with cable_server(healthy) as cable, watched(cable.server) as watcher:
        await watcher.reach_live()
        watcher.client.wake()
        watcher.client.wake()
        await watcher.reach_live(connection=2)
        assert len(cable.peers) == 2


@pytest.mark.parametrize("cause", [Cause.UNCONFIRMED, Cause.DEAF])
async def test_says_when_a_degraded_connection_will_be_replaced(cause: Cause) -> None:
    async def degrading(peer: Peer) -> None:
        await peer.welcome()
        await peer.hear("subscribe")
        if cause is Cause.DEAF or peer.number > 1:
            await peer.confirm()
        if peer.number > 1:
            # Whoever follows a deaf connection is live with the first echo, not before.
            await peer.hear("message")
            await peer.event("presence.update", users={"7": "online"})

    pace = Pace(silence=20, ask_again=0.05, confirm=0.1, presence=0.06, echo=0.04, degraded=0.3)
    async with cable_server(degrading) as cable, watched(cable.server, pace=pace) as watcher:
        degraded = await watcher.reach(LinkState.DEGRADED, cause)
        assert degraded.retry_at is not None
        assert 0.1 < degraded.retry_at - time.monotonic() <= 0.3
        assert degraded.attempt == 1
        waiting = await watcher.reach(LinkState.WAITING, cause)
        assert time.monotonic() >= degraded.retry_at
        assert waiting.retry_at is not None
        assert waiting.retry_at > degraded.retry_at
        await watcher.reach_live(connection=2)


async def test_a_stable_link_that_turned_deaf_is_at_its_first_attempt_again() -> None:
    async def echo_for_a_while(peer: Peer) -> None:
        await peer.subscribed()
        for count in range(1, 8):
            await peer.hear("message", count)
            await peer.event("presence.update", users={"7": "online"})

    pace = Pace(silence=20, presence=0.06, echo=0.05, degraded=0.1)
    async with (
        cable_server(echo_for_a_while) as cable,
        watched(cable.server, pace=pace, limits=QUICK) as watcher,
    ):
        degraded = await watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        assert degraded.attempt == 0
        await watcher.until(
            lambda: (watcher.states[-1], watcher.links[-1].attempt) == (LinkState.CONNECTING, 1)
        )


async def test_an_error_of_ours_on_the_way_is_not_taken_for_a_wish() -> None:
    async def identify() -> Identifier:
        raise TimeoutError("of nobody's making")

    async def deliver(batch: Batch) -> None:
        pass

    client = CableClient(Server("http://127.0.0.1:9"), identify)
    with pytest.raises(ExceptionGroup) as wrong:
        async with asyncio.timeout(5):
            await client.run(deliver)
    assert wrong.value.subgroup(TimeoutError) is not None
