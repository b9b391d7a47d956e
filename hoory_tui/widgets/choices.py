"""Choices as rows: what each does, whether it is chosen, and a word about it at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.message import Message

from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine, Line, cut, fit, spread, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.widgets.boxrows import RowsBelowLine
from hoory_tui.wire.clean import clean_line
from hoory_tui.words import said

_HINT_SHARE = 2
"""A hint takes a half of the row at most, unless the text leaves more."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    `key` is its stable id, such as "agent:12"; `hint` stands dim at the right; `current` marks
    the value it has now; `words` are further words that it is found by.
    """

    key: str
    text: str
    hint: str = ""
    current: bool = False
    words: str = ""


class ChoiceRows(RowsBelowLine[str], can_focus=False):
    """Choices by key; the hands stay in the line above, so this never takes the focus."""

    row_height = 1

    @dataclass
    class Clicked(Message):
        """A row was clicked."""

        key: str

    def __init__(self, *, id: str, glyphs: Glyphs, many: bool) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._many = many
        self._choices: Mapping[str, Choice] = {}
        self.chosen_keys: set[str] = set()
        self.partly: set[str] = set()
        """Chosen on some of what is acted on: left as it is, unless chosen or taken off."""

    def show_choices(self, choices: Mapping[str, Choice], keys: Sequence[str]) -> None:
        """Show these of the choices, in this order."""
        if not self._keys or not keys:
            self.refresh()
        self._choices = choices
        self.show_keys(keys)

    def stamp(self, key: str) -> object:
        """Return what the row shows."""
        return self._choices[key], key in self.chosen_keys, key in self.partly

    def draw(self, key: str, width: int) -> list[DrawnLine]:
        """Return the line of a choice."""
        choice = self._choices[key]
        mark, role = self._mark(choice)
        room = max(width - 1 - width_of(mark) - 2, 1)
        text = shown_name(clean_line(choice.text), self.glyphs, room)
        hint = shown_name(clean_line(choice.hint), self.glyphs, room)
        hint = cut(hint, max(room // _HINT_SHARE, room - width_of(text) - 2))
        left: Line = [(" ", "text"), (f"{mark} ", role), (text, "bold" if choice.current else "")]
        right: Line = [(f"  {hint} ", "dim")] if hint else []
        return [DrawnLine(fit(spread(left, right, width, "text"), width, "text"), "bar")]

    def _mark(self, choice: Choice) -> tuple[str, str]:
        glyphs = self.glyphs
        if glyphs.is_words:
            return self._word(choice)
        if not self._many:
            return (glyphs.check, "live") if choice.current else (" ", "text")
        if choice.key in self.chosen_keys:
            return f"[{glyphs.check}]", "live"
        return ("[-]", "warn") if choice.key in self.partly else ("[ ]", "dim")

    def _word(self, choice: Choice) -> tuple[str, str]:
        if not self._many:
            return (said("now:"), "live") if choice.current else ("", "text")
        if choice.key in self.chosen_keys:
            return said("chosen:"), "live"
        return (said("partly:"), "warn") if choice.key in self.partly else ("", "dim")

    def chosen(self, key: str) -> None:
        """Tell that a row was clicked."""
        self.post_message(self.Clicked(key))
