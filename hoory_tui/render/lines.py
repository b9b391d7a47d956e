"""Text that fits: lines made of spans, cut, padded and wrapped by terminal cells.

A span is a text and a role; a role is a name that the theme gives a colour to. Width is
what the terminal draws, not the number of characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from hoory_tui.lazily import dataclass, pattern

Span = tuple[str, str]
Line = list[Span]


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line and the ground it stands on; grounds are names that the theme colours."""

    line: Line
    ground: str
    picture: tuple[int, int] | None = None
    """The attachment whose picture has its room here, and the row of it."""


ELLIPSIS: Final = "…"


_JOINS: Final = pattern("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")


def _clusters(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, cells) of what must not be taken apart, in order."""
    if _JOINS.search(text) is None:
        # Without joiners letters stand alone, which is many times faster to tell.
        for index, character in enumerate(text):
            yield index, index + 1, get_character_cell_size(character)
        return
    yield from split_graphemes(text)[0]


def width_of(text: str) -> int:
    """Return the number of cells this text takes."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """Return the text, or its beginning and an ellipsis, in at most `width` cells."""
    # A joiner at the end would join with whatever is drawn next and swallow a cell of it.
    text = text.rstrip("\u200d")
    if width <= 0:
        return ""
    if width_of(text) <= width:
        return text
    if text.isascii():
        return text[: width - 1] + ELLIPSIS
    used = 0
    for start, _, cells in _clusters(text):
        used += cells
        if used > width - 1:
            return text[:start].rstrip("\u200d") + ELLIPSIS
    return text


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Return the text cut or filled with spaces to exactly `width` cells."""
    text = cut(text, width)
    fill = " " * (width - width_of(text))
    return fill + text if right else text + fill


def line_width(line: Line) -> int:
    """Return the cells of a whole line."""
    return sum(width_of(text) for text, _ in line)


def fit(line: Line, width: int, role: str) -> Line:
    """Return the line cut or filled to exactly `width` cells; the filling has `role`."""
    fitted: Line = []
    left = width
    for text, text_role in line:
        if left <= 0:
            break
        shown = cut(text, left)
        fitted.append((shown, text_role))
        left -= width_of(shown)
    if left > 0:
        fitted.append((" " * left, role))
    return fitted


def spread(left: Line, right: Line, width: int, role: str) -> Line:
    """Return one line of `width` cells with a left and a right part; the left one gives way."""
    room = width - line_width(right)
    if room <= 0:
        return fit(right, width, role)
    return [*fit(left, room, role), *right]


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Return (start, end) offsets of the lines of `text` at `width` cells.

    Breaks at spaces, inside a word only when it is longer than a line; keeps blank lines.
    Linear in the length of the text.
    """
    width = max(width, 1)
    offsets: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if paragraph.isascii():
            _wrap_ascii(text, start, end, width, offsets)
        else:
            _wrap_wide(text, start, end, width, offsets)
        start = end + 1
    return offsets


def _wrap_ascii(
    text: str, start: int, end: int, width: int, offsets: list[tuple[int, int]]
) -> None:
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        if space <= start:
            offsets.append((start, start + width))
            start += width
            continue
        offsets.append((start, space))
        start = space + 1
    offsets.append((start, end))


def _wrap_wide(text: str, start: int, end: int, width: int, offsets: list[tuple[int, int]]) -> None:
    line_start, space, used, used_at_space = start, -1, 0, 0
    for offset, after, cells in _clusters(text[start:end]):
        index = start + offset
        is_space = text[index : start + after] == " "
        if used + cells > width and index > line_start:
            if is_space:
                offsets.append((line_start, index))
                line_start, space, used = start + after, -1, 0
                continue
            if space > line_start:
                offsets.append((line_start, space))
                line_start, space, used = space + 1, -1, used - used_at_space - 1
                if used + cells > width:
                    offsets.append((line_start, index))
                    line_start, used = index, 0
            else:
                offsets.append((line_start, index))
                line_start, space, used = index, -1, 0
        if is_space:
            space, used_at_space = index, used
        used += cells
    offsets.append((line_start, end))
