"""The conversation list: fixed rows of two lines, the cursor bound to a conversation id."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message
from textual.strip import Strip

from hoory_tui.render.lines import DrawnLine, fit, wrap
from hoory_tui.render.rows import ROW_HEIGHT, RowFacts, row_lines
from hoory_tui.widgets.palette import palette_of
from hoory_tui.widgets.rowview import RowView

_NEAR_END = 20
"""So many rows before the end, the next page is asked for."""


class ConversationList(RowView[int]):
    """Conversations by display id."""

    @dataclass
    class Highlighted(Message):
        """The cursor stands on another conversation."""

        conversation_id: int

    @dataclass
    class Chosen(Message):
        """A conversation was clicked."""

        conversation_id: int

    @dataclass
    class NearEnd(Message):
        """The cursor or the view approaches the last known row."""

    row_height = ROW_HEIGHT
    touched_at = -math.inf
    """When a key was last pressed here, by the clock that timers go by."""
    _facts: Callable[[int], RowFacts]
    empty_text = ""

    def show_rows(
        self,
        conversation_ids: Sequence[int],
        facts: Callable[[int], RowFacts],
        empty_text: str,
        *,
        stay: bool = False,
    ) -> None:
        """Show these conversations; `empty_text` is said when there is none.

        With `stay` the row under the cursor stays on its line of the screen, whatever comes or
        goes above it, as far as there is room.
        """
        self._facts = facts
        if empty_text != self.empty_text and not conversation_ids:
            self.refresh()
        self.empty_text = empty_text
        was_visible = self._cursor_visible()
        line = self._cursor_line() if was_visible else 0
        self.show_keys(conversation_ids)
        if was_visible and self.cursor is not None:
            if stay and (line_now := self._cursor_line()) != line:
                self.jump(round(self.scroll_y) + line_now - line)
            self.reveal(self.cursor)
            self.refresh_changed()

    def _cursor_line(self) -> int:
        """Return on which line of the screen the row under the cursor begins."""
        position = self.position_of(self.cursor)
        return 0 if position is None else self._heights.top(position) - round(self.scroll_y)

    @property
    def first_in_view(self) -> int:
        """How many rows are above the first one that is wholly in view."""
        return -(-round(self.scroll_y) // self.row_height)

    @property
    def in_view(self) -> tuple[int, int]:
        """The place of the first row in view, and how many there are at most."""
        first = round(self.scroll_y) // self.row_height
        return first, self.size.height // self.row_height + 2

    @property
    def is_near_end(self) -> bool:
        """Whether the cursor or the view is close to the last known row."""
        first, count = self.in_view
        position = self.position_of(self.cursor) or 0
        return max(position, first + count) >= len(self._keys) - _NEAR_END

    def _cursor_visible(self) -> bool:
        position = self.position_of(self.cursor)
        if position is None:
            return False
        scroll = round(self.scroll_y)
        return scroll <= self._heights.top(position) < scroll + self.size.height

    def stamp(self, key: int) -> object:
        """Return the facts of the row: equal facts look the same."""
        return self._facts(key)

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        """Return the two lines of a row."""
        lines = row_lines(self._facts(key), width, self.glyphs, selected=False)
        return [DrawnLine(line, "row") for line in lines]

    def selected_ground(self, ground: str) -> str:
        """Keep the row under the cursor recognisable when the focus is elsewhere."""
        return "row-selected" if self.has_focus else "row-selected-blur"

    def selected_ground_of_empty(self) -> str:
        """Return the list's own ground."""
        return "row"

    def render_line(self, y: int) -> Strip:
        """Return one visible line, or the sentence that explains an empty list."""
        if self._keys or not self.empty_text:
            return super().render_line(y)
        width = self.size.width
        parts = wrap(self.empty_text, width - 4)
        text = ""
        if 1 <= y <= len(parts):
            start, end = parts[y - 1]
            text = self.empty_text[start:end]
        line = fit([("  ", "text"), (text, "dim")], width, "text")
        return palette_of(self.app).strip(line, "row")

    def on_key(self) -> None:
        """Remember that the hand is here; what the key does is for the bindings to tell."""
        self.touched_at = asyncio.get_running_loop().time()

    def cursor_moved(self) -> None:
        """Tell which conversation is at hand."""
        if self.cursor is not None:
            self.post_message(self.Highlighted(self.cursor))
        position = self.position_of(self.cursor) or 0
        if position >= len(self._keys) - _NEAR_END:
            self.post_message(self.NearEnd())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for more before the end comes into view."""
        super().watch_scroll_y(old_value, new_value)
        if new_value >= self.max_scroll_y - _NEAR_END and new_value > old_value:
            self.post_message(self.NearEnd())

    def chosen(self, key: int) -> None:
        """Tell that a conversation was clicked."""
        self.post_message(self.Chosen(key))
