"""Macros of the agent's own, as values: steps that are deeds of ours, and words."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass

KINDS: Final = (
    *("assign", "team", "label", "unlabel", "status"),
    *("snooze", "priority", "note", "reply"),
)
"""What a step may do; its value is a name, a word, a moment as it is typed, or the words."""


@dataclass(frozen=True, slots=True)
class OwnStep:
    """One step; of labels there may be several values."""

    kind: str
    values: tuple[str, ...]

    @property
    def value(self) -> str:
        """The first value, which is the only one of all but labels."""
        return self.values[0]


@dataclass(frozen=True, slots=True)
class OwnMacro:
    """A macro out of a file; `file` is its name without the ending, by which it is called too."""

    file: str
    name: str
    steps: tuple[OwnStep, ...]
