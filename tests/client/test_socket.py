from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import pytest

from hoory_tui.client.batches import Batch
from hoory_tui.client.connection import Limits
from hoory_tui.client.errors import Moved
from hoory_tui.client.session import Server
from hoory_tui.client.socket import CableClient
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import ContactDeleted, Malformed, MessageCreated
from hoory_tui.wire.link import Cause, LinkState

from .desks import DeskClient
from .servers import Peer, cable_server
from .watching import AGENT, PATIENCE, PATIENT, QUICK, Hasty, Watcher, identify_agent, watched


async def healthy(peer: Peer) -> None:
    await peer.subscribed()


async def test_goes_from_connecting_to_live_and_beats_at_once() -> None:
    async with cable_server(healthy) as cable, watched(cable.server) as watcher:
        await watcher.reach_live()
        await cable.peers[0].hear("message")
        assert watcher.states == [
            LinkState.CONNECTING,
            LinkState.GREETING,
            LinkState.SUBSCRIBING,
            LinkState.LIVE,
        ]
        assert json.loads(cable.peers[0].heard[1]["data"]) == {"action": "update_presence"}
        assert cable.peers[0].heard[0]["identifier"] == AGENT.encode()


async def test_offers_the_protocol_and_the_origin_of_the_base_address() -> None:
    async with cable_server(healthy) as cable, watched(cable.server) as watcher:
        await watcher.reach_live()
        headers = cable.peers[0].request.headers
        assert headers["Origin"] == cable.server.origin
        assert headers["Sec-WebSocket-Protocol"] == "actioncable-v1-json,actioncable-unsupported"
        assert not any("token" in name.lower() for name in headers)


async def test_delivers_events_also_before_the_confirmation() -> None:
    async def early(peer: Peer) -> None:
        await peer.welcome()
        await peer.hear("subscribe")
        await peer.event("message.created", id=1)
        await peer.confirm()
        await peer.event("message.created", id=2)

    async with cable_server(early) as cable, watched(cable.server) as watcher:
        await watcher.until(lambda: len(watcher.events) == 2)
        assert [batch.link.state for batch in watcher.batches if batch.events] == [
            LinkState.SUBSCRIBING,
            LinkState.LIVE,
        ]


async def test_keeps_the_connection_over_frames_that_make_no_sense() -> None:
    async def odd(peer: Peer) -> None:
        await peer.subscribed()
        for text in ("{", "[]", "null", '{"type":"teapot"}', '{"identifier":"x","message":null}'):
            await peer.say_text(text)
        await peer.say_bytes(b"\x00\x01")
        await peer.say({"type": "ping", "message": 1})
        await peer.event("contact.deleted", id=3)

    async with cable_server(odd) as cable, watched(cable.server) as watcher:
        await watcher.until(lambda: len(watcher.events) == 7)
        assert isinstance(watcher.events.pop(), ContactDeleted)
        # Each of them is told of, by what was wrong with it.
        assert [one.kind for one in watcher.events if isinstance(one, Malformed)] == [
            "a frame: not JSON",
            "a frame: not an object",
            "a frame: not an object",
            "a frame: unknown type",
            "a frame: neither a type nor a message",
            "a frame: binary",
        ]
        assert len(cable.peers) == 1


@pytest.mark.parametrize("how", ["abort", "close", "disconnect"])
async def test_comes_back_after_a_connection_ended(how: str) -> None:
    async def first_ends(peer: Peer) -> None:
        await peer.subscribed()
        await peer.hear("message")
        if peer.number > 1:
            return
        if how == "abort":
            peer.abort()
        elif how == "close":
            await peer.close(1000)
        else:
            await peer.say({"type": "disconnect", "reason": "remote", "reconnect": True})

    cause = Cause.SERVER_ASKED if how == "disconnect" else Cause.CLOSED
    async with cable_server(first_ends) as cable, watched(cable.server) as watcher:
        waiting = await watcher.reach(LinkState.WAITING, cause)
        assert waiting.retry_at is not None
        assert waiting.last_frame_at is not None
        await watcher.reach_live(connection=2)


async def test_waits_longer_each_time_it_is_dropped_at_once() -> None:
    async def drop(peer: Peer) -> None:
        await peer.subscribed()
        await peer.hear("message")
        peer.abort()

    def still() -> float:
        return 0.0

    async with cable_server(drop) as cable, watched(cable.server, clock=still) as watcher:
        await watcher.until(lambda: watcher.states.count(LinkState.WAITING) == 4)
    waits = [link for link in watcher.links if link.state is LinkState.WAITING]
    assert [(link.attempt, link.retry_at) for link in waits] == [
        (1, 0.01),
        (2, 0.02),
        (3, 0.04),
        (4, 0.08),
    ]


