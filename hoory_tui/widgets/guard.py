"""The last look at every line before it is drawn: nothing a terminal could obey gets by.

Texts from outside are cleaned where they come in, so there is nothing to find here; what is
found all the same is taken out and counted, and a count above zero is a mistake of ours.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from hoory_tui.lazily import pattern

_FORBIDDEN: Final = pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
_MOST_STYLES: Final = 2000
# The library's scroll bars are moved by these; no other widget has such an action.
_SCROLLING: Final = frozenset(("grab", "release", "scroll_up", "scroll_down"))


class Guard(LineFilter):
    """Takes out controls, links and actions; `hits` counts the texts and styles that had any."""

    def __init__(self) -> None:
        super().__init__()
        self.hits = 0
        self._styles: dict[Style, Style] = {}

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments, the very same list when there is nothing to take out."""
        for text, style, control in segments:
            if not self._passes(text, style) and not control:
                return [self._guarded(segment) for segment in segments]
        return segments

    def _passes(self, text: str, style: Style | None) -> bool:
        # What is printable ASCII holds nothing to look for.
        harmless = text.isascii() and text.isprintable()
        if not harmless and _FORBIDDEN.search(text) is not None:
            return False
        return style is None or self._allowed(style) is style

    def _guarded(self, segment: Segment) -> Segment:
        text, style, control = segment
        if control or self._passes(text, style):
            return segment
        self.hits += 1
        kept = _FORBIDDEN.sub("", text)
        if kept != text:
            # The layout relies on the number of cells that the text had before.
            kept = set_cell_size(kept, cell_len(text))
        return Segment(kept, style and self._allowed(style))

    def _allowed(self, style: Style) -> Style:
        if style.link is None and not style.meta:
            return style
        held = self._styles.get(style)
        if held is None:
            if len(self._styles) >= _MOST_STYLES:
                self._styles.clear()
            held = self._styles[style] = _without_actions(style)
        return style if held == style else held


def _without_actions(style: Style) -> Style:
    """Return the style without a link and without anything that a click would run."""
    meta = style.meta
    ours = {key: value for key, value in meta.items() if key[0] != "@" or value in _SCROLLING}
    if ours == meta and style.link is None:
        return style
    bare = style.clear_meta_and_links()
    return bare + Style.from_meta(ours) if ours else bare
