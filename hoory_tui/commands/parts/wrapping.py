"""Paragraphs broken into lines by the cells of a terminal that they take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hoory_tui.commands.parts.columns import cells_of

_FURTHER: Final = "  "
_LEAST: Final = 10
"""Cells that words are given at least."""


def wrap(text: str, width: int | None) -> Iterator[str]:
    """Yield the lines of a text, none wider than so many cells; without a width as they are."""
    for line in text.split("\n"):
        if width is None or cells_of(line) <= width:
            yield line.rstrip()
        else:
            yield from _broken(line, max(width, 2))


def hang(text: str, width: int | None) -> Iterator[str]:
    """Yield the lines of a text as `wrap` does, but what a line goes on with stands further in.

    So where only what we say ourselves begins a line, that stays so in a terminal of any width.
    """
    for line in text.split("\n"):
        if width is None or cells_of(line) <= width:
            yield line.rstrip()
            continue
        words = line.lstrip(" ")
        before = line[: len(line) - len(words)]
        further = before or _FURTHER
        for number, part in enumerate(wrap(words, max(width - len(further), _LEAST))):
            yield f"{further if number else before}{part}"


def _broken(line: str, width: int) -> Iterator[str]:
    held = ""
    for word in line.split(" "):
        longer = f"{held} {word}" if held else word
        if cells_of(longer) <= width:
            held = longer
            continue
        if held:
            yield held.rstrip()
        while cells_of(word) > width:
            # An address or a script without blanks is cut wherever the line ends.
            kept = _fitting(word, width)
            yield word[:kept]
            word = word[kept:]
        held = word
    if held.strip():
        yield held.rstrip()


def _fitting(word: str, width: int) -> int:
    used = 0
    for place, char in enumerate(word):
        used += cells_of(char)
        if used > width:
            return max(place, 1)
    return len(word)
