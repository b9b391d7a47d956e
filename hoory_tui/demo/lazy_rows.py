"""A table whose rows are made when somebody first asks for them by id."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, overload

_Row = TypeVar("_Row")
_Other = TypeVar("_Other")


class LazyRows(dict[int, _Row]):
    """A dictionary by id; ids in ``reserved`` exist although their rows are not made yet.

    Walking over it gives the rows made so far, in the order they were made. ``make`` is called
    with a reserved id and puts its row in, unless that id has none or its row was deleted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reserved = range(0)
        self.make: Callable[[int], None] = lambda _number: None

    def __missing__(self, number: int) -> _Row:
        if number in self.reserved:
            self.make(number)
            found = self.if_made(number)
            if found is not None:
                return found
        raise KeyError(number)

    @overload
    def get(self, number: int, default: None = None, /) -> _Row | None: ...
    @overload
    def get(self, number: int, default: _Row, /) -> _Row: ...
    @overload
    def get(self, number: int, default: _Other, /) -> _Row | _Other: ...
    def get(self, number: int, default: object = None, /) -> object:
        """Return the row, made now if need be, or the default where there is none."""
        try:
            return self[number]
        except KeyError:
            return default

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.get(number) is not None

    def if_made(self, number: int) -> _Row | None:
        """Return a row that is there already, making none."""
        return super().get(number)
