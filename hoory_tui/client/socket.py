"""The live link: connects, subscribes, returns after every failure, tells how it is doing."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from random import Random, SystemRandom
from typing import Final

import aiohttp

from hoory_tui.client.batches import Batch, Outbound
from hoory_tui.client.connection import (
    Connection,
    Limits,
    NotOpened,
    Socket,
    close_socket,
    not_opened,
    open_socket,
)
from hoory_tui.client.errors import HooryError
from hoory_tui.client.session import CABLE_TIMEOUT, Server, open_session
from hoory_tui.wire.backoff import LONGEST, delays
from hoory_tui.wire.cable import Cable, Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.link import Cause, Ending, LinkState, LinkStatus, Then

_RESTING: Final = {
    Then.RETRY: LinkState.WAITING,
    Then.SLOWLY: LinkState.REFUSED,
    Then.HALT: LinkState.HALTED,
}

Identify = Callable[[], Awaitable[Identifier]]
Deliver = Callable[[Batch], Awaitable[None]]


class CableClient:
    """One agent's or contact's subscription, kept alive for as long as `run` runs.

    `identify` is asked before each connection, so that a changed token is noticed; it may
    raise HooryError. `status.attempt` counts attempts since the link was last stable and is
    0 while it is; `status.last_frame_at` outlives its connection, so that a gap can be
    measured from the last thing heard.
    """

    def __init__(
        self,
        server: Server,
        identify: Identify,
        *,
        clock: Callable[[], float] = time.monotonic,
        rng: Random | None = None,
        pace: Pace | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.last_frame_at: float | None = None
        """When anything at all was last heard, on the clock; None for never."""
        self._server = server
        self._identify = identify
        self._clock = clock
        self._rng = rng or SystemRandom()
        self._pace = pace
        self._limits = limits or Limits()
        self._status = LinkStatus(LinkState.WAITING)
        self._outbound = Outbound()
        self._nudged = asyncio.Event()
        self._delays = delays(self._rng)
        self._live_since: float | None = None
        self._tenure: asyncio.Timeout | None = None

    @property
    def status(self) -> LinkStatus:
        """How the link is doing at this moment."""
        return replace(self._status, last_frame_at=self.last_frame_at)

    async def run(self, deliver: Deliver) -> None:
        """Keep the link up and await `deliver` for each batch, until cancelled.

        A slow `deliver` slows down the reading, so that the server's end fills up, not ours.
        """
        self._outbound = Outbound()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._keep_up(), name="cable: link")
            tasks.create_task(self._hand_out(deliver), name="cable: deliver")

    def nudge(self) -> None:
        """Try now instead of after the wait, also when halted; nothing while not waiting."""
        self._nudged.set()

    def renew(self) -> None:
        """Replace the present connection by a new one at once, as after a change of token."""
        if self._tenure is None:
            self.nudge()
        elif not self._tenure.expired():
            self._tenure.reschedule(asyncio.get_running_loop().time())

    async def _hand_out(self, deliver: Deliver) -> None:
        while True:
            await deliver(await self._outbound.take())

    async def _keep_up(self) -> None:
        async with open_session(self._server, timeout=CABLE_TIMEOUT) as session:
            while True:
                await self._attempt(session)
                await self._rest()

    async def _attempt(self, session: aiohttp.ClientSession) -> None:
        """Make one connection and use it up; afterwards the status says what comes next."""
        self._say(LinkState.CONNECTING, attempt=self._status.attempt + 1)
        try:
            identifier = await self._identify()
            socket = await open_socket(session, self._server, self._limits)
        except HooryError as error:
            problem = not_opened(error)
        except NotOpened as error:
            problem = error
        else:
            try:
                await self._use(socket, identifier)
            finally:
                await close_socket(socket, self._limits)
            return
        self._end(problem.ending, problem.pause)

    async def _use(self, socket: Socket, identifier: Identifier) -> None:
        cable = Cable(identifier, now=self._clock(), pace=self._pace)
        connection = Connection(socket, cable, clock=self._clock, limits=self._limits)
        self._say(cable.state, connection=self._status.connection + 1)

        async def progress() -> None:
            self._report(cable)
            await self._outbound.room()

        try:
            async with asyncio.timeout(None) as self._tenure:
                ending = await connection.drive(progress)
        except TimeoutError:
            # Nothing but `renew` gives this block a limit.
            self._end(Ending(Cause.NONE, Then.RETRY))
            self._nudged.set()
        else:
            self._end(ending)
        finally:
            self._tenure = None

    def _report(self, cable: Cable) -> None:
        if cable.last_frame_at is not None:
            self.last_frame_at = cable.last_frame_at
        attempt = 0 if self._is_stable(cable.state) else self._status.attempt
        if (cable.state, cable.cause, attempt) != (
            self._status.state,
            self._status.cause,
            self._status.attempt,
        ):
            self._say(cable.state, cable.cause, attempt=attempt)
        self._outbound.put_events(cable.take_events(), self.last_frame_at)

    def _is_stable(self, state: LinkState) -> bool:
        if state is not LinkState.LIVE:
            self._live_since = None
            return False
        now = self._clock()
        if self._live_since is None:
            self._live_since = now
        # A server that confirms and drops at once must not be called upon every second.
        if now - self._live_since < self._limits.stable:
            return False
        if self._status.attempt:
            self._delays = delays(self._rng)
        return True

    def _end(self, ending: Ending, pause: float = 0.0) -> None:
        self._live_since = None
        # A nudge counts from here on, be the socket still closing; earlier ones are history.
        self._nudged.clear()
        retry_at = None
        if ending.then is Then.RETRY:
            retry_at = self._clock() + max(next(self._delays), min(pause, LONGEST))
        elif ending.then is Then.SLOWLY:
            retry_at = self._clock() + self._limits.slowly
        self._say(_RESTING[ending.then], ending.cause, detail=ending.detail, retry_at=retry_at)

    async def _rest(self) -> None:
        retry_at = self._status.retry_at
        wait = None if retry_at is None else max(0.0, retry_at - self._clock())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._nudged.wait()

    def _say(
        self,
        state: LinkState,
        cause: Cause = Cause.NONE,
        *,
        detail: str = "",
        attempt: int | None = None,
        retry_at: float | None = None,
        connection: int | None = None,
    ) -> None:
        self._status = LinkStatus(
            state,
            cause,
            detail,
            self._status.attempt if attempt is None else attempt,
            retry_at,
            self.last_frame_at,
            self._status.connection if connection is None else connection,
        )
        self._outbound.put_link(self._status)
