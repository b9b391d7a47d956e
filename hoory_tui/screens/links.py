"""The links and files of a message, and what a link really is before it is opened."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from hoory_tui.keys import KEYS, Context, bindings, shown_keys
from hoory_tui.render.body import FoundLink
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, wrap
from hoory_tui.screens import intents
from hoory_tui.store.records import Attachment, Message
from hoory_tui.widgets.linkrows import Choice, LinkRows
from hoory_tui.widgets.painted import Painted
from hoory_tui.wire.links import Link
from hoory_tui.words import for_key, said, to_say

_FRESH: Final = 0.15
"""Seconds after which a key is one that was pressed after reading."""
_AROUND: Final = 4
"""Rows that the box needs besides its text."""
_NARROW: Final = 30


class LinksScreen(ModalScreen[None], inherit_bindings=False):
    """Lists what a message points to; Enter looks at a link, opening comes after that."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.LINKS)]

    def __init__(
        self,
        message: Message,
        choices: Sequence[Choice],
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._message = message
        self._glyphs = glyphs
        self._keymap = keymap
        self._now = now
        self.rows = LinkRows(choices, id="link-rows", glyphs=glyphs)
        self._hint = Painted(ground="bar", id="links-hint", ascii_only=glyphs.is_ascii)

    def compose(self) -> ComposeResult:
        """Put the rows above the keys."""
        with Vertical(id="links-box", classes="modal-box"):
            yield self.rows
            yield self._hint

    def on_mount(self) -> None:
        """Name the box."""
        self.query_one("#links-box").border_title = Content(said("Links and files"))
        self.rows.focus()

    def on_resize(self) -> None:
        """Take as many rows as there are, or fit."""
        room = max(2, self.size.height * 9 // 10 - _AROUND - 2)
        self.rows.styles.height = min(2 * len(self.rows.choices), room)
        self.call_after_refresh(self._show_hint)

    def on_descendant_focus(self) -> None:
        """Show the keys once there is a row for them."""
        self._show_hint()

    @on(LinkRows.Moved)
    def _show_hint(self) -> None:
        one = self.rows.chosen_now
        words = _FILE_WORDS if isinstance(one, Attachment) else _LINK_WORDS
        if isinstance(one, Attachment) and one.file_type != "image":
            words = {name: word for name, word in words.items() if name != "links.picture"}
        self._hint.show([key_line(Context.LINKS, words, self._keymap)])

    @on(LinkRows.Chosen)
    def _take_click(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Look at the link closely, or save the file."""
        one = self.rows.chosen_now
        if isinstance(one, FoundLink):
            self._look_at(one)
        elif one is not None:
            self.action_save()

    def _look_at(self, one: FoundLink) -> None:
        if isinstance(one.link, Link):
            self.app.push_screen(LinkScreen(one.link, self._glyphs, self._keymap, self._now))
        else:
            self.notify(said("This is not opened: {reason}.", reason=one.link.reason), markup=False)

    def action_copy(self) -> None:
        """Copy the address of a link."""
        one = self.rows.chosen_now
        if not isinstance(one, FoundLink):
            return
        if isinstance(one.link, Link):
            self.post_message(intents.CopyText(one.link.url, said("the address")))
        elif one.link.may_copy:
            self.post_message(intents.CopyText(one.target.partition(":")[2], said("the address")))
        else:
            self.notify(said("This is not copied: {reason}.", reason=one.link.reason), markup=False)

    def action_save(self) -> None:
        """Save the file."""
        one, message = self.rows.chosen_now, self._message
        if isinstance(one, Attachment):
            self.post_message(intents.SaveFile(message.conversation_id, message.id, one.id))

    def action_picture(self) -> None:
        """Show the picture."""
        one, message = self.rows.chosen_now, self._message
        if isinstance(one, Attachment) and one.file_type == "image":
            self.post_message(intents.ShowPicture(message.conversation_id, message.id, one.id))

    def action_close(self) -> None:
        """Go back to the thread."""
        self.dismiss()


_LINK_WORDS: Final = {
    "links.open": to_say("look at it"),
    "links.copy": "copy",
    "links.close": "back",
}
_FILE_WORDS: Final = {"links.save": "save", "links.picture": "show", "links.close": "back"}
_WORDS: Final = {"link.open": "open", "link.copy": "copy", "link.leave": "leave"}


def key_line(context: Context, words: Mapping[str, str], keymap: Mapping[str, str]) -> Line:
    """Return the keys of a box that have a word here, on one line."""
    line: Line = []
    for key in KEYS:
        if key.context is context and key.id in words:
            name = shown_keys(key, keymap)[0]
            line += [(f"{name}", "key"), (f" {for_key(words[key.id])}    ", "bar-dim")]
    return line


def _wrapped(text: str, width: int, role: str) -> list[Line]:
    return [[(text[start:end], role)] for start, end in wrap(text, width)]


class LinkScreen(ModalScreen[None], inherit_bindings=False):
    """Shows where a link really leads; a key of its own opens it, and never Enter."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.LINK)]

    def __init__(
        self,
        link: Link,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._link = link
        self._glyphs = glyphs
        self._keymap = keymap
        self._now = now
        self._shown_at = now()
        self._text = Painted(ground="bar", id="link-text", ascii_only=glyphs.is_ascii)

    def compose(self) -> ComposeResult:
        """Put the text into a box."""
        with Vertical(id="link-box", classes="modal-box"):
            yield self._text

    def on_mount(self) -> None:
        """Name the box."""
        self.query_one("#link-box").border_title = Content(said("Open this link?"))

    def on_resize(self) -> None:
        """Lay the text out for this width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        width = max(self._text.size.width, 1)
        lines = self._lines(width, max(3, self.size.height * 9 // 10 - _AROUND))
        self._text.styles.height = len(lines)
        self._text.show(lines)

    def _lines(self, width: int, most: int) -> list[Line]:
        """Return the text in at most so many lines; what has to give way first is the address."""
        link = self._link
        keys = key_line(Context.LINK, _WORDS, self._keymap)
        # Never cut: the end of a host is the part that tells whose it is.
        lines = _wrapped(link.place, width - 12, "bold")
        lines[0] = [(said("It leads to") + " ", "dim"), *lines[0]]
        lines[1:] = [[(" " * 12, "dim"), *line] for line in lines[1:]]
        if width < _NARROW:
            lines = _wrapped(link.place, width, "bold")
        for warning in link.warnings:
            role = "link-warn" if link.is_suspect else "warn"
            lines += _wrapped(f"{self._glyphs.warn} {warning}", width, role)
        address = _wrapped(link.url, width, "text")
        gaps = 2 if most >= len(lines) + 4 else 0
        room = most - 1 - gaps - len(lines)
        if len(address) > room:
            rest: Line = [("… " + said("{count} characters in all", count=len(link.url)), "dim")]
            address = [*address[: max(room - 1, 0)], rest] if room > 0 else []
        blank: list[Line] = [[]] if gaps else []
        return [*lines[: most - 1], *blank, *address, *blank, keys]

    def action_open(self) -> None:
        """Have the link opened, if this key was pressed after the box was there to be read."""
        if self._now() - self._shown_at >= _FRESH:
            self.post_message(intents.OpenLink(self._link.url))
            self.dismiss()

    def action_copy(self) -> None:
        """Copy the whole address."""
        self.post_message(intents.CopyText(self._link.url, said("the address")))

    def action_leave(self) -> None:
        """Leave it unopened."""
        self.dismiss()
