"""What a Textual app has really put on its terminal, as cells kept up to date by its updates."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    Base = App[Any]
else:
    Base = object


class Terminal:
    """The cells of a terminal; a line that nobody draws again stays as it was."""

    def __init__(self) -> None:
        self.lines: list[Strip] = []
        self.drawn = asyncio.Event()
        """Set whenever something is drawn; for those who wait to clear."""

    def take(self, update: RenderableType, size: tuple[int, int]) -> None:
        """Draw an update of the compositor that lays out a screen of this size."""
        width, height = size
        if len(self.lines) != height or any(line.cell_length != width for line in self.lines):
            self.lines = [Strip.blank(width)] * height
        self.drawn.set()
        if isinstance(update, LayoutUpdate):
            for y, strips in enumerate(update.strips, update.region.y):
                self._put(update.region.x, y, Strip.join(list(strips)))
        elif isinstance(update, ChopsUpdate):
            self._take_chops(update)

    def _take_chops(self, update: ChopsUpdate) -> None:
        for y, left, right in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x > right or end <= left:
                    continue
                whole = right > x >= left and end <= right
                self._put(x, y, strip if whole else strip.crop(0, min(end, right) - x))

    def _put(self, x: int, y: int, strip: Strip) -> None:
        line = self.lines[y]
        parts = [line.crop(0, x), strip, line.crop(x + strip.cell_length, line.cell_length)]
        self.lines[y] = Strip.join(parts)


class Seen(Base):
    """Put before an app class, keeps a terminal that shows what the app has drawn."""

    @property
    def terminal(self) -> Terminal:
        held: Terminal | None = self.__dict__.get("_terminal")
        if held is None:
            held = self.__dict__["_terminal"] = Terminal()
        return held

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if renderable is not None and not self._batch_count:
            self.terminal.take(renderable, screen._compositor.size)
        super()._display(screen, renderable)


def text_of(lines: Sequence[Strip]) -> list[str]:
    """Return lines as text."""
    return [line.text for line in lines]


def widget_text(app: Seen, widget: Widget) -> str:
    """Return what is visible of a widget, line by line; empty when nothing is."""
    region = widget.region
    if not region or widget not in widget.screen._compositor.visible_widgets:
        return ""
    lines = app.terminal.lines[region.y : region.bottom]
    return "\n".join(line.crop(region.x, region.right).text for line in lines)


def stale_lines(app: Seen) -> list[str]:
    """Return the lines of the terminal that are not what the app would draw now."""
    fresh = app.screen._compositor.render_strips()
    return [
        f"{y}: {shown.text!r} should be {line.text!r}"
        for y, (shown, line) in enumerate(zip(app.terminal.lines, fresh, strict=True))
        if shown.text != line.text or _looks(shown) != _looks(line)
    ]


def _looks(line: Strip) -> list[tuple[str, Any]]:
    looks: list[tuple[str, Any]] = []
    for text, style, _ in line:
        look = (style.color, style.bgcolor, style.bold) if style else None
        if looks and looks[-1][1] == look:
            looks[-1] = (looks[-1][0] + text, look)
        elif text:
            looks.append((text, look))
    return looks
