"""Which rows the list shows: those of a tab, held where they are while a box stands over them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from hoory_tui.render import facts
from hoory_tui.render.rows import RowFacts
from hoory_tui.store import select
from hoory_tui.store.moves import moved, moved_among
from hoory_tui.store.rosters import Order
from hoory_tui.store.select import View
from hoory_tui.store.state import Store
from hoory_tui.widgets.conversations import ConversationList


class Listing:
    """Brings the rows into the list; `moved` counts those that would be elsewhere if not held."""

    def __init__(
        self, store: Store, rows: ConversationList, row_facts: Callable[[int], RowFacts]
    ) -> None:
        self._store = store
        self._rows = rows
        self._row_facts = row_facts
        self._touched: set[int] = set()
        self.moved = 0

    def touch(self, conversation_ids: Iterable[int]) -> None:
        """Take note that these may stand elsewhere now."""
        self._touched.update(conversation_ids)

    def show(self, view: View, drafts: Collection[int], *, is_held: bool) -> Sequence[int]:
        """Show the rows of a tab, or those that were there as long as they are held."""
        order = select.rows(self._store, view, keep=self._rows.cursor, also=drafts)
        ids: Sequence[int] = order
        if is_held:
            # A box stands over the list and its keys mean what was seen when it was opened.
            ids = self._still_there()
            self.moved = self._count_moved(ids, order)
        else:
            self._touched.clear()
            self.moved = 0
        self._rows.show_rows(ids, self._row_facts, facts.empty_text(self._store, view))
        return ids

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
