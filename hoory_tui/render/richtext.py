"""Blocks of rich text and their lines: quotes with an edge, lists with a hanging indent.

A text is read line by line and never as a tree, so nesting costs nothing and a line of the
writer stays a line of the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.render.direction import at_right, reads_from_right
from hoory_tui.render.inline import read_inline
from hoory_tui.render.lines import Line, line_width, wrap
from hoory_tui.render.styled import Styled
from hoory_tui.wire.clean import clean

DEEPEST: Final = 5
"""Quotes and lists within one another are drawn down to this depth and no deeper."""
LONGEST_LINE: Final = 8192
"""A longer line is read in pieces, so that no single step takes long."""

_HEADING: Final = pattern(r"#{1,6} +(?=\S)")
_ITEM: Final = pattern(r"( {0,40})([-*+]|[0-9]{1,9}[.)]) +(?=\S)")
_FENCE: Final = pattern(r" {0,3}(`{3,}|~{3,})([^`\n]{0,100})$")
_BULLETS: Final = "-*+"
_NOTHING: Final = Styled("")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that is wrapped as one, and what stands before its lines.

    `role` is of the text that has none of its own, empty for that of the surroundings.
    `source` is the number of the line it was read from, from 0.
    """

    styled: Styled
    source: int = 0
    quotes: int = 0
    indent: int = 0
    marker: str = ""
    """What stands before the first line; the others are indented by its width."""
    role: str = ""
    folded: bool = False
    """Whether it only repeats what was said before, as the end of a mail does."""


def read_markdown(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a text, given as its lines; nothing is looked at before its turn."""
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if fence:
            closes = found is not None and found[1].startswith(fence) and not found[2].strip()
            if closes:
                fence = ""
            else:
                yield from (
                    Block(Styled(piece), number, indent=1, role="code-block")
                    for piece in _pieces(line)
                )
        elif found is not None:
            fence = found[1]
        elif not line:
            yield Block(_NOTHING, number)
        else:
            yield from _read_line(line, number)


def plain_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of a text in which nothing is a mark."""
    for number, line in enumerate(lines):
        yield from (Block(Styled(piece), number) for piece in _pieces(line))


def _pieces(line: str) -> Iterator[str]:
    if len(line) <= LONGEST_LINE:
        yield line
        return
    for start in range(0, len(line), LONGEST_LINE):
        # What was joined across the cut is not joined any more.
        yield clean(line[start : start + LONGEST_LINE])


def _read_line(line: str, number: int) -> Iterator[Block]:
    quotes = 0
    if line.lstrip(" ").startswith(">"):
        # However the marks are spaced; counting them needs no nesting.
        rest = line.lstrip("> ")
        quotes = min(line.count(">", 0, len(line) - len(rest)), DEEPEST)
        line = rest
    role = "quote" if quotes else ""
    if heading := _HEADING.match(line):
        # A heading must never look like something that the console says itself.
        bold = line[heading.end() :].strip("*_ #") or line
        for piece in _pieces(bold):
            yield Block(read_inline(piece), number, quotes, role="bold")
        return
    indent, marker = 0, ""
    if item := _ITEM.match(line):
        indent = min(len(item[1]) // 2, DEEPEST)
        marker = "• " if item[2] in _BULLETS else f"{item[2]} "
        line = line[item.end() :]
    for piece in _pieces(line):
        yield Block(read_inline(piece), number, quotes, 2 * indent, marker, role)
        # A line in pieces goes on below its own beginning.
        indent, marker = indent + len(marker) // 2, ""


def block_lines(block: Block, width: int, role: str) -> Iterator[Line]:
    """Yield the lines of a block in at most `width` cells; text without a role gets `role`."""
    before: Line = [("│ ", "quote-edge")] * block.quotes
    before += [(" " * block.indent, role)] if block.indent else []
    first: Line = [*before, (block.marker, "list-mark")] if block.marker else before
    room = width - line_width(first)
    if room < 8:
        # On so narrow a place the words matter more than where they stand.
        before, first, room = [], [], width
    hang = line_width(first) - line_width(before)
    others: Line = [*before, (" " * hang, role)] if hang else before
    styled, base = block.styled, block.role or role
    from_right = reads_from_right(styled.text)
    for position, (start, end) in enumerate(wrap(styled.text, room)):
        line = styled.line(start, end, base)
        whole = [*(others if position else first), *line] or [("", base)]
        yield at_right(whole, width, base) if from_right else whole


def text_lines(blocks: Iterable[Block], width: int, role: str) -> Iterator[Line]:
    """Yield the lines of all blocks."""
    for block in blocks:
        yield from block_lines(block, width, role)
