"""The live link against the genuine Action Cable, in its health and in its failures."""

from __future__ import annotations

import json

import pytest
from pydantic import SecretStr

from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import ContactDeleted, MessageCreated, PresenceUpdate
from hoory_tui.wire.link import Cause, LinkState

from ..client.watching import AGENT, watched
from .server import RailsCable, puma, rails_cable

TOKEN = AGENT.pubsub_token.get_secret_value()
REAL = Pace()
QUICK = Pace(silence=20.0, ask_again=0.2, confirm=0.4, presence=0.2, echo=0.15, degraded=0.3)


async def unknown_agent() -> Identifier:
    return Identifier(pubsub_token=SecretStr("no-such-token"), account_id=1, user_id=7)


async def test_is_live_and_hears_its_own_beat(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await watcher.until(lambda: any(isinstance(e, PresenceUpdate) for e in watcher.events))
        await rails.broadcast(TOKEN, "contact.deleted", {"id": 9, "account_id": 1})
        await watcher.until(lambda: any(isinstance(e, ContactDeleted) for e in watcher.events))
    assert (await rails.stats())["counts"]["command:subscribe"] == 1


async def test_hears_a_burst_whole(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.broadcast(TOKEN, "message.created", {"account_id": 1}, count=500)

        def heard() -> set[int]:
            return {e.message.id for e in watcher.events if isinstance(e, MessageCreated)}

        await watcher.until(lambda: len(heard()) == 500)
        assert heard() == set(range(500))


async def test_a_bad_token_is_met_with_silence(rails: RailsCable) -> None:
    pace = Pace(ask_again=0.2, confirm=0.4)
    async with watched(rails.server, identify=unknown_agent, pace=pace) as watcher:
        await watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        assert (await rails.stats())["counts"]["command:subscribe"] == 2


async def test_a_bad_token_is_rejected_where_the_server_says_so(rails: RailsCable) -> None:
    await rails.set(bad_token="explicit")
    async with watched(rails.server, identify=unknown_agent, pace=REAL) as watcher:
        await watcher.reach(LinkState.HALTED, Cause.REJECTED)


async def test_a_lost_confirmation_is_cured_by_a_new_connection(rails: RailsCable) -> None:
    await rails.set(drop_confirms=1)
    async with watched(rails.server, pace=QUICK) as watcher:
        await watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        await rails.broadcast(TOKEN, "contact.deleted", {"id": 9, "account_id": 1})
        await watcher.until(lambda: any(isinstance(e, ContactDeleted) for e in watcher.events))
        await watcher.reach_live(connection=2)


@pytest.mark.parametrize("how", ["fin", "rst"])
async def test_comes_back_after_tcp_ended_without_a_word(rails: RailsCable, how: str) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.drop(how)
        await watcher.reach(LinkState.WAITING, Cause.CLOSED)
        await watcher.reach_live(connection=2)


async def test_comes_back_when_asked_to_reconnect(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.disconnect(reconnect=True)
        waiting = await watcher.reach(LinkState.WAITING, Cause.SERVER_ASKED)
        assert waiting.detail == "remote"
        await watcher.reach_live(connection=2)
        await rails.restart()
        await watcher.reach_live(connection=3)


async def test_comes_back_after_the_bare_close_of_older_servers(rails: RailsCable) -> None:
    await rails.set(remote="rails61")
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.disconnect(reconnect=True)
        await watcher.reach(LinkState.WAITING, Cause.CLOSED)
        await watcher.reach_live(connection=2)


async def test_stays_away_when_told_to_until_nudged(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.disconnect(reconnect=False)
        await watcher.reach(LinkState.HALTED, Cause.SERVER_ASKED)
        watcher.client.nudge()
        await watcher.reach_live(connection=2)


async def test_stays_away_when_unauthorized(rails: RailsCable) -> None:
    await rails.set(unauthorized=True)
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach(LinkState.HALTED, Cause.UNAUTHORIZED)


async def test_notices_that_nothing_arrives_any_more_and_that_it_does_again(
    rails: RailsCable,
) -> None:
    pace = Pace(presence=0.2, echo=0.15)
    async with watched(rails.server, pace=pace) as watcher:
        await watcher.reach_live()
        await rails.set(mute=True)
        await watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        await rails.set(mute=False)
        await watcher.until(lambda: watcher.states[-1] is LinkState.LIVE)
        assert watcher.links[-1].connection == 1


async def test_replaces_a_connection_that_stays_deaf(rails: RailsCable) -> None:
    async with watched(rails.server, pace=QUICK) as watcher:
        await watcher.reach_live()
        await rails.set(mute=True)
        await watcher.reach(LinkState.WAITING, Cause.DEAF)


async def test_drops_a_connection_whose_pings_stopped(rails: RailsCable) -> None:
    await rails.set(pings=False)
    async with watched(rails.server, pace=Pace(silence=0.3)) as watcher:
        await watcher.reach_live()
        await watcher.reach(LinkState.WAITING, Cause.SILENT)


async def test_keeps_the_connection_over_malformed_frames(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        for text in ("{", "[]", "null", "42", '{"type":"teapot"}', '{"message":{"event":1}}'):
            await rails.raw(text)
        frame = {"identifier": "another", "message": {"event": "contact.deleted", "data": {}}}
        await rails.raw(json.dumps(frame))
        await rails.broadcast(TOKEN, "contact.deleted", {"id": 9, "account_id": 1})
        await watcher.until(lambda: any(isinstance(e, ContactDeleted) for e in watcher.events))
        assert watcher.client.status.connection == 1


@pytest.mark.parametrize(("status", "state"), [(503, LinkState.WAITING), (404, LinkState.REFUSED)])
async def test_is_refused_before_the_upgrade(
    rails: RailsCable, status: int, state: LinkState
) -> None:
    await rails.set(refuse=status)
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach(state, Cause.TURNED_AWAY)
        await rails.reset()
        watcher.client.nudge()
        await watcher.reach_live()


async def test_sends_the_origin_that_a_strict_server_wants() -> None:
    with puma(CABLE_ORIGINS="http://elsewhere.example") as port:
        async with rails_cable(port) as strict, watched(strict.server, pace=REAL) as watcher:
            await watcher.reach_live()