async def test_forgets_failures_once_the_link_was_stable() -> None:
    stable = asyncio.Event()

    async def late(peer: Peer) -> None:
        if peer.number < 7:
            peer.abort()
            return
        await peer.subscribed()
        while not stable.is_set():
            await peer.say({"type": "ping", "message": 1})
            await asyncio.sleep(0.02)
        peer.abort()

    async with cable_server(late) as cable, watched(cable.server) as watcher:
        await watcher.reach_live()
        assert watcher.links[-1].attempt == 7
        await watcher.until(lambda: watcher.links[-1].attempt == 0)
        assert watcher.states[-1] is LinkState.LIVE
        stable.set()
        await watcher.until(lambda: watcher.states[-1] is LinkState.WAITING)
        waiting = watcher.links[-1]
        assert waiting.retry_at is not None
        assert waiting.last_frame_at is not None
        # The seventh pause in a row would be of 300 ms.
        assert waiting.retry_at - waiting.last_frame_at < 0.2


async def test_drops_a_connection_that_went_silent() -> None:
    pace = Pace(silence=0.2)
    async with cable_server(healthy) as cable, watched(cable.server, pace=pace) as watcher:
        await watcher.reach(LinkState.WAITING, Cause.SILENT)
        await watcher.reach_live(connection=2)
        await cable.peers[0].closed.wait()
        assert cable.peers[0].close_code == 1000


async def test_stays_connected_while_events_come_without_pings() -> None:
    async def talkative(peer: Peer) -> None:
        await peer.subscribed()
        while True:
            await peer.event("contact.deleted", id=1)
            await asyncio.sleep(0.02)

    pace = Pace(silence=0.6)
    async with cable_server(talkative) as cable, watched(cable.server, pace=pace) as watcher:
        await watcher.until(lambda: len(watcher.events) == 40)
        assert len(cable.peers) == 1


async def test_reports_missing_echoes_as_deaf() -> None:
    pace = Pace(silence=20, presence=0.1, echo=0.05)
    async with cable_server(healthy) as cable, watched(cable.server, pace=pace) as watcher:
        await watcher.reach(LinkState.DEGRADED, Cause.DEAF)
        await cable.peers[0].event("presence.update", users={"7": "online"})
        await watcher.until(lambda: watcher.states[-1] is LinkState.LIVE)
        assert len(cable.peers) == 1


async def test_tells_of_a_frame_too_large_and_comes_back() -> None:
    async def large(peer: Peer) -> None:
        await peer.subscribed()
        if peer.number == 1:
            with suppress(ConnectionError):
                await peer.say_text("x" * (16 * 1024 * 1024 + 1))

    async with cable_server(large) as cable, watched(cable.server) as watcher:
        await watcher.reach(LinkState.WAITING, Cause.TOO_LARGE)
        await watcher.reach_live(connection=2)


async def test_beats_also_while_events_come_without_a_pause() -> None:
    async def flood(peer: Peer) -> None:
        await peer.subscribed()
        while True:
            await peer.event("contact.deleted", id=1)

    pace = Pace(presence=0.05, echo=20)
    async with cable_server(flood) as cable, watched(cable.server, pace=pace) as watcher:
        await watcher.reach_live()
        async with asyncio.timeout(PATIENCE):
            await cable.peers[0].hear("message", 3)


async def test_loses_nothing_of_a_burst_and_hands_it_out_in_batches() -> None:
    async def burst(peer: Peer) -> None:
        await peer.subscribed()
        for number in range(2000):
            await peer.event("message.created", id=number)

    async with cable_server(burst) as cable, watched(cable.server) as watcher:
        await watcher.until(lambda: len(watcher.events) == 2000)
    ids = [event.message.id for event in watcher.events if isinstance(event, MessageCreated)]
    assert ids == list(range(2000))
    assert max(len(batch.events) for batch in watcher.batches) <= 256
    assert len(watcher.batches) < 200


