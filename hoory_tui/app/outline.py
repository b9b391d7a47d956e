"""The console without anything in it yet: bars and panes in the theme's colours, as sequences."""

from __future__ import annotations

import os

import hoory_tui
from hoory_tui.config.folders import config_folder
from hoory_tui.render.colours import EXACT, FEW, colour_depth, nearest_of_256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

NAME: Final = "hoory-tui"
USUAL_THEME: Final = "hoory-dark"
_PANES: Final = ((220, 80, 54), (180, 56, 42), (140, 44, 34), (100, 40, 0))
"""From this many columns on: how wide the list and the people's pane are, as in the style sheet."""
_BARS_FROM: Final = 16
"""Rows; below that there are no bars."""
_NEEDED: Final = (
    *("list-background", "thread-background", "panel-background"),
    *("text", "text-dim"),
)
_LARGEST: Final = 64 * 1024


def outline(columns: int, rows: int, theme: str, environ: Mapping[str, str], words: str) -> str:
    """Return the outline of an empty console, with its name and these words in the first line."""
    depth = colour_depth(environ)
    # The sixteen may look like anything, and what is painted first must not look wrong.
    colours = _colours(theme, environ) if depth > FEW else None
    told = f"{words.rjust(columns - len(NAME) - 2)} "
    if colours is None:
        return _placed(0, f" {NAME}{told}")
    ground = {name: _sgr(48, colours[name], depth) for name in _NEEDED}
    ink = {name: _sgr(38, colours[name], depth) for name in _NEEDED}
    row = _row(columns, ground)
    lines = [_placed(y, row) for y in range(rows)]
    if rows >= _BARS_FROM:
        bar = ground["panel-background"]
        name = f"\x1b[{ink['text']};{bar}m {NAME}"
        lines[0] = _placed(0, f"{name}\x1b[{ink['text-dim']};{bar}m{told}")
        lines[-1] = _placed(rows - 1, f"\x1b[{bar}m{' ' * columns}")
    return "".join(lines) + "\x1b[0m"


def _row(columns: int, ground: Mapping[str, str]) -> str:
    for least, list_width, people_width in _PANES:
        if columns >= least:
            panes = (
                ("list-background", list_width),
                ("thread-background", columns - list_width - people_width),
                ("list-background", people_width),
            )
            break
    else:
        panes = (("list-background", columns),) * 1  # type: ignore[assignment]
    return "".join(f"\x1b[{ground[name]}m{' ' * width}" for name, width in panes if width)


def _placed(y: int, line: str) -> str:
    return f"\x1b[{y + 1};1H{line}"


def _sgr(kind: int, colour: str, depth: int) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    if depth == EXACT:
        return f"{kind};2;{red};{green};{blue}"
    return f"{kind};5;{nearest_of_256(red, green, blue)}"


def _colours(theme: str, environ: Mapping[str, str]) -> dict[str, str] | None:
    """Return the colours of a theme, None if it is not there or odd: others will tell of that.

    Its file is looked at line by line, for what reads TOML takes longer than the whole picture.
    """
    package = os.path.dirname(hoory_tui.__file__)  # noqa: PTH120
    folders = (f"{config_folder(environ)}/themes", f"{package}/themes", f"{package}/../themes")
    for folder in folders:
        try:
            with open(f"{folder}/{theme}.toml", "rb") as file:  # noqa: PTH123
                text = file.read(_LARGEST).decode(errors="replace")
        except (OSError, ValueError):
            continue
        found: dict[str, str] = {}
        for line in text.splitlines():
            name, _, value = line.partition("=")
            value = value.strip()[:9]
            if len(value) == 9 and value[:2] == '"#' and value[8] == '"' and _is_hex(value[2:8]):
                found[name.strip()] = value[1:8]
        return found if all(name in found for name in _NEEDED) else None
    return None


def _is_hex(digits: str) -> bool:
    return not digits.strip("0123456789abcdefABCDEF")
