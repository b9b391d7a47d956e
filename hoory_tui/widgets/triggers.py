"""Where in a text something is being named that can be completed: ``/code``, ``@name``, ``:smile``.

Nothing here knows what there is to name; it is told by the characters before the cursor alone.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from hoory_tui.lazily import dataclass, pattern


class Naming(StrEnum):
    """What is being named."""

    CANNED = "canned"
    MENTION = "mention"
    EMOJI = "emoji"
    VARIABLE = "variable"


@dataclass(frozen=True, slots=True)
class Trigger:
    """What is named from column `start` of a line on, its sign included; `typed` comes after it."""

    naming: Naming
    start: int
    typed: str


_CANNED: Final = pattern(r"(?:^|(?<=\s))/([\w.-]{0,40})$")
_EMOJI: Final = pattern(r"(?:^|(?<=\s)):([a-z0-9_+-]{2,40})$")
_MENTION: Final = pattern(r"(?:^|(?<=[\s(]))@([^\s@][^@\n]{0,40}|)$")
_VARIABLE: Final = pattern(r"\{\{\s*([\w.]{0,60})$")


def trigger_before(text: str, *, private: bool) -> Trigger | None:
    """Return what is named at the end of this beginning of a line; people in notes alone."""
    for naming, expression in (
        (Naming.VARIABLE, _VARIABLE),
        (Naming.CANNED, _CANNED),
        (Naming.EMOJI, _EMOJI),
        (Naming.MENTION, _MENTION),
    ):
        if naming is Naming.MENTION and not private:
            continue
        found = expression.search(text)
        if found is not None:
            return Trigger(naming, found.start(), found[1])
    return None
