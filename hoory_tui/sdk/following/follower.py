"""The engine of a stream: live events and what was read after a gap, as one row of told items."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Callable
from random import Random, SystemRandom
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.client.socket import CableClient
from hoory_tui.sdk.following.cursor import mark_of
from hoory_tui.sdk.following.inbox import Inbox
from hoory_tui.sdk.following.items import Source, Told
from hoory_tui.sdk.following.ledger import Ledger
from hoory_tui.sdk.following.outlet import Outlet
from hoory_tui.sdk.following.reading import SLACK, Gap, Reader
from hoory_tui.sdk.following.start import Start, start_of
from hoory_tui.sdk.following.telling import Teller
from hoory_tui.sdk.watch import DEAF_FOR, TOKEN_CHECK, LinkWatch
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.link import LinkState, LinkStatus

if TYPE_CHECKING:
    from hoory_tui.client.batches import Batch
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.sdk.unseen import Unseen
    from hoory_tui.wire.desk import Identifier

SWEEP: Final = 60.0
"""Seconds between two looks for what was missed, where no echo tells that events arrive."""
_DOUBT: Final = 2.0
"""Seconds after which is read again what two clocks say different things of."""
_BEAT: Final = 1.0
_ASK_AGAIN: Final = 30.0
"""Seconds after which a link that was turned away for good is tried once more."""


class Follower:
    """Follows one account until it is closed; iterate over it for what it tells.

    It never gives up: the link comes back, and what could not be read is asked for again. Only
    a token that is refused ends it, by SignInRefused. Where nobody takes what it tells, it stops
    reading the socket. Clocks and random numbers can be given for tests.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        since: str | float | None = None,
        links: bool = False,
        ledger: Ledger | None = None,
        unseen: Unseen | None = None,
        now: Callable[[], float] = time.time,
        rng: Random | None = None,
    ) -> None:
        self._backend = backend
        self._unseen = unseen
        self._now = now
        self._monotonic = backend.api.monotonic
        self._ledger = ledger if ledger is not None else Ledger()
        self._reader = Reader(backend.api, self._ledger)
        self._start: Start = start_of(
            since, backend.api.account_id, self._server_now(), mark_of(backend.server)
        )
        self._start.prepare(self._ledger)
        self._outlet = Outlet()
        self._inbox = Inbox()
        self._teller = Teller(
            backend.api.account_id,
            self._ledger,
            self._start.floors,
            self._outlet.put,
            now,
            links=links,
        )
        self._watch = LinkWatch(self._monotonic())
        self._cable = CableClient(
            backend.server, self._identify, clock=self._monotonic, pace=backend.pace, rng=rng
        )
        self._cable.observe(on=unseen is not None)
        self._link = LinkStatus(LinkState.WAITING)
        """As it was when the batch came that was told of last."""
        self._is_filled = False
        """Whether what was there at the beginning is told."""
        self._is_poll_due = self._is_sweep_due = False
        self._swept_at = self._retry_at = self._monotonic()
        self._rng = rng or SystemRandom()
        self._delays = delays(self._rng)
        self._nudge_at = self._checked_at = self._monotonic()
        self._check: asyncio.Task[None] | None = None
        self._main: asyncio.Task[None] | None = None
        self.troubles: Counter[str] = Counter()
        """Why something could not be read, and how often; it was asked for again each time."""

    @property
    def cursor(self) -> str:
        """Where to go on after all that was told."""
        return self._start.floors.cursor

    @property
    def link(self) -> LinkStatus:
        """How the link is doing."""
        return self._cable.status

    @property
    def is_caught_up(self) -> bool:
        """Whether nothing is known to be missing, and nothing waits to be told."""
        return not (self._is_behind() or self._inbox or self._teller.doubtful) and (
            self.link.state is LinkState.LIVE and not self._outlet
        )

    async def __aenter__(self) -> Self:
        self._main = asyncio.create_task(self._run(), name="follower")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Told:
        while (told := self._outlet.take()) is None:
            if self.is_over:
                await self.ended()
                raise StopAsyncIteration
            await self.wait()
        return told

    @property
    def is_over(self) -> bool:
        """Whether nothing is told any more."""
        return self._outlet.is_closed

    @property
    def seconds_unseen(self) -> float:
        """How long closing takes until nobody can see that we were there."""
        return self._unseen.seconds_left if self._unseen is not None else 0.0

    async def wait(self) -> None:
        """Wait until there is something to take, or nothing any more."""
        await self._outlet.wait()

    def take(self) -> Told | None:
        """Return what waits to be taken, None for nothing."""
        return self._outlet.take()

    async def ended(self) -> None:
        """Say why there is nothing more; raises SignInRefused for a token that is not accepted."""
        if self._main is not None and self.is_over:
            with contextlib.suppress(asyncio.CancelledError):
                await self._main

    async def close(self) -> None:
        """Listen no more; the agent looks as before, as far as that depends on us."""
        try:
            if self._main is not None:
                self._main.cancel()
                await asyncio.wait([self._main])
                if not self._main.cancelled():
                    # Told already to whoever took the last item.
                    self._main.exception()
        except asyncio.CancelledError:
            if self._unseen is not None:
                await self._unseen.close(at_once=True)
            raise
        if self._unseen is not None:
            await self._unseen.close()

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._cable.run(self._deliver), name="follower: cable")
                tasks.create_task(self._work(), name="follower: tell")
                tasks.create_task(self._keep_watch(), name="follower: watch")
        except* HooryError as group:
            raise _first_of(group) from None
        finally:
            self._outlet.close()

    async def _identify(self) -> Identifier:
        if self._unseen is not None:
            await self._unseen.cover()
        return await self._backend.identify()

    async def _deliver(self, batch: Batch) -> None:
        self._inbox.put(batch)
        await self._inbox.room()

    # What is told

    async def _work(self) -> None:
        while True:
            if self._is_reading_due():
                await self._read()
            elif self._inbox and not self._is_behind():
                await self._tell_batch(self._inbox.take())
            elif self._inbox and not self._inbox.has_events_first:
                # How the link is doing is told, be it ever so long until its events are.
                await self._tell_batch(self._inbox.take())
            else:
                await self._inbox.wait(self._due_at() - self._monotonic())

    def _is_behind(self) -> bool:
        """Tell whether something is missing that comes before whatever events say now."""
        return not self._is_filled or self._watch.gap(self._monotonic()) is not None

    def _is_reading_due(self) -> bool:
        now = self._monotonic()
        if now < self._retry_at:
            return False
        if self._is_poll_due:
            return True
        if self._inbox.link.state is not LinkState.LIVE:
            return False
        return self._is_behind() or self._is_sweep_due or self._teller.is_doubt_due(now - _DOUBT)

    def _due_at(self) -> float:
        """Return when to look again whether there is something to read."""
        moments = [self._monotonic() + _BEAT]
        if self._retry_at > self._monotonic():
            moments.append(self._retry_at)
        return min(moments)

    async def _tell_batch(self, batch: Batch) -> None:
        before, self._link = self._link, batch.link
        self._watch.follow(before, batch.link, self._monotonic())
        if (before.state, before.cause) != (batch.link.state, batch.link.cause):
            await self._teller.tell_link(batch.link)
        await self._teller.tell_events(batch.events, self._monotonic())
        if self._teller.take_unreadable() and self._monotonic() - self._swept_at > SWEEP:
            self._is_sweep_due = True
        heard_at = batch.link.last_frame_at
        if batch.link.state is LinkState.LIVE and heard_at is not None and not self._is_behind():
            self._start.rise(self._ledger, self._server_time_at(self._sure_at(heard_at)))

    def _sure_at(self, heard_at: float) -> float:
        """Return up to when, on our clock, nothing is missing: pings come on a deaf link too."""
        if self._unseen is not None:
            return min(heard_at, self._swept_at)
        # With a token that is no longer ours even the echo comes, and nothing else.
        return min(heard_at - DEAF_FOR, max(self._swept_at, self._checked_at))

    # What is read

    async def _read(self) -> None:
        """Read what is due; what does not work is asked for again after a while."""
        is_whole = self._is_behind() or self._is_poll_due
        try:
            if is_whole:
                await self._make_up()
            elif self._is_sweep_due:
                await self._sweep()
            else:
                await self._look_again()
        except SignInRefused:
            raise
        except HooryError as error:
            self.troubles[error.sentence] += 1
            self._retry_at = self._monotonic() + max(next(self._delays), error.retry_after or 0.0)
        else:
            self._delays = delays(self._rng)

    async def _make_up(self) -> None:
        """Tell all that was missed, and go on with what came meanwhile."""
        asked_at, waiting = self._monotonic(), len(self._inbox)
        was_live = self._inbox.link.state is LinkState.LIVE
        gap = self._gap(others=was_live)
        await self._fill(gap, self._start.source_of(gap))
        self._start.is_over = self._is_filled = True
        self._swept_at, self._is_sweep_due, self._is_poll_due = asked_at, False, False
        self._watch.caught_up(self._monotonic())
        if was_live:
            return
        # Nothing keeps that true, and what waited meanwhile waits for nothing any more.
        for _ in range(waiting):
            await self._tell_batch(self._inbox.take())
        self._watch.doubt(self._monotonic() - asked_at, self._monotonic())

    async def _sweep(self) -> None:
        """Look whether something was missed that no echo told us of."""
        asked_at = self._monotonic()
        since = min(self._server_time_at(self._swept_at), self._start.floors.changed)
        if await self._fill(Gap(since, whole=False), Source.BACKFILL):
            # Where one thing was missed, others were: what dates no conversation too.
            self._watch.doubt(asked_at - self._swept_at, asked_at)
        self._swept_at, self._is_sweep_due = asked_at, False

    async def _look_again(self) -> None:
        ids = self._teller.take_doubtful()
        await self._teller.tell_missed(await self._reader.look_at(ids), self._inbox)
        self._teller.settle(ids)

    async def _fill(self, gap: Gap, source: Source) -> bool:
        found = False
        chunks = self._reader.read(gap, self._server_now(), until=self._server_latest())
        async with contextlib.aclosing(chunks):
            async for chunk in chunks:
                found |= bool(chunk.missed)
                await self._teller.tell_missed(chunk, self._inbox, source, rises=chunk.is_all)
        return found

    def _gap(self, *, others: bool) -> Gap:
        if not self._start.is_over:
            return self._start.gap
        now = self._monotonic()
        since = self._server_time_at(now - (self._watch.gap(now) or 0.0))
        return Gap(min(since, self._start.floors.changed), others=others)

    def _server_now(self) -> float:
        """Return a moment that the server's clock has reached, by ours where it told nothing."""
        told = self._backend.api.server_clock.earliest(self._monotonic())
        return self._now() if told is None else told

    def _server_latest(self) -> float:
        """Return a moment that the server's clock has not reached."""
        told = self._backend.api.server_clock.latest(self._monotonic())
        return self._now() + SLACK if told is None else told

    def _server_time_at(self, moment: float) -> float:
        return self._server_now() - (self._monotonic() - moment)

    # The watch

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            now, link = self._monotonic(), self._inbox.link
            needs = self._watch.beat(link, now)
            if needs.wake:
                self._cable.wake()
            self._is_poll_due |= needs.poll
            is_blind = self._unseen is not None and link.state is LinkState.LIVE
            self._is_sweep_due |= is_blind and now - self._swept_at >= SWEEP
            is_turned_away = link.state is LinkState.HALTED and now >= self._nudge_at
            if (needs.check_token or is_turned_away) and self._check is None:
                self._check = asyncio.create_task(self._check_token(), name="follower: token")
            if self._check is not None and self._check.done():
                check, self._check = self._check, None
                await check

    async def _check_token(self) -> None:
        """Take up a new cable token on a new connection; the old one stays open and silent."""
        asked_at = self._monotonic()
        self._nudge_at = asked_at + _ASK_AGAIN
        try:
            is_new = await self._backend.is_token_new()
        except SignInRefused:
            raise
        except HooryError:
            # The link and every request tell of trouble with the server by themselves.
            return
        if is_new:
            self._watch.doubt(TOKEN_CHECK, self._monotonic())
            self._cable.renew()
            return
        self._checked_at = asked_at
        if self._inbox.link.state is LinkState.HALTED:
            self._cable.nudge()


def _first_of(group: BaseExceptionGroup[HooryError]) -> HooryError:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, HooryError)
    return error
