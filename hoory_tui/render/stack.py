"""Blocks of lines one below the other, in a height that need not do for all of them."""

from __future__ import annotations

from collections.abc import Sequence

from hoory_tui.lazily import dataclass
from hoory_tui.render.lines import Line, fit
from hoory_tui.words import said


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with a title in front; `least` of them are kept as long as others can give way."""

    lines: Sequence[Line]
    least: int


def stacked(blocks: Sequence[Block], width: int, height: int = 0) -> list[Line]:
    """Return the blocks with a blank line between; 0 is a height in which all have room."""
    shown = [len(block.lines) for block in blocks]
    if height:
        _shorten(blocks, shown, height)
    blank: Line = [(" " * width, "text")]
    lines: list[Line] = []
    for block, count in zip(blocks, shown, strict=True):
        if not count:
            continue
        if lines:
            lines.append(blank)
        lines += block.lines[:count]
        if count < len(block.lines):
            left = len(block.lines) - count + 1
            lines[-1] = fit(
                [("   " + said("and {count} more", count=left), "faint")], width, "text"
            )
    return lines


def _shorten(blocks: Sequence[Block], shown: list[int], height: int) -> None:
    def excess() -> int:
        return sum(shown) + sum(map(bool, shown)) - 1 - height

    while excess() > 0:
        # The longest one has most to give; of equal ones the lower.
        spare = [
            (count - max(block.least, 2), place)
            for place, (block, count) in enumerate(zip(blocks, shown, strict=True))
        ]
        most, place = max(spare, default=(0, 0))
        if most <= 0:
            break
        shown[place] -= min(most, excess(), max(1, most // 2))
    for place in range(len(blocks) - 1, 0, -1):
        if excess() <= 0:
            return
        shown[place] = 0
