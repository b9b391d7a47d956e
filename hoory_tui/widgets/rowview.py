"""Blocks with a cursor that stands on a key, wherever that goes."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset

from hoory_tui.keys import Context, bindings
from hoory_tui.widgets.blockview import BlockView, K, first_said
from hoory_tui.widgets.heights import Uneven


class RowView(BlockView[K], can_focus=True):
    """A column of blocks to move about in; subclasses say how a key is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ROWS)]
    _pressed: tuple[K, int] | None = None
    """The block that the mouse is pressed on, and in which row of the screen."""

    def cursor_moved(self) -> None:
        """React to the cursor standing on another block."""

    def chosen(self, key: K) -> None:
        """React to a block being clicked."""

    # Cursor

    @property
    def hand(self) -> Offset | None:
        """Where on the screen the block under the cursor begins, None while it is out of view."""
        position = self.position_of(self.cursor)
        if position is None:
            return None
        scroll, bottom = round(self.scroll_y), self._heights.top(position + 1)
        y = self._heights.top(position) - scroll
        if not (y < self.size.height and bottom > scroll):
            return None
        y += first_said(self._held_lines(self._keys[position]))
        return self.content_region.offset + Offset(0, min(max(y, 0), self.size.height - 1))

    def set_cursor(self, key: K | None, *, reveal: bool = True) -> None:
        """Put the cursor on a block and bring it into view."""
        moved = key != self.cursor
        self.cursor = key
        if reveal and key is not None:
            self.reveal(key)
        # Only the cursor went elsewhere: to ask what every row looks like now is not its task.
        self._refresh_lines(self._held_lines)
        if moved:
            self.cursor_moved()

    def reveal(self, key: K) -> None:
        """Scroll as little as possible to show the block."""
        position = self.position_of(key)
        if position is None:
            return
        self._prepare(position)
        top, bottom = self._heights.top(position), self._heights.top(position + 1)
        height, scroll = self.size.height, round(self.scroll_y)
        if top < scroll or bottom - top > height:
            self.jump(top)
        elif bottom > scroll + height:
            self.jump(bottom - height)

    def _prepare(self, position: int) -> None:
        """Learn the heights around a block that is to come into view."""
        if not isinstance(self._heights, Uneven):
            return
        anchor, at_end = self._anchor(), self.follow_end and self.is_at_end
        if self._learn_around(self._heights.top(position)):
            held = anchor[0] if anchor is not None else None
            self._settle(self._goal(held, anchor, at_end=at_end))

    def step_cursor(self, step: int) -> None:
        """Move the cursor by whole blocks, over those that it may not stand on."""
        if not self._keys:
            return
        at = self.position_of(self.cursor)
        position = (0 if step > 0 else len(self._keys) - 1) if at is None else at + step
        direction = 1 if step > 0 else -1
        position = min(max(position, 0), len(self._keys) - 1)
        while 0 <= position < len(self._keys) and not self.selectable(self._keys[position]):
            position += direction
        if 0 <= position < len(self._keys):
            self._asked = position
            self.set_cursor(self._keys[position])
        elif at is not None:
            # Beyond the last one there may be lines worth seeing.
            self.jump(0 if step < 0 else self.max_scroll_y)
            self.refresh_changed()

    def action_cursor_down(self) -> None:
        """Go one block down, through a long block in steps."""
        position = self.position_of(self.cursor)
        bottom = round(self.scroll_y) + self.size.height
        if position is not None and self._heights.top(position + 1) > bottom:
            self.jump(min(round(self.scroll_y) + self.size.height // 2, self.max_scroll_y))
            self.refresh_changed()
            return
        self.step_cursor(1)

    def action_cursor_up(self) -> None:
        """Go one block up, through a long block in steps."""
        position = self.position_of(self.cursor)
        if position is not None and self._heights.top(position) < round(self.scroll_y):
            self.jump(round(self.scroll_y) - self.size.height // 2)
            self.refresh_changed()
            return
        self.step_cursor(-1)

    def action_cursor_top(self) -> None:
        """Go to the first block."""
        self.cursor = None
        self.step_cursor(1)
        self.jump(0)

    def action_cursor_bottom(self) -> None:
        """Go to the last block."""
        self.cursor = None
        self.step_cursor(-1)

    def action_cursor_page_down(self) -> None:
        """Go down by about a page."""
        self._page(1)

    def action_cursor_page_up(self) -> None:
        """Go up by about a page."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        goal = round(self.scroll_y) + direction * max(1, self.size.height - 2)
        self.jump(min(max(goal, 0), self.max_scroll_y))
        at_edge = goal != round(self.scroll_y)
        y = (self.size.height - 1 if direction > 0 else 0) if at_edge else self.size.height // 2
        place = self._place(y)
        if place is None:
            self.action_cursor_bottom()
        elif self.selectable(place[0]):
            self.set_cursor(place[0], reveal=False)
        self.refresh_changed()

    def on_focus(self) -> None:
        """Show the cursor as being where the hands are."""
        self.refresh_changed()

    def on_blur(self) -> None:
        """Show the cursor as being elsewhere."""
        self.refresh_changed()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note which block is meant: until the button is let go, another one may stand there."""
        place = self._place(event.y)
        self._pressed = None if place is None else (place[0], event.screen_y)

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the block that the mouse was pressed on."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        key, row = pressed
        place = self._place(event.y)
        is_meant = row == event.screen_y or (place is not None and place[0] == key)
        if is_meant and self.position_of(key) is not None and self.selectable(key):
            self.set_cursor(key, reveal=False)
            self.chosen(key)
