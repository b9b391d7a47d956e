"""Notifications as rows of two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message

from hoory_tui.render.bell import BellRow, bell_lines
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.rowview import RowView
from hoory_tui.words import said


class BellRows(RowView[int]):
    """Rows by the ids of notifications."""

    row_height = 2
    empty_text = ""

    class Chosen(Message):
        """A row was clicked."""

    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(self, facts: Callable[[int], BellRow], *, id: str, glyphs: Glyphs) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._facts = facts

    def show_rows(self, ids: Sequence[int], empty_text: str) -> None:
        """Show these; the cursor stays on its notification, or where that was."""
        stood = self.position_of(self.cursor)
        self.empty_text = empty_text
        self.show_keys(list(ids))
        if self.cursor not in ids:
            self.cursor = None
            self.set_cursor(ids[min(stood or 0, len(ids) - 1)] if ids else None)

    @property
    def is_near_end(self) -> bool:
        """Whether the cursor comes near the last row."""
        at = self.position_of(self.cursor)
        return at is not None and at >= len(self._keys) - 3

    def stamp(self, key: int) -> object:
        """Return what the row shows."""
        return self._facts(key)

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        """Return the lines of a notification."""
        dot = said("unread:") if self.glyphs.is_words else self.glyphs.full
        lines = bell_lines(self._facts(key), width, dot)
        return [DrawnLine(line, "bar") for line in lines]

    def selected_ground(self, ground: str) -> str:
        """Return the ground of the row under the cursor."""
        return "row-selected"

    def selected_ground_of_empty(self) -> str:
        """Return the ground below the last row."""
        return "bar"

    def cursor_moved(self) -> None:
        """Tell that the cursor stands on another row."""
        self.post_message(self.Moved())

    def chosen(self, key: int) -> None:
        """Tell that a row was clicked."""
        self.post_message(self.Chosen())
