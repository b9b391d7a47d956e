"""Words that came for a draft that has words already: in their place, below them, or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.binding import BindingType

from hoory_tui.keys import Context, bindings
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.screens.linesbox import LinesBox, wrapped
from hoory_tui.screens.links import key_line
from hoory_tui.words import said, to_say

_WORDS: Final = {
    "words.replace": to_say("in place of mine"),
    "words.append": to_say("below mine"),
    "words.drop": "drop",
    "words.later": "later",
}
_SHOWN: Final = 2000
"""Characters of either text that are laid out for the box."""


class WordsScreen(LinesBox[str | None], inherit_bindings=False):
    """Closes with ``replace``, ``append`` or ``drop``, or None to ask again later."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.WORDS)]

    def __init__(
        self,
        title: str,
        mine: str,
        theirs: str,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(title, glyphs, keymap, now)
        self._mine = mine
        self._theirs = theirs

    def lines(self, width: int, most: int) -> list[Line]:
        """Return both texts, each as far as there is room."""
        room = max((most - 5) // 2, 1)
        came = _some(self._glyphs.shown(self._theirs[:_SHOWN]), width, room, "text")
        mine = _some(self._glyphs.shown(self._mine[:_SHOWN]), width, room, "dim")
        body: list[Line] = [
            [(said("These came:"), "bold")],
            *came,
            [(said("Your draft says:"), "bold")],
            *mine,
        ]
        return self.fitting(body, key_line(Context.WORDS, _WORDS, self._keymap), most)

    def action_choose(self, what: str) -> None:
        """Close with what is to become of the words, if that was read before."""
        if self.is_read:
            self.dismiss(what)

    def action_later(self) -> None:
        """Close without a decision."""
        self.dismiss(None)


def _some(text: str, width: int, room: int, role: str) -> list[Line]:
    lines: list[Line] = []
    for part in text.split("\n"):
        lines += wrapped(part, width, role)
    if len(lines) > room:
        lines = [
            *lines[: max(room - 1, 0)],
            [("… " + said("{count} more lines", count=len(lines) - room + 1), "dim")],
        ]
    return lines
