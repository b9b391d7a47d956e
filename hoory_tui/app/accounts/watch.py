"""Listening to an account that the agent is not in, without ever showing them there as online."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from contextvars import Context
from random import SystemRandom
from typing import TYPE_CHECKING, Final

from hoory_tui.app.accounts.gathering import Gathering
from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.client.socket import CableClient
from hoory_tui.config.errors import ConfigError
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.unseen import Unseen
from hoory_tui.sdk.watch import LinkWatch
from hoory_tui.store.happenings import EventsMissed, LinkMoved
from hoory_tui.store.merged import Source, needing
from hoory_tui.store.places import Known
from hoory_tui.store.state import Store
from hoory_tui.wire.backoff import delays
from hoory_tui.wire.link import LinkState
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.client.batches import Batch
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.wire.desk import Identifier

_log: Final = logging.getLogger(__name__)

SWEEP: Final = 60.0
"""Seconds between two readings of what is ours: no event tells what was read elsewhere."""
_BEAT: Final = 1.0
_SHAKY: Final = 5.0
_REFUSED: Final = 300.0
"""Seconds after which a login that was refused is tried again: somebody may have mended it."""


class AccountWatch:
    """One account in the background: its link, its small store, and how both are doing.

    `reach` opens the account; it raises HooryError or ConfigError. `changed` is called, in the
    loop, whenever something may look different. Before `listens_from`, in seconds of the
    monotonic clock, it is only read, since whoever has just left would be shown for longer.
    """

    def __init__(
        self,
        known: Known,
        reach: Callable[[], Awaitable[Backend]],
        changed: Callable[[], None],
        *,
        listens_from: float = 0.0,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
    ) -> None:
        self.source = Source(known, Store(known.place.account_id))
        """What the list of all accounts shows of it."""
        self._reach = reach
        self._changed = changed
        self._listens_from = listens_from
        self._now = now
        self._monotonic = monotonic
        self._backend: Backend | None = None
        self._unseen: Unseen | None = None
        self._gathering: Gathering | None = None
        self._links = LinkWatch(monotonic())
        self._news = asyncio.Event()
        self._swept_at = self._retry_at = monotonic()
        self._delays = delays(SystemRandom())
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin, in a task of its own."""
        # In surroundings of its own, or it would keep the console that began it for ever.
        self._task = asyncio.create_task(self._run(), name="accounts: watch", context=Context())

    @property
    def needing(self) -> int | None:
        """How many conversations need the agent there, None before that is known."""
        return len(needing(self.source.store)) if self.source.is_read else None

    @property
    def seconds_unseen(self) -> float:
        """How long closing takes until nobody can see that we were there."""
        return self._unseen.seconds_left if self._unseen is not None else 0.0

    async def close(self, *, at_once: bool = False, stays_hidden: bool = False) -> str:
        """Listen no more; return what is left to do for the agent, "" for nothing.

        Their availability is given back where it was kept from showing them, `at_once` or when
        that shows them to nobody; not where they stay hidden, as one who looks on unseen.
        """
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        backend, self._backend = self._backend, None
        if backend is None:
            return ""
        try:
            if self._unseen is not None:
                if stays_hidden:
                    self._unseen.owed = None
                await self._unseen.close(at_once=at_once)
        finally:
            await backend.close()
        return self._unseen.debt if self._unseen is not None else ""

    # The link

    async def _run(self) -> None:
        while True:
            try:
                await self._watch(await self._reach())
            except Exception as error:  # What goes wrong there must not cost the console here.
                await self._rest(_first_of(error))

    async def _rest(self, error: Exception) -> None:
        """Say why there is no account to listen to, and wait before it is tried again."""
        passing = isinstance(error, HooryError) and error.passing
        _log.info("an account is not watched: %s", type(error).__name__)
        self.source.trouble = _sentence(error)
        self.source.offline_since = self.source.offline_since or self._now()
        self._changed()
        if self._backend is not None:
            backend, self._backend = self._backend, None
            if self._unseen is not None:
                await self._unseen.close(at_once=True)
            await backend.close()
        await asyncio.sleep(next(self._delays) if passing else _REFUSED)

    async def _watch(self, backend: Backend) -> None:
        self._backend = backend
        owed = self._unseen.owed if self._unseen is not None else None
        self._unseen = Unseen(backend)
        # What could not be given back before is still owed.
        self._unseen.owed = owed
        self._gathering = Gathering(backend, now=self._now, monotonic=self._monotonic)
        self.source.store = self._gathering.store
        self.source.trouble = ""
        cable = CableClient(
            backend.server, self._identify, clock=self._monotonic, pace=backend.pace
        )
        cable.observe(on=True)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen(cable), name="accounts: listen")
            tasks.create_task(self._read(), name="accounts: read")
            tasks.create_task(self._beat(cable), name="accounts: beat")

    async def _listen(self, cable: CableClient) -> None:
        left = self._listens_from - self._monotonic()
        if left > 0:
            self.source.listens_from = self._now() + left
            await asyncio.sleep(left)
        self.source.listens_from = None
        await cable.run(self._deliver)

    async def _identify(self) -> Identifier:
        assert self._unseen is not None
        assert self._backend is not None
        await self._unseen.cover()
        return await self._backend.identify()

    async def _deliver(self, batch: Batch) -> None:
        gathering = self._gathering
        assert gathering is not None
        before, link = gathering.store.link, batch.link
        is_new = gathering.hear(batch.events)
        if link != before:
            self._links.follow(before, link, self._monotonic())
            is_other = (before.state, before.cause) != (link.state, link.cause)
            if link.state is LinkState.LIVE and before.state is not LinkState.LIVE:
                gathering.take([EventsMissed()])
                gathering.is_due = True
                self._retry_at = self._monotonic()
            gathering.take([LinkMoved(link)])
            is_new |= is_other
            if is_other:
                self._show_link()
        if gathering.has_work:
            self._news.set()
        if is_new:
            self._changed()

    def _show_link(self) -> None:
        source, link = self.source, self.source.store.link
        source.link = link
        gap = self._links.gap(self._monotonic())
        if link.state is LinkState.LIVE:
            source.offline_since = None
        elif gap is not None:
            source.offline_since = self._now() - gap

    async def _beat(self, cable: CableClient) -> None:
        while True:
            await asyncio.sleep(_BEAT)
            gathering = self._gathering
            assert gathering is not None
            now, link = self._monotonic(), gathering.store.link
            needs = self._links.beat(link, now)
            if needs.wake:
                cable.wake()
            rest = _SHAKY if gathering.is_shaky else SWEEP
            if now - self._swept_at >= rest or needs.poll:
                gathering.is_due = True
            if needs.check_token:
                await self._check_token(cable)
            if gathering.has_work:
                self._news.set()

    async def _check_token(self, cable: CableClient) -> None:
        assert self._backend is not None
        try:
            is_new = await self._backend.is_token_new()
        except SignInRefused:
            raise
        except HooryError:
            # The link and every request tell of trouble with the server by themselves.
            return
        if is_new:
            cable.renew()
        elif cable.status.state is LinkState.HALTED:
            cable.nudge()

    # Reading

    async def _read(self) -> None:
        gathering = self._gathering
        assert gathering is not None
        while True:
            if gathering.has_work and self._monotonic() >= self._retry_at:
                was_due = gathering.is_due
                if await gathering.read():
                    self._delays = delays(SystemRandom())
                    if was_due:
                        self._swept_at = self._monotonic()
                        self._links.caught_up(self._swept_at)
                else:
                    self._retry_at = self._monotonic() + next(self._delays)
                self.source.trouble, self.source.is_read = gathering.trouble, gathering.is_read
                self._changed()
                continue
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_BEAT):
                    await self._news.wait()


def _first_of(error: Exception) -> Exception:
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _sentence(error: Exception) -> str:
    if isinstance(error, HooryError | ConfigError):
        return error.sentence
    return said("A mistake of hoory-tui keeps it from listening; it tries again in 5 minutes.")
