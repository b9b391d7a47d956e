"""The cells of a terminal with their colours, worked out from the bytes that a program writes."""

from __future__ import annotations

import re
from typing import Final

from rich.ansi import SGR_STYLE_MAP
from rich.cells import cell_len
from rich.color import Color
from rich.style import Style

from ..terminal.glass import Glass
from .cells import Pen, Row, joined, pen_of

_INK, _GROUND = 38, 48
_DIRECT: Final = 2


class Pane(Glass):
    """A glass that remembers how every cell was painted."""

    def __init__(self, columns: int, rows: int) -> None:
        self._style = Style()
        super().__init__(columns, rows)

    @property
    def rows(self) -> list[Row]:
        """The rows that are shown."""
        return [
            joined(zip(texts, pens, strict=True)) for texts, pens in zip(*self._both, strict=True)
        ]

    @property
    def _both(self) -> tuple[list[list[str]], list[list[Pen]]]:
        return self._cells, self._pens

    def _clear(self) -> None:
        super()._clear()
        pen = pen_of(Style())
        self._pens = [[pen] * self._columns for _ in range(self._rows)]

    def _write(self, text: str) -> None:
        row, left, pen = self._y, self._x, pen_of(self._style)
        if cell_len(text) == 0 and left:
            self._cells[row][left - 1] += text
            return
        super()._write(text)
        self._pens[row][left : self._x] = [pen] * (self._x - left)

    def _sequence(self, mark: str, numbers: str, final: str) -> None:
        if final == "m" and not mark:
            self._style = styled(self._style, [int(one or 0) for one in re.split("[;:]", numbers)])
        else:
            super()._sequence(mark, numbers, final)


def styled(style: Style, numbers: list[int]) -> Style:
    """Return a style as these numbers of a sequence change it."""
    left = list(numbers)
    while left:
        number = left.pop(0)
        if number == 0:
            style = Style()
        elif number in (_INK, _GROUND) and left:
            kind = left.pop(0)
            if kind == _DIRECT:
                colour = Color.from_rgb(*left[:3])
                del left[:3]
            else:
                colour = Color.from_ansi(left.pop(0))
            style += Style(color=colour) if number == _INK else Style(bgcolor=colour)
        elif number in SGR_STYLE_MAP:
            style += Style.parse(SGR_STYLE_MAP[number])
    return style
