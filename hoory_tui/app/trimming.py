"""Keeping a day from growing what is held: when to let go of what, and how it comes back.

The store says what there is too much of and lets go of it; the attic keeps the ends of threads.
Nothing is planned while a hand is busy, and never much at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Final

from hoory_tui.lazily import dataclass
from hoory_tui.store import surplus
from hoory_tui.store.happenings import ThreadRecalled, Trimmed
from hoory_tui.store.state import Store
from hoory_tui.store.surplus import Caps

if TYPE_CHECKING:
    from hoory_tui.keep.attic import Attic

KEPT: Final = 60
"""Messages of a thread that the attic keeps; as many are read again when it is opened."""
_TIDY: Final = 15.0
"""Seconds between two looks at one of the tables that else would grow."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """What must stay: conversations with words in them or on the screen, and the list as shown."""

    needed: Collection[int]
    rows: Sequence[int] = ()
    """The conversations of the list, in its order."""
    cursor: int = 0
    """The place in the list beyond which nothing was looked at."""

    def all(self, near: int) -> set[int]:
        """Return all of them, with so many rows below the cursor."""
        return {*self.needed, *islice(self.rows, self.cursor + near)}


class Trimmer:
    """Decides once in a while what the store should let go of, and brings threads back."""

    def __init__(
        self,
        store: Store,
        open_attic: Callable[[], Attic | None] = lambda: None,
        caps: Caps | None = None,
    ) -> None:
        self._store = store
        self._open_attic = open_attic
        self._caps = caps or Caps()
        self._looked_at: dict[int, None] = {}
        self._tidied_at: float | None = None
        self._table = 0

    @cached_property
    def _attic(self) -> Attic | None:
        # None for none: what is let go of is then read from the server when it is wanted.
        return self._open_attic()

    def look_at(self, conversation_id: int) -> None:
        """Take note that a thread is looked at: it is let go of after those seen before it."""
        self._looked_at.pop(conversation_id, None)
        self._looked_at[conversation_id] = None

    def plan(self, at_hand: Callable[[], AtHand], now: float) -> Trimmed | None:
        """Return what to let go of now, None for nothing; a few milliseconds at most.

        To be asked once a second or so at `now`, seconds of a clock that goes on, while the hand
        rests. What it names is in the attic by the time it is read from there again.
        """
        if self._tidied_at is None or now - self._tidied_at >= _TIDY:
            self._tidied_at = now
            self._forget_looks()
            self._table = (self._table + 1) % len(surplus.TABLES)
            return Trimmed(table=surplus.TABLES[self._table])
        too_much = (
            len(self._store.conversations) > self._caps.conversations
            or len(self._store.timelines) > self._caps.threads
            or sum(map(len, self._store.timelines.values())) > self._caps.messages
        )
        return self._too_much(at_hand()) if too_much else None

    def _too_much(self, at_hand: AtHand) -> Trimmed | None:
        used, store = list(self._looked_at), self._store
        threads = surplus.surplus_threads(
            store, self._caps, used, {*at_hand.needed, *used[len(used) - self._caps.recent :]}
        )
        if threads:
            self._put_away(threads)
            return Trimmed(threads=threads)
        rows = surplus.surplus_conversations(store, self._caps, at_hand.all(self._caps.near))
        return Trimmed(conversations=rows) if rows else None

    def _put_away(self, threads: Iterable[int]) -> None:
        if self._attic is None:
            return
        from hoory_tui.keep.attic import StoredThread

        ends = (surplus.end_of_thread(self._store, number, KEPT) for number in threads)
        self._attic.put(
            StoredThread(
                end.conversation_id,
                self._begun_at(end.conversation_id),
                end.messages,
                end.has_older,
            )
            for end in ends
            if end is not None
        )

    def _begun_at(self, conversation_id: int) -> float | None:
        row = self._store.conversations.get(conversation_id)
        return row.created_at if row is not None else None

    def _forget_looks(self) -> None:
        held = self._store.timelines.keys()
        self._looked_at = {one: None for one in self._looked_at if one in held}

    async def recall(self, conversation_id: int) -> ThreadRecalled | None:
        """Return the end of a thread that is to be opened as it was kept; None for nothing."""
        timeline = self._store.timelines.get(conversation_id)
        if timeline is None or timeline.loaded or self._attic is None:
            return None
        stored = await self._attic.get(conversation_id)
        if stored is None or stored.begun_at is None:
            # Nothing tells it from another conversation of this number.
            return None
        if stored.begun_at != self._begun_at(conversation_id):
            return None
        return ThreadRecalled(conversation_id, stored.messages, stored.has_older)

    def forget(self, conversation_ids: Iterable[int]) -> None:
        """Keep nothing of conversations that the server no longer shows us."""
        if self._attic is not None:
            self._attic.forget(conversation_ids)

    def close(self) -> None:
        """Let go of the attic."""
        if "_attic" in self.__dict__ and self._attic is not None:
            self._attic.close()
