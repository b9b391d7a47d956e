"""A picture as cells: half blocks of two exact colours each, or letters that stand for parts."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from hoory_tui.pictures.decode import Picture
from hoory_tui.pictures.kitty import placeholders

UPPER_HALF: Final = "▀"

Cells = tuple[tuple[Segment, ...], ...]
"""The segments of each row."""
_Pixel = tuple[int, int, int]


def block_cells(picture: Picture, *, ascii_only: bool = False) -> Cells:
    """Return two pixels in each cell, or their mean where only plain letters are drawn."""
    rows = []
    for y in range(0, picture.height, 2):
        lower = min(y + 1, picture.height - 1)
        cells = ((picture.pixel(x, y), picture.pixel(x, lower)) for x in range(picture.width))
        runs = ((pair, len(list(same))) for pair, same in groupby(cells))
        rows.append(tuple(_block(*pair, count, ascii_only) for pair, count in runs))
    return tuple(rows)


def placeholder_cells(number: int, columns: int, rows: int, *, is_exact: bool) -> Cells:
    """Return the letters that a terminal draws a picture over.

    Their colour is its number: an exact colour, or that of 256 which has this number; as an
    exact one that too, for the library changes all others, and the pen finds the number again.
    """
    if is_exact:
        colour = Color.from_rgb(number >> 16, number >> 8 & 255, number & 255)
    else:
        colour = Color.from_triplet(Color.from_ansi(number).get_truecolor())
    style = Style(color=colour)
    return tuple((Segment(placeholders(row, columns), style),) for row in range(rows))


def _block(upper: _Pixel, lower: _Pixel, count: int, ascii_only: bool) -> Segment:
    if ascii_only:
        mean = [(a + b) // 2 for a, b in zip(upper, lower, strict=True)]
        return Segment(" " * count, Style(bgcolor=Color.from_rgb(*mean)))
    style = Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower))
    return Segment(UPPER_HALF * count, style)
