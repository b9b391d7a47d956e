"""What a terminal that knows kitty's graphics would read out of it again."""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib

import pytest
from rich.cells import cell_len
from rich.console import Console

from hoory_tui.pictures.decode import Picture
from hoory_tui.pictures.kitty import (
    MOST_CELLS,
    PLACEHOLDER,
    deletion,
    placeholders,
    through_tmux,
    transmission,
)
from hoory_tui.widgets.pen import Pen
from hoory_tui.widgets.picturecells import placeholder_cells

_PIECE = re.compile(r"\x1b_G([a-zA-Z0-9=,]*);([A-Za-z0-9+/=]*)\x1b\\")


def noise(width: int, height: int) -> Picture:
    # No two lines alike, so that it takes more than one piece.
    data = bytes(one * one * 7 % 251 ^ one // 3 & 255 for one in range(3 * width * height))
    return Picture(width, height, data)


@pytest.mark.parametrize(("size", "count"), [((2, 1), 1), ((150, 90), 3)])
def test_the_pixels_come_out_again(size: tuple[int, int], count: int) -> None:
    picture = noise(*size)
    sent = transmission(picture, 77, 40, 12)
    pieces = _PIECE.findall(sent)
    assert "".join(f"\x1b_G{told};{data}\x1b\\" for told, data in pieces) == sent
    assert len(pieces) >= count
    first = dict(one.split("=") for one in pieces[0][0].split(","))
    # All is said with the first piece: also that no answer is wanted to any of them.
    assert first.items() >= {
        *{"a": "T", "U": "1", "f": "24", "o": "z", "i": "77", "c": "40", "r": "12"}.items(),
        *{"s": str(size[0]), "v": str(size[1]), "q": "2"}.items(),
    }
    more = [dict(one.split("=") for one in told.split(","))["m"] for told, _ in pieces]
    assert more == ["1"] * (len(pieces) - 1) + ["0"]
    assert all("q=2" in told and len(data) <= 4096 for told, data in pieces)
    assert zlib.decompress(base64.b64decode("".join(data for _, data in pieces))) == picture.pixels


def test_each_letter_knows_its_place() -> None:
    letters = [placeholders(row, 40) for row in range(12)]
    marks = {unicodedata.combining(mark) for mark in "".join(letters) if mark != PLACEHOLDER}
    assert marks == {230}
    cells = [row[at : at + 3] for row in letters for at in range(0, len(row), 3)]
    assert len(set(cells)) == len(cells) == 40 * 12
    assert all(cell[0] == PLACEHOLDER for cell in cells)
    assert {cell_len(row) for row in letters} == {40}
    assert cell_len(placeholders(MOST_CELLS - 1, MOST_CELLS)) == MOST_CELLS


def test_the_colour_is_the_number() -> None:
    ((exact,),) = placeholder_cells(0x123456, 4, 1, is_exact=True)
    assert exact.style is not None
    assert exact.style.color is not None
    assert exact.style.color.triplet == (0x12, 0x34, 0x56)
    ((few,),) = placeholder_cells(201, 4, 1, is_exact=False)
    assert few.style is not None
    assert few.style.color is not None
    pen = Pen(Console(color_system="256"), 80)
    assert pen.colors_of(few.style) == ("38;5;201",)


def test_a_tmux_is_handed_the_very_same() -> None:
    sent = transmission(noise(150, 90), 7, 40, 12) + deletion(7)
    wrapped = through_tmux(sent)
    outer = re.findall(r"\x1bPtmux;((?:\x1b\x1b|[^\x1b])*)\x1b\\", wrapped)
    assert "".join(one.replace("\x1b\x1b", "\x1b") for one in outer) == sent
    assert "".join(f"\x1bPtmux;{one}\x1b\\" for one in outer) == wrapped
