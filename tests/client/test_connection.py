from __future__ import annotations

import asyncio
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

    async def receive(self, **_: float) -> aiohttp.WSMessage:
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

    async def progress() -> None:
        pass

    socket = cast(Socket, Buffered(['{"type":"ping","message":1}'] * 6400))
    cable = Cable(AGENT, now=0.0)
    connection = Connection(socket, cable, clock=lambda: 0.0, limits=Limits())
    ticking = asyncio.create_task(tick())
    ending = await connection.drive(progress)
    ticking.cancel()
    assert ending == Ending(Cause.CLOSED, Then.RETRY)
    assert cable.counts.frames == 6400
    assert turns == 100


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
