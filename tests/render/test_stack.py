"""Blocks one below the other: whole where there is room, shortened by turns where not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.stack import Block, stacked


def block(name: str, count: int, least: int = 2) -> Block:
    lines: list[Line] = [[(f"{name}{number}".ljust(10), "text")] for number in range(count)]
    return Block(lines, least)


def texts(blocks: list[Block], height: int = 0) -> list[str]:
    return ["".join(text for text, _ in line).strip() for line in stacked(blocks, 10, height)]


def test_all_is_shown_where_there_is_room() -> None:
    assert texts([block("a", 2), block("b", 1)]) == ["a0", "a1", "", "b0"]


def test_the_longest_block_gives_way_and_says_how_much() -> None:
    shown = texts([block("a", 3), block("b", 9)], 8)
    assert shown[:4] == ["a0", "a1", "a2", ""]
    assert shown[-1].startswith("and 6")
    assert len(shown) == 8


def test_the_last_blocks_go_where_nothing_else_helps() -> None:
    shown = texts([block("a", 6, 6), block("b", 3, 3), block("c", 3, 3)], 10)
    assert shown == [*(f"a{number}" for number in range(6)), "", "b0", "b1", "b2"]


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 6)), max_size=6), st.integers(6, 40))
def test_it_is_never_higher_than_the_first_block_or_the_room(
    counts: list[tuple[int, int]], height: int
) -> None:
    blocks = [block("x", count, least) for count, least in counts]
    lines = stacked(blocks, 10, height)
    first = len(blocks[0].lines) if blocks else 0
    assert len(lines) <= max(height, first)
    assert all(line_width(line) == 10 for line in lines)
