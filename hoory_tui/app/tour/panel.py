"""The panel of the tour: which step it is, what to do now, and how to go past it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.keys import key_name
from hoory_tui.render.lines import Line, line_width, spread
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said

_OPEN: Final = "\x01"
_SHUT: Final = "\x02"
_LEAST: Final = 2
"""Lines of words for which there is always room, so that the panes seldom move."""


class Keys:
    """The names of keys after the user's keymap, marked so that they are drawn as keys."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        self._keymap = keymap

    def __call__(self, key_id: str) -> str:
        """Return the name of a key."""
        return f"{_OPEN}{key_name(key_id, self._keymap)}{_SHUT}"


class TourPanel(Painted):
    """A few lines between the panes and the footer."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(ground="head", id="tour", ascii_only=ascii_only)
        self.styles.height = self._tall = 1 + _LEAST

    @property
    def taken(self) -> int:
        """Lines of the screen that it stands on."""
        return self._tall if self.display else 0

    def tell(self, head: str, words: str, aside: str, width: int) -> None:
        """Show these words below a head."""
        badge: Line = [(" " + said("Tour") + " ", "badge"), (f" {head}", "head-name")]
        lines = [spread(badge, [*marked(aside, "head-dim"), (" ", "head")], width, "head")]
        lines += [[(" ", "head"), *line] for line in folded(words, max(width - 2, 10))]
        self.styles.height = self._tall = max(1 + _LEAST, len(lines))
        self.show(lines)


def marked(text: str, role: str) -> Line:
    """Return a text as a line in which names of keys are drawn as such."""
    line: Line = []
    for place, part in enumerate(text.replace(_SHUT, _OPEN).split(_OPEN)):
        if part:
            line.append((part, "key" if place % 2 else role))
    return line


def folded(text: str, width: int) -> list[Line]:
    """Return a text in lines of at most `width` cells, broken between words."""
    lines: list[Line] = [[]]
    for word in text.split(" "):
        parts = marked(word, "head-text")
        if lines[-1] and line_width(lines[-1]) + 1 + line_width(parts) > width:
            lines.append([])
        if lines[-1]:
            parts = [(" ", "head-text"), *parts]
        lines[-1] += parts
    return lines


def plain(text: str) -> str:
    """Return a text without its marks, to be said elsewhere."""
    return text.replace(_OPEN, "").replace(_SHUT, "")
