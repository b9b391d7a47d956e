"""What the terminal decides wherever the settings leave it to it: colours, symbols, emoji."""

# Nothing is imported up here that takes longer than the first picture does.
from __future__ import annotations

import os

from hoory_tui.app.keyboard.manners import is_linux_console
from hoory_tui.render.colours import EXACT, FEW, MANY, colour_depth, terminal_depth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from hoory_tui.config.settings import Settings

FRAMES_PER_SECOND: Final = "120"
"""A key that comes while events pour in then waits half as long for its paint."""
NO_HUE: Final = "monochrome"
"""The theme that has no colour at all."""
OWN_COLOURS: Final = "terminal"
"""The theme that is made of the terminal's own sixteen colours."""
_SYSTEMS: Final = {EXACT: "truecolor", MANY: "256", FEW: "standard"}


def set_library_up(environ: Mapping[str, str] = os.environ) -> None:
    """Tell the library what it reads while it is imported."""
    os.environ["TEXTUAL_FPS"] = FRAMES_PER_SECOND
    # By itself it believes every terminal that another one was started in.
    os.environ["TEXTUAL_COLOR_SYSTEM"] = _SYSTEMS[terminal_depth(environ)]


def theme_for(wanted: str, environ: Mapping[str, str]) -> str:
    """Return the theme that is meant by a setting."""
    from hoory_tui.config.settings import AUTO, DEFAULT_THEME

    if environ.get("NO_COLOR"):
        # In grey, themes that tell by hue would tell nothing; this one tells it otherwise.
        return NO_HUE
    if wanted != AUTO:
        return wanted
    # What the sixteen look like only the terminal knows, so all others would be a guess.
    return OWN_COLOURS if colour_depth(environ) == FEW else DEFAULT_THEME


def fitted(settings: Settings, environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings with nothing left to the terminal."""
    from dataclasses import replace

    from hoory_tui.app.ways import are_drawn
    from hoory_tui.render.emoji import settled_policy

    is_ascii = settings.ascii
    if is_ascii is None:
        is_ascii = is_linux_console(environ) or not _is_utf8(environ)
    return replace(
        settings,
        theme=theme_for(settings.theme, environ),
        ascii=is_ascii,
        pictures=not settings.plain and are_drawn(settings, environ, is_ascii=is_ascii),
        emoji=settled_policy(settings.emoji, environ),
    )


def _is_utf8(environ: Mapping[str, str]) -> bool:
    # The first of these that is there decides; without any, Python itself takes UTF-8.
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    told = next((environ[one] for one in names if environ.get(one)), "")
    _, _, encoding = told.partition(".")
    plain = encoding.partition("@")[0].lower().replace("-", "")
    return plain in ("", "utf8")
