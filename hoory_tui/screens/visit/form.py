"""A form of an agent's, filled in by keys: a line for each field, sent as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hoory_tui.keys import Context, bindings
from hoory_tui.screens.field import FieldInput
from hoory_tui.screens.links import key_line
from hoory_tui.store.attributes import UnfitError, read_email
from hoory_tui.store.visit.questions import Field
from hoory_tui.widgets.painted import Painted
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

_WORDS: Final = {"form.take": "next", "form.send": "send", "form.leave": "leave"}
_MOST_NAMED: Final = 12
_AROUND: Final = 6
"""Rows that the box needs besides its lines."""


class FormScreen(ModalScreen[dict[str, str] | None], inherit_bindings=False):
    """Closes with the values by the names of their fields, or None."""

    CSS_PATH = "../modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.FORM)]

    def __init__(
        self, title: str, fields: Sequence[Field], *, keymap: Mapping[str, str], ascii_only: bool
    ) -> None:
        super().__init__()
        self._title = clean_line(title)
        self._fields = fields
        self._lines = [
            FieldInput(value=clean_line(one.default), placeholder=_hint(one), select_on_focus=False)
            for one in fields
        ]
        self._keymap = keymap
        self._wrong: tuple[int, str] | None = None
        """The line that was refused last, with why, until it is changed."""
        self._said = Static(Content(""), id="form-said", markup=False)
        self._keys = Painted(ground="bar", id="form-keys", ascii_only=ascii_only)

    def compose(self) -> ComposeResult:
        """Put each label above its line."""
        with Vertical(id="form-box", classes="modal-box"):
            with VerticalScroll(id="form-lines", can_focus=False):
                for one, line in zip(self._fields, self._lines, strict=True):
                    yield Static(Content(f"{one.label}{' *' if one.required else ''}"))
                    yield line
            yield self._said
            yield self._keys

    def on_mount(self) -> None:
        """Name the box and begin with the first line."""
        self.query_one("#form-box").border_title = Content(self._title)
        self._lines[0].focus()
        self._keys.show([key_line(Context.FORM, _WORDS, self._keymap)])

    def on_resize(self) -> None:
        """Leave room for what is said and for the keys, however many lines there are."""
        room = max(self.size.height * 9 // 10 - _AROUND, 2)
        self.query_one("#form-lines").styles.max_height = room

    def on_descendant_focus(self) -> None:
        """Say what the line takes, or what is wrong with it."""
        self._say()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say it again: what was wrong may be right now."""
        event.stop()
        self._wrong = None
        self._say()

    def _say(self) -> None:
        at = self._at
        if self._wrong is not None and self._wrong[0] == at:
            self._said.update(Content.styled(self._wrong[1], "$warn-text"))
            return
        named = [one.title for one in self._fields[at].options]
        listed, more = ", ".join(named[:_MOST_NAMED]), len(named) - _MOST_NAMED
        one_of = said("One of: {names}.", names=listed)
        if more > 0:
            one_of = said("One of: {names} and {count} more.", names=listed, count=more)
        told = one_of if named else ""
        self._said.update(Content.styled(told, "$text-dim"))

    @property
    def _at(self) -> int:
        focused = self.focused
        return self._lines.index(focused) if focused in self._lines else 0

    def action_step(self, step: int) -> None:
        """Go to another line; beyond the last one comes the first."""
        self._lines[(self._at + step) % len(self._lines)].focus()

    def action_next_or_send(self) -> None:
        """Go to the next line, and from the last one send."""
        if self._at == len(self._lines) - 1:
            self.action_send()
        else:
            self.action_step(1)

    def action_send(self) -> None:
        """Close with the values, if each is one; the first that is none is said and shown."""
        values: dict[str, str] = {}
        for at, (field, line) in enumerate(zip(self._fields, self._lines, strict=True)):
            try:
                values[field.name] = read_field(field, line.value)
            except UnfitError as error:
                self._wrong = (at, f"{field.label}: {error}")
                line.focus()
                self._say()
                return
        self.dismiss(values)

    def action_leave(self) -> None:
        """Close and send nothing."""
        self.dismiss(None)


def read_field(field: Field, typed: str) -> str:
    """Return what is sent for a line of a form; raises UnfitError."""
    words = clean_line(typed).strip()
    if not words:
        if field.required:
            raise UnfitError(said("This has to be filled in."))
        return ""
    if field.options:
        return _chosen(field, words)
    if field.kind == "email":
        return read_email(words) or ""
    return words


def _chosen(field: Field, words: str) -> str:
    near = words.casefold()
    exact = [one for one in field.options if near in (one.title.casefold(), one.value.casefold())]
    begun = [one for one in field.options if one.title.casefold().startswith(near)]
    found = exact or begun
    if len(found) != 1:
        raise UnfitError(
            said("Several begin like this.") if found else said("This is none of the choices.")
        )
    return found[0].value


def _hint(field: Field) -> str:
    return field.placeholder or (
        said("the beginning of a choice is enough") if field.options else ""
    )
