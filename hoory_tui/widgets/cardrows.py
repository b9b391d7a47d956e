"""The rows of a contact card, each as high as its value is long."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.message import Message

from hoory_tui.render.card import About, CardRow
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine, Line, cut, fit, pad, spread, wrap
from hoory_tui.render.names import shown_name
from hoory_tui.widgets.rowview import RowView
from hoory_tui.wire.clean import has_hidden_marks
from hoory_tui.words import said

_NAME: Final = 16
_NARROW_NAME: Final = 11
_NARROW: Final = 60
_MOST_LINES: Final = 30
_MOST_CHARACTERS: Final = 6000
"""Of one value; visitors choose how much they put into an attribute."""


class CardRows(RowView[str]):
    """Names at the left, values beside them; titles between, on which no cursor stands."""

    class Chosen(Message):
        """A row was clicked."""

    class Moved(Message):
        """The cursor stands on another row."""

    def __init__(self, *, id: str, glyphs: Glyphs) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._rows: dict[str, CardRow] = {}

    def show_rows(self, rows: Sequence[CardRow]) -> None:
        """Show these rows; the cursor stays where it is, or goes to the nearest that is left."""
        stood = self.position_of(self.cursor)
        self._rows = {row.key: row for row in rows}
        self.show_keys(list(self._rows))
        if self.cursor not in self._rows:
            self.cursor = None
            keys = list(self._rows)
            free = [place for place, key in enumerate(keys) if self.selectable(key)]
            if free:
                goal = stood or 0
                self.set_cursor(keys[min(free, key=lambda place: abs(place - goal))])

    @property
    def row(self) -> CardRow | None:
        """What the cursor stands on."""
        return self._rows.get(self.cursor) if self.cursor is not None else None

    def stamp(self, key: str) -> object:
        """Return the row, which is equal as long as it looks the same."""
        return self._rows[key]

    def selectable(self, key: str) -> bool:
        """Tell whether this is more than a title."""
        return self._rows[key].about is not About.TITLE

    def guess_height(self, key: str) -> int:
        """Return about how many lines a value takes."""
        row = self._rows[key]
        if row.about is About.TITLE:
            return 2
        return 1 + min(len(row.value) // 60 + row.value.count("\n"), _MOST_LINES)

    def draw(self, key: str, width: int) -> list[DrawnLine]:
        """Return a title with a blank line above, or a name and its value."""
        row = self._rows[key]
        if row.about is About.TITLE:
            note = shown_name(row.value, self.glyphs)
            line = spread([(f" {row.name}", "side-title")], [(f"{note} ", "faint")], width, "text")
            above: Line = [(" " * width, "text")]
            is_first = next(iter(self._rows)) == key
            return [DrawnLine(one, "bar") for one in ([line] if is_first else [above, line])]
        cells = _NAME if width >= _NARROW else _NARROW_NAME
        value = self._value(row)
        offsets = wrap(value, max(8, width - cells - 4))
        shown = offsets[:_MOST_LINES]
        lines: list[Line] = []
        for number, (start, end) in enumerate(shown):
            name = shown_name(row.name, self.glyphs, cells) if number == 0 else ""
            head = pad(f"  {cut(name, cells)}", cells + 3)
            text = value[start:end]
            if number == _MOST_LINES - 1 and len(offsets) > _MOST_LINES:
                text = "… " + said("{count} more lines", count=len(offsets) - _MOST_LINES + 1)
            lines.append(fit([(head, "faint"), (text, row.role)], width, "text"))
        return [DrawnLine(line, "bar") for line in lines]

    def _value(self, row: CardRow) -> str:
        text = row.value[:_MOST_CHARACTERS]
        if row.about is not About.NOTE:
            text = " ".join(text.split())
        shown = self.glyphs.shown(text)
        return f"{self.glyphs.hidden} {shown}" if has_hidden_marks(text) else shown

    def selected_ground(self, ground: str) -> str:
        """Return the ground of the row under the cursor."""
        return "row-selected"

    def cursor_moved(self) -> None:
        """Tell that the cursor stands on another row."""
        self.post_message(self.Moved())

    def chosen(self, key: str) -> None:
        """Tell that a row was clicked."""
        self.post_message(self.Chosen())
