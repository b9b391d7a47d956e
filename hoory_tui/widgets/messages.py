"""The message pane: the thread of one conversation, older pages on the way up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from textual.message import Message

from hoory_tui.render.lines import DrawnLine
from hoory_tui.render.message import Look, item_lines
from hoory_tui.render.thread import Item, ItemKey, ItemKind
from hoory_tui.store.records import Direction
from hoory_tui.store.records import Message as Said
from hoory_tui.widgets.rowview import RowView

_NEWEST = 50
"""So many messages back, links are looked for."""
_NEAR_TOP = 12
"""So many lines below the top, the next older page is asked for."""


class MessagePane(RowView[ItemKey]):
    """Items of a thread by key; it follows the end as long as the end is in view."""

    follow_end = True

    @dataclass
    class NeedOlder(Message):
        """The view approaches the oldest message held."""

        conversation_id: int

    @dataclass
    class Touched(Message):
        """The agent moves about in this thread, so it is being read."""

        conversation_id: int

    def __init__(self, *, id: str, look: Look) -> None:
        super().__init__(id=id, glyphs=look.glyphs)
        self.conversation_id: int | None = None
        self.expanded: frozenset[ItemKey] = frozenset()
        self.look = look
        self.more_key = "f3"
        self._items: dict[ItemKey, Item] = {}
        self._has_older = False

    def show_thread(
        self, conversation_id: int | None, items: Sequence[Item], *, has_older: bool, look: Look
    ) -> None:
        """Show the thread of a conversation; another one starts at its end."""
        other = conversation_id != self.conversation_id
        self.conversation_id = conversation_id
        self.look = look
        self._has_older = has_older
        self._items = {item.key: item for item in items}
        if other:
            self.cursor = None
            self.expanded = frozenset()
            self._drawn.clear()
        self.show_keys([item.key for item in items])
        if other:
            self.jump(self.max_scroll_y)
            self.refresh_changed()
        self._ask_for_older()

    def reveal_unread(self) -> None:
        """Scroll so that the first new message is in view, with what led to it above."""
        if ("unread", 0) in self._index:
            top = self._tops[self._index["unread", 0]]
            self.jump(min(self.max_scroll_y, max(0, top - self.size.height // 3)))
            self.refresh_changed()

    def stamp(self, key: ItemKey) -> object:
        """Return the item itself: equal items look the same."""
        return self._items[key]

    def draw(self, key: ItemKey, width: int) -> list[DrawnLine]:
        """Return the lines of an item."""
        look = replace(self.look, width=width, more_key=self.more_key)
        return item_lines(self._items[key], look)

    def selectable(self, key: ItemKey) -> bool:
        """Let the cursor stand on messages, sends and folds only."""
        item = self._items.get(key)
        return item is not None and item.kind in (
            ItemKind.MESSAGE,
            ItemKind.PENDING,
            ItemKind.FOLD,
        )

    def cursor_moved(self) -> None:
        """Tell that the thread is being read."""
        if self.has_focus and self.conversation_id is not None:
            self.post_message(self.Touched(self.conversation_id))

    def item_at_cursor(self) -> Item | None:
        """Return the item under the cursor."""
        return self._items.get(self.cursor) if self.cursor is not None else None

    def message_at_hand(self, wanted: Callable[[Said], object] | None = None) -> Said | None:
        """Return the message under the cursor.

        While the hands are elsewhere there is no cursor to be seen: then the newest message,
        and of those the newest that is `wanted`, if there is one.
        """
        if self.has_focus:
            item = self.item_at_cursor()
            return item.message if item is not None else None
        said = [one.message for one in reversed(self._items.values()) if one.message is not None]
        newest = [one for one in said if one.direction is not Direction.ACTIVITY][:_NEWEST]
        if wanted is not None:
            newest = [one for one in newest if wanted(one)] or newest
        return newest[0] if newest else None

    def unfold(self, key: ItemKey) -> None:
        """Remember that a fold is to be shown unfolded."""
        self.expanded |= {key}

    def _shows_cursor(self) -> bool:
        return self.has_focus

    def on_focus(self) -> None:
        """Start with the newest message at hand."""
        if self.cursor is None or self.cursor not in self._index:
            self.action_cursor_bottom()
        super().on_focus()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for older messages before the top comes into view."""
        super().watch_scroll_y(old_value, new_value)
        if new_value < old_value:
            self._ask_for_older()

    def _ask_for_older(self) -> None:
        near_top = round(self.scroll_y) <= _NEAR_TOP
        if near_top and self._has_older and self.conversation_id is not None:
            self.post_message(self.NeedOlder(self.conversation_id))
