"""A question that a slip of the finger cannot answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from hoory_tui.widgets.pressable import keys_line
from hoory_tui.words import said


class ConfirmScreen(ModalScreen[bool]):
    """Asks for `y`; everything else, Enter too, means no."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape,q,enter", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """Put the question and its keys into a small box."""
        with Vertical(classes="modal-box -small"):
            yield Static(Content(self._question))
            yield Static(
                Content.assemble("\n", keys_line((("y", said("yes")), ("n", said("no"))), "    "))
            )

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)
