"""Which way a paragraph reads, told by its first letter that has a direction.

The letters stay in the order in which they were written: terminals that know of directions turn
them themselves, those that do not would be wrong with any other order, too.
"""

from __future__ import annotations

import unicodedata
from typing import Final

from hoory_tui.lazily import pattern
from hoory_tui.render.lines import Line, line_width

WIDEST: Final = 1000
"""Cells; what is wider is not laid out for a screen, and has no right side."""
_FROM_RIGHT: Final = frozenset(("R", "AL"))
_STRONG: Final = frozenset(("L", "R", "AL"))

# Hebrew, Arabic, Syriac, Thaana, N'Ko and what came later; their presentation forms, and the
# scripts of the second plane that are written so.
_ANY: Final = pattern(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def reads_from_right(text: str) -> bool:
    """Tell whether a paragraph begins at the right; numbers and signs have no say."""
    if text.isascii() or _ANY.search(text) is None:
        return False
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _STRONG:
            return kind in _FROM_RIGHT
    return False


def at_right(line: Line, width: int, role: str) -> Line:
    """Return a line whose text ends at the right of so many cells."""
    room = width - line_width(line)
    return [(" " * room, role), *line] if room > 0 and width <= WIDEST else line
