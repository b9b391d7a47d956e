"""Lines to be read by themselves, from the first column on: nothing beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from hoory_tui.keys import Context, bindings
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, wrap
from hoory_tui.screens.links import key_line
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.textrows import TextRows
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said


class TextScreen(Screen[None], inherit_bindings=False):
    """Shows lines; longer ones go on below."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.TEXT)]
    DEFAULT_CSS = """
    TextScreen { background: $thread-background; }
    #text-head, #text-foot { width: 1fr; height: 1; }
    """

    def __init__(
        self,
        title: str,
        lines: Sequence[Line],
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        at_end: bool = False,
    ) -> None:
        super().__init__()
        self._lines = lines
        self._keymap = keymap
        self._at_end = at_end
        self.rows = TextRows(id="text-rows", ascii_only=glyphs.is_ascii)
        self._head = Painted(ground="head", id="text-head", ascii_only=glyphs.is_ascii)
        self._foot = Painted(ground="bar", id="text-foot", ascii_only=glyphs.is_ascii)
        self._head.show([[(f" {glyphs.shown(clean_line(title))}", "head-name")]])

    def compose(self) -> ComposeResult:
        """Put the title above the lines and the keys below."""
        yield self._head
        yield self.rows
        yield self._foot

    def on_mount(self) -> None:
        """Take the keys."""
        self.rows.focus()

    def on_resize(self) -> None:
        """Lay the lines out for this width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(self.size.width, 1)
        self.rows.show(row for line in self._lines for row in _folded(line, width))
        if self._at_end:
            self.rows.action_cursor_bottom()
        words = {"text.close": said("back")}
        self._foot.show([key_line(Context.TEXT, words, self._keymap)])

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _folded(line: Line, width: int) -> list[Line]:
    """Return a line as rows of at most this width; one that is wider loses its roles."""
    text = "".join(part for part, _ in line)
    places = wrap(text.rstrip(), width)
    if len(places) == 1:
        return [line]
    return [[(text[start:end], "text")] for start, end in places]
