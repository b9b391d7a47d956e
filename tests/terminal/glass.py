"""What a terminal shows and how it is set, worked out from the bytes that a program writes."""

from __future__ import annotations

import codecs
import re
from typing import Final

from rich.cells import cell_len

_PARTS: Final = re.compile(
    r"\x1b\[(?P<mark>[?<>=]?)(?P<numbers>[0-9;:]*)[ -/]*(?P<final>[@-~])"
    r"|\x1b\](?P<command>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|\x1b[ -/]*[0-Z\\^-~]"
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
)
CURSOR: Final = 25
ALTERNATE: Final = 1049
_AT_FIRST: Final = {7, CURSOR}
"""Lines wrap and the cursor is seen, until somebody wants it otherwise."""


class Glass:
    """The cells of a terminal, its private modes and its stack of keyboard protocols."""

    def __init__(self, columns: int, rows: int) -> None:
        self.modes = set(_AT_FIRST)
        """The numbers of the private modes that are on."""
        self.keyboards = 0
        """How many keyboard protocols were put on the stack and not taken off."""
        self._columns = columns
        self._rows = rows
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._clear()

    @property
    def is_as_found(self) -> bool:
        """Whether whoever comes next finds a terminal as it was before."""
        return self.modes == _AT_FIRST and not self.keyboards

    @property
    def text(self) -> str:
        """The screen, line by line."""
        return "\n".join("".join(line) for line in self._cells)

    def feed(self, data: bytes) -> None:
        """Take what was written; a sequence may come in pieces."""
        pending, at = self._rest + self._decode(data), 0
        while at < len(pending) and (part := _PARTS.match(pending, at)):
            at = part.end()
            if part["text"]:
                self._write(part["text"])
            elif part["control"]:
                self._control(part["control"])
            elif part["final"]:
                self._sequence(part["mark"], part["numbers"], part["final"])
        self._rest = pending[at:]

    def _clear(self) -> None:
        self._cells = [[" "] * self._columns for _ in range(self._rows)]
        self._x = self._y = 0

    def _write(self, text: str) -> None:
        for character in text:
            width = cell_len(character)
            if self._x + width > self._columns:
                continue
            # A wide character fills its cells; one without a width joins the one before it.
            for offset in range(width):
                self._cells[self._y][self._x + offset] = "" if offset else character
            self._x += width

    def _control(self, control: str) -> None:
        if control == "\r":
            self._x = 0
        elif control == "\n":
            self._y = min(self._y + 1, self._rows - 1)

    def _sequence(self, mark: str, numbers: str, final: str) -> None:
        values = [int(number or 0) for number in re.split("[;:]", numbers)]
        if mark == "?" and final in "hl":
            self._switch(values, on=final == "h")
        elif final == "u" and mark in ("<", ">"):
            self.keyboards += 1 if mark == ">" else -1
        elif not mark and final in "Hf":
            row, column = [*values, 1, 1][:2]
            self._y = min(max(row, 1), self._rows) - 1
            self._x = min(max(column, 1), self._columns) - 1
        elif not mark and final == "G":
            self._x = min(max(values[0], 1), self._columns) - 1
        elif not mark and final == "J" and values == [2]:
            self._clear()

    def _switch(self, modes: list[int], *, on: bool) -> None:
        if ALTERNATE in modes:
            self._clear()
        if on:
            self.modes.update(modes)
        else:
            self.modes.difference_update(modes)
