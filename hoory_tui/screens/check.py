"""A last look at what is about to be done; only a fresh `y` lets it happen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import BindingType

from hoory_tui.keys import Context, bindings, key_name
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line
from hoory_tui.screens.linesbox import LinesBox, wrapped
from hoory_tui.screens.links import key_line
from hoory_tui.words import said

_WORDS: Final = {"check.yes": "yes", "check.no": "no"}


class CheckScreen(LinesBox[bool], inherit_bindings=False):
    """Shows lines and a question; `y` after they could be read means yes, all else means no."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.CHECK)]

    def __init__(
        self,
        title: str,
        body: Sequence[tuple[str, str]],
        question: str,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(title, glyphs, keymap, now)
        self._body = body
        self._question = question
        self._top = 0

    def lines(self, width: int, most: int) -> list[Line]:
        """Return what will be done, as (text, role), and the question."""
        body: list[Line] = []
        for text, role in self._body:
            # Below a mark, so that each step stands out.
            body += wrapped(text, width, role, indent=2 if text[1:2] == " " else 0)
        asked = wrapped(self._glyphs.shown(self._question), width, "bold")
        room = max(most - len(asked) - 3, 1)
        if len(body) > room:
            body = self._window(body, room)
        keys = key_line(Context.CHECK, _WORDS, self._keymap)
        return self.fitting([*body, *([[]] if body else []), *asked], keys, most)

    def _window(self, body: list[Line], room: int) -> list[Line]:
        """Return so much of what will be done as there is room for, from where was scrolled to."""
        last = len(body) - room + 1
        self._top = min(self._top, last)
        left = last - self._top
        names = [key_name(key_id, self._keymap) for key_id in ("check.down", "check.up")]
        more = (
            "… " + said("{count} more lines, {key} shows them", count=left, key=names[0])
            if left
            else "… " + said("{key} goes up", key=names[1])
        )
        return [*body[self._top : self._top + room - 1], [(more, "dim")]]

    def action_scroll(self, step: int) -> None:
        """Show more of what will be done, where it is long."""
        self._top = max(self._top + step, 0)
        self.show()

    def action_yes(self) -> None:
        """Close with yes, if this key was pressed after the box was there to be read."""
        if self.is_read:
            self.dismiss(True)

    def action_no(self) -> None:
        """Close with no."""
        self.dismiss(False)
