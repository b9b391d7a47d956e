"""Strips that stay in their columns where terminals disagree about the width of a text.

Skin tones, joined emoji and several scripts take one number of cells in the library's tables
and another in a terminal. What follows on the same line would be pushed aside, and cells of
the neighbouring pane overwritten. So around such a text, and only there, the cells are
cleared first and the cursor is put where it belongs afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip

from hoory_tui.lazily import pattern

# Everything outside these was seen to differ, or was not tried: Latin, Greek, Cyrillic,
# Armenian, Hebrew, Arabic without marks, dashes and quotes, arrows and boxes, CJK, Hangul.
_CERTAIN: Final = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u05be\u05c0\u05c3\u05c6\u05d0-\u05f4"
    "\u0600-\u060f\u061b-\u064a\u0660-\u066f\u0671-\u06d5\u2010-\u2027\u202f-\u205e\u20a0-\u20bf"
    "\u2190-\u2199\u21a9\u2316\u2399\u2400-\u2426\u2500-\u25ff\u266a\u270e\u2713\u2717"
    "\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
    "\ufffd"
)
_UNCERTAIN: Final = pattern(f"[^{_CERTAIN}]")


def is_certain(text: str) -> bool:
    """Tell whether every terminal gives this text the width that the tables say."""
    return text.isascii() or _UNCERTAIN.search(text) is None


class AnchoredStrip(Strip):
    """A strip that knows its first column on the screen."""

    __slots__ = ("_column",)

    def __init__(self, segments: Iterable[Segment], cell_length: int, column: int) -> None:
        super().__init__(segments, cell_length)
        self._column = column

    def render(self, console: Console) -> str:
        """Return the terminal sequences, with the cursor put right after uncertain texts."""
        if self._render_cache is None:
            color_system = console._color_system or ColorSystem.TRUECOLOR
            parts: list[str] = []
            column = self._column
            for text, style, _ in self._segments:
                width = cell_len(text)
                certain = is_certain(text)
                if not certain:
                    blank = " " * width
                    parts.append(style.render(blank, color_system=color_system) if style else blank)
                    parts.append(f"\x1b[{column + 1}G")
                parts.append(style.render(text, color_system=color_system) if style else text)
                column += width
                if not certain:
                    parts.append(f"\x1b[{column + 1}G")
            self._render_cache = "".join(parts)
        return self._render_cache


def anchored(strip: Strip, column: int) -> Strip:
    """Return the strip, held in place from this screen column on if it needs to be."""
    if all(is_certain(text) for text, _, _ in strip):
        return strip
    return AnchoredStrip(strip, strip.cell_length, column)
