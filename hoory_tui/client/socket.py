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
        resolver: aiohttp.abc.AbstractResolver | None = None,
    ) -> None:
        self.last_frame_at: float | None = None
        """When anything at all was last heard, on the clock; None for never."""
        self._server = server
        self._identify = identify
        self._clock = clock
        self._rng = rng or SystemRandom()
        self._pace = pace
        self._limits = limits or Limits()
        self._resolver = resolver
        self._status = LinkStatus(LinkState.WAITING)
        self._outbound = Outbound()
        self._nudged = asyncio.Event()
        self._delays = delays(self._rng)
        self._live_since: float | None = None
        self._was_deaf = False
        self._is_observer = False
        self._cable: Cable | None = None
        self._tenure: asyncio.Timeout | None = None
        """Runs from the beginning of an attempt to its end, and out when we want another."""
        self._wish = Cause.NONE
        """Why we ran the tenure out."""

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

    def observe(self, *, on: bool) -> None:
        """Send no sign of presence from now on, or do so again with the next one that is due."""
        self._is_observer = on
        if self._cable is not None:
            self._cable.is_observer = on

    def nudge(self) -> None:
        """Try now instead of after the wait, also when halted; nothing while not waiting."""
        self._nudged.set()

    def renew(self) -> None:
        """Open a new connection at once in place of the present one, as after a change of token."""
        self._start_over(Cause.RENEWED)

    def wake(self) -> None:
        """Open a new connection at once because the machine slept; a halted link stays halted.

        Neither the socket nor a wait that was begun before says anything after it.
        """
        if self._status.state is not LinkState.HALTED:
            self._start_over(Cause.SLEPT)

    def _start_over(self, wish: Cause) -> None:
        if self._tenure is None:
            self._say(LinkState.WAITING, wish, retry_at=self._clock())
            self._nudged.set()
        elif not self._tenure.expired():
            self._wish = wish
            self._tenure.reschedule(asyncio.get_running_loop().time())

    async def _hand_out(self, deliver: Deliver) -> None:
        while True:
            await deliver(await self._outbound.take())

    async def _keep_up(self) -> None:
        async with open_session(
            self._server, timeout=CABLE_TIMEOUT, resolver=self._resolver
        ) as session:
            while True:
                await self._attempt(session)
                await self._rest()

    async def _attempt(self, session: aiohttp.ClientSession) -> None:
        """Make one connection and use it up; afterwards the status says what comes next."""
        self._say(LinkState.CONNECTING, attempt=self._status.attempt + 1)
        # A polite close takes its time, so what comes next is said before it.
        async with contextlib.AsyncExitStack() as closing:
            try:
                async with asyncio.timeout(None) as self._tenure:
                    problem = await self._connect(session, closing)
            except TimeoutError:
                if self._tenure is None or not self._tenure.expired():
                    raise
                self._rest_until(LinkState.WAITING, self._wish, retry_at=self._clock())
            else:
                self._end(problem.ending, problem.pause)
            finally:
                self._tenure = None

    async def _connect(
        self, session: aiohttp.ClientSession, closing: contextlib.AsyncExitStack
    ) -> NotOpened:
        """Return why there is no connection, or no longer one."""
        try:
            identifier = await self._identify()
            socket = await open_socket(session, self._server, self._limits)
        except HooryError as error:
            return not_opened(error)
        except NotOpened as problem:
            return problem
        closing.push_async_callback(close_socket, socket, self._limits)
        return NotOpened(await self._use(socket, identifier))

    async def _use(self, socket: Socket, identifier: Identifier) -> Ending:
        cable = self._cable = Cable(
            identifier,
            now=self._clock(),
            pace=self._pace,
            is_doubted=self._was_deaf,
            is_observer=self._is_observer,
        )
        connection = Connection(socket, cable, clock=self._clock, limits=self._limits)
        self._say(cable.state, connection=self._status.connection + 1)

        try:
            return await connection.drive(lambda: self._report(cable), self._outbound.room)
        finally:
            self._was_deaf = cable.cause is Cause.DEAF
            self._cable = None

    def _report(self, cable: Cable) -> bool:
        """Pass on what is new; tells whether there is room for more."""
        if cable.last_frame_at is not None:
            self.last_frame_at = cable.last_frame_at
        said = self._status
        is_same = cable.state is said.state and cable.cause is said.cause
        if said.attempt or not is_same:
            attempt = 0 if self._is_stable(cable.state) else said.attempt
            if attempt != said.attempt or not is_same:
                self._say(cable.state, cable.cause, attempt=attempt, retry_at=cable.replaced_at)
        return self._outbound.put_events(cable.take_events(), self.last_frame_at)

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

    def _end(self, ending: Ending, pause: float) -> None:
        retry_at = None
        if ending.then is Then.RETRY:
            retry_at = self._clock() + max(next(self._delays), min(pause, LONGEST))
        elif ending.then is Then.SLOWLY:
            retry_at = self._clock() + self._limits.slowly
        self._rest_until(
            _RESTING[ending.then], ending.cause, detail=ending.detail, retry_at=retry_at
        )

    def _rest_until(
        self, state: LinkState, cause: Cause, *, detail: str = "", retry_at: float | None
    ) -> None:
        self._live_since = None
        # A nudge counts from here on, be the socket still closing; earlier ones are history.
        self._nudged.clear()
        self._say(state, cause, detail=detail, retry_at=retry_at)

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
