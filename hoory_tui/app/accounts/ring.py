"""All accounts that this console can be in: where it is, where it was, and who is listened to."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from contextvars import Context
from functools import partial
from typing import TYPE_CHECKING, Final

from hoory_tui.app.accounts.choice import is_wanted
from hoory_tui.client.errors import HooryError
from hoory_tui.config.errors import ConfigError
from hoory_tui.lazily import dataclass
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store.places import Known, Place

if TYPE_CHECKING:
    from hoory_tui.app.accounts.logins import Logins
    from hoory_tui.app.accounts.watch import AccountWatch
    from hoory_tui.config.settings import Settings
    from hoory_tui.sdk.backend import Backend
    from hoory_tui.store.merged import Source

_log: Final = logging.getLogger(__name__)

AFTER_LEAVING: Final = 24.0
"""Seconds after which nobody takes an agent for present who has left an account."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where to go on once the console that is open has ended: an account that is open already."""

    place: Place
    backend: Backend
    settings: Settings
    conversation_id: int | None = None


class Ring:
    """Outlives the consoles of single accounts; everything happens in one event loop.

    `together` says who is listened to beside the account that one is in: nobody, everybody, or
    those of these names.
    """

    def __init__(
        self,
        logins: Logins,
        here: Place,
        *,
        together: bool | Sequence[str] = False,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
    ) -> None:
        self.logins = logins
        self.here = here
        self.last: Place | None = None
        self.wish: Wish | None = None
        self.changed: Callable[[], None] = lambda: None
        """Called when something of the other accounts may look different."""
        self.together = together
        self._now = now
        self._monotonic = monotonic
        self._watches: dict[Place, AccountWatch] = {}
        self._left_at: dict[Place, float] = {}
        self._endings: set[asyncio.Task[None]] = set()
        self.elsewhere: tuple[tuple[str, int], ...] = ()
        """How many need the agent in the accounts that are listened to, where any do."""
        self.is_unseen = False
        """Whether the agent looks on unseen wherever they are."""
        self.debts: list[str] = []
        """What is left to do for the agent, as sentences."""

    # What there is

    def places(self) -> list[Known]:
        """Return every account of every login, the last one first and this one at the end.

        Raises ConfigError for a file of logins that cannot be read.
        """
        found = []
        for login in self.logins.names():
            accounts = {one.id: one.name for one in self.logins.accounts(login)}
            usual = self.logins.usual(login)
            ids = list(accounts) if usual in accounts or not usual else [usual, *accounts]
            if self.here.login == login and self.here.account_id not in ids:
                ids.append(self.here.account_id)
            found += [
                self._known(Place(login, one), accounts.get(one, ""), is_only=len(ids) == 1)
                for one in ids or [0]
            ]
        return sorted(found, key=lambda one: (not one.is_last, one.is_here))

    def _known(self, place: Place, name: str, *, is_only: bool) -> Known:
        watch = self._watches.get(place)
        return Known(
            place,
            name,
            is_only,
            is_here=place == self.here,
            is_last=place == self.last,
            needing=watch.needing if watch is not None else None,
            colour=self.logins.colour(place.login),
        )

    @property
    def sources(self) -> list[Source]:
        """The accounts that are listened to beside this one."""
        return [one.source for one in self._watches.values()]

    # Going in

    async def open(self, place: Place) -> Backend:
        """Open an account, to be in later; raises HooryError and ConfigError.

        In surroundings of its own: what is opened here outlives the console that asked for it.
        """
        opening = asyncio.create_task(self.logins.open(place), context=Context())
        try:
            return await opening
        except asyncio.CancelledError:
            opening.cancel()
            raise

    async def enter(self, place: Place) -> Backend:
        """Open an account to be in; raises HooryError and ConfigError."""
        backend = await self.logins.open(place)
        return await self.settle(place, backend)

    async def settle(self, place: Place, backend: Backend) -> Backend:
        """Take an account that was opened for the one to be in."""
        before, self.here = self.here, Place(place.login, backend.api.account_id)
        if before != self.here and before.account_id:
            self.last = before
            self._left_at[before] = self._monotonic()
        if (watch := self._watches.pop(self.here, None)) is not None:
            # We are about to be seen here, so that nothing is given away by giving back at once.
            self._count()
            await self._end(watch, at_once=True, stays_hidden=self.is_unseen)
            with contextlib.suppress(HooryError):
                await backend.is_token_new()
        return backend

    # Who is listened to

    def listen(self) -> None:
        """Listen to those that are wanted, and no longer to others."""
        try:
            known = self.places()
        except ConfigError as error:
            _log.warning("the other accounts are not known: %s", error.problem)
            return
        persons = {self._person(self.here)}
        wanted: dict[Place, Known] = {}
        for one in known:
            person = self._person(one.place)
            is_other = not one.is_here and person not in persons
            if is_other and is_wanted(self.together, one.place, one.account_name):
                persons.add(person)
                wanted[one.place] = one
        for place, watch in list(self._watches.items()):
            if place not in wanted:
                del self._watches[place]
                ending = asyncio.create_task(self._end(watch, at_once=True), name="accounts: end")
                self._endings.add(ending)
                ending.add_done_callback(self._endings.discard)
        self._count()
        for place, one in wanted.items():
            if place in self._watches:
                self._watches[place].source.known = one
            else:
                self._watches[place] = self._begin(one)

    def _person(self, place: Place) -> tuple[str, int]:
        account = place.account_id or self.logins.usual(place.login)
        return self.logins.person(place.login), account

    def _begin(self, known: Known) -> AccountWatch:
        from hoory_tui.app.accounts.watch import AccountWatch

        left_at = self._left_at.pop(known.place, None)
        watch = AccountWatch(
            known,
            partial(self._reach, known.place),
            self._tell,
            listens_from=0.0 if left_at is None else left_at + AFTER_LEAVING,
            now=self._now,
            monotonic=self._monotonic,
        )
        watch.start()
        return watch

    async def _reach(self, place: Place) -> Backend:
        before = tuple(self.logins.accounts(place.login))
        backend = await self.logins.open(place)
        if tuple(self.logins.accounts(place.login)) != before:
            # It has more accounts than was known, which may be wanted as well.
            asyncio.get_running_loop().call_soon(self.listen)
        return backend

    def _tell(self) -> None:
        self._count()
        self.changed()

    def _count(self) -> None:
        watches = self._watches.values()
        found = ((one.source.known.short, one.needing or 0) for one in watches)
        self.elsewhere = tuple(one for one in found if one[1])

    async def _end(self, watch: AccountWatch, *, at_once: bool, stays_hidden: bool = False) -> None:
        debt = await watch.close(at_once=at_once, stays_hidden=stays_hidden)
        if debt:
            self.debts.append(f"{watch.source.known.label}: {debt}")

    @property
    def seconds_unseen(self) -> float:
        """How long closing takes until nobody can see that we listened."""
        return max((one.seconds_unseen for one in self._watches.values()), default=0.0)

    async def close(self, *, at_once: bool = False) -> None:
        """Listen to nobody any more, and leave every agent as they chose to be."""
        watches, self._watches = list(self._watches.values()), {}
        await asyncio.gather(*(self._end(one, at_once=at_once) for one in watches), *self._endings)
