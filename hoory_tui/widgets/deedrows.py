"""What was done as rows, and the conversations of one of those things as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine, Line
from hoory_tui.widgets.boxrows import BoxRows

Draw = Callable[[int, int], list[Line]]
"""From a key and a width, the lines of its row."""


class DeedRows(BoxRows[int]):
    """Two lines for each thing that was done, by its number."""

    row_height = 2

    def __init__(
        self, draw: Draw, stamp: Callable[[int], object], *, id: str, glyphs: Glyphs
    ) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._draw = draw
        self._stamp = stamp

    def show_rows(self, keys: Sequence[int]) -> None:
        """Show these, with the cursor where it is, or on the first."""
        self.show_keys(list(keys))
        if self.cursor not in keys:
            self.cursor = None
            self.set_cursor(keys[0] if keys else None)

    def stamp(self, key: int) -> object:
        """Return what the row shows."""
        return self._stamp(key)

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        """Return the lines of a row."""
        return [DrawnLine(line, "bar") for line in self._draw(key, width)]


class ItemRows(DeedRows):
    """One to three lines for each conversation, by its id."""

    row_height = 0
