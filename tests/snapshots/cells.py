"""A screen as rows of text and of looks: which cells look alike, and how, in every theme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from rich.cells import cell_len
from rich.color import Color, ColorType
from rich.style import Style
from textual.strip import Strip

_ATTRIBUTES: Final = ("bold", "dim", "italic", "underline", "reverse", "strike", "blink")

Looks = list[list[str]]
"""The look of every cell, by row and column, in words such as ``bold #ffffff on #102030``."""


@dataclass(frozen=True)
class Snapshot:
    """One screen: its rows of text and its looks, by theme.

    Of the words no theme changes any, but where a terminal has its own colours a scrollbar is
    made of letters.
    """

    texts: dict[str, list[str]]
    looks: dict[str, Looks]


def text_rows(lines: Sequence[Strip]) -> list[str]:
    """Return the text of a screen, without the blanks at the ends of its rows."""
    return [line.text.rstrip() for line in lines]


def look_rows(lines: Sequence[Strip]) -> Looks:
    """Return how every cell of a screen looks."""
    return [list(_looks_of(line)) for line in lines]


def _looks_of(line: Strip) -> Iterator[str]:
    for text, style, _ in line:
        words = in_words(style or Style.null())
        yield from [words] * cell_len(text)


def in_words(style: Style) -> str:
    """Return a style in words, colours as six digits or as names of the terminal's own."""
    parts = [name for name in _ATTRIBUTES if getattr(style, name)]
    parts.append(_colour(style.color))
    return " ".join([*parts, "on", _colour(style.bgcolor)])


def _colour(colour: Color | None) -> str:
    if colour is None or colour.type is ColorType.DEFAULT:
        return "default"
    return colour.get_truecolor().hex if colour.type is ColorType.TRUECOLOR else colour.name


def letters_of(looks: Mapping[str, Looks], table: dict[tuple[str, ...], str]) -> list[str]:
    """Return rows such as ``a3 b12``: how many cells in a row look alike in every theme.

    `table` gives the name to every combination of looks, and gets those it has not yet; a row
    like the one above it is ``=``.
    """
    rows: list[str] = []
    for columns in zip(*looks.values(), strict=True):
        cells = zip(*columns, strict=True)
        runs = [(_named(one, table), sum(1 for _ in all_)) for one, all_ in groupby(cells)]
        rows.append(" ".join(f"{name}{count}" for name, count in runs))
    return ["=" if number and row == rows[number - 1] else row for number, row in enumerate(rows)]


def _named(looks: tuple[str, ...], table: dict[tuple[str, ...], str]) -> str:
    if looks not in table:
        high, low = divmod(len(table), 26)
        table[looks] = (chr(ord("A") + high - 1) if high else "") + chr(ord("a") + low)
    return table[looks]


def looks_from(rows: Sequence[str], meant: Mapping[str, str]) -> Looks:
    """Return what rows of :func:`letters_of` say of one theme."""
    looks: Looks = []
    for row in rows:
        if row == "=":
            looks.append(looks[-1])
            continue
        cells: list[str] = []
        for run in row.split():
            name = run.rstrip("0123456789")
            cells += [meant[name]] * int(run[len(name) :])
        looks.append(cells)
    return looks
