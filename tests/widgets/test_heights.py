"""Where blocks begin, even ones by arithmetic and uneven ones as they are learned."""

from __future__ import annotations

from hoory_tui.widgets.heights import Even, Uneven


def test_even_blocks() -> None:
    heights = Even(5, 2)
    assert heights.total == 10
    assert [heights.top(position) for position in range(6)] == [0, 2, 4, 6, 8, 10]
    assert [heights.at(line) for line in (-3, 0, 1, 2, 9, 10)] == [0, 0, 0, 1, 4, 4]


def test_uneven_blocks_are_guessed_until_they_are_learned() -> None:
    heights = Uneven([1, 3, 2])
    assert heights.total == 6
    assert [heights.at(line) for line in range(7)] == [0, 1, 1, 1, 2, 2, 2]
    assert not heights.is_known(1)
    assert heights.learn(1, 5)
    assert heights.is_known(1)
    assert heights.total == 8
    assert [heights.top(position) for position in range(4)] == [0, 1, 6, 8]
    assert not heights.learn(2, 2)


def test_lines_above_belong_to_blocks_that_are_not_there_yet() -> None:
    heights = Uneven([2, 2], above=10)
    assert heights.total == 14
    assert heights.top(0) == 10
    assert [heights.at(line) for line in (0, 9, 10, 12, 13)] == [0, 0, 0, 1, 1]
