"""A box in which one of a list is chosen, or several: typing narrows it, the best comes first."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar, Final, TypedDict

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from hoory_tui.keys import Context, bindings
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, width_of
from hoory_tui.render.ranking import Ranking
from hoory_tui.screens.links import key_line
from hoory_tui.widgets.choices import Choice, ChoiceRows
from hoory_tui.widgets.painted import Painted
from hoory_tui.widgets.still import StillInput
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

__all__ = ["Choice", "Options", "Picked", "PickerScreen"]

_HELD: Final = 0.15
"""Seconds between two presses of one key within which it may be held down."""
_FRAME: Final = 5
"""Rows of the box besides its choices and its preview: edges, the line to type in, the keys."""
_NARROW, _WIDTH = 56, 84
"""Columns of the box, by what its choices need."""
_ASIDE: Final = 12
"""Columns of a choice besides its text and its hint."""
_MEASURED: Final = 500
_ROW: Final = 2
"""Rows of what a box is put beside, when it has to stand above or below."""
_PREVIEW: Final = 12
"""Rows of a preview where there is room."""
_ENOUGH: Final = 8
"""Rows below what is acted on that are enough for a box with more choices."""
_FEW_ROWS: Final = 3
"""So many choices stay in view whatever their preview would like."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen, and what was typed; `partly` are those left as they are on some."""

    keys: tuple[str, ...]
    text: str
    partly: tuple[str, ...] = ()


class Options(TypedDict, total=False):
    """What a box may do besides; see the box itself."""

    many: bool
    chosen: Collection[str]
    partly: Collection[str]
    free: Callable[[str], Choice | None]
    preview: Callable[[str, int], list[Line]]
    quick: Mapping[str, str]
    empty: str
    prompt: str


class FilterInput(StillInput, inherit_bindings=False):
    """The line to type in; Enter is the box's own, and so is a blank before anything is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in Input.BINDINGS if isinstance(one, Binding) and one.key != "enter"
    ]

    class Blank(Message):
        """A blank was typed where nothing else is."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "space" and not self.value:
            event.prevent_default()
            event.stop()
            self.post_message(self.Blank())


