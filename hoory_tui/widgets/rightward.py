"""A text to write in whose paragraphs stand at the right when they read from there."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.document._document import Location
from textual.geometry import Offset
from textual.strip import Strip
from textual.widgets import TextArea

from hoory_tui.render.direction import reads_from_right


class RightwardText(TextArea):
    """Moves what is drawn, never what is written: letters stay in their order."""

    def _shift(self, y: int) -> int:
        """Return how many cells a line of the wrapped text stands away from the left."""
        wrapped = self.wrapped_document
        if not 0 <= y < wrapped.height or getattr(self.app, "is_plain", False):
            return 0
        line, section = wrapped._offset_to_line_info[y]
        text = self.document.get_line(line)
        if not reads_from_right(text):
            return 0
        sections = wrapped.get_sections(line)
        part = sections[section] if section < len(sections) else ""
        return max(0, self.wrap_width - cell_len(part.rstrip()))

    def _render_line(self, y: int) -> Strip:
        strip = super()._render_line(y)
        shift = self._shift(y + self.scroll_offset.y)
        if not shift:
            return strip
        width = strip.cell_length
        style = strip._segments[-1].style if strip._segments else None
        return Strip.join([Strip.blank(shift, style), strip.crop(0, width - shift)])

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor stands on the screen."""
        x, y = super().cursor_screen_offset
        row = y - self.content_region.y + self.scroll_offset.y
        right = self.content_region.right - 1
        return Offset(min(x + self._shift(row), max(right, x)), y)

    def get_target_document_location(self, event: events.MouseEvent) -> Location:
        """Return the place in the text that the mouse points at."""
        scroll_x, scroll_y = self.scroll_offset
        y = event.y - self.gutter.top + scroll_y
        x = event.x - self.gutter.left - self.gutter_width + scroll_x - self._shift(y)
        return self.wrapped_document.offset_to_location(Offset(max(x, 0), y))
