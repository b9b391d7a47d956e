"""What is remembered about conversations that deeds are done to, beside what the server told."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from hoory_tui.lazily import dataclass
from hoory_tui.store.deeds import Deed


@dataclass(slots=True)
class Wish:
    """A deed that the server has not answered yet.

    `before` are the server's values of its fields when it was wished, `values` the parts of the
    conversation as it makes them.
    """

    number: int
    deed: Deed
    before: dict[str, Any]
    values: dict[str, Any]


@dataclass(slots=True)
class Wishes:
    """The wishes of one conversation in their order, and what lies below them."""

    pending: list[Wish] = field(default_factory=list)
    theirs: dict[str, Any] = field(default_factory=dict)
    """The server's values of the fields that the wishes cover."""


@dataclass(slots=True)
class Trace:
    """Who changed the parts of a conversation."""

    others: dict[str, int] = field(default_factory=dict)
    """By part, the step at which somebody else was last heard to have changed it."""
    ours: list[tuple[str, Any, float]] = field(default_factory=list)
    """Parts as we made them, and until when tellings of that may still come in."""
