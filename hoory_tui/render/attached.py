"""Files that are to go along with a message, as lines: beside the draft and on their way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut, line_width, width_of
from hoory_tui.render.names import size
from hoory_tui.store.records import OutgoingFile
from hoory_tui.words import counted, said

_SHORTEST: Final = 20
_LONGEST: Final = 48
"""Cells that a file takes at least and at most while others stand beside it."""


def file_line(file: OutgoingFile, width: int, glyphs: Glyphs) -> Line:
    """Return one file as a line of its own: what it is sent as, and its size."""
    extra = f"  {size(file.size)}"
    name = cut(file.name, max(1, width - width_of(extra) - 2))
    return [(f"{glyphs.clip} ", "dim"), (name, "attachment"), (extra, "faint")]


def draft_line(files: Sequence[OutgoingFile], width: int, glyphs: Glyphs) -> Line:
    """Return all files of a draft on one line, those that have no room as a number."""
    line: Line = []
    for place, file in enumerate(files):
        left = len(files) - place
        more = "  " + said("and {count} more", count=left - 1) if left > 1 else ""
        room = width - line_width(line) - width_of(more) - 2
        if room < _SHORTEST and len(files) > 1:
            count = (
                "  " + said("and {count} more", count=left)
                if place
                else f" {glyphs.clip} " + counted("{count} file", "{count} files", left)
            )
            return [*line, (count, "faint" if place else "dim")]
        line += [("  " if place else " ", "text"), *file_line(file, min(room, _LONGEST), glyphs)]
    return line


def sending(files: Sequence[OutgoingFile], uploaded: int) -> str:
    """Return how far the files are on their way; that all have left is not delivery."""
    whole = sum(file.size for file in files)
    if uploaded >= whole:
        return said("uploaded, no answer yet…")
    return said("sending… {percent} %", percent=uploaded * 100 // whole)
