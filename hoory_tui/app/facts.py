"""What the terminal is asked for at the start, and what its answers change; nobody waits for them.

An answer may come at any time or never: until it does, everything is as if it never came.
"""

from __future__ import annotations

import contextlib
import fcntl
import struct
import termios
from dataclasses import fields, replace
from typing import Final

from textual import on

from hoory_tui.app.around import AroundApp
from hoory_tui.app.keyboard.answers import (
    ASK_BACKGROUND,
    ASK_CELLS,
    ASK_COLOURS,
    ASK_KIND,
    Answer,
)
from hoory_tui.app.keyboard.driver import Answered
from hoory_tui.config.settings import DEFAULT_THEME

LIGHT_THEME: Final = "hoory-light"
_OUT: Final = 2


class FactsApp(AroundApp):
    """An app that learns what its terminal is."""

    follows_background = False
    """Whether nobody has chosen colours, so that they may be those that suit the terminal."""
    facts = Answer()
    """All that is known of the terminal by now."""

    def on_mount(self) -> None:
        """Ask for what nothing but the terminal knows."""
        if self.settings.pictures:
            self.facts = replace(self.facts, cell=_cell_of(_OUT))
        self.to_terminal(self._questions())

    def _questions(self) -> str:
        is_open = self.follows_background and self.theme == DEFAULT_THEME
        asked = ASK_BACKGROUND if is_open else ""
        if not self.settings.pictures:
            return asked
        from hoory_tui.app.ways import may_draw_sixels

        if may_draw_sixels(self.settings, self.environ):
            asked += ASK_KIND + ("" if self.facts.cell else ASK_CELLS)
        return asked

    @on(Answered)
    def _learn_of_terminal(self, message: Answered) -> None:
        answer = message.answer
        told = {one.name: getattr(answer, one.name) for one in fields(answer)}
        known = {name: value for name, value in told.items() if value is not None}
        self.facts = replace(self.facts, **known)
        if answer.draws_sixels and self.facts.colours is None:
            self.to_terminal(ASK_COLOURS)
        if answer.is_light and self.follows_background and self.theme == DEFAULT_THEME:
            self.use_theme(LIGHT_THEME)
            # It is what was wanted from the start, also for whoever keeps the last screen.
            self.settings = replace(self.settings, theme=self.theme)
        if answer.is_light is not None:
            # Whatever is chosen from here on has been chosen.
            self.follows_background = False


def _cell_of(number: int) -> tuple[int, int] | None:
    """Return the pixels of a cell as the system knows them, None where it does not."""
    size = b""
    with contextlib.suppress(OSError):
        size = fcntl.ioctl(number, termios.TIOCGWINSZ, bytes(8))
    rows, columns, across, down = struct.unpack("HHHH", size or bytes(8))
    if not (rows and columns and across >= columns and down >= rows):
        return None
    return across // columns, down // rows
