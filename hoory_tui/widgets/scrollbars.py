"""Scroll bars as lines where a theme has only the terminal's own colours to tell panes apart."""

from __future__ import annotations

from typing import Final

from rich.color import Color
from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBarRender

_TRACK, _THUMB = "│", "█"
_LINE: Final = Style(dim=True, reverse=False, color="default", bgcolor="default")


class ScrollBars(ScrollBarRender):
    """The library's bars of two grounds; in colours that may be one and the same, a line."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Color = Color.default(),  # noqa: B008
        bar_color: Color = Color.default(),  # noqa: B008
    ) -> Segments:
        """Return the segments of a bar."""
        bar = super().render_bar(
            size, virtual_size, window_size, position, thickness, vertical, back_color, bar_color
        )
        if not (vertical and bar_color.is_system_defined):
            return bar
        return Segments([_as_line(segment) for segment in bar.segments], new_lines=True)


def _as_line(segment: Segment) -> Segment:
    style = segment.style or _LINE
    # The library's thumb is a ground turned round, with parts of a block at its ends.
    is_thumb = bool(style.reverse) or not segment.text.isspace()
    return Segment((_THUMB if is_thumb else _TRACK) * len(segment.text), style + _LINE)
