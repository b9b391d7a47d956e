"""A small box over the screen that is nothing but drawn lines and the keys below them."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Final, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, wrap
from hoory_tui.widgets.painted import Painted
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

R = TypeVar("R")

FRESH: Final = 0.15
"""Seconds after which a key is one that was pressed after reading."""
_AROUND: Final = 4
"""Rows that the box needs besides its lines."""


def wrapped(text: str, width: int, role: str, *, indent: int = 0) -> list[Line]:
    """Return a text as lines of at most this width, all but the first indented."""
    parts = wrap(text, max(width - indent, 1))
    return [
        [(" " * (indent if number else 0), role), (text[start:end], role)]
        for number, (start, end) in enumerate(parts)
    ]


class LinesBox(ModalScreen[R], inherit_bindings=False):
    """Draws its lines for the width that it gets; the last one tells the keys.

    `now` is the clock that tells how long the box has been there to be read.
    """

    CSS_PATH = "modal.tcss"

    def __init__(
        self,
        title: str,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._title = glyphs.shown(clean_line(title))
        self._glyphs = glyphs
        self._keymap = keymap
        self._now = now
        self._shown_at = now()
        self._text = Painted(ground="bar", id="box-lines", ascii_only=glyphs.is_ascii)

    def compose(self) -> ComposeResult:
        """Put the lines into a box."""
        with Vertical(id="lines-box", classes="modal-box lines-box"):
            yield self._text

    def on_mount(self) -> None:
        """Name the box."""
        self.query_one("#lines-box").border_title = Content(self._title)

    def on_resize(self) -> None:
        """Lay the lines out for this width."""
        self.call_after_refresh(self.show)

    def show(self) -> None:
        """Draw the lines as they are now."""
        width = max(self._text.size.width, 1)
        lines = self.lines(width, max(3, self.size.height * 9 // 10 - _AROUND))
        self._text.styles.height = len(lines)
        self._text.show(lines)

    @abstractmethod
    def lines(self, width: int, most: int) -> list[Line]:
        """Return at most so many lines, the keys last."""

    def fitting(self, body: list[Line], keys: Line, most: int) -> list[Line]:
        """Return a body as far as there is room, a blank line and the keys."""
        room = max(most - 2, 1)
        if len(body) > room:
            left = len(body) - room + 1
            body = [*body[: room - 1], [("… " + said("{count} more lines", count=left), "dim")]]
        return [*body, [], keys] if most > len(body) + 1 else [*body[: most - 1], keys]

    @property
    def is_read(self) -> bool:
        """Whether the box was there for long enough to be read, so that keys are meant for it."""
        return self._now() - self._shown_at >= FRESH
