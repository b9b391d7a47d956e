"""Pixels as sixels: bands of six lines, colour by colour, for terminals of a school of 1983.

All the work on single pixels is done by translating and joining whole lines, which takes as many
milliseconds as a loop would take seconds.
"""

from __future__ import annotations

import re
from typing import Final

from hoory_tui.pictures.decode import Picture

_BAND: Final = 6
_ORDER: Final = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""Thresholds by place, so that few colours look like more from afar."""
_LEVELS: Final = ((216, (6, 6, 6)), (64, (4, 4, 4)), (16, (2, 4, 2)), (0, (2, 2, 2)))
"""From so many colours on that a terminal holds at once: the shades of red, green and blue."""
_LETTERS: Final = bytes(min(value + 63, 255) for value in range(256))
_RUN: Final = re.compile(rb"(.)\1{3,254}", re.DOTALL)

Levels = tuple[int, int, int]


def sixels(picture: Picture, colours: int = 256) -> str:
    """Return what draws a picture from the cursor's cell on; the cursor ends wherever it likes.

    `colours` is how many of them the terminal holds at once.
    """
    levels = next(shades for least, shades in _LEVELS if colours >= least)
    rows = _indexed(picture, levels)
    parts = [f'\x1bP7;1q"1;1;{picture.width};{picture.height}']
    parts += _palette(levels, sorted(set().union(*rows)))
    for top in range(0, picture.height, _BAND):
        parts.append(_band(rows[top : top + _BAND]))
    return f"{''.join(parts)}\x1b\\"


def _indexed(picture: Picture, levels: Levels) -> list[bytes]:
    """Return the lines with a colour's number for each pixel."""
    _, green, blue = levels
    weights = (green * blue, blue, 1)
    width, rows = picture.width, []
    tables = [
        [
            [_table(shades, weight, threshold) for threshold in line]
            for shades, weight in zip(levels, weights, strict=True)
        ]
        for line in _ORDER
    ]
    for y in range(picture.height):
        line = picture.pixels[3 * width * y : 3 * width * (y + 1)]
        row = bytearray(width)
        for phase in range(min(4, width)):
            total = 0
            for part in range(3):
                table = tables[y % 4][part][phase]
                # No sum is larger than a byte, so all can be added up as one number.
                total += int.from_bytes(line[3 * phase + part :: 12].translate(table))
            row[phase::4] = total.to_bytes(len(range(phase, width, 4)))
        rows.append(bytes(row))
    return rows


def _table(shades: int, weight: int, threshold: int) -> bytes:
    """Return what each brightness from 0 to 255 adds to the number of a colour."""
    last = shades - 1
    return bytes(
        weight * min(last, int(value * last / 255 + (threshold + 0.5) / 16)) for value in range(256)
    )


def _palette(levels: Levels, used: list[int]) -> list[str]:
    red, green, blue = (shades - 1 for shades in levels)
    parts = []
    for number in used:
        rest, b = divmod(number, blue + 1)
        r, g = divmod(rest, green + 1)
        parts.append(f"#{number};2;{100 * r // red};{100 * g // green};{100 * b // blue}")
    return parts


def _band(rows: list[bytes]) -> str:
    drawn = []
    for number in sorted(set().union(*rows)):
        bits = 0
        for place, row in enumerate(rows):
            table = bytearray(256)
            table[number] = 1 << place
            bits |= int.from_bytes(row.translate(bytes(table)))
        letters = bits.to_bytes(len(rows[0])).translate(_LETTERS).rstrip(b"?")
        short = _RUN.sub(lambda run: b"!%d%c" % (len(run[0]), run[1][0]), letters)
        drawn.append(f"#{number}{short.decode('ascii')}")
    # Back to the beginning of the line after each colour, to the next one after the last.
    return "$".join(drawn) + "-"
