"""Widgets that are nothing but drawn lines: no markup, no layout, only changed lines painted."""

from __future__ import annotations

from typing import ClassVar

from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget

from hoory_tui.render.keyline import fitting_keys
from hoory_tui.render.lines import Line, fit
from hoory_tui.widgets.anchored import anchored
from hoory_tui.widgets.palette import palette_of


def plain_lines(widget: Widget, crop: Region) -> list[Strip]:
    """Return the rendered lines of a widget that has neither border nor padding.

    Going round the general painter saves a third of the cost of a line; the filters that
    a terminal without colours needs are applied all the same.
    """
    lines = [widget.render_line(y) for y in crop.line_range]
    for line_filter in widget.app.get_line_filters():
        if line_filter.enabled:
            background = widget.background_colors[1]
            lines = [line.apply_filter(line_filter, background) for line in lines]
    column = widget.region.x
    if crop.x > 0 or crop.right < widget.size.width:
        lines = [line.crop(crop.x, crop.right) for line in lines]
    return [anchored(line, column + crop.x) for line in lines]


class Painted(Widget):
    """A stack of lines on one ground; more lines than rows are cut off at the bottom."""

    ALLOW_SELECT: ClassVar[bool] = False
    ground = "bar"

    def __init__(self, *, ground: str, id: str, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self.ground = ground
        self._lines: list[Line] = []
        self._ascii_only = ascii_only

    def show(self, lines: list[Line], *, ground: str | None = None) -> None:
        """Draw these lines; what is the same as before is not painted again."""
        if ground is not None and ground != self.ground:
            self.ground = ground
            self._lines = lines
            self.refresh()
            return
        before, self._lines = self._lines, lines
        for y in range(max(len(before), len(lines))):
            if before[y : y + 1] != lines[y : y + 1]:
                self.refresh(Region(0, y, self.size.width, 1))

    @property
    def hand(self) -> Offset:
        """Where on the screen the line under the cursor begins, the first one if none is."""
        marked = (y for y, line in enumerate(self._lines) if line and line[0][1] == "cursor")
        shown = (y for y in marked if self._lines[y][0][0].strip())
        return self.content_region.offset + Offset(0, next(shown, 0))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines that need no border, padding or caching, held in their columns."""
        return plain_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Return one line of the widget."""
        palette = palette_of(self.app, ascii_only=self._ascii_only)
        line = self._lines[y] if y < len(self._lines) else []
        line = fitting_keys(line, self.size.width)
        return palette.strip(fit(line, self.size.width, "text"), self.ground)

    def notify_style_update(self) -> None:
        """Paint everything again after a change of theme."""
        super().notify_style_update()
        self.refresh()
