"""Pictures between the lines of a thread: their room is kept, their cells come when they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from rich.segment import Segment
from textual.strip import Strip

from hoory_tui.render.lines import DrawnLine
from hoory_tui.render.room import BEFORE
from hoory_tui.widgets.palette import Palette
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.widgets.picturecells import Cells

MOST: Final = 24
"""Pictures that a pane holds cells of."""
_LOADING: Final = "…"
_NOTHING: Final = to_say("no preview")


@runtime_checkable
class HangsPictures(Protocol):
    """An app that brings pictures to its panes."""

    @property
    def picture_rows(self) -> int:
        """The rows to keep for each, 0 where none are drawn."""


class Hung:
    """The pictures of one pane, by the ids of their attachments."""

    def __init__(self) -> None:
        self.rows = 0
        """The rows that are kept for each, 0 for no pictures at all."""
        self._cells: dict[int, Cells | None] = {}
        self._wanted: set[int] = set()

    def take_down(self) -> None:
        """Forget all cells; those that are still looked at are wanted again."""
        self._cells.clear()
        self._wanted.clear()

    def hang(self, number: int, cells: Cells | None) -> None:
        """Show a picture in the room that was kept, None for one that cannot be shown."""
        self._wanted.discard(number)
        self._cells.pop(number, None)
        self._cells[number] = cells
        while len(self._cells) > MOST:
            self._cells.pop(next(iter(self._cells)))

    def missing(self, signatures: Sequence[Any]) -> list[int]:
        """Return which of the pictures on the screen nobody has been asked for.

        `signatures` are what the lines of a pane show, as it compares them.
        """
        seen = dict.fromkeys(number for _, number in _pictured(signatures))
        found = [one for one in seen if one not in self._cells and one not in self._wanted]
        self._wanted.update(found)
        return found

    def lines_of(self, number: int, signatures: Sequence[Any]) -> list[int]:
        """Return which lines of a pane show a picture."""
        return [y for y, one in _pictured(signatures) if one == number]

    def strip(self, strip: Strip, drawn: DrawnLine, palette: Palette) -> Strip:
        """Return a line with a picture's row in it."""
        if drawn.picture is None:
            return strip
        number, row = drawn.picture
        cells = self._cells.get(number)
        if cells is not None:
            parts = list(cells[row]) if row < len(cells) else []
        elif row == 0:
            words = said(_NOTHING) if number in self._cells else _LOADING
            parts = [Segment(words, palette.style("faint", drawn.ground))]
        else:
            parts = []
        width = sum(part.cell_length for part in parts)
        if not width or BEFORE + width > strip.cell_length:
            return strip
        before = strip.crop(0, BEFORE)
        after = strip.crop(BEFORE + width, strip.cell_length)
        return Strip([*before, *parts, *after], strip.cell_length)


def _pictured(signatures: Sequence[Any]) -> Iterator[tuple[int, int]]:
    for y, signature in enumerate(signatures):
        line = signature[0] if signature is not None else None
        if isinstance(line, DrawnLine) and line.picture is not None:
            yield y, line.picture[0]
