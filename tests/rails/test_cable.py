"""The live link against the genuine Action Cable, in its health and in its failures.

Each test that bears a number plays that fault of the cable battery with the server's own
switches; the others are about what no fault is.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace

import pytest
from pydantic import SecretStr

from hoory_tui.client.session import Server
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import ContactDeleted, PresenceUpdate
from hoory_tui.wire.link import Cause, LinkState

from ..client.servers import port_of
from ..client.watching import AGENT, QUICK, Watcher, watched
from ..faults.proxy import FaultProxy
from ..faults.scene import TRYING, check_attempts, message_ids
from .server import RailsCable, puma, rails_cable

TOKEN = AGENT.pubsub_token.get_secret_value()
REAL = Pace()
FAST = Pace(silence=20.0, ask_again=0.2, confirm=0.4, presence=0.2, echo=0.15, degraded=0.3)


async def unknown_agent() -> Identifier:
    return Identifier(pubsub_token=SecretStr("no-such-token"), account_id=1, user_id=7)


async def say(rails: RailsCable, number: int, account_id: int = 1) -> None:
    await rails.broadcast(TOKEN, "message.created", {"id": number, "account_id": account_id})


async def hears(watcher: Watcher, *numbers: int) -> None:
    """Wait for these messages and make sure that they are all there is, in whatever order."""
    await watcher.until(lambda: len(message_ids(watcher.events)) >= len(numbers))
    assert sorted(message_ids(watcher.events)) == sorted(numbers)


async def test_is_live_and_hears_its_own_beat(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await watcher.until(lambda: any(isinstance(e, PresenceUpdate) for e in watcher.events))
        await rails.broadcast(TOKEN, "contact.deleted", {"id": 9, "account_id": 1})
        await watcher.until(lambda: any(isinstance(e, ContactDeleted) for e in watcher.events))
    assert (await rails.stats())["counts"]["command:subscribe"] == 1


@pytest.mark.parametrize("status", [502, 503])
async def test_03_gateway_failure_instead_of_the_upgrade(rails: RailsCable, status: int) -> None:
    await rails.set(refuse=status)
    async with watched(rails.server, pace=REAL) as watcher:
        waiting = await watcher.reach(LinkState.WAITING, Cause.TURNED_AWAY)
        assert f"({status})" in waiting.detail
        assert waiting.retry_at is not None
        # The server asks for two seconds.
        assert 1 < waiting.retry_at - time.monotonic() <= 2
        await rails.reset()
        watcher.client.nudge()
        await watcher.reach_live()
    check_attempts(watcher, hurried=1)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_04_turned_away_goes_to_the_slow_lane(rails: RailsCable, status: int) -> None:
    await rails.set(refuse=status)
    async with watched(rails.server, limits=replace(QUICK, slowly=60)) as watcher:
        refused = await watcher.reach(LinkState.REFUSED, Cause.TURNED_AWAY)
        assert f"({status})" in refused.detail
        await rails.reset()
        watcher.client.nudge()
        await watcher.reach_live()
    assert watcher.states.count(TRYING) == 2


async def test_04_a_wrong_origin_is_a_404_and_the_right_one_is_sent() -> None:
    with puma(CABLE_ORIGINS="http://elsewhere.example") as port:
        async with rails_cable(port) as strict, watched(strict.server, pace=REAL) as watcher:
            await watcher.reach_live()
        stranger = Server(strict.server.url + "/desk", cable=strict.server.cable_url)
        wrong = Server(f"http://localhost:{port}", cable=stranger.cable)
        async with watched(wrong, pace=REAL) as watcher:
            refused = await watcher.reach(LinkState.REFUSED, Cause.TURNED_AWAY)
            assert "Origin (404)" in refused.detail


async def test_06_no_welcome(rails: RailsCable) -> None:
    await rails.set(welcome_delay=1)
    async with watched(rails.server, pace=replace(REAL, welcome=0.2)) as watcher:
        await watcher.reach(LinkState.WAITING, Cause.NO_WELCOME)
        await rails.reset()
        await watcher.until(lambda: watcher.states[-1] is LinkState.LIVE)
    check_attempts(watcher)


async def test_06_a_late_welcome_is_waited_for(rails: RailsCable) -> None:
    await rails.set(welcome_delay=0.5)
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
    assert watcher.states.count(TRYING) == 1


async def test_07_disconnect_unauthorized_instead_of_welcome(rails: RailsCable) -> None:
    await rails.set(unauthorized=True)
    async with watched(rails.server, pace=REAL) as watcher:
        halted = await watcher.reach(LinkState.HALTED, Cause.UNAUTHORIZED)
        assert halted.retry_at is None
    assert watcher.states.count(TRYING) == 1


async def test_09_reject_subscription(rails: RailsCable) -> None:
    await rails.set(bad_token="explicit")
    async with watched(rails.server, identify=unknown_agent, pace=REAL) as watcher:
        halted = await watcher.reach(LinkState.HALTED, Cause.REJECTED)
        assert halted.retry_at is None
    assert watcher.states.count(TRYING) == 1


async def test_10_bad_token_met_with_silence(rails: RailsCable) -> None:
    pace = Pace(ask_again=0.2, confirm=0.4, degraded=0.3)
    async with watched(rails.server, identify=unknown_agent, pace=pace) as watcher:
        degraded = await watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        assert degraded.retry_at is not None
        assert (await rails.stats())["counts"]["command:subscribe"] == 2
        await watcher.reach(LinkState.WAITING, Cause.UNCONFIRMED)
        assert time.monotonic() >= degraded.retry_at


async def test_11_confirm_lost(rails: RailsCable) -> None:
    await rails.set(drop_confirms=1)
    async with watched(rails.server, pace=FAST) as watcher:
        await watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        await say(rails, 1)
        await hears(watcher, 1)
        await watcher.reach_live(connection=2)
    assert watcher.states.count(TRYING) == 2


async def test_12_confirm_slow(rails: RailsCable) -> None:
    await rails.set(confirm_delay=0.4)
    pace = Pace(ask_again=0.2)
    async with watched(rails.server, pace=pace) as watcher:
        await watcher.reach_live()
        assert (await rails.stats())["counts"]["command:subscribe"] == 2
        await say(rails, 1)
        await hears(watcher, 1)
    assert LinkState.DEGRADED not in watcher.states
    assert watcher.states.count(TRYING) == 1


async def test_13_events_before_the_confirm(rails: RailsCable) -> None:
    await rails.set(confirm_delay=0.5)
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach(LinkState.SUBSCRIBING)
        await asyncio.sleep(0.2)
        await say(rails, 1)
        await hears(watcher, 1)
        assert watcher.states[-1] is LinkState.SUBSCRIBING
        await watcher.reach_live()
        assert message_ids(watcher.events) == [1]


async def test_14_duplicate_events(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await say(rails, 1)
        await say(rails, 1)
        # Both are handed on: what to make of them is for those who hold the messages.
        await hears(watcher, 1, 1)


async def test_16_burst_of_two_thousand(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.broadcast(TOKEN, "message.created", {"account_id": 1}, count=2000)
        await hears(watcher, *range(2000))
        assert watcher.states[-1] is LinkState.LIVE


async def test_17_five_megabytes(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        data = {"id": 1, "account_id": 1}
        await rails.broadcast(TOKEN, "message.created", data, pad=5_000_000)
        await hears(watcher, 1)
    assert watcher.states.count(TRYING) == 1


async def test_18_frames_that_make_no_sense(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        for text in ("{", "[]", "null", "42", '{"type":"teapot"}', '{"message":{"event":1}}'):
            await rails.raw(text)
        frame = {"identifier": "another", "message": {"event": "contact.deleted", "data": {}}}
        await rails.raw(json.dumps(frame))
        await say(rails, 1)
        await hears(watcher, 1)
        assert watcher.client.status.connection == 1


async def test_19_pings_are_no_events(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        heard_at = watcher.client.last_frame_at
        assert heard_at is not None
        async with asyncio.timeout(5):
            while watcher.client.last_frame_at == heard_at:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert {type(event) for event in watcher.events} <= {PresenceUpdate}
        assert watcher.states[-1] is LinkState.LIVE


async def test_21_fin_without_a_close_frame(rails: RailsCable) -> None:
    await _comes_back_after(rails, "fin")


async def test_22_rst(rails: RailsCable) -> None:
    await _comes_back_after(rails, "rst")


async def _comes_back_after(rails: RailsCable, how: str) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.drop(how)
        waiting = await watcher.reach(LinkState.WAITING, Cause.CLOSED)
        assert waiting.last_frame_at is not None
        await watcher.reach_live(connection=2)
        await say(rails, 1)
        await hears(watcher, 1)
    check_attempts(watcher)


async def test_23_close_1000_without_disconnect(rails: RailsCable) -> None:
    await rails.set(remote="rails61")
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.disconnect(reconnect=True)
        await watcher.reach(LinkState.WAITING, Cause.CLOSED)
        await watcher.reach_live(connection=2)
    check_attempts(watcher)


async def test_24_disconnect_with_reconnect(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.disconnect(reconnect=True)
        waiting = await watcher.reach(LinkState.WAITING, Cause.SERVER_ASKED)
        assert waiting.detail == "remote"
        await watcher.reach_live(connection=2)
        await rails.restart()
        await watcher.reach_live(connection=3)
        assert [link.detail for link in watcher.links if link.detail] == [
            "remote",
            "server_restart",
        ]
    check_attempts(watcher)


async def test_25_disconnect_without_reconnect(rails: RailsCable) -> None:
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.disconnect(reconnect=False)
        halted = await watcher.reach(LinkState.HALTED, Cause.SERVER_ASKED)
        assert halted.retry_at is None
        watcher.client.nudge()
        await watcher.reach_live(connection=2)
    assert watcher.states.count(TRYING) == 2


async def test_27_half_open_path(rails: RailsCable) -> None:
    pace = replace(REAL, silence=3.5)
    async with FaultProxy(port_of(rails.server)) as proxy:
        async with watched(Server(proxy.url), pace=pace) as watcher:
            await watcher.reach_live()
            proxy.down.stall()
            await say(rails, 1)
            await watcher.reach(LinkState.WAITING, Cause.SILENT)
            proxy.resume()
            await watcher.reach_live(connection=2)
            await say(rails, 2)
            await hears(watcher, 2)
        check_attempts(watcher)


async def test_28_one_direction_dead(rails: RailsCable) -> None:
    async with FaultProxy(port_of(rails.server)) as proxy:
        async with watched(Server(proxy.url), pace=FAST) as watcher:
            await watcher.reach_live()
            proxy.up.stall()
            deaf = await watcher.reach(LinkState.DEGRADED, Cause.DEAF)
            assert deaf.retry_at is not None
            await say(rails, 1)
            await hears(watcher, 1)
            await watcher.reach(LinkState.WAITING, Cause.DEAF)
            proxy.resume()
            await watcher.reach_live(connection=2)
        check_attempts(watcher)


async def test_29_pings_stop_and_events_flow(rails: RailsCable) -> None:
    await rails.set(pings=False)
    async with watched(rails.server, pace=replace(REAL, silence=0.8)) as watcher:
        await watcher.reach_live()
        for number in range(8):
            await say(rails, number)
            await asyncio.sleep(0.2)
        await hears(watcher, *range(8))
        assert watcher.states.count(TRYING) == 1


async def test_30_pings_stop_and_nothing_flows(rails: RailsCable) -> None:
    await rails.set(pings=False)
    async with watched(rails.server, pace=Pace(silence=0.3)) as watcher:
        await watcher.reach_live()
        silent = await watcher.reach(LinkState.WAITING, Cause.SILENT)
        assert silent.last_frame_at is not None


async def test_31_pub_sub_dead_and_alive_again(rails: RailsCable) -> None:
    pace = Pace(presence=0.2, echo=0.15)
    async with watched(rails.server, pace=pace) as watcher:
        await watcher.reach_live()
        await rails.set(mute=True)
        await watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        await rails.set(mute=False)
        await watcher.until(lambda: watcher.states[-1] is LinkState.LIVE)
        assert watcher.links[-1].connection == 1


async def test_31_pub_sub_dead_for_long(rails: RailsCable) -> None:
    async with watched(rails.server, pace=FAST) as watcher:
        await watcher.reach_live()
        await rails.set(mute=True)
        await watcher.reach(LinkState.WAITING, Cause.DEAF)


async def test_36_token_revoked_while_live(rails: RailsCable) -> None:
    await rails.set(bad_token="explicit")
    async with watched(rails.server, pace=REAL) as watcher:
        await watcher.reach_live()
        await rails.set(revoked=[TOKEN])
        await say(rails, 1)
        await hears(watcher, 1)  # what is open goes on; only the next subscribe is refused
        await rails.drop("fin")
        halted = await watcher.reach(LinkState.HALTED, Cause.REJECTED)
        assert halted.retry_at is None
    assert watcher.states.count(TRYING) == 2


async def test_38_account_switch(rails: RailsCable) -> None:
    accounts = [1, 2]

    async def identify() -> Identifier:
        return AGENT.model_copy(update={"account_id": accounts.pop(0)})

    async with watched(rails.server, identify=identify, pace=REAL) as watcher:
        await watcher.reach_live()
        watcher.client.renew()
        await watcher.reach_live(connection=2)
        for number, account_id in ((1, 1), (2, 2), (3, 1), (4, 2)):
            await say(rails, number, account_id)
        await watcher.until(lambda: {2, 4} <= set(message_ids(watcher.events)))
        assert sorted(message_ids(watcher.events)) == [2, 4]


async def test_39_same_agent_elsewhere(rails: RailsCable) -> None:
    async with (
        watched(rails.server, pace=REAL) as one,
        watched(rails.server, pace=REAL) as other,
    ):
        await one.reach_live()
        await other.reach_live()
        await say(rails, 1)
        await hears(one, 1)
        await hears(other, 1)
    assert one.states.count(TRYING) == other.states.count(TRYING) == 1
