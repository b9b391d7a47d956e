"""The name of the login at the edge of the screen, so that no desk is taken for another one."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.lines import Line, cut
from hoory_tui.render.names import shown_name

PROFILE: Final = "profile:"
"""Begins the role of a login's name, which ends with a colour of its own."""
_LONGEST: Final = 16
_LEAST: Final = 12
"""Columns below which even the beginning of a name says nothing."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A login's name and its colour as ``#rrggbb``, "" for the theme's own."""

    name: str
    colour: str = ""


def badge_spans(badge: Badge | None, width: int, glyphs: Glyphs) -> Line:
    """Return what stands first in the first line, the name cut where there is little room."""
    if badge is None or not badge.name or width < _LEAST:
        return []
    name = cut(shown_name(badge.name, glyphs), min(_LONGEST, width // 4))
    return [(f" {name} ", f"{PROFILE}{badge.colour}")]
