"""Notifications as rows of two lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hoory_tui.render.bell import BellRow, bell_lines
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.boxrows import BoxRows
from hoory_tui.words import said


class BellRows(BoxRows[int]):
    """Rows by the ids of notifications."""

    row_height = 2
    empty_text = ""

    def __init__(self, facts: Callable[[int], BellRow], *, id: str, glyphs: Glyphs) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._facts = facts

    def show_rows(self, ids: Sequence[int], empty_text: str) -> None:
        """Show these; the cursor stays on its notification, or where that was."""
        self.empty_text = empty_text
        self.show_in_place(ids)

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
