"""One cable connection from the handshake to its end, which is always a value, never a raise."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from socket import SHUT_RDWR
from typing import Final

import aiohttp

from hoory_tui.client.errors import (
    PROXY_SIGN_IN,
    CannotConnect,
    HooryError,
    Interrupted,
    Moved,
    Obstacle,
    ProxyRefused,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
    Unreached,
    UntrustedCertificate,
    UnusableAuthority,
)
from hoory_tui.client.faults import explain_failure
from hoory_tui.client.session import Server
from hoory_tui.client.statuses import read_retry_after
from hoory_tui.wire.cable import Cable
from hoory_tui.wire.frames import SUBPROTOCOLS
from hoory_tui.wire.link import Cause, Ending, Then
from hoory_tui.words import said, to_say

_LARGEST_FRAME: Final = 16 * 1024 * 1024
"""A larger one ends the connection, so this stays well above what a mail with its HTML makes."""
_FRAMES_A_TURN: Final = 64
_SOON: Final = 0.01  # aiohttp takes a timeout of zero for none at all
_LATE: Final = 0.1  # a wait that ends so much too late was ours to end
_TURNS_A_SILENCE: Final = 4  # often enough to tell our own absence from the server's
_UNSUPPORTED: Final = SUBPROTOCOLS[1]
_CLOSED_TOO_LARGE: Final = aiohttp.WSCloseCode.MESSAGE_TOO_BIG

Socket = aiohttp.ClientWebSocketResponse[bool]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long things around a connection may take, in seconds."""

    handshake: float = 10.0
    send: float = 5.0
    close: float = 0.9
    """Under the second that leaving the program may take."""
    stable: float = 10.0
    """How long a link must be live before earlier failures are forgotten."""
    slowly: float = 60.0
    """Between attempts at a server that turned us away; proxies do so during deploys."""


class NotOpened(Exception):  # noqa: N818
    """There is no connection; `ending` says why, `pause` how long the server wants to be left."""

    def __init__(self, ending: Ending, pause: float = 0.0) -> None:
        super().__init__(ending.cause.value)
        self.ending = ending
        self.pause = pause


async def open_socket(session: aiohttp.ClientSession, server: Server, limits: Limits) -> Socket:
    """Return an open socket to the server's cable; raises NotOpened and nothing else."""
    try:
        async with asyncio.timeout(limits.handshake):
            socket = await session.ws_connect(
                # A plain one by its web address: a proxy is told it, and may know no other.
                server.cable_url.replace("ws://", "http://"),
                ssl=server.network.ssl(),
                protocols=SUBPROTOCOLS,
                # Servers that check it answer 404 to any other and to none.
                origin=server.origin,
                timeout=aiohttp.ClientWSTimeout(ws_close=limits.close),
                max_msg_size=_LARGEST_FRAME,
                decode_text=False,
            )
    except aiohttp.WSServerHandshakeError as error:
        problem = _turned_away(error.status, read_retry_after(error.headers or {}))
    except (aiohttp.ClientError, OSError, HooryError) as error:
        problem = not_opened(explain_failure(error, server.host))
    else:
        if socket.protocol != _UNSUPPORTED:
            return socket
        await close_socket(socket, limits)
        problem = NotOpened(Ending(Cause.UNSUPPORTED, Then.HALT))
    raise problem


def not_opened(error: HooryError) -> NotOpened:
    """Return what an error on the way to a connection means for the link."""
    match error:
        case SignInRefused():
            ending = Ending(Cause.UNAUTHORIZED, Then.HALT, error.sentence)
        case ProxyRefused():
            then = Then.RETRY if error.passing else Then.SLOWLY
            ending = Ending(Cause.PROXY, then, error.sentence)
        case CannotConnect(obstacle=Obstacle.PROXY):
            ending = Ending(Cause.PROXY, Then.RETRY, error.sentence)
        case UntrustedCertificate() | UnusableAuthority():
            ending = Ending(Cause.UNTRUSTED, Then.SLOWLY, error.sentence)
        case Moved():
            ending = Ending(Cause.TURNED_AWAY, Then.SLOWLY, error.sentence)
        case TimedOut() | CannotConnect(obstacle=Obstacle.SLOW):
            ending = Ending(Cause.TIMED_OUT, Then.RETRY, error.sentence)
        case Interrupted():
            ending = Ending(Cause.CLOSED, Then.RETRY, error.sentence)
        case Unreached():
            ending = Ending(Cause.UNREACHABLE, Then.RETRY, error.sentence)
        case TooManyRequests(retry_after=pause) | ServerFailed(retry_after=pause):
            ending = Ending(Cause.TURNED_AWAY, Then.RETRY, error.sentence)
            return NotOpened(ending, pause or 0.0)
        case _:
            ending = Ending(Cause.TURNED_AWAY, Then.RETRY, error.sentence)
    return NotOpened(ending)


