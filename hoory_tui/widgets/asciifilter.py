"""The last symbols that nobody chose, as plain letters: frames, arrows, scroll bars of a library.

What we draw ourselves has its own twin for every symbol; this is for what others draw around it.
Nothing changes its width.
"""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from hoory_tui.lazily import pattern

_SYMBOLS: Final = pattern("[\u2010-\u2026\u2190-\u21ff\u2500-\u25ff\u2713\u2717]| \xb7 ")
_TWINS: Final = str.maketrans(
    {
        **dict.fromkeys("─━┄┅┈┉╌╍═╴╶╸╺▔▁", "-"),
        **dict.fromkeys("│┃┆┇┊┋╎╏║╵╷╹╻▏▎▍▌▋▊▉▕▐", "|"),
        **dict.fromkeys("█▓▒░■", "#"),
        **dict.fromkeys("▂▃▄▅▆▇▀", " "),
        **dict.fromkeys("↑△▲", "^"),
        **dict.fromkeys("↓▽▼", "v"),
        **dict.fromkeys("←◀◁", "<"),
        **dict.fromkeys("→▶▷", ">"),
        **dict.fromkeys("●◉", "*"),
        **dict.fromkeys("‐‑‒–—―·", "-"),
        **dict.fromkeys("‘’", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("…", "~"),
        **dict.fromkeys("○", "o"),
        **dict.fromkeys("✓", "v"),
        **dict.fromkeys("✗", "x"),
    }
)
_OTHER_LINES: Final = pattern("[\u2500-\u257f]")
_MOST: Final = 2000


class AsciiFilter(LineFilter):
    """Draws symbols as the letters that stand for them."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, str] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, the very same list when there is nothing to change."""
        if all(text.isascii() for text, _, _ in segments):
            return segments
        return [
            segment if segment.text.isascii() else segment._replace(text=self.plain(segment.text))
            for segment in segments
        ]

    def plain(self, text: str) -> str:
        """Return a text in which plain letters stand for its symbols."""
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            known = _SYMBOLS.sub(lambda found: found.group().translate(_TWINS), text)
            known = self._known[text] = _OTHER_LINES.sub("+", known)
        return known
