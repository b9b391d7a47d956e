"""Whether a terminal is shown pictures, and in which of the ways that there are."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from hoory_tui.app.pacing import is_remote
from hoory_tui.config.settings import AUTO, Settings
from hoory_tui.render.colours import EXACT, colour_depth

if TYPE_CHECKING:
    from hoory_tui.sdk.around.surroundings import Surroundings

_KITTY_KINDS: Final = ("kitty", "ghostty")
_KITTY_MARKS: Final = ("KITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR")


class Way(StrEnum):
    """How the pixels of a picture reach the screen."""

    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "blocks"


def are_drawn(settings: Settings, environ: Mapping[str, str], *, is_ascii: bool) -> bool:
    """Tell whether pictures are drawn, without anybody having asked for each of them."""
    if settings.pictures is not None:
        return settings.pictures
    if is_remote(environ) or is_ascii or settings.plain or environ.get("NO_COLOR"):
        return False
    # Of what is left those that show them well; looked for, not loaded.
    shows = colour_depth(environ) == EXACT or knows_kitty(environ)
    return shows and find_spec("PIL") is not None


def way_for(settings: Settings, around: Surroundings, *, draws_sixels: bool) -> Way:
    """Return the way that was asked for, or else the best that gets through to this terminal."""
    if settings.picture_protocol != AUTO:
        return Way(settings.picture_protocol)
    from hoory_tui.sdk.around.surroundings import TMUX

    gets_through = not around.between or (around.between == TMUX and around.passes)
    if gets_through and around.terminal.lower() in _KITTY_KINDS:
        return Way.KITTY
    return Way.SIXEL if draws_sixels else Way.BLOCKS


def may_draw_sixels(settings: Settings, environ: Mapping[str, str]) -> bool:
    """Tell whether the terminal's own word is needed."""
    if settings.picture_protocol != AUTO:
        return Way(settings.picture_protocol) is Way.SIXEL
    return bool(environ.get("TMUX")) or not knows_kitty(environ)


def knows_kitty(environ: Mapping[str, str]) -> bool:
    """Tell whether a terminal draws pictures where letters stand for them.

    Others take kitty's graphics as well, but know nothing of such letters.
    """
    if environ.get("STY") and not environ.get("TMUX"):
        return False
    kind = f"{environ.get('TERM', '')} {environ.get('TERM_PROGRAM', '')}".lower()
    if any(one in kind for one in _KITTY_KINDS):
        return True
    return any(environ.get(one) for one in _KITTY_MARKS)
