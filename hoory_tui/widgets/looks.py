"""A theme that says more than colours: which roles and grounds are bold, underlined or turned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from textual.theme import Theme

WORDS: Final = ("bold", "dim", "italic", "underline", "reverse", "strike")
"""How a text may be written, as theme files and terminals have it."""


class Writing(NamedTuple):
    """How a theme has one role or one ground written; a colour is "" where it says none."""

    words: frozenset[str]
    color: str = ""
    ground: str = ""


@dataclass
class Looks(Theme):
    """A theme with a writing for some roles, in place of their own weight, and some grounds."""

    roles: Mapping[str, Writing] = field(default_factory=dict)
    grounds: Mapping[str, Writing] = field(default_factory=dict)
