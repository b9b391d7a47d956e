"""A drawn line closed up for who hears or feels it: no columns, no frames, words in their place."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import pattern
from hoory_tui.render.lines import Line, Span, fit, line_width

_GAP: Final = pattern(" {3,}")
_AS_WRITTEN: Final = frozenset(("code", "code-block"))
"""Roles of text in which blanks mean something."""
_SAID: Final = {
    "│": "quote:",
    "•": "-",
    "→": "right",
    "←": "left",
    "↑": "up",
    "↓": "down",
}
"""What is said for the signs that are part of our own lines."""
_OWN: Final = frozenset(("quote-edge", "list-mark", "key"))
_DRAWING: Final = dict.fromkeys(range(0x2500, 0x2600), " ")
"""Frames, blocks and shapes, which are read out one by one and say nothing."""


def closed_up(line: Line) -> Line:
    """Return a line in which no run of blanks is longer than two, as wide as it was.

    What stood at the right follows what stood at the left, so that a braille display need not
    be moved over blanks to find it.
    """
    width = line_width(line)
    closed: Line = []
    trailing = 0
    for span in line:
        text, role = _spoken(span)
        if role not in _AS_WRITTEN:
            # Blanks may run from one span into the next one.
            before = min(trailing, 2)
            stripped = text.lstrip(" ")
            lead = len(text) - len(stripped)
            text = " " * min(lead, 2 - before if closed else 2) + _GAP.sub("  ", stripped)
            if not text:
                continue
        kept = text.rstrip(" ")
        trailing = len(text) - len(kept) + (trailing if not kept else 0)
        closed.append((text, role))
    return fit(closed, width, closed[-1][1] if closed else "text") if width else closed


def _spoken(span: Span) -> Span:
    text, role = span
    if text.isascii():
        return span
    if role in _OWN:
        for sign, word in _SAID.items():
            text = text.replace(sign, word)
    return text.translate(_DRAWING).replace("⇄", "or").replace("⏎", "/"), role
