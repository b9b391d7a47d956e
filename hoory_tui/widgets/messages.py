"""The message pane: the thread of one conversation, older pages on the way up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from hoory_tui.render.ends import common_ends
from hoory_tui.render.highlight import highlighted
from hoory_tui.render.lines import DrawnLine
from hoory_tui.render.message import Look, guessed_height, item_lines
from hoory_tui.render.thread import Item, ItemKey, ItemKind
from hoory_tui.store.records import Attachment, Direction
from hoory_tui.store.records import Message as Said
from hoory_tui.widgets.palette import Palette
from hoory_tui.widgets.pictured import HangsPictures, Hung
from hoory_tui.widgets.rowview import RowView

if TYPE_CHECKING:
    from hoory_tui.widgets.picturecells import Cells

_NEWEST = 50
"""So many messages back, links are looked for."""
_NEAR_TOP = 12
"""So many lines below the top, the next older page is asked for."""


_EARLIER = 200
"""So many hidden messages are shown when the first of the others comes near."""


class MessagePane(RowView[ItemKey]):
    """Items of a thread by key; it follows the end as long as the end is in view."""

    follow_end = True

    @dataclass
    class NeedOlder(Message):
        """The view approaches the oldest message held."""

        conversation_id: int

    @dataclass
    class PicturesWanted(Message):
        """Attached pictures have come into view; each is to be hung, or None in its place."""

        pane: MessagePane
        attachments: Sequence[Attachment]

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
        self._sought = ""
        self.hung = Hung()
        self._items: dict[ItemKey, Item] = {}
        self._listed: Sequence[Item] = []
        self._has_older = False
        self._hidden = 0
        self.show_earlier: Callable[[int], None] | None = None
        """Has so many more of the hidden messages shown, at once."""

    def show_thread(
        self,
        conversation_id: int | None,
        items: Sequence[Item],
        *,
        has_older: bool,
        look: Look,
        hidden: int = 0,
    ) -> None:
        """Show the thread of a conversation; another one starts at its end.

        `hidden` messages are held that come before the items; they are asked for when the view
        comes near to them.
        """
        other = conversation_id != self.conversation_id
        self.conversation_id = conversation_id
        self.look = look
        self._has_older = has_older
        self._hidden = hidden
        if other:
            self.cursor = None
            self.expanded = frozenset()
            self._drawn.clear()
            self.hung.take_down()
        self._list(items)
        self.show_keys([item.key for item in items], at_end=other)
        self._ask_for_older()

    def _list(self, items: Sequence[Item]) -> None:
        before, self._listed = self._listed, items
        head, tail = common_ends(before, items)
        for item in before[head : len(before) - tail]:
            self._items.pop(item.key, None)
        for item in items[head : len(items) - tail]:
            self._items[item.key] = item

    def reveal_unread(self) -> None:
        """Scroll so that the first new message is in view, with what led to it above."""
        position = self.position_of(("unread", 0))
        if position is not None:
            self._prepare(position)
            top = self._heights.top(position)
            self.jump(min(self.max_scroll_y, max(0, top - self.size.height // 3)))
            self.refresh_changed()

    def stamp(self, key: ItemKey) -> object:
        """Return the item itself: equal items look the same while the same is looked for."""
        return (self._items[key], self._sought) if self._sought else self._items[key]

    def draw(self, key: ItemKey, width: int) -> list[DrawnLine]:
        """Return the lines of an item."""
        look = replace(self._pictured, width=width, more_key=self.more_key)
        lines = item_lines(self._items[key], look)
        if not self._sought:
            return lines
        return [replace(one, line=highlighted(one.line, self._sought)) for one in lines]

    def seek(self, words: str) -> None:
        """Mark these words wherever they stand, "" to mark nothing."""
        if words != self._sought:
            self._sought = words
            self.refresh_changed()

    def go_to(self, key: ItemKey) -> bool:
        """Put the cursor on an item, however far up it is; tell whether there is such a one."""
        if self.position_of(key) is None and self._hidden and self.show_earlier is not None:
            self.show_earlier(self._hidden)
        if self.position_of(key) is None:
            return False
        self.set_cursor(key)
        return True

    def guess_height(self, key: ItemKey) -> int:
        """Return the lines of an item as far as its words tell without their markup."""
        return guessed_height(self._items[key], self._pictured)

    def lines_above(self, heights: Sequence[int]) -> int:
        """Return about how many lines the hidden messages have."""
        return round(self._hidden * sum(heights) / len(heights)) if self._hidden else 0

    def laid_out(self) -> None:
        """Ask for what may have come near now."""
        self._ask_for_older()

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

        While the hands are elsewhere, or came before the messages, there is no cursor to be seen:
        then the newest message, and of those the newest that is `wanted`, if there is one.
        """
        item = self.item_at_cursor() if self.has_focus else None
        if item is not None:
            return item.message
        said = [one.message for one in reversed(self._listed) if one.message is not None]
        newest = [one for one in said if one.direction is not Direction.ACTIVITY][:_NEWEST]
        if wanted is not None:
            newest = [one for one in newest if wanted(one)] or newest
        return newest[0] if newest else None

    def unfold(self, key: ItemKey) -> None:
        """Remember that a fold is to be shown unfolded."""
        self.expanded |= {key}

    def _shows_cursor(self) -> bool:
        return self.has_focus or bool(self._sought)

    def on_focus(self) -> None:
        """Start with the newest message at hand."""
        if self.position_of(self.cursor) is None:
            self.action_cursor_bottom()
        super().on_focus()

    # Pictures

    def on_mount(self) -> None:
        """Keep room for pictures where they are drawn."""
        if isinstance(self.app, HangsPictures):
            self.hung.rows = self.app.picture_rows

    @property
    def _pictured(self) -> Look:
        rows = self.hung.rows
        return replace(self.look, picture_rows=rows) if rows else self.look

    def hang(self, number: int, cells: Cells | None) -> None:
        """Show an attached picture that was wanted, None where it cannot be shown."""
        self.hung.hang(number, cells)
        self._strips.clear()
        for y in self.hung.lines_of(number, self._painted):
            self.refresh(Region(0, y, self._inner_width(), 1))

    def take_pictures_down(self) -> None:
        """Forget what the pictures look like; those in view are wanted again."""
        self.hung.take_down()
        self._strips.clear()
        self.refresh()
        self._ask_for_pictures()

    def refresh_changed(self) -> None:
        """Paint what looks different, and ask for the pictures that are seen by now."""
        super().refresh_changed()
        self._ask_for_pictures()

    def _ask_for_pictures(self) -> None:
        if not self.hung.rows or not self.is_attached:
            return
        missing = set(self.hung.missing(self._painted))
        if missing:
            said = [one.message for one in self._listed if one.message is not None]
            found = [file for one in said for file in one.attachments if file.id in missing]
            self.post_message(self.PicturesWanted(self, found))

    def _strip(self, drawn: DrawnLine, at_cursor: bool, palette: Palette) -> Strip:
        return self.hung.strip(super()._strip(drawn, at_cursor, palette), drawn, palette)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for older messages before the top comes into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_pictures()
        if new_value < old_value:
            self._ask_for_older()

    def action_cursor_top(self) -> None:
        """Go to the first of all messages."""
        if self._hidden and self.show_earlier is not None:
            self.show_earlier(self._hidden)
        super().action_cursor_top()

    def _ask_for_older(self) -> None:
        first = self._heights.top(0)
        if round(self.scroll_y) > first + _NEAR_TOP or self._is_settling:
            return
        if self._hidden and self.show_earlier is not None:
            # Far above, where a scrollbar was dragged to, there may be many more.
            missing = max(0, first - round(self.scroll_y))
            if self.size.height:
                self.show_earlier(_EARLIER + missing)
        elif self._has_older and self.conversation_id is not None:
            self.post_message(self.NeedOlder(self.conversation_id))
