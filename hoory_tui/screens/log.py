"""The list of what was done, newest first: undone, done again or retried from here."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from hoory_tui.keys import Context, bindings
from hoory_tui.render.deedlog import entry_lines, item_lines
from hoory_tui.render.deeds import outcome
from hoory_tui.render.facts import Moment
from hoory_tui.render.names import shown_name
from hoory_tui.screens import intents
from hoory_tui.screens.links import key_line
from hoory_tui.store.deed_words import done_words
from hoory_tui.store.journal import Entry, Journal, State
from hoory_tui.store.state import Store
from hoory_tui.widgets.deedrows import DeedRows, ItemRows
from hoory_tui.widgets.painted import Painted
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.render.lines import Line

_AROUND: Final = 7
"""Rows of the screen that are not for the list."""
_TROUBLE_FIRST: Final = (State.FAILED, State.LEFT, State.STOPPED, State.WAITING)


class _Box(ModalScreen[None], inherit_bindings=False):
    """A box with rows above the keys that do something for the row at hand."""

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.LOG)]

    def __init__(
        self,
        store: Store,
        journal: Journal,
        moment: Callable[[], Moment],
        keymap: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._store = store
        self._journal = journal
        self._moment = moment
        self._keymap = keymap
        self.rows = self._make_rows()
        is_ascii = moment().glyphs.is_ascii
        self._hint = Painted(ground="bar", id="log-hint", ascii_only=is_ascii)

    @abstractmethod
    def _make_rows(self) -> DeedRows:
        """Return the rows, which draw themselves from the journal."""

    @abstractmethod
    def _draw(self, key: int, width: int) -> list[Line]:
        """Return the lines of a row."""

    @abstractmethod
    def _keys(self) -> list[int]:
        """Return the keys of the rows in their order."""

    @property
    @abstractmethod
    def entry(self) -> Entry | None:
        """The thing at hand."""

    @abstractmethod
    def _title(self) -> str:
        """Return the name of the box."""

    @abstractmethod
    def action_open(self) -> None:
        """Look closer at the row at hand."""

    def compose(self) -> ComposeResult:
        """Put the rows above the keys."""
        with Vertical(id="log-box", classes="modal-box"):
            yield self.rows
            yield self._hint

    def on_mount(self) -> None:
        """Name the box and start at its first row."""
        self.query_one("#log-box").border_title = Content(self._title())
        self.rows.show_rows(self._keys())
        self.rows.focus()

    def on_resize(self) -> None:
        """Take as many rows as there are, or fit."""
        self._fit()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        # Only now is it known how wide the rows are, and so how long.
        self._fit()
        self._show_hint()

    def _fit(self) -> None:
        room, width = max(2, self.size.height * 9 // 10 - _AROUND), max(self.rows.size.width, 1)
        lines = sum(len(self._draw(key, width)) for key in self._keys()[:room])
        self.rows.styles.height = max(2, min(lines, room))

    def on_descendant_focus(self) -> None:
        """Show the keys once there is a row for them."""
        self._show_hint()

    def show_entry(self, number: int) -> None:
        """Draw what changed of this thing, and the rows that came."""
        self.rows.show_rows(self._keys())
        self.rows.refresh_changed()
        self._fit()
        self._show_hint()

    def on_screen_resume(self) -> None:
        """Draw what changed while another box stood over this one."""
        if self.rows.is_mounted:
            self.query_one("#log-box").visible = True
            self.show_entry(0)

    def on_screen_suspend(self) -> None:
        """Give way to the other box: two frames, one behind the other, are none."""
        self.query_one("#log-box").visible = False

    @on(DeedRows.Moved)
    def _show_hint(self) -> None:
        entry = self.entry
        words = {}
        if entry is not None:
            if entry.is_running:
                words["log.undo"] = "stop"
            elif entry.undoable:
                words["log.undo"] = "undo"
            elif entry.in_state(State.UNDONE):
                words["log.undo"] = said("do again")
            if entry.in_state(State.FAILED, State.STOPPED) and not entry.is_running:
                words["log.retry"] = "retry"
            words |= self._own_words(entry)
        line: Line = key_line(Context.LOG, words | {"log.leave": "back"}, self._keymap)
        self._hint.show(
            [line if entry is not None else [(said("Nothing was done yet.") + "  ", "dim"), *line]]
        )

    def _own_words(self, entry: Entry) -> dict[str, str]:
        return {}

    @on(DeedRows.Chosen)
    def _take_click(self) -> None:
        self.action_open()

    def action_undo(self) -> None:
        """Undo the thing at hand, or do again what was undone of it."""
        if self.entry is not None:
            self.post_message(intents.UndoDeed(self.entry.number))

    def action_retry(self) -> None:
        """Try again what failed of the thing at hand."""
        if self.entry is not None:
            self.post_message(intents.RetryDeed(self.entry.number))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


class LogScreen(_Box, inherit_bindings=False):
    """Everything that is remembered, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.LOG)]

    def _make_rows(self) -> DeedRows:
        return DeedRows(self._draw, self._stamp, id="log-rows", glyphs=self._moment().glyphs)

    def _title(self) -> str:
        return said("What was done")

    def _keys(self) -> list[int]:
        return [entry.number for entry in reversed(list(self._journal))]

    @property
    def entry(self) -> Entry | None:
        """The thing under the cursor."""
        return self._journal.get(self.rows.cursor) if self.rows.cursor is not None else None

    def _own_words(self, entry: Entry) -> dict[str, str]:
        if len(entry.items) > 1:
            return {"log.open": said("each of them")}
        return {"log.open": "why"} if any(one.problem for one in entry.items.values()) else {}

    def _draw(self, key: int, width: int) -> list[Line]:
        entry = self._journal.get(key)
        return entry_lines(self._store, entry, width, self._moment()) if entry else [[], []]

    def _stamp(self, number: int) -> object:
        entry = self._journal.get(number)
        problems = tuple(one.problem for one in entry.items.values()) if entry else ()
        return outcome(entry) if entry else "", problems[:1], entry.why_not if entry else ""

    def action_open(self) -> None:
        """Show the conversations of the thing under the cursor."""
        if self.entry is not None:
            number = self.entry.number
            screen = EntryScreen(number, self._store, self._journal, self._moment, self._keymap)
            self.app.push_screen(screen)