async def close_socket(socket: Socket, limits: Limits) -> None:
    """End a connection politely if the other side plays along, at once if it does not."""
    line = socket.get_extra_info("socket")
    with contextlib.suppress(TimeoutError, aiohttp.ClientError, OSError):
        async with asyncio.timeout(limits.close):
            await socket.close()
    if line is not None:
        # What could not leave by now must not arrive later, from a connection given up.
        with contextlib.suppress(OSError):
            line.shutdown(SHUT_RDWR)


class Connection:
    """An open socket and the protocol spoken on it."""

    def __init__(
        self, socket: Socket, cable: Cable, *, clock: Callable[[], float], limits: Limits
    ) -> None:
        self.cable = cable
        self._socket = socket
        self._clock = clock
        self._limits = limits
        self._look_every = cable.pace.silence / _TURNS_A_SILENCE
        self._frozen_after = cable.pace.silence + self._look_every
        self.due = self._looked_at = clock()
        """Until when, on the clock, the present turn of reading lasts."""

    async def drive(
        self, report: Callable[[], bool], room: Callable[[], Awaitable[object]]
    ) -> Ending:
        """Read, answer and keep time until the end.

        `report` is called after each frame and tells whether there is room for more; where
        there is none, `room` holds up the reading.
        """
        while True:
            ending = await self._turn(report) or await self._send() or self.cable.ending
            if not report():
                await room()
            if ending is not None:
                return ending

    async def _turn(self, report: Callable[[], bool]) -> Ending | None:
        """Take what comes until it is time for something else."""
        began_at = self._clock()
        look_again_at = self._looked_at + self._look_every
        self.due = max(began_at + _SOON, min(self.cable.deadline(), look_again_at))
        ending = None
        try:
            # One for many frames: a timeout takes as long as reading a frame.
            async with asyncio.timeout(self.due - began_at):
                for _ in range(_FRAMES_A_TURN):
                    message = await self._socket.receive()
                    ending = self._take(message.type, message.data)
                    if ending is not None or self.cable.is_urgent:
                        # What is to be sent leaves before anybody hears why.
                        break
                    if not report() or self._looked_at >= self.due:
                        break
                else:
                    # Reading what is buffered already never lets anybody else have a turn.
                    await asyncio.sleep(0)
        except TimeoutError:
            self._look()
            if self._looked_at - self.due >= _LATE and self.due - began_at > _SOON:
                # It was we who were late: first hear what came meanwhile, then judge.
                return None
        self.cable.tick(self._looked_at)
        return ending

    def _take(self, kind: aiohttp.WSMsgType, data: str | bytes) -> Ending | None:
        self._look()
        if kind is aiohttp.WSMsgType.TEXT:
            self.cable.receive_text(data, self._looked_at)
        elif kind is aiohttp.WSMsgType.BINARY:
            self.cable.receive_binary(self._looked_at)
        else:
            return self._closed()
        return None

    def _look(self) -> None:
        now = self._clock()
        if now - self._looked_at > self._frozen_after:
            # We were frozen: what piled up meanwhile says nothing of how the line is now.
            self.cable.tick(now)
        self._looked_at = now

    async def _send(self) -> Ending | None:
        frames = self.cable.take_frames()
        if not frames:
            # After nearly every frame; a timeout for nothing would cost as much as reading it.
            return None
        try:
            async with asyncio.timeout(self._limits.send):
                for frame in frames:
                    await self._socket.send_str(frame)
        except TimeoutError:
            return Ending(Cause.SEND_STUCK, Then.RETRY)
        except (aiohttp.ClientError, OSError):
            # Whatever the server said before it left is still to be read, and then the end.
            return None
        return None

    def _closed(self) -> Ending:
        too_large = self._socket.close_code == _CLOSED_TOO_LARGE
        return Ending(Cause.TOO_LARGE if too_large else Cause.CLOSED, Then.RETRY)


def _turned_away(status: int, pause: float | None) -> NotOpened:
    if status == PROXY_SIGN_IN:
        return not_opened(ProxyRefused(status))
    if status >= 500 or status in (408, 425, 429):
        problem = said("The server has a problem ({status}).", status=status)
        return NotOpened(Ending(Cause.TURNED_AWAY, Then.RETRY, problem), pause or 0.0)
    known = _HINTS.get(status)
    hint = (
        said("The server opened no cable ({status}); check the address.", status=status)
        if known is None
        else said(known)
    )
    return NotOpened(Ending(Cause.TURNED_AWAY, Then.SLOWLY, hint))


_HINTS: Final = {
    401: to_say("The server opens its cable to nobody without another sign-in (401)."),
    403: to_say("The server does not open its cable to us (403)."),
    404: to_say("The server has no cable at this address or does not take our Origin (404)."),
    410: to_say("The server no longer has a cable at this address (410)."),
}
