from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import cast

import aiohttp
import pytest
from aiohttp import web

from hoory_tui.client.connection import (
    Connection,
    Limits,
    NotOpened,
    Socket,
    close_socket,
    not_opened,
    open_socket,
)
from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Interrupted,
    Moved,
    NotAllowed,
    Obstacle,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
    Unreadable,
    UntrustedCertificate,
)
from hoory_tui.client.session import CABLE_TIMEOUT, Server, open_session
from hoory_tui.wire.cable import Cable
from hoory_tui.wire.link import Cause, Ending, Then

from .servers import Peer, cable_server, http_server
from .watching import AGENT


@pytest.mark.parametrize(
    ("error", "cause", "then"),
    [
        (SignInRefused(), Cause.UNAUTHORIZED, Then.HALT),
        (UntrustedCertificate("desk"), Cause.UNTRUSTED, Then.SLOWLY),
        (Moved("https://new.example"), Cause.TURNED_AWAY, Then.SLOWLY),
        (CannotConnect("desk", Obstacle.DNS), Cause.UNREACHABLE, Then.RETRY),
        (CannotConnect("desk", Obstacle.REFUSED), Cause.UNREACHABLE, Then.RETRY),
        (CannotConnect("desk", Obstacle.SLOW), Cause.TIMED_OUT, Then.RETRY),
        (TimedOut("desk"), Cause.TIMED_OUT, Then.RETRY),
        (Interrupted("desk"), Cause.CLOSED, Then.RETRY),
        (ServerFailed(502), Cause.TURNED_AWAY, Then.RETRY),
        (NotAllowed(), Cause.TURNED_AWAY, Then.RETRY),
        (Unreadable("desk", "not JSON"), Cause.TURNED_AWAY, Then.RETRY),
    ],
)
def test_what_an_error_means_for_the_link(error: HooryError, cause: Cause, then: Then) -> None:
    ending = not_opened(error).ending
    assert (ending.cause, ending.then) == (cause, then)
    assert ending.detail == error.sentence


def test_keeps_the_pause_a_server_asks_for() -> None:
    assert not_opened(TooManyRequests(9.0)).pause == 9
    assert not_opened(ServerFailed(503, 3.0)).pause == 3
    assert not_opened(ServerFailed(503)).pause == 0


class Buffered:
    """A socket in which everything has arrived already, so that reading never waits."""

    close_code = 1006

    def __init__(self, texts: list[str]) -> None:
        self._texts = texts

    async def receive(self) -> aiohttp.WSMessage:
        if self._texts:
            return aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, self._texts.pop(), None)
        return aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None)

    async def send_str(self, text: str) -> None:
        pass


async def test_others_have_their_turn_while_much_is_read() -> None:
    turns = 0

    async def tick() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    socket = cast(Socket, Buffered(['{"type":"ping","message":1}'] * 6400))
    cable = Cable(AGENT, now=0.0)
    connection = Connection(socket, cable, clock=lambda: 0.0, limits=Limits())
    ticking = asyncio.create_task(tick())
    ending = await connection.drive(lambda: True, asyncio.Event().wait)
    ticking.cancel()
    assert ending == Ending(Cause.CLOSED, Then.RETRY)
    assert cable.counts.frames == 6400
    assert turns == 100


class Scripted:
    """A socket and the clock beside it: each look at the socket takes as long as it says."""

    close_code = None

    def __init__(self, looks: list[tuple[float, str | None]]) -> None:
        self.now = 0.0
        self.cable = Cable(AGENT, now=0.0)
        self._looks = looks
        self._connection = Connection(
            cast(Socket, self), self.cable, clock=self.clock, limits=Limits()
        )

    def clock(self) -> float:
        return self.now

    async def receive(self) -> aiohttp.WSMessage:
        if not self._looks:
            return aiohttp.WSMessage(aiohttp.WSMsgType.CLOSED, None, None)
        lasting, text = self._looks.pop(0)
        self.now = self._connection.due if text is None and lasting == 0 else self.now + lasting
        if text is None:
            raise TimeoutError
        return aiohttp.WSMessage(aiohttp.WSMsgType.TEXT, text, None)

    async def send_str(self, text: str) -> None:
        pass

    async def drive(self, report: Callable[[], bool] = lambda: True) -> Ending:
        return await self._connection.drive(report, asyncio.Event().wait)


WELCOME, PING = '{"type":"welcome"}', '{"type":"ping","message":1}'
NOTHING = (0.0, None)
"""A look for exactly as long as was meant, in vain."""


@pytest.mark.parametrize("frozen", [9.5, 20.0, 3600.0])
async def test_what_piled_up_while_we_were_frozen_is_no_life(frozen: float) -> None:
    scripted = Scripted([(0.1, WELCOME), (3, PING), (frozen, PING), (0, PING)])
    ending = await scripted.drive()
    assert ending == Ending(Cause.SILENT, Then.RETRY)
    assert scripted.cable.last_frame_at == 3.1


async def test_what_piled_up_while_the_listener_held_us_up_is_no_life_either() -> None:
    scripted = Scripted([(0.1, WELCOME), (0.1, PING), (0.0, PING)])

    def hold_up() -> bool:
        scripted.now += 10 if scripted.cable.counts.frames == 2 else 0
        return True

    assert await scripted.drive(hold_up) == Ending(Cause.SILENT, Then.RETRY)
    assert scripted.cable.last_frame_at == 0.2


@pytest.mark.parametrize("stalled", [0.5, 3.0, 7.4])
async def test_a_stall_of_ours_is_not_held_against_the_server(stalled: float) -> None:
    # The pings of the meantime wait in the socket, whether the look was in vain or not.
    for look in [(stalled, PING), (stalled + 1.8, None)]:
        scripted = Scripted([(0.1, WELCOME), (2.9, PING), NOTHING, look, (0.001, PING)])
        ending = await scripted.drive()
        assert ending.cause is Cause.CLOSED
        assert scripted.cable.last_frame_at == scripted.now


async def test_a_silent_server_is_dropped_on_time_by_one_who_looks_often() -> None:
    scripted = Scripted([(0.1, WELCOME), (2.9, PING), *[NOTHING] * 20])
    ending = await scripted.drive()
    assert ending.cause is Cause.SILENT
    assert scripted.now == pytest.approx(10.5, abs=0.05)


async def test_an_owner_who_is_always_late_notices_the_silence_all_the_same() -> None:
    scripted = Scripted([(0.1, WELCOME), *[(2.5, None)] * 20])
    ending = await scripted.drive()
    assert ending.cause is Cause.SILENT
    assert scripted.now < 15


async def test_opens_a_socket_that_speaks_the_protocol() -> None:
    async def idle(peer: Peer) -> None:
        await peer.closed.wait()

    async with (
        cable_server(idle) as cable,
        open_session(cable.server, timeout=CABLE_TIMEOUT) as session,
    ):
        socket = await open_socket(session, cable.server, Limits())
        assert socket.protocol == "actioncable-v1-json"
        await close_socket(socket, Limits())
        await cable.peers[0].closed.wait()


async def test_what_is_no_cable_is_refused_with_the_reason_and_nothing_of_the_library() -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>")

    async with http_server(page) as server, open_session(server) as session:
        with pytest.raises(NotOpened) as refused:
            await open_socket(session, Server(server.url + "/desk"), Limits())
    assert refused.value.ending.then is Then.SLOWLY
    assert "(200)" in refused.value.ending.detail
    assert refused.value.__context__ is None
