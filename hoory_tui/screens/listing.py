"""Which rows the list shows, and where: nothing jumps under the hand, and nothing just vanishes.

The row at hand keeps its place while the hand rests on it, whatever becomes of it. A row that no
longer belongs stays where it was for a moment, dim, with the reason. While a box stands over the
list, or the hand moves, all rows stay where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from hoory_tui.lazily import dataclass
from hoory_tui.render import views
from hoory_tui.render.rows import RowFacts
from hoory_tui.store import select
from hoory_tui.store.moves import moved, moved_among
from hoory_tui.store.rosters import Order
from hoory_tui.store.sieves import Rank, rank_of
from hoory_tui.store.state import Store
from hoory_tui.store.views import ListView
from hoory_tui.widgets.conversations import ConversationList

STAY: Final = 2.0
"""Seconds for which a row stays after it no longer belongs."""


@dataclass(frozen=True, slots=True)
class Hold:
    """What keeps rows where they are: a box over the list, a hand that moves, one that rests."""

    boxed: bool = False
    moving: bool = False
    near: bool = False
    """Whether the hand was on the list just now: the row at hand keeps its line of the screen."""


class Sift(Protocol):
    """Leaves rows out of a list."""

    @property
    def empty_text(self) -> str:
        """What is said when none is left."""

    def sift(self, conversation_ids: Sequence[int], held: int | None) -> Sequence[int]:
        """Return those that stay, in their order, and with them the one that is held."""


class Listing:
    """Brings the rows into the list; `moved` counts those that a box holds from going elsewhere.

    `above` counts the rows that came in above the first one in view meanwhile.
    """

    def __init__(
        self, store: Store, rows: ConversationList, row_facts: Callable[[int], RowFacts]
    ) -> None:
        self._store = store
        self._rows = rows
        self._facts_of = row_facts
        self._touched: set[int] = set()
        self._view: ListView | None = None
        self._also: frozenset[int] = frozenset()
        self._leaving: dict[int, float] = {}
        """Rows that no longer belong, and since when."""
        self._first = 0
        self.moved = 0
        self.above = 0
        self.is_behind = False
        """Whether rows were held where they are and may belong elsewhere."""
        self.guest: int | None = None
        """The conversation at hand that was gone to, wherever it belongs."""
        self.pinned: int | None = None
        """The conversation at hand, while only that keeps it in its place."""
        self.sift: Sift | None = None
        """What leaves rows out while the list is narrowed."""

    def begin_anew(self) -> None:
        """Bring the rows next time as if another list had been shown."""
        self._view = None

    def touch(self, conversation_ids: Iterable[int]) -> None:
        """Take note that these may stand elsewhere now."""
        self._touched.update(conversation_ids)

    def show(
        self, view: ListView, drafts: Collection[int], hold: Hold, now: float
    ) -> Sequence[int]:
        """Show the rows of a view at `now`, seconds of a clock that goes on."""
        store, rows = self._store, self._rows
        words = (pending.conversation_id for pending in store.outbox.values())
        self._also = frozenset((*drafts, *words))
        if self.guest not in (rows.cursor, *drafts):
            self.guest = None
        before = rows.keys
        is_same = view == self._view and isinstance(before, Order)
        # At the end of what is known, a hand that moves waits for more.
        moving = hold.moving and (select.is_complete(store, view) or not rows.is_near_end)
        if self.sift is not None and not hold.boxed and not hold.moving:
            # What the hand is on stays; while the line is typed in, the hand is on nothing.
            held = rows.cursor if rows.has_focus else None
            ids = self.sift.sift(select.rows(store, view, keep=held, also=drafts), held)
            self._leaving, self.pinned = {}, None
            self._settle()
        elif (hold.boxed or moving) and view == self._view:
            # A box stands over the list and its keys mean what was seen when it was opened; and
            # a hand that moves goes by what it saw before.
            ids = self._still_there()
            order = select.rows(store, view, keep=rows.cursor, also=drafts)
            self.moved = self._count_moved(ids, order) if hold.boxed else 0
            self.is_behind = True
        elif is_same and isinstance(before, Order):
            ids = self._in_place(view, before, drafts, now)
            self._settle()
        else:
            self._leaving = {}
            self.pinned = None
            ids = select.rows(store, view, keep=rows.cursor, also=drafts)
            self._settle()
        self._view = view
        self._bring(ids, view, hold)
        return ids

    def _settle(self) -> None:
        self._touched.clear()
        self.moved = 0
        self.is_behind = False

    def _bring(self, ids: Sequence[int], view: ListView, hold: Hold) -> None:
        rows = self._rows
        first = rows.first_in_view
        if first != self._first:
            # Whoever scrolled up has seen some of them.
            self.above = min(self.above, first)
        empty = self.sift.empty_text if self.sift else views.empty_text(self._store, view)
        rows.show_rows(ids, self.row_facts, empty, stay=hold.near)
        self._first = rows.first_in_view
        came = self._first - first
        self.above = max(0, min(self.above + came, self._first)) if hold.near else self.above
        position = rows.position_of(rows.cursor) or 0
        if self.above and not hold.near and position < rows.in_view[1] - 2:
            # The hand rests: what came in above may be seen, for what is at hand is still.
            rows.jump(0)
            self._first = 0
        if self._first == 0:
            self.above = 0

    def _in_place(
        self, view: ListView, before: Order, drafts: Collection[int], now: float
    ) -> Order:
        """Return the order as it is now, with what stays in the places that it had."""
        store, rows = self._store, self._rows
        order = select.rows(store, view, also=drafts)
        stay: dict[int, Rank] = {}
        leaving: dict[int, float] = {}
        first, count = rows.in_view
        for rank in before.ranks(first, count):
            number = -rank[2]
            if number in store.conversations and self._has_left(number, view):
                leaving[number] = since = self._leaving.get(number, now)
                if now - since < STAY:
                    stay[number] = rank
        self.pinned = None
        place = rows.position_of(rows.cursor)
        stood: list[Rank] = []
        if rows.cursor in store.conversations and place is not None:
            (rank,) = before.ranks(place, 1)
            number = -rank[2]
            stands = rank_of(store.conversations[number], view.sort)
            belongs = self._belongs(number, view)
            if not belongs or stands != rank:
                stay[number] = rank
                self.pinned = number
                stood = [stands] if belongs else []
        self._leaving = {one: at for one, at in leaving.items() if one in stay}
        if view.filter is not None:
            # Time and people decide here too: what no longer fits may be in the order still.
            places = [at for one in stay if (at := order.position(one)) is not None]
            stood = [rank for at in places for rank in order.ranks(at, 1)]
        return order.with_also(stay.values(), stood) if stay else order

    def _belongs(self, conversation_id: int, view: ListView) -> bool:
        conversation = self._store.conversations[conversation_id]
        return conversation_id in self._also or select.in_view(self._store, conversation, view)

    def _has_left(self, conversation_id: int, view: ListView) -> bool:
        return conversation_id != self.guest and not self._belongs(conversation_id, view)

    def leaves_in(self, now: float) -> float | None:
        """Return the seconds until the next row has stayed long enough; None for none."""
        waiting = [at for one, at in self._leaving.items() if one != self._rows.cursor]
        return max(0.0, min(waiting) + STAY - now) if waiting else None

    def row_facts(self, conversation_id: int) -> RowFacts:
        """Return what a row shows, and of one that no longer belongs why that is so."""
        facts = self._facts_of(conversation_id)
        conversation = self._store.conversations.get(conversation_id)
        if conversation is None or self._view is None:
            return facts
        if not self._has_left(conversation_id, self._view):
            return facts
        return replace(facts, faded=views.reason(self._store, conversation, self._view))

    def _still_there(self) -> Sequence[int]:
        before, known = self._rows.keys, self._store.conversations
        if isinstance(before, Order):
            gone = [one for one in self._touched if one not in known and one in before]
            return before.without(gone) if gone else before
        return [one for one in before if one in known]

    def _count_moved(self, held: Sequence[int], order: Order) -> int:
        if isinstance(held, Order):
            found = moved_among(held, order, self._touched)
            if found is not None:
                return found
        return moved(held, order)
