"""Colours that a person names for a login, and the ink that can be read on them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from hoory_tui.words import saying

NAMED: Final[Mapping[str, str]] = {
    "red": "#a01c1c",
    "orange": "#f08c2e",
    "yellow": "#f2cf3b",
    "green": "#1a5c2d",
    "teal": "#0b5757",
    "cyan": "#5fd0e0",
    "blue": "#1d4e9e",
    "violet": "#5b3a9e",
    "pink": "#f28cb8",
    "brown": "#6b4423",
    "grey": "#b8bec8",
}
"""Each with one of the two inks at least 7:1, so that nobody has to look twice."""

_HEX: Final = r"#[0-9A-Fa-f]{6}"
_BLACK, _WHITE = "#000000", "#ffffff"


def check_colour(value: object) -> str:
    """A colour as it was written, or "" for none; :class:`ValueError` if it cannot be one."""
    if isinstance(value, str) and (not value or value in NAMED or re.fullmatch(_HEX, value)):
        return value
    raise ValueError(
        saying('this must be a colour such as "#a01c1c", or one of {names}', names=", ".join(NAMED))
    )


def hex_of(colour: str) -> str:
    """The six digits of a colour that was checked."""
    return NAMED.get(colour, colour)


def ink_on(ground: str) -> str:
    """Black or white, whichever can be read better on this ground; never less than 4.5:1."""
    return max((_BLACK, _WHITE), key=lambda ink: contrast(ink, ground))


def contrast(one: str, other: str) -> float:
    """How far two colours are apart to the eye, from 1 to 21, as WCAG measures it."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
