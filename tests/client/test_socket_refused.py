"""Servers that refuse the cable, or that an agent's token does not open."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from aiohttp import web
from pydantic import SecretStr

from hoory_tui.client.errors import ServerFailed, SignInRefused
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, LinkState

from .servers import Peer, cable_server, http_server, raw_server
from .watching import AGENT, QUICK, watched


async def healthy(peer: Peer) -> None:
    await peer.subscribed()


async def test_says_that_nobody_is_there_and_goes_on_trying() -> None:
    async with cable_server(healthy) as cable:
        gone = cable.server
    async with watched(gone) as watcher:
        waiting = await watcher.reach(LinkState.WAITING, Cause.UNREACHABLE)
        assert "cannot be reached" in waiting.detail
        await watcher.until(lambda: watcher.states.count(LinkState.CONNECTING) == 3)


async def test_gives_up_on_a_server_that_never_answers_the_handshake() -> None:
    async def mute(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    limits = replace(QUICK, handshake=0.2)
    async with raw_server(mute) as server, watched(server, limits=limits) as watcher:
        await watcher.reach(LinkState.WAITING, Cause.TIMED_OUT)


async def test_gives_up_on_a_server_that_never_welcomes() -> None:
    async def cold(peer: Peer) -> None:
        pass

    pace = Pace(welcome=0.1)
    async with cable_server(cold) as cable, watched(cable.server, pace=pace) as watcher:
        await watcher.reach(LinkState.WAITING, Cause.NO_WELCOME)
        await cable.peers[0].closed.wait()


async def test_reports_a_silent_refusal_as_unconfirmed_and_tries_a_new_connection() -> None:
    async def silent(peer: Peer) -> None:
        await peer.welcome()
        await peer.hear("subscribe")
        if peer.number > 1:
            await peer.confirm()

    pace = Pace(silence=20, ask_again=0.05, confirm=0.1, degraded=0.1)
    async with cable_server(silent) as cable, watched(cable.server, pace=pace) as watcher:
        await watcher.reach(LinkState.DEGRADED, Cause.UNCONFIRMED)
        await watcher.reach_live(connection=2)
        assert [one["command"] for one in cable.peers[0].heard] == ["subscribe"] * 2


@pytest.mark.parametrize(
    ("frame", "cause", "detail"),
    [
        ({"type": "disconnect", "reason": "unauthorized", "reconnect": False}, "unauthorized", ""),
        ({"type": "disconnect", "reason": "remote", "reconnect": False}, "server asked", "remote"),
        ({"type": "reject_subscription", "identifier": AGENT.encode()}, "rejected", ""),
    ],
)
async def test_halts_when_sent_away_until_nudged(
    frame: dict[str, object], cause: str, detail: str
) -> None:
    async def send_away(peer: Peer) -> None:
        if peer.number > 1:
            await peer.subscribed()
            return
        await peer.welcome()
        await peer.hear("subscribe")
        await peer.say(frame)

    async with cable_server(send_away) as cable, watched(cable.server) as watcher:
        halted = await watcher.reach(LinkState.HALTED, Cause(cause))
        assert halted.retry_at is None
        assert detail in halted.detail
        await cable.peers[0].closed.wait()
        assert len(cable.peers) == 1
        watcher.client.nudge()
        await watcher.reach_live(connection=2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_tries_slowly_where_it_was_turned_away(status: int) -> None:
    async def refuse(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text="Page not found")

    async with http_server(refuse) as server, watched(server) as watcher:
        refused = await watcher.reach(LinkState.REFUSED, Cause.TURNED_AWAY)
        assert str(status) in refused.detail
        assert ("Origin" in refused.detail) == (status == 404)
        await watcher.until(lambda: watcher.states.count(LinkState.REFUSED) == 2)


async def test_waits_as_long_as_a_busy_server_asks_for() -> None:
    async def busy(request: web.Request) -> web.StreamResponse:
        return web.Response(status=503, headers={"Retry-After": "7"})

    async with http_server(busy) as server, watched(server) as watcher:
        waiting = await watcher.reach(LinkState.WAITING, Cause.TURNED_AWAY)
        assert waiting.retry_at is not None
        loop_now = asyncio.get_running_loop().time()
        assert 5 < waiting.retry_at - loop_now <= 7
        watcher.client.nudge()
        await watcher.until(lambda: watcher.states.count(LinkState.CONNECTING) == 2)


async def test_halts_when_the_server_speaks_no_protocol_of_ours() -> None:
    async def unsupported(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(protocols=("actioncable-unsupported",))
        await socket.prepare(request)
        await socket.receive()
        return socket

    async with http_server(unsupported) as server, watched(server) as watcher:
        await watcher.reach(LinkState.HALTED, Cause.UNSUPPORTED)


async def test_accepts_a_server_that_names_no_protocol() -> None:
    async def nameless(request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "welcome"})
        await socket.receive()
        return socket

    async with http_server(nameless) as server, watched(server) as watcher:
        await watcher.reach(LinkState.SUBSCRIBING)


async def test_follows_no_redirect_to_another_origin() -> None:
    reached = False

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        nonlocal reached
        reached = True
        return web.Response()

    async with http_server(elsewhere) as other:

        async def redirect(request: web.Request) -> web.StreamResponse:
            raise web.HTTPFound(f"{other.url}/cable?once=secret")

        async with http_server(redirect) as server, watched(server) as watcher:
            refused = await watcher.reach(LinkState.REFUSED, Cause.TURNED_AWAY)
            assert other.origin in refused.detail
            assert "secret" not in refused.detail
    assert not reached


async def test_halts_when_the_token_is_no_longer_good() -> None:
    good = False

    async def identify() -> Identifier:
        if not good:
            raise SignInRefused
        return AGENT

    async with (
        cable_server(healthy) as cable,
        watched(cable.server, identify=identify) as watcher,
    ):
        await watcher.reach(LinkState.HALTED, Cause.UNAUTHORIZED)
        assert not cable.peers
        good = True
        watcher.client.nudge()
        await watcher.reach_live()


async def test_tries_again_when_asking_for_the_token_failed() -> None:
    failures = [ServerFailed(502), ServerFailed(502)]

    async def identify() -> Identifier:
        if failures:
            raise failures.pop()
        return AGENT

    async with (
        cable_server(healthy) as cable,
        watched(cable.server, identify=identify) as watcher,
    ):
        await watcher.reach(LinkState.WAITING, Cause.TURNED_AWAY)
        await watcher.reach_live()


async def test_renewing_opens_a_connection_with_the_new_token() -> None:
    tokens = ["old", "new"]

    async def identify() -> Identifier:
        return Identifier(pubsub_token=SecretStr(tokens.pop(0)), account_id=1, user_id=7)

    async with (
        cable_server(healthy) as cable,
        watched(cable.server, identify=identify) as watcher,
    ):
        await watcher.reach_live()
        watcher.client.renew()
        await watcher.reach_live(connection=2)
        assert [json.loads(peer.identifier)["pubsub_token"] for peer in cable.peers] == [
            "old",
            "new",
        ]


async def test_a_nudge_shortens_one_wait_and_no_later_one() -> None:
    async def send_away(peer: Peer) -> None:
        await peer.subscribed()
        await peer.hear("message")
        await peer.say({"type": "disconnect", "reason": "remote", "reconnect": False})

    async with cable_server(send_away) as cable, watched(cable.server) as watcher:
        await watcher.reach_live()
        watcher.client.nudge()
        await watcher.reach(LinkState.HALTED)
        await cable.peers[0].closed.wait()
        watcher.client.nudge()
        await watcher.until(lambda: watcher.states.count(LinkState.HALTED) == 2)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await watcher.until(lambda: watcher.states.count(LinkState.CONNECTING) > 2)
