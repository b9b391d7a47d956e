"""A line in which one value is changed, and a page for a note of several lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from hoory_tui.keys import Context, bindings
from hoory_tui.lazily import dataclass
from hoory_tui.screens.links import key_line
from hoory_tui.store.attributes import UnfitError
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.still import StillInput
from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.words import said, to_say


@dataclass(frozen=True, slots=True)
class Typed:
    """The value that was typed, as it is sent."""

    value: Any


class FieldInput(StillInput, inherit_bindings=False):
    """The line; Enter is the box's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in Input.BINDINGS if isinstance(one, Binding) and one.key != "enter"
    ]

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(clean_line(event.text))


class FieldScreen(ModalScreen[Typed | None], inherit_bindings=False):
    """Closes with the new value, or None; what `read` refuses stays, with the reason below."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.FIELD)]

    def __init__(
        self,
        title: str,
        value: str,
        read: Callable[[str], Any],
        *,
        keymap: Mapping[str, str],
        hint: str = "",
        words: tuple[str, str] = ("keep", to_say("leave it as it was")),
        ascii_only: bool = False,
    ) -> None:
        super().__init__()
        self._title = clean_line(title)
        self._value = value
        self._words = words
        self._read = read
        self._keymap = keymap
        self._hint = hint
        self._keys = Painted(ground="bar", id="field-keys", ascii_only=ascii_only)

    def compose(self) -> ComposeResult:
        """Put the line above what is said about it."""
        with Vertical(id="field-box", classes="modal-box"):
            yield FieldInput(value=self._value, id="field-line", select_on_focus=False)
            yield Static(Content(self._hint), id="field-said", markup=False)
            yield self._keys

    def on_mount(self) -> None:
        """Name the box and wait for letters."""
        self.query_one("#field-box").border_title = Content(self._title)
        self.query_one(FieldInput).focus()
        words = dict(zip(("field.take", "field.leave"), self._words, strict=True))
        self._keys.show([key_line(Context.FIELD, words, self._keymap)])

    def action_take(self) -> None:
        """Close with the value, if it is one."""
        try:
            value = self._read(clean_line(self.query_one(FieldInput).value))
        except UnfitError as error:
            said = Content.styled(str(error), "$warn-text")
            self.query_one("#field-said", Static).update(said)
        else:
            self.dismiss(Typed(value))

    def action_leave(self) -> None:
        """Close and change nothing."""
        self.dismiss(None)


class NoteText(TextArea):
    """The words of a note; nothing blinks, and what is pasted is clean."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.NOTE)]

    def __init__(self) -> None:
        super().__init__(id="note-text", soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False
        self.highlight_cursor_line = False

    def action_save(self) -> None:
        """Have the box closed with the note."""
        assert isinstance(self.screen, NoteScreen)
        self.screen.save()

    def action_leave(self) -> None:
        """Have the box closed without one."""
        assert isinstance(self.screen, NoteScreen)
        self.screen.leave()

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if pasted := clean(event.text):
            done = self.replace(pasted, *self.selection, maintain_selection_offset=False)
            self.move_cursor(done.end_location)


class NoteScreen(ModalScreen[str | None], inherit_bindings=False):
    """Closes with the words of a note, or None; words are not thrown away by one key."""

    CSS_PATH = "modal.tcss"

    def __init__(self, title: str, *, keymap: Mapping[str, str], ascii_only: bool = False) -> None:
        super().__init__()
        self._title = clean_line(title)
        self._keymap = keymap
        self._keys = Painted(ground="bar", id="field-keys", ascii_only=ascii_only)

    def compose(self) -> ComposeResult:
        """Put the page above the keys."""
        with Vertical(id="field-box", classes="modal-box"):
            yield NoteText()
            yield self._keys

    def on_mount(self) -> None:
        """Name the box and wait for letters."""
        self.query_one("#field-box").border_title = Content(self._title)
        self.query_one(NoteText).focus()
        words = {"note.save": said("keep the note"), "note.leave": "leave"}
        self._keys.show([key_line(Context.NOTE, words, self._keymap)])

    def save(self) -> None:
        """Close with the note, if there is one."""
        words = clean(self.query_one(NoteText).text).strip()
        if words:
            self.dismiss(words)
        else:
            self.notify(said("There is nothing written yet."), markup=False)

    def leave(self) -> None:
        """Close without a note; where something is written, ask first."""
        if not self.query_one(NoteText).text.strip():
            self.dismiss(None)
            return
        from hoory_tui.screens.confirm import ConfirmScreen

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        self.app.push_screen(ConfirmScreen(said("Throw the note away?")), answered)
