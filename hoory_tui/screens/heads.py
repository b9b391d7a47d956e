"""A box for the heads of a mail: To, Cc and Bcc, each checked before it is taken."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hoory_tui.render.lines import pad
from hoory_tui.store.enclosure import MailHeads
from hoory_tui.store.recipients import addresses, is_address
from hoory_tui.widgets.pressable import keys_line
from hoory_tui.widgets.still import StillInput
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said, to_say

_FIELDS: Final = (("to", to_say("To")), ("cc", "Cc"), ("bcc", "Bcc"))
_KEYS: Final = (
    ("enter", to_say("takes them")),
    ("tab", to_say("next line")),
    ("esc", to_say("leaves them as they were")),
)


class HeadsScreen(ModalScreen[MailHeads | None]):
    """Closes with the heads as they are typed, or None."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="heads.leave", priority=True),
        Binding("ctrl+s,f2", "take", "Take", id="heads.take", priority=True),
    ]

    def __init__(self, heads: MailHeads) -> None:
        super().__init__()
        self._heads = heads

    def compose(self) -> ComposeResult:
        """Put a line for each head, and the keys below."""
        with Vertical(classes="modal-box", id="heads-box"):
            for name, label in _FIELDS:
                with Horizontal(classes="heads-line"):
                    yield Static(Content.assemble((f"{pad(said(label), 3)} ", "$text-dim")))
                    yield StillInput(
                        ", ".join(getattr(self._heads, name)), id=name, select_on_focus=False
                    )
            yield Static(Content("\n"), id="heads-said")
            yield Static(Content.assemble(keys_line((key, said(word)) for key, word in _KEYS)))

    def on_mount(self) -> None:
        """Name the box and wait for addresses, most often for one more in Cc."""
        self.query_one("#heads-box").border_title = Content(said("To whom this mail goes"))
        self.query_one("#cc", Input).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_take()

    @on(Input.Changed)
    def _forget_what_was_said(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one("#heads-said", Static).update(Content("\n"))

    def action_take(self) -> None:
        """Close with what is typed, or say what is no address."""
        found = {}
        for name, _ in _FIELDS:
            field = self.query_one(f"#{name}", Input)
            read, wrong = read_heads(field.value)
            if wrong:
                wrong = clean_line(wrong)
                told = said("“{wrong}” is no address; nothing was changed.", wrong=wrong)
                self.query_one("#heads-said", Static).update(
                    Content.assemble((f"{told}\n", "$failed-text"))
                )
                field.focus()
                return
            found[name] = read
        self.dismiss(MailHeads(**found))

    def action_leave(self) -> None:
        """Close with nothing changed."""
        self.dismiss(None)


def read_heads(typed: str) -> tuple[tuple[str, ...], str]:
    """Return the addresses of a line, and the first part of it that is none, or ""."""
    found: list[str] = []
    for part in re.split(r"[,;\n]", clean_line(typed)):
        written = part.strip()
        if not written:
            continue
        inside = re.fullmatch(r".*<([^<>]*)>", written)
        address = inside[1].strip() if inside else written
        if is_address(address):
            found.append(address)
        elif all(is_address(one) for one in written.split()):
            found += addresses(written)
        else:
            return (), written
    return tuple(dict.fromkeys(found)), ""
