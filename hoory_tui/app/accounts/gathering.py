"""What needs the agent in an account they are not in: read over REST, kept true by its events."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hoory_tui.app.sync import LISTS, Sync
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store import reduce
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import Asked, Happening, ProfileLoaded, Trimmed
from hoory_tui.store.merged import needing
from hoory_tui.store.sieves import Sieve
from hoory_tui.store.state import Store
from hoory_tui.store.views import MENTIONS, MINE
from hoory_tui.wire import events as cable

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend

_MOST_PAGES: Final = 20
"""Pages of what is ours that are read; beyond five hundred nobody looks at a merged list."""
_MOST_LOOKED_UP: Final = 50
"""Conversations that are asked for one by one; for more of them, the lists are read again."""
_COUNT_REST: Final = 10.0
"""Seconds between two questions for the numbers; servers allow thirty a minute to one person."""
_FRESH: Final = 3600.0
"""Seconds for which the names of inboxes and people are good enough."""


class Gathering:
    """Holds a small store of one account and knows what of it is to be read next.

    Nothing here marks anything as read or shows the agent to anybody.
    """

    def __init__(
        self,
        backend: Backend,
        *,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
    ) -> None:
        self.store = Store(backend.api.account_id, backend.profile.id)
        self._backend = backend
        self._now = now
        self._monotonic = monotonic
        self._wanted: set[int] = set()
        self._is_count_due = False
        self._counted_at = self._named_at = float("-inf")
        self.is_read = False
        """Whether everything has been read once."""
        self.is_due = True
        """Whether everything is to be read again."""
        self.is_shaky = False
        """Whether the lists moved while they were read, so that somebody may be missing."""
        self.trouble = ""
        """Why the last reading failed, as a sentence."""
        self._sync = Sync(
            backend.api,
            self.take,
            self._complain,
            self._date,
            self._told,
            lambda _conversation_id: None,
            now=now,
        )
        self.take([ProfileLoaded(backend.profile)])

    # What comes in

    def hear(self, heard: Iterable[cable.Event]) -> bool:
        """Take in what events tell of what is ours; tell whether anything is different now."""
        ours = [one for one in heard if self._matters(one)]
        return bool(ours) and self._mark(reduce.apply_all(self.store, ours, self._now()))

    def take(self, steps: Iterable[Happening]) -> None:
        """Take in answers."""
        self._mark(reduce.apply_all(self.store, steps, self._now()))

    def _matters(self, event: cable.Event) -> bool:
        if isinstance(event, cable.TypingEvent | cable.PresenceUpdate):
            return False
        if not isinstance(event, cable.MessageEvent):
            return True
        message = event.message
        if message.conversation_id in self.store.conversations or message.conversation is None:
            return True
        # Of a conversation that is another's or nobody's, only the numbers count.
        return message.conversation.assignee_id == self.store.me_id

    def _mark(self, changes: Changes) -> bool:
        self._wanted |= changes.missing | changes.doubtful
        self._is_count_due |= changes.order or changes.counts
        if changes.stale_lists:
            self._named_at = float("-inf")
        return bool(changes)

    def _complain(self, sentence: str) -> None:
        self.trouble = sentence

    def _date(self, asked: Asked | None) -> Asked:
        clock, moment = self._backend.api.server_clock, self._backend.api.monotonic()
        if asked is None:
            return Asked(self.store.steps, clock.earliest(moment))
        return replace(asked, until=clock.latest(moment))

    async def _told(self, steps: Iterable[Happening]) -> None:
        self.take(steps)

    # What is read

    @property
    def has_work(self) -> bool:
        """Whether there is something to read now."""
        return self.is_due or bool(self._wanted) or self._is_counting_due

    @property
    def _is_counting_due(self) -> bool:
        return self._is_count_due and self._monotonic() - self._counted_at >= _COUNT_REST

    async def read(self) -> bool:
        """Read what is due; tell whether it worked, `trouble` says why not."""
        self.trouble = ""
        if len(self._wanted) > _MOST_LOOKED_UP:
            self._wanted.clear()
            self.is_due = True
        if self.is_due:
            await self._read_all()
        elif self._wanted:
            await self._look_up(self._wanted.copy())
        elif self._is_counting_due:
            await self._count()
        return not self.trouble

    async def _read_all(self) -> None:
        # Cleared before: what events tell meanwhile may ask for another reading.
        self.is_due = self.is_shaky = False
        self._wanted.clear()
        if self._monotonic() - self._named_at > _FRESH:
            await self._sync.load_lists(("inbox", "agent"))
            self._named_at = self._monotonic()
        await self._sync.load_notifications()
        seen: set[int] = set()
        for view in (MENTIONS, MINE):
            found = await self._sync.pages.read(view, _MOST_PAGES)
            seen |= found or set()
            # It moved while it was read, and let somebody slip from one page to another.
            self.is_shaky |= found is None and self._sync.pages.is_at_end(view)
        await self._look_up(self._left(seen))
        await self._count()
        if self.trouble:
            self.is_due = True
            if self._sync.unfinished & LISTS:
                self._named_at = float("-inf")
            return
        self.is_read = True
        self._let_go()

    def _left(self, seen: set[int]) -> set[int]:
        """Return what is held as ours that the lists do not tell of."""
        store = self.store
        mine = Sieve(anybody=False, assignee_id=store.me_id)
        held = {one.id for one in store.conversations.values() if mine.takes(one)}
        return (held | set(needing(store))) - seen

    async def _look_up(self, ids: Iterable[int]) -> None:
        for number in sorted(ids):
            self._wanted.discard(number)
            await self._sync.load_conversation(number)
            if self.trouble:
                self._wanted.add(number)
                return

    async def _count(self) -> None:
        self._is_count_due, self._counted_at = False, self._monotonic()
        await self._sync.load_counts()
        self._is_count_due |= bool(self.trouble)

    def _let_go(self) -> None:
        """Hold no more than what is ours: an account has as many others as it has customers."""
        store = self.store
        kept = set(needing(store)) | {
            one.id
            for one in store.conversations.values()
            if one.assignee_id == store.me_id and one.status == "open"
        }
        self.take(
            [
                Trimmed(conversations=frozenset(store.conversations.keys() - kept)),
                *(Trimmed(table=name) for name in ("ages", "contacts", "gone")),
            ]
        )
        # Letting go of rows changes no number at the server.
        self._is_count_due = False
