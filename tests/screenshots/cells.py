"""The cells of a screen with their colours, as those who draw pictures need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI
from textual.strip import Strip

_JOINS: Final = "\u200d"
_DIMMED: Final = 0.6


@dataclass(frozen=True, slots=True)
class Pen:
    """How cells are drawn: colours as ``#rrggbb``."""

    ink: str
    ground: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring cells that are drawn alike; `column` is the first one's."""

    column: int
    cells: int
    text: str
    pen: Pen


Row = tuple[Run, ...]


def pen_of(style: Style) -> Pen:
    """Return how a style is drawn."""
    ink = _hex(style.color, foreground=True)
    ground = _hex(style.bgcolor, foreground=False)
    if style.reverse:
        ink, ground = ground, ink
    if style.dim:
        ink = _between(ground, ink, _DIMMED)
    return Pen(ink, ground, bool(style.bold), bool(style.italic), bool(style.underline))


def _hex(colour: Color | None, *, foreground: bool) -> str:
    triplet = (colour or Color.default()).get_truecolor(DIMMED_MONOKAI, foreground=foreground)
    return str(triplet.hex)


def _between(ground: str, ink: str, share: float) -> str:
    pairs = [(int(ground[at : at + 2], 16), int(ink[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def rows_of(lines: Sequence[Strip]) -> list[Row]:
    """Return the rows of a screen as the library has drawn it."""
    return [
        joined((text, pen_of(style or Style.null())) for text, style, _ in line) for line in lines
    ]


def joined(parts: Iterable[tuple[str, Pen]]) -> Row:
    """Return a row of texts, those that are drawn alike as one."""
    runs: list[Run] = []
    column = 0
    for pen, alike in groupby(parts, key=lambda part: part[1]):
        text = "".join(words for words, _ in alike)
        cells = cell_len(text)
        if cells:
            runs.append(Run(column, cells, text, pen))
        column += cells
    return tuple(runs)


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield what is drawn as one with its cells: a letter with the marks on it, an emoji."""
    held, width = "", 0
    for character in text:
        cells = cell_len(character)
        if held and (cells == 0 or held.endswith(_JOINS)):
            held += character
            width = cell_len(held)
        else:
            if held:
                yield held, width
            held, width = character, cells
    if held:
        yield held, width