async def test_a_slow_listener_stops_the_reading() -> None:
    sent = 0
    goal = 1_000_000
    went_on = asyncio.Event()
    opened = asyncio.Event()

    async def flood(peer: Peer) -> None:
        nonlocal sent
        await peer.subscribed()
        while True:
            await peer.event("message.created", id=sent, content="x" * 2000)
            sent += 1
            if sent > goal:
                went_on.set()

    async def blocked(batch: Batch) -> None:
        if batch.events:
            await opened.wait()

    async with cable_server(flood) as cable:
        client = CableClient(cable.server, identify_agent, rng=Hasty(), pace=PATIENT, limits=QUICK)
        running = asyncio.create_task(client.run(blocked))
        before = -1
        # The sending stands still once every buffer on the way is full.
        while (sent != before or not sent) and sent < 20_000:
            before = sent
            await asyncio.sleep(0.2)
        assert sent < 20_000
        goal = sent + 3000
        opened.set()
        async with asyncio.timeout(PATIENCE):
            await went_on.wait()
        running.cancel()
        await asyncio.wait({running}, timeout=1)
        assert running.done()


@pytest.mark.parametrize(
    "state",
    [
        LinkState.CONNECTING,
        LinkState.GREETING,
        LinkState.LIVE,
        LinkState.REFUSED,
        LinkState.HALTED,
    ],
)
async def test_ends_within_a_second_and_leaves_no_task(state: LinkState) -> None:
    async def stop_at(peer: Peer) -> None:
        if state is LinkState.GREETING:
            return
        await peer.welcome()
        await peer.hear("subscribe")
        if state is LinkState.HALTED:
            await peer.say({"type": "disconnect", "reason": "x", "reconnect": False})
        else:
            await peer.confirm()

    async def identify() -> Identifier:
        if state is LinkState.REFUSED:
            raise Moved("https://new.example")
        if state is LinkState.CONNECTING:
            await asyncio.Event().wait()
        return AGENT

    before = asyncio.all_tasks()
    async with (
        cable_server(stop_at) as cable,
        watched(cable.server, identify=identify, limits=Limits()) as watcher,
    ):
        await watcher.reach(state)
    assert asyncio.all_tasks() == before


async def test_no_token_in_what_it_says_of_itself() -> None:
    async with cable_server(healthy) as cable, watched(cable.server) as watcher:
        await watcher.reach_live()
        assert "agent-token-1" not in repr(watcher.batches) + repr(watcher.client.status)


async def test_keeps_the_time_of_the_last_frame_across_connections() -> None:
    async def once(peer: Peer) -> None:
        if peer.number == 1:
            await peer.subscribed()
            await peer.hear("message")
            peer.abort()

    async with cable_server(once) as cable, watched(cable.server) as watcher:
        await watcher.reach(LinkState.WAITING)
        heard = watcher.client.last_frame_at
        await watcher.until(
            lambda: (watcher.states[-1], watcher.links[-1].connection) == (LinkState.GREETING, 2)
        )
        assert heard is not None
        assert watcher.client.last_frame_at == heard
        assert watcher.client.status.last_frame_at == heard


def test_waits_in_the_beginning() -> None:
    client = CableClient(Server("http://127.0.0.1:9"), identify_agent)
    assert client.status.state is LinkState.WAITING
    assert client.last_frame_at is None


async def test_hears_again_what_happens_after_a_drop(client: DeskClient) -> None:
    agent = client.desk.agents[0]
    api = client.agent()
    talk = (await api.conversations()).payload[0].id

    async def identify() -> Identifier:
        profile = await api.profile()
        assert profile.pubsub_token is not None
        return Identifier(
            pubsub_token=profile.pubsub_token, account_id=api.account_id, user_id=profile.id
        )

    def heard(watcher: Watcher) -> list[str | None]:
        created = [event for event in watcher.events if isinstance(event, MessageCreated)]
        return [event.message.content for event in created]

    async with watched(client.server, identify=identify) as watcher:
        await watcher.reach_live()
        client.desk.contact_writes(talk, "before")
        await watcher.until(lambda: heard(watcher) == ["before"])
        client.desk.rotate_pubsub_token(agent.id)
        client.desk.drop_sockets()
        await watcher.reach_live(connection=2)
        client.desk.contact_writes(talk, "after")
        await watcher.until(lambda: heard(watcher) == ["before", "after"])
        await client.desk.disconnect_all("server_restart")
        asked = await watcher.reach(LinkState.WAITING, Cause.SERVER_ASKED)
        assert asked.detail == "server_restart"
        await watcher.reach_live(connection=3)
