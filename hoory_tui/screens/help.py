"""All keys, grouped, from the registry that made them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hoory_tui.keys import KEYS, Context, shown_keys


class HelpScreen(ModalScreen[None]):
    """A list of every key; any of the leaving keys closes it."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", id="help.close"),
        Binding("j,down", "scroll(1)", show=False, id="help.down"),
        Binding("k,up", "scroll(-1)", show=False, id="help.up"),
    ]

    def __init__(self, keymap: dict[str, str]) -> None:
        super().__init__()
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Put the table into a box that scrolls."""
        with VerticalScroll(id="help-box", classes="modal-box"):
            yield Static(self._table(), markup=False)

    def on_mount(self) -> None:
        """Name the box."""
        box = self.query_one("#help-box")
        box.border_title = Content("Keys")
        box.border_subtitle = Content("esc closes")

    def action_scroll(self, step: int) -> None:
        """Scroll by a line."""
        self.query_one("#help-box").scroll_relative(y=step, animate=False)

    def _table(self) -> Content:
        parts: list[Content | str | tuple[str, str]] = []
        for group in dict.fromkeys(key.group for key in KEYS):
            parts.append((f"{chr(10) if parts else ''}{group}\n", "bold $accent-text"))
            for key in KEYS:
                if key.group == group:
                    names = "  ".join(shown_keys(key, self._keymap))
                    where = "" if key.context is Context.COMMAND else f"  ({key.context})"
                    parts += [(f"  {names:<24}", "$key-text"), key.text]
                    parts.append((f"{where}\n", "$text-dim"))
        return Content.assemble(*parts)
