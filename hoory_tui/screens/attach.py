"""A box in which files are put beside a draft: by path, with completion, and taken off again."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from hoory_tui.render.lines import cut
from hoory_tui.render.names import size
from hoory_tui.store.records import OutgoingFile
from hoory_tui.uploads.aside import aside
from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.finding import Completion, as_path, complete, find
from hoory_tui.uploads.opening import MOST, examine
from hoory_tui.widgets.pressable import keys_line
from hoory_tui.widgets.still import StillInput
from hoory_tui.words import said, to_say

_KEYS: Final = (
    ("tab", "completes"),
    ("enter", "attaches"),
    ("↑ ↓", "choose"),
    ("f8", to_say("takes off")),
    ("esc", "done"),
)
_ROWS: Final = 6
"""Files that are shown at once where there is room."""
_OTHER_ROWS: Final = 12
"""Rows that the rest of the box takes."""
_NAME: Final = 60
"""Cells of a name that are shown."""


class PathInput(StillInput):
    """The line for a path; what is pasted into it is cleaned and read as a path."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(as_path(event.text))


class AttachScreen(ModalScreen[tuple[OutgoingFile, ...]]):
    """Closes with the files that are attached now; nothing is sent from here."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "done", "Done", id="attach.done", priority=True),
        Binding("tab", "complete", "Complete", id="attach.complete", priority=True),
        Binding("up", "choose(-1)", "Previous file", id="attach.up", priority=True),
        Binding("down", "choose(1)", "Next file", id="attach.down", priority=True),
        Binding("f8", "take_off", "Take off", id="attach.take_off", priority=True),
    ]

    def __init__(self, title: str, files: tuple[OutgoingFile, ...]) -> None:
        super().__init__()
        self._title = title
        self._attached = list(files)
        self._chosen = len(files) - 1

    def compose(self) -> ComposeResult:
        """Put the files above the line for a path, and what it says below."""
        with Vertical(classes="modal-box"):
            yield Static(Content(""), id="attached")
            yield PathInput(placeholder=said("path of a file"), id="path", select_on_focus=False)
            yield Static(Content(""), id="offered")
            yield Static(
                Content.assemble(
                    keys_line(
                        ((key, said(word)) for key, word in _KEYS),
                        in_words=getattr(self.app, "is_plain", False),
                    )
                )
            )

    def on_mount(self) -> None:
        """Name the box and wait for a path."""
        self.query_one(".modal-box").border_title = Content(self._title)
        self._show_attached()
        self.query_one(Input).focus()

    def _show_attached(self) -> None:
        lines: list[str | tuple[str, str]] = []
        first, rows = self._window()
        for place, file in list(enumerate(self._attached))[first : first + rows]:
            is_chosen = place == self._chosen
            lines += [
                ("▌ " if is_chosen else "  ", "$accent-text"),
                (cut(file.name, _NAME), "bold" if is_chosen else ""),
                (f"  {size(file.size)}\n", "$text-dim"),
            ]
        if len(self._attached) > rows:
            lines.append(
                (
                    "  " + said("{count} files in all", count=len(self._attached)) + "\n",
                    "$text-dim",
                )
            )
        if not lines:
            lines = [(said("No files yet.") + "\n", "$text-dim")]
        self.query_one("#attached", Static).update(Content.assemble(*lines))

    def _window(self) -> tuple[int, int]:
        """Return the first file that is shown and how many are: the field must stay in sight."""
        rows = max(1, min(_ROWS, self.size.height - _OTHER_ROWS))
        return max(0, min(self._chosen - rows // 2, len(self._attached) - rows)), rows

    def on_resize(self) -> None:
        """Show as many files as there is room for."""
        self._show_attached()

    def _say(self, content: Content) -> None:
        self.query_one("#offered", Static).update(content)

    @on(Input.Changed)
    def _forget_what_was_said(self, event: Input.Changed) -> None:
        event.stop()
        self._say(Content("\n"))

    def action_complete(self) -> None:
        """Write on what is typed as far as it is clear, and show what there is to choose."""
        text = self.query_one(Input).value
        self.run_worker(self._complete(text), group="path", exclusive=True)

    async def _complete(self, text: str) -> None:
        completion = await aside(lambda: complete(text))
        field = self.query_one(Input)
        if field.value != text:
            return
        with field.prevent(Input.Changed):
            field.value = completion.text
        field.cursor_position = len(field.value)
        self._offer(completion)

    def _offer(self, completion: Completion) -> None:
        names = "   ".join(completion.names)
        more = "   " + said("and {count} more", count=completion.more) if completion.more else ""
        self._say(Content.assemble((f"{names}{more}\n", "$text-dim")))

    @on(Input.Submitted)
    def _submit(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.run_worker(self._add(event.value), group="path", exclusive=True)
        else:
            self.action_done()

    async def _add(self, text: str) -> None:
        try:
            file = await aside(lambda: examine(find(text)))
            self._refuse_one_too_many(file)
        except UnsendableError as error:
            self._say(Content.assemble((f"{error.sentence}.\n", "$failed-text")))
            return
        self._attached = [one for one in self._attached if one.path != file.path] + [file]
        self._chosen = len(self._attached) - 1
        field = self.query_one(Input)
        if field.value == text:
            field.value = ""
        self._show_attached()

    def _refuse_one_too_many(self, file: OutgoingFile) -> None:
        others = [one for one in self._attached if one.path != file.path]
        if len(others) >= MOST:
            raise UnsendableError(
                said("A message takes {count} files at most; send these first", count=MOST)
            )

    def action_choose(self, step: int) -> None:
        """Choose the file that is to be taken off."""
        if self._attached:
            self._chosen = (self._chosen + step) % len(self._attached)
            self._show_attached()

    def action_take_off(self) -> None:
        """Take the chosen file off again; the file itself stays where it is."""
        if self._attached:
            del self._attached[self._chosen]
            self._chosen = min(self._chosen, len(self._attached) - 1)
            self._show_attached()

    def action_done(self) -> None:
        """Close with what is attached now."""
        self.dismiss(tuple(self._attached))