class PickerScreen(ModalScreen[Picked | None], inherit_bindings=False):
    """Closes with what was chosen, or None.

    `many` lets several be chosen, those of `chosen` from the start; the ones of `partly` are so
    on some of what is acted on. `free` makes one more choice out of what was typed. `preview`
    gives lines for the choice under the cursor, in that many cells. Typing a key of `quick` takes
    its choice at once.
    `near` is a place of the screen, (column, row), that the box is put beside. `prompt` stands
    where nothing is typed.
    """

    CSS_PATH = "modal.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.PICKER)]

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        many: bool = False,
        chosen: Collection[str] = (),
        partly: Collection[str] = (),
        free: Callable[[str], Choice | None] | None = None,
        preview: Callable[[str, int], list[Line]] | None = None,
        quick: Mapping[str, str] | None = None,
        near: tuple[int, int] | None = None,
        empty: str = "",
        prompt: str = "",
    ) -> None:
        super().__init__()
        self._title = clean_line(title)
        self._many = many
        self._free = free
        self._preview_of = preview
        self._quick = quick or {}
        self._near = None if glyphs.is_words else near
        self._keymap = keymap
        self._partly_at_first = frozenset(partly)
        self._ignored_at = self._opened_at = time.monotonic()
        self._is_fresh = True
        self.field = FilterInput(
            id="picker-field",
            select_on_focus=False,
            placeholder=clean_line(prompt or said("type to find")),
        )
        self.rows = self.make_rows(glyphs, many=many)
        self.rows.empty_text = empty or said("Nothing matches.")
        self.rows.chosen_keys = set(chosen)
        self.rows.partly = set(partly)
        self._preview = Painted(ground="bar", id="picker-preview", ascii_only=glyphs.is_ascii)
        self._is_plain = glyphs.is_words
        self._hint = Painted(ground="bar", id="picker-hint", ascii_only=glyphs.is_ascii)
        self._take_in(choices)

    def make_rows(self, glyphs: Glyphs, *, many: bool) -> ChoiceRows:
        """Return the rows of the box."""
        return ChoiceRows(id="picker-rows", glyphs=glyphs, many=many)

    def _take_in(self, choices: Sequence[Choice]) -> None:
        self._choices = tuple(choices)
        self._by_key = {one.key: one for one in self._choices}
        texts = [one.text for one in self._choices]
        self._ranking = Ranking(texts, [one.words for one in self._choices])

    def offer(self, choices: Sequence[Choice], empty: str = "") -> None:
        """Offer these instead; what is typed and chosen stays, and the cursor if it can.

        `empty` is what is said from now on where nothing fits, "" for what was said before.
        """
        self.rows.empty_text = empty or self.rows.empty_text
        self._take_in(choices)
        if self.is_mounted:
            self._show_fitting(self.rows.cursor)
            self._lay_out()

    def compose(self) -> ComposeResult:
        """Put the line to type in above the choices, their preview and the keys below."""
        with Vertical(id="picker-box", classes="modal-box"):
            yield self.field
            yield self.rows
            yield self._preview
            yield self._hint

    def on_mount(self) -> None:
        """Name the box and wait for letters."""
        self.query_one("#picker-box").border_title = Content(self._title)
        self._show_fitting(None)
        self.field.focus()
        self._opened_at = time.monotonic()

    def on_resize(self) -> None:
        """Take as many rows as there are, or fit."""
        self._lay_out()

    @property
    def hand(self) -> Offset | None:
        """Where on the screen the choice under the cursor begins."""
        return self.rows.hand

    # Laying out

    def _lay_out(self) -> None:
        room = self._room()
        wanted = max(len(self._choices) + (self._free is not None), 1)
        preview = 0
        if self._preview_of is not None:
            preview = max(min(_PREVIEW, room - min(wanted, _FEW_ROWS), room * 2 // 3), 0)
        rows = min(wanted, room - preview)
        self.rows.styles.height = rows
        self._preview.styles.height = preview
        self._preview.display = preview > 0
        self._place(rows + preview + _FRAME)
        self.call_after_refresh(self._show_about_cursor)

    def _room(self) -> int:
        """Return how many rows there are for choices, what is acted on staying in sight if it can.

        The frame around is not counted.
        """
        room = max(self.size.height * 9 // 10 - _FRAME, 1)
        if self._near is None or not self._stands_over(self._near[0]):
            return room
        below = self.size.height - self._near[1] - _ROW - _FRAME
        return min(room, below) if below >= _ENOUGH else room

    def _stands_over(self, column: int) -> bool:
        """Tell whether the box would cover what is left of this column."""
        return column + self._width() > self.size.width

    def _width(self) -> int:
        return min(self._wished_width(), self.size.width * 96 // 100)

    def _place(self, height: int) -> None:
        """Put the box beside what it acts on, or below or above it, wholly on the screen."""
        screen, width = self.size, self._width()
        if self._near is None:
            column, row = (screen.width - width) // 2, (screen.height - height) // 3
        else:
            column, row = self._near
            if self._stands_over(column):
                is_room_below = row + _ROW + height <= screen.height
                row = row + _ROW if is_room_below or row < height else row - height
        if self._is_plain:
            # Nothing beside it, and nothing below that would be read out with it.
            column, row, width = 0, 0, screen.width
        column = max(min(column, screen.width - width), 0)
        row = max(min(row, screen.height - height), 0)
        box = self.query_one("#picker-box")
        box.styles.width = width
        box.styles.offset = (column, row)

    def _wished_width(self) -> int:
        if self._preview_of is not None:
            return _WIDTH
        # Of very many the first ones tell enough.
        some = self._choices[:_MEASURED]
        longest = max((width_of(one.text) + width_of(one.hint) for one in some), default=0)
        told = max(map(width_of, (self._title, self.rows.empty_text, self.field.placeholder)))
        return min(max(longest + _ASIDE, told + _ASIDE, _NARROW), _WIDTH)

    # What fits

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._is_fresh = False
        quick = self._quick.get(event.value.strip())
        if quick is not None:
            self.dismiss(Picked((quick,), event.value))
            return
        self._show_fitting(None)

    def _show_fitting(self, cursor: str | None) -> None:
        """Show what fits, the cursor on the best unless it is to stay on one of them."""
        typed = self.field.value
        fitting = [self._choices[place] for place in self._ranking.best(typed)]
        free = self._free(typed) if self._free is not None and typed.strip() else None
        if free is not None and all(free.key != one.key for one in fitting):
            fitting.append(free)
        by_key = {**self._by_key, free.key: free} if free is not None else self._by_key
        keys = [one.key for one in fitting]
        self.rows.show_choices(by_key, keys)
        stays = cursor if cursor in by_key and cursor in keys else None
        self.rows.cursor = stays or (keys[0] if keys else None)
        if self.rows.cursor is not None:
            self.rows.reveal(self.rows.cursor)
        self.rows.refresh_changed()
        self._show_about_cursor()

    @on(ChoiceRows.Moved)
    def _show_about_cursor(self) -> None:
        self._hint.show([self.hint_line()])
        # Before the box has its place there is no width to break lines at.
        width = self._preview.size.width
        if self._preview_of is not None and width:
            key = self.rows.cursor
            self._preview.show(self._preview_of(key, width) if key is not None else [])

    def hint_line(self) -> Line:
        """Return what the keys do here, or what is to be known of the choice under the cursor."""
        words = {"picker.take": "take", "picker.leave": "leave"}
        if self._many:
            words = {"picker.choose": "choose", **words}
        line = key_line(Context.PICKER, words, self._keymap)
        if self._many:
            line += [(said("{count} chosen", count=len(self.rows.chosen_keys)), "bar-text")]
        return line

    # What keys do

    def on_key(self, event: events.Key) -> None:
        """Take note of every key but a held-down Enter."""
        if event.key != "enter":
            self._is_fresh = False

    def action_cursor(self, step: int) -> None:
        """Go to another choice."""
        self._is_fresh = False
        self.rows.step_cursor(step)

    def action_page(self, step: int) -> None:
        """Go on by about a page."""
        self._is_fresh = False
        self.rows.step_cursor(step * max(1, self.rows.size.height - 1))

    @on(FilterInput.Blank)
    def action_choose(self) -> None:
        """Choose the one under the cursor besides the others, or no longer."""
        key, rows = self.rows.cursor, self.rows
        if not self._many or key is None:
            return
        if key in rows.partly:
            rows.partly.discard(key)
            rows.chosen_keys.add(key)
        elif key in rows.chosen_keys:
            rows.chosen_keys.discard(key)
        elif key in self._partly_at_first:
            rows.partly.add(key)
        else:
            rows.chosen_keys.add(key)
        rows.refresh_changed()
        self._show_about_cursor()

    @on(ChoiceRows.Clicked)
    def _click(self, event: ChoiceRows.Clicked) -> None:
        event.stop()
        if self._many:
            self.action_choose()
        else:
            self.dismiss(Picked((event.key,), self.field.value))

    def action_take(self) -> None:
        """Close with what is chosen, unless the key that opened the box is still held down."""
        if self._is_held_down():
            return
        rows = self.rows
        if self._many:
            order = [one.key for one in self._choices if one.key in rows.chosen_keys]
            self.dismiss(Picked(tuple(order), self.field.value, tuple(sorted(rows.partly))))
        elif rows.cursor is not None:
            self.dismiss(Picked((rows.cursor,), self.field.value))

    def _is_held_down(self) -> bool:
        # Only a terminal repeats a key; what drives the console otherwise presses it once.
        now = time.monotonic()
        last, self._ignored_at = max(self._ignored_at, self._opened_at), now
        by_the_clock: bool = getattr(self.app, "by_the_clock", False)
        return by_the_clock and self._is_fresh and now - last < _HELD

    def action_leave(self) -> None:
        """Close with nothing chosen."""
        self.dismiss(None)
