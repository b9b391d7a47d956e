"""What was found, in rows by kind, under headings that say how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from textual.message import Message

from hoory_tui.lazily import dataclass
from hoory_tui.render.found import found_line, heading_line
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import DrawnLine, fit
from hoory_tui.store.found import Found, Kind
from hoory_tui.widgets.boxrows import RowsBelowLine

RowKey = tuple[Kind, int]
HEADING = 0
"""The number of the row that names a kind."""


class FoundRows(RowsBelowLine[RowKey], can_focus=False):
    """Finds by kind and id; the hands stay in the line above, so this never takes the focus."""

    row_height = 1

    @dataclass
    class Clicked(Message):
        """A find was clicked."""

        key: RowKey

    def __init__(self, *, id: str, glyphs: Glyphs, age: Callable[[float | None], str]) -> None:
        super().__init__(id=id, glyphs=glyphs)
        self._age = age
        self._finds: Mapping[RowKey, Found] = {}
        self._headings: Mapping[Kind, str] = {}
        self._words = ""

    def show_finds(
        self, finds: Mapping[RowKey, Found], headings: Mapping[Kind, str], words: str
    ) -> None:
        """Show these, each kind under its heading; the cursor stays on what it stood on."""
        self._finds, self._headings, self._words = finds, headings, words
        keys: list[RowKey] = []
        for kind in headings:
            keys.append((kind, HEADING))
            keys += [key for key in finds if key[0] is kind]
        if self.cursor not in finds:
            self.cursor = None
        if not self._keys or not keys:
            self.refresh()
        self.show_keys(keys)
        if self.cursor is None:
            self.cursor = next((key for key in keys if self.selectable(key)), None)
        if self.cursor is not None:
            self.reveal(self.cursor)
        self.refresh_changed()
        self.post_message(self.Moved())

    @property
    def chosen_now(self) -> Found | None:
        """The find under the cursor."""
        return self._finds.get(self.cursor) if self.cursor is not None else None

    def go_to_group(self, step: int) -> None:
        """Put the cursor on the first find of the next kind."""
        kinds: Sequence[Kind] = [
            kind for kind in self._headings if any(key[0] is kind for key in self._finds)
        ]
        if not kinds:
            return
        here = self.cursor[0] if self.cursor is not None else kinds[-1]
        kind = kinds[(kinds.index(here) + step) % len(kinds)]
        self.set_cursor(next(key for key in self._finds if key[0] is kind))

    def selectable(self, key: RowKey) -> bool:
        """Keep the cursor off the headings."""
        return key[1] != HEADING

    def stamp(self, key: RowKey) -> object:
        """Return what the row shows."""
        return self._finds.get(key), self._headings.get(key[0]), self._words

    def draw(self, key: RowKey, width: int) -> list[DrawnLine]:
        """Return the line of a find or of a heading."""
        found = self._finds.get(key)
        if found is None:
            line = heading_line(self._headings[key[0]], width)
        else:
            line = found_line(found, self._age(found.at), self._words, width, self.glyphs)
        return [DrawnLine(fit(line, width, "text"), "bar")]

    def chosen(self, key: RowKey) -> None:
        """Tell that a find was clicked."""
        self.post_message(self.Clicked(key))
