"""A long text as rows that are drawn when they come into view and made in small steps.

However long the text is, it stands on the screen at once; the rest is laid out in slices
between which keys are answered.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from hoory_tui.keys import Context, bindings
from hoory_tui.render.lines import Line, fit, line_width
from hoory_tui.widgets.painted import plain_lines
from hoory_tui.widgets.palette import palette_of

_SLICE: Final = 0.012
"""Seconds of one step; a key is answered within it."""
_REST: Final = 0.002
_LOOK: Final = 64
"""So many lines are made between two looks at the clock."""


class TextRows(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of a text from the first column on, with nothing beside them.

    No frame and no scrollbar: what the terminal selects is the text and nothing else.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.ROWS)]
    DEFAULT_CSS = """
    TextRows {
        overflow: hidden hidden;
        scrollbar-size: 0 0;
        height: 1fr;
        width: 1fr;
    }
    """

    class Moved(Message):
        """Other rows are in view, or there are more of them."""

    def __init__(self, *, id: str, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._ascii_only = ascii_only
        self._rows: list[Line] = []
        self._source: Iterator[Line] = iter(())
        self._widest = 0
        self._making = False
        self._wants_end = False
        self._top = 0
        self._left = 0

    def show(self, rows: Iterator[Line], *, top: int = 0) -> None:
        """Show other rows, from `top` on as far as there are so many."""
        self._rows, self._source = [], rows
        self._top, self._left, self._widest = top, 0, 0
        self._wants_end = False
        self._making = True
        self._make()

    @property
    def is_whole(self) -> bool:
        """Whether all rows are made."""
        return not self._making

    @property
    def top(self) -> int:
        """The first row in view, from 0."""
        return max(0, min(self._top, self._last_top()))

    @property
    def count(self) -> int:
        """The rows there are so far."""
        return len(self._rows)

    def _make(self) -> None:
        until = time.monotonic() + _SLICE
        before = len(self._rows)
        while self._making and time.monotonic() < until:
            for _ in range(_LOOK):
                row = next(self._source, None)
                if row is None:
                    self._making = False
                    break
                self._rows.append(row)
                self._widest = max(self._widest, line_width(row))
        if self._wants_end:
            self._top = self._last_top()
        if before <= self._top + self.size.height:
            self.refresh()
        if self._making:
            self.set_timer(_REST, self._make)
        self.post_message(self.Moved())

    def _last_top(self) -> int:
        return max(0, len(self._rows) - self.size.height)

    @property
    def hand(self) -> Offset:
        """Where on the screen the first row in view begins."""
        return self.content_region.offset

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return rows, held in their columns."""
        return plain_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Return one row in view."""
        palette = palette_of(self.app, ascii_only=self._ascii_only)
        row, width = self.top + y, self.size.width
        line = self._rows[row] if row < len(self._rows) else []
        if not self._left:
            return palette.strip(fit(line, width, "text"), "thread")
        whole = palette.strip(fit(line, self._left + width, "text"), "thread")
        return whole.crop(self._left, self._left + width)

    def notify_style_update(self) -> None:
        """Paint everything again after a change of theme."""
        super().notify_style_update()
        self.refresh()

    def on_resize(self) -> None:
        """Have the rows laid out for the new width by who made them."""
        self.virtual_size = Size(self.size.width, self.size.height)
        self.refresh()

    # Moving

    def go_to(self, top: int) -> None:
        """Show the rows from this one on."""
        self._wants_end = False
        self._top = max(0, min(top, self._last_top()))
        self.refresh()
        self.post_message(self.Moved())

    def go_sideways(self, step: int) -> None:
        """Show other columns, by halves of the width; -1 is to the left."""
        most = max(0, self._widest - self.size.width)
        self._left = max(0, min(self._left + step * max(1, self.size.width // 2), most))
        self.refresh()

    def action_cursor_down(self) -> None:
        """Go a row down."""
        self.go_to(self.top + 1)

    def action_cursor_up(self) -> None:
        """Go a row up."""
        self.go_to(self.top - 1)

    def action_cursor_page_down(self) -> None:
        """Go down by about a page."""
        self.go_to(self.top + max(1, self.size.height - 2))

    def action_cursor_page_up(self) -> None:
        """Go up by about a page."""
        self.go_to(self.top - max(1, self.size.height - 2))

    def action_cursor_top(self) -> None:
        """Go to the first row."""
        self.go_to(0)

    def action_cursor_bottom(self) -> None:
        """Go to the last row, and with it while there come more."""
        self.go_to(self._last_top())
        self._wants_end = self._making

    def on_mouse_scroll_down(self) -> None:
        """Go down by a few rows."""
        self.go_to(self.top + 3)

    def on_mouse_scroll_up(self) -> None:
        """Go up by a few rows."""
        self.go_to(self.top - 3)
