"""What a terminal answers when it is asked what it is: facts for the console, never keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hoory_tui.lazily import pattern

ASK_BACKGROUND: Final = "\x1b]11;?\x07"
ASK_KIND: Final = "\x1b[c"
ASK_CELLS: Final = "\x1b[16t"
ASK_COLOURS: Final = "\x1b[?1;1;0S"
"""Only for a terminal that draws sixels; others may scroll by it."""

_SIXEL: Final = "4"
_MOST_PIXELS: Final = 200
_KIND: Final = pattern(r"\x1b\[\?([0-9;]{1,60})c")
_CELLS: Final = pattern(r"\x1b\[6;([0-9]{1,3});([0-9]{1,3})t")
_COLOURS: Final = pattern(r"\x1b\[\?1;0;([0-9]{1,6})S")
_BACKGROUND: Final = pattern(
    r"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})(?:/[0-9a-fA-F]+)?"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One fact of a terminal; what it does not tell of is None."""

    draws_sixels: bool | None = None
    cell: tuple[int, int] | None = None
    """The pixels of a cell: across, down."""
    colours: int | None = None
    """How many a picture of sixels may have at once."""
    is_light: bool | None = None
    """Whether its own ground is light."""


def understood(sequence: str) -> Answer | None:
    """Return what a sequence tells, or the beginning of a string; None for nothing of use."""
    if kind := _KIND.fullmatch(sequence):
        return Answer(draws_sixels=_SIXEL in kind[1].split(";")[1:])
    if cells := _CELLS.fullmatch(sequence):
        down, across = int(cells[1]), int(cells[2])
        fits = 0 < across <= _MOST_PIXELS and 0 < down <= _MOST_PIXELS
        return Answer(cell=(across, down)) if fits else None
    if colours := _COLOURS.fullmatch(sequence):
        return Answer(colours=int(colours[1]))
    if ground := _BACKGROUND.fullmatch(sequence):
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in ground.groups())
        return Answer(is_light=0.299 * red + 0.587 * green + 0.114 * blue > 0.5)
    return None
