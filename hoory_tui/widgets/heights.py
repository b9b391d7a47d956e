"""Where blocks of lines begin: by arithmetic if they are even, and learned in view if not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_right
from itertools import accumulate


class Heights(ABC):
    """The lines of a column of blocks, by their positions from 0."""

    @property
    @abstractmethod
    def total(self) -> int:
        """The lines of all blocks."""

    @abstractmethod
    def top(self, position: int) -> int:
        """Return the first line of a block; behind the last one, the total."""

    @abstractmethod
    def at(self, line: int) -> int:
        """Return the block that a line of the column belongs to."""


class Even(Heights):
    """Blocks of one height."""

    def __init__(self, count: int, height: int) -> None:
        self._count = count
        self._height = height

    @property
    def total(self) -> int:
        """The lines of all blocks."""
        return self._count * self._height

    def top(self, position: int) -> int:
        """Return the first line of a block."""
        return position * self._height

    def at(self, line: int) -> int:
        """Return the block that a line belongs to."""
        return min(max(line, 0) // self._height, self._count - 1)


class Uneven(Heights):
    """Blocks whose heights are guessed until they are learned.

    `above` lines come before the first block: of blocks that are not there yet.
    """

    def __init__(self, guesses: list[int], above: int = 0) -> None:
        self._heights = guesses
        self._known = bytearray(len(guesses))
        self._above = above
        self._tops: list[int] | None = None

    @property
    def guesses(self) -> list[int]:
        """The heights, guessed and learned ones; not to be changed."""
        return self._heights

    @property
    def _all_tops(self) -> list[int]:
        if self._tops is None:
            self._tops = list(accumulate(self._heights, initial=self._above))
        return self._tops

    @property
    def total(self) -> int:
        """The lines of all blocks."""
        return self._all_tops[-1]

    def top(self, position: int) -> int:
        """Return the first line of a block."""
        return self._all_tops[position]

    def at(self, line: int) -> int:
        """Return the block that a line belongs to; lines above all belong to the first."""
        found = bisect_right(self._all_tops, line) - 1
        return min(max(found, 0), len(self._heights) - 1)

    def is_known(self, position: int) -> bool:
        """Tell whether the height of a block was learned."""
        return bool(self._known[position])

    def learn(self, position: int, height: int) -> bool:
        """Take the true height of a block in; tell whether another one was guessed."""
        self._known[position] = 1
        if self._heights[position] == height:
            return False
        self._heights[position] = height
        self._tops = None
        return True
