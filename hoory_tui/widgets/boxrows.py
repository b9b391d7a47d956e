"""Rows in a box: its ground, and word of where the cursor stands and what was clicked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message
from textual.strip import Strip

from hoory_tui.render.lines import DrawnLine, fit
from hoory_tui.widgets.blockview import K
from hoory_tui.widgets.palette import Palette, palette_of
from hoory_tui.widgets.rowview import RowView


class BoxRows(RowView[K]):
    """Rows on the ground of a box; subclasses say how a key is drawn."""

    class Chosen(Message):
        """A row was clicked."""

    class Moved(Message):
        """The cursor stands on another row."""

    def show_in_place(self, keys: Sequence[K]) -> None:
        """Show these; the cursor stays on its row, or where that was."""
        stood = self.position_of(self.cursor)
        self.show_keys(list(keys))
        if self.cursor not in keys:
            self.cursor = None
            self.set_cursor(keys[min(stood or 0, len(keys) - 1)] if keys else None)

    def selected_ground(self, ground: str) -> str:
        """Return the ground of the row under the cursor."""
        return "row-selected"

    def selected_ground_of_empty(self) -> str:
        """Return the ground below the last row."""
        return "bar"

    def cursor_moved(self) -> None:
        """Tell that the cursor stands on another row."""
        self.post_message(self.Moved())

    def chosen(self, key: K) -> None:
        """Tell that a row was clicked."""
        self.post_message(self.Chosen())


class RowsBelowLine(BoxRows[K], can_focus=False):
    """Rows below a line in which the hands stay, so these never take the focus."""

    empty_text = ""

    def _strip(self, drawn: DrawnLine, at_cursor: bool, palette: Palette) -> Strip:
        if not at_cursor:
            return palette.strip(drawn.line, drawn.ground)
        # The keys act on this row, though the focus is where letters are typed.
        line = [(self.glyphs.cursor, "cursor"), *drawn.line[1:]]
        return palette.strip(line, self.selected_ground(drawn.ground))

    def render_line(self, y: int) -> Strip:
        """Return one visible line, or the sentence that explains that there is none."""
        if self._keys or y > 0:
            return super().render_line(y)
        palette = palette_of(self.app, ascii_only=self.glyphs.is_ascii)
        return palette.strip(fit([(f"  {self.empty_text}", "dim")], self.size.width, "dim"), "bar")
