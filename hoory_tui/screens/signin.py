"""A box that asks for another token when the server no longer takes the one we have."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hoory_tui.config.secret import Secret
from hoory_tui.widgets.pressable import keys_line
from hoory_tui.widgets.still import StillInput
from hoory_tui.words import said


class SignInScreen(ModalScreen[Secret | None]):
    """Takes a token without showing it; None when the agent leaves it for later."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "later", "Later", id="signin.later", priority=True)
    ]

    def __init__(self, host: str, problem: str = "") -> None:
        super().__init__()
        self._host = host
        self._problem = problem

    def compose(self) -> ComposeResult:
        """Put the question above the line for the token."""
        with Vertical(classes="modal-box"):
            yield Static(
                Content(
                    said(
                        "{host} no longer takes your token. Nothing is lost: drafts and unsent "
                        "messages are kept, and leave once you are signed in again.",
                        host=self._host,
                    )
                )
            )
            if self._problem:
                yield Static(Content.assemble(("\n" + self._problem, "$failed-text")))
            yield Static(Content("\n" + said("Paste a new token; it is not shown.")))
            yield StillInput(password=True, id="token")
            yield Static(
                Content.assemble(
                    keys_line((("enter", said("signs in")), ("esc", said("later"))), "    ")
                )
            )

    def on_mount(self) -> None:
        """Name the box and wait for the token."""
        self.query_one(".modal-box").border_title = Content(said("Sign in again"))
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        token = event.value.strip()
        self.dismiss(Secret(token) if token else None)

    def action_later(self) -> None:
        """Leave without a token."""
        self.dismiss(None)
