"""Pixels for terminals that know kitty's graphics, shown by letters that stand in cells.

A terminal keeps the picture under a number, and draws it wherever placeholders of that number
stand. So a picture scrolls, is covered and vanishes like any text. Only pixels that were decoded
by us are sent, never the bytes of a stranger's file.
"""

from __future__ import annotations

import base64
import zlib
from typing import Final

from hoory_tui.pictures.decode import Picture

PLACEHOLDER: Final = "\U0010eeee"
MOST_CELLS: Final = 96
"""Columns and rows that have a mark of their own; terminals know some more."""
_CHUNK: Final = 4096
_MARKS: Final = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352"
    "\u0357\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f"
    "\u0483\u0484\u0485\u0486\u0487\u0592\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e"
    "\u059f\u05a0\u05a1\u05a8\u05a9\u05ab\u05ac\u05af\u05c4\u0610\u0611\u0612\u0613\u0614\u0615"
    "\u0616\u0617\u0657\u0658\u0659\u065a\u065b\u065d\u065e\u06d6\u06d7\u06d8\u06d9\u06da\u06db"
    "\u06dc\u06df\u06e0\u06e1\u06e2\u06e4\u06e7\u06e8\u06eb\u06ec\u0730\u0732\u0733\u0735\u0736"
    "\u073a\u073d\u073f\u0740\u0741\u0743"
)
"""The protocol's marks for 0, 1, 2 and so on, in its order."""


def transmission(picture: Picture, number: int, columns: int, rows: int) -> str:
    """Return what gives a terminal the pixels, for so many cells; it answers nothing to it."""
    pixels = base64.b64encode(zlib.compress(picture.pixels, 6)).decode("ascii")
    pieces = [pixels[at : at + _CHUNK] for at in range(0, len(pixels), _CHUNK)]
    told = (
        f"a=T,U=1,q=2,f=24,o=z,s={picture.width},v={picture.height},"
        f"i={number},c={columns},r={rows},"
    )
    parts = []
    for place, piece in enumerate(pieces, 1):
        more = int(place < len(pieces))
        parts.append(f"\x1b_G{told if place == 1 else 'q=2,'}m={more};{piece}\x1b\\")
    return "".join(parts)


def deletion(number: int) -> str:
    """Return what makes a terminal forget a picture, wherever it is shown."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def placeholders(row: int, columns: int) -> str:
    """Return the letters of one row of a picture, each with its own place.

    Parts of the row may be painted alone, so no letter relies on the one before it. The colour
    of the letters is the number of the picture.
    """
    mark = _MARKS[row]
    return "".join(f"{PLACEHOLDER}{mark}{_MARKS[column]}" for column in range(columns))


def through_tmux(sequence: str) -> str:
    """Return what makes a tmux that allows it hand a sequence to the terminal around it."""
    parts = sequence.split("\x1b\\")
    return "".join(
        # One piece each: a tmux takes no more than so much at once.
        "\x1bPtmux;" + f"{part}\x1b\\".replace("\x1b", "\x1b\x1b") + "\x1b\\"
        for part in parts
        if part
    )
