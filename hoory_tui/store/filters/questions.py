"""What the server is asked: rows of conditions, of which "and" binds closer than "or"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hoory_tui.lazily import dataclass

CUSTOM: Final = "conversation_attribute"
Scalar = int | str


@dataclass(frozen=True, slots=True)
class Condition:
    """One row of the server's filter; `custom` tells an attribute that the account made up."""

    key: str
    operator: str
    values: tuple[Scalar, ...] = ()
    custom: bool = False

    def row(self, joined: str | None) -> dict[str, Any]:
        """Return the row as it is sent; `joined` is how the next one goes on."""
        row: dict[str, Any] = {
            "attribute_key": self.key,
            "filter_operator": self.operator,
            "values": list(self.values),
            "query_operator": joined,
        }
        return row | ({"custom_attribute_type": CUSTOM} if self.custom else {})


Conditions = tuple[Condition, ...]
"""All of them hold."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What the server can be asked for one word: any of these; `exact` when just that."""

    alternatives: tuple[Conditions, ...]
    exact: bool = True


def only(key: str, operator: str, *values: Scalar, custom: bool = False) -> Asking:
    """Return the question of a single condition."""
    return Asking(((Condition(key, operator, values, custom),),))


@dataclass(frozen=True, slots=True)
class Question:
    """The body of a filter request, which takes at least all that the line takes.

    `left` are the words that only we can decide; without any the answer is exactly the line.
    """

    rows: tuple[dict[str, Any], ...]
    left: tuple[str, ...] = ()
    is_everything: bool = False
    """Whether the server is asked for all there is."""

    @property
    def is_exact(self) -> bool:
        """Whether the server decides all of it."""
        return not self.left

    @property
    def body(self) -> dict[str, Any]:
        """What is sent, and what a folder is saved with."""
        return {"payload": [dict(row) for row in self.rows]}


def rows_of(alternatives: Sequence[Conditions]) -> tuple[dict[str, Any], ...]:
    """Return the rows of alternatives, joined as the server joins them."""
    rows: list[dict[str, Any]] = []
    for number, conditions in enumerate(alternatives, 1):
        for place, condition in enumerate(conditions, 1):
            joined = "and" if place < len(conditions) else "or"
            is_last = place == len(conditions) and number == len(alternatives)
            rows.append(condition.row(None if is_last else joined))
    return tuple(rows)
