"""One message, whole and by itself: nothing beside it, so that a terminal can select it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from hoory_tui.keys import KEYS, Context, bindings, shown_keys
from hoory_tui.lazily import dataclass
from hoory_tui.render.body import raw_blocks, whole_blocks, whole_source, whole_text
from hoory_tui.render.facts import Moment
from hoory_tui.render.lines import Line, cut, spread
from hoory_tui.render.names import shown_name
from hoory_tui.render.richtext import text_lines
from hoory_tui.render.when import moment as told
from hoory_tui.screens import intents
from hoory_tui.store.records import Message
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.textrows import TextRows
from hoory_tui.words import for_key, said, to_say

_UNWRAPPED: Final = 10_000
"""Cells; no line is longer, for long ones are read in pieces."""
_WORDS: Final = {
    "pager.close": "back",
    "pager.source": to_say("as it was sent"),
    "pager.wrap": "wrap",
    "pager.copy": "copy",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message and when and by whom it was written, for its head."""

    message: Message
    author: str
    at: Moment


class PagerScreen(Screen[None], inherit_bindings=False):
    """Shows a whole message or mail, as it reads or as it was sent."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.PAGER)]
    DEFAULT_CSS = """
    PagerScreen { background: $thread-background; }
    #pager-head, #pager-foot { width: 1fr; height: 1; }
    """

    def __init__(self, shown: Shown, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._shown = shown
        self._keymap = keymap
        self._as_sent = False
        self._wraps = True
        self._laid_out: tuple[int, bool, bool] | None = None
        ascii_only = shown.at.glyphs.is_ascii
        self.rows = TextRows(id="pager-rows", ascii_only=ascii_only)
        self._head = Painted(ground="head", id="pager-head", ascii_only=ascii_only)
        self._foot = Painted(ground="bar", id="pager-foot", ascii_only=ascii_only)

    def compose(self) -> ComposeResult:
        """Put the head above the text and the keys below."""
        yield self._head
        yield self.rows
        yield self._foot

    def on_mount(self) -> None:
        """Take the keys."""
        self._head.styles.height = len(self._head_lines(80))
        self.rows.focus()

    def on_resize(self) -> None:
        """Lay everything out for this width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = self.size.width
        self._head.show(self._head_lines(width))
        how = (width, self._as_sent, self._wraps)
        if how == self._laid_out or not width:
            return
        same_text = self._laid_out is not None and self._laid_out[1] == self._as_sent
        top = self.rows.top if same_text else 0
        self._laid_out = how
        self.rows.show(self._text(width if self._wraps else _UNWRAPPED), top=top)

    def _text(self, width: int) -> Iterator[Line]:
        message, glyphs = self._shown.message, self._shown.at.glyphs
        if self._as_sent:
            return text_lines(raw_blocks(glyphs.shown(whole_source(message))), width, "text")
        return text_lines(whole_blocks(message, glyphs), width, "text")

    def _head_lines(self, width: int) -> list[Line]:
        shown, message = self._shown, self._shown.message
        when = told(message.created_at, shown.at.now, shown.at.zone)
        name = shown_name(shown.author, shown.at.glyphs)
        lines = [spread([(f" {name}", "head-name")], [(f"{when} ", "head-dim")], width, "head")]
        mail = message.mail
        parts = (
            (said("Subject"), message.subject),
            (said("From"), mail.sender if mail else ""),
            (said("To"), mail.to if mail else ""),
            (said("Cc"), mail.cc if mail else ""),
        )
        for word, text in parts:
            if text:
                value = cut(shown_name(text, shown.at.glyphs, max(width - 10, 1)), width - 10)
                lines.append([(f" {word:<8} ", "head-dim"), (value, "head-text")])
        return lines

    @on(TextRows.Moved)
    def _show_foot(self, event: TextRows.Moved) -> None:
        event.stop()
        width = self.size.width
        keys: Line = []
        for key in KEYS:
            if key.context is Context.PAGER and key.id in _WORDS:
                is_back = key.id == "pager.source" and self._as_sent
                word = said("as it reads") if is_back else for_key(_WORDS[key.id])
                keys += [(f" {shown_keys(key, self._keymap)[0]}", "key"), (f" {word} ", "bar-dim")]
        rows = self.rows
        last = min(rows.top + rows.size.height, rows.count)
        more = "" if rows.is_whole else "+"
        where = (
            said("{lines} of {count}", lines=f"{rows.top + 1}-{last}", count=f"{rows.count}{more}")
            + " "
        )
        self._foot.show([spread(keys, [(where, "bar-dim")], width, "bar")])

    def action_turn_source(self) -> None:
        """Show the text as it was sent, or as it reads."""
        self._as_sent = not self._as_sent
        self._show()

    def action_turn_wrap(self) -> None:
        """Wrap long lines, or go along them."""
        self._wraps = not self._wraps
        self._show()

    def action_sideways(self, step: int) -> None:
        """Go along long lines."""
        self.rows.go_sideways(step)

    def action_copy(self) -> None:
        """Copy what is shown, all of it."""
        message = self._shown.message
        text = whole_source(message) if self._as_sent else whole_text(message)
        self.post_message(intents.CopyText(text, said("the whole message")))

    def action_close(self) -> None:
        """Go back to the thread."""
        self.dismiss()
