"""The terminal's title: set, kept apart from what it was before, and given back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hoory_tui.sdk.around.notices import harmless
from hoory_tui.sdk.around.surroundings import SCREEN, ZELLIJ, look_around

KEEP: Final = "\x1b[22;2t"
"""Has the terminal put its title aside; tmux does so for the title of the pane."""
_BACK: Final = "\x1b[23;2t"
_EMPTY: Final = "\x1b]2;\x07"


def has_title(environ: Mapping[str, str]) -> bool:
    """Tell whether there is a title, by what the environment tells."""
    return not look_around(environ).is_mute


def title_set(text: str) -> str:
    """Return what makes a text the title."""
    return f"\x1b]2;{harmless(text)}\x07"


def title_back(environ: Mapping[str, str]) -> str:
    """Return what gives the title back that was there before.

    Screen has none that it could put aside: there an empty one is as before.
    """
    return _EMPTY if look_around(environ).between in (SCREEN, ZELLIJ) else _BACK