class EntryScreen(_Box, inherit_bindings=False):
    """The conversations of one thing that was done, those with trouble first."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.LOG)]

    def __init__(
        self,
        number: int,
        store: Store,
        journal: Journal,
        moment: Callable[[], Moment],
        keymap: Mapping[str, str],
    ) -> None:
        self._number = number
        super().__init__(store, journal, moment, keymap)

    def _make_rows(self) -> DeedRows:
        return ItemRows(self._draw, self._stamp, id="log-rows", glyphs=self._moment().glyphs)

    def _title(self) -> str:
        entry, at = self.entry, self._moment()
        return shown_name(done_words(self._store, entry.deed, at.zone), at.glyphs) if entry else ""

    @property
    def entry(self) -> Entry | None:
        """The thing whose conversations these are."""
        return self._journal.get(self._number)

    def _keys(self) -> list[int]:
        items = self.entry.items.values() if self.entry is not None else ()
        fine_last = sorted(items, key=lambda one: one.state not in _TROUBLE_FIRST)
        return [one.conversation_id for one in fine_last]

    def _draw(self, key: int, width: int) -> list[Line]:
        item = self.entry.items[key] if self.entry else None
        return item_lines(self._store, item, width, self._moment()) if item else [[]]

    def _stamp(self, conversation_id: int) -> object:
        item = self.entry.items[conversation_id] if self.entry else None
        return (item.state, item.problem) if item else None

    def action_open(self) -> None:
        """Do nothing: there is nothing closer to look at."""
