"""The box in which a theme is chosen: the screen behind it takes the colours of the one at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType

from hoory_tui.keys import Context, bindings
from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut
from hoory_tui.screens.learning_intents import KeepTheme, UseTheme
from hoory_tui.screens.links import key_line
from hoory_tui.screens.picker import PickerScreen
from hoory_tui.widgets.choices import Choice, ChoiceRows
from hoory_tui.words import said

_REST: Final = 0.06
"""Seconds a cursor stays on a theme before the screen takes its colours."""
_TOP: Final = 1
_ROOM: Final = 60
"""Columns at the right for the box; at the left is what the colours are looked at for."""


@dataclass(frozen=True, slots=True)
class ThemeOffer:
    """A theme by name, with what it is for; `problem` says why it cannot be used."""

    name: str
    kind: str
    problem: str = ""


class ThemesScreen(PickerScreen):
    """Shows what the cursor is on, and on leaving what was there before; closes with the choice."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Context.PICKER, Context.THEMES)]

    def __init__(
        self,
        offers: Sequence[ThemeOffer],
        current: str,
        *,
        glyphs: Glyphs,
        keymap: Mapping[str, str],
        width: int,
    ) -> None:
        self._offers = {one.name: one for one in offers}
        self._current = current
        self._shown = current
        choices = [
            Choice(one.name, one.name, one.kind, current=one.name == current) for one in offers
        ]
        near = (max(width - _ROOM, 0), _TOP)
        super().__init__(said("Theme"), choices, glyphs=glyphs, keymap=keymap, near=near)

    def _show_fitting(self, cursor: str | None) -> None:
        # While nothing is sought, it is the theme that is there from which one looks around.
        super()._show_fitting(cursor or (None if self.field.value.strip() else self._current))
        self._look()

    @on(ChoiceRows.Moved)
    def _look(self) -> None:
        self.set_timer(_REST, self._try)

    def hint_line(self) -> Line:
        """Return what the keys do here, or why the theme under the cursor cannot be used."""
        words = {"picker.take": "take", "themes.keep": "keep for good", "picker.leave": "leave"}
        line = key_line(Context.PICKER, words, self._keymap)
        keep = key_line(Context.THEMES, words, self._keymap)
        problem = self._at_hand.problem if self._at_hand is not None else ""
        if problem:
            return [(cut(problem, max(self._hint.size.width, 1)), "warn")]
        return [*line[:2], *keep, *line[2:]]

    @property
    def _at_hand(self) -> ThemeOffer | None:
        return self._offers.get(self.rows.cursor or "")

    def _try(self) -> None:
        at = self._at_hand
        name = at.name if at is not None and not at.problem else self._current
        if name != self._shown and self.is_current:
            self._shown = name
            self.post_message(UseTheme(name))

    def action_take(self) -> None:
        """Close with the theme at hand, unless it cannot be used."""
        problem = self._at_hand.problem if self._at_hand is not None else ""
        if problem:
            self.notify(problem, severity="warning", markup=False, timeout=15)
            return
        super().action_take()

    def action_keep(self) -> None:
        """Close with the theme at hand, which every start has from now on."""
        at = self._at_hand
        if at is not None and not at.problem:
            self.post_message(KeepTheme(at.name))
        self.action_take()

    def action_leave(self) -> None:
        """Close, with the colours that were there before."""
        if self._shown != self._current:
            self.post_message(UseTheme(self._current))
        super().action_leave()
