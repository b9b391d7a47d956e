"""How many colours a terminal has, and which of few is nearest to one of many."""

# Nothing is imported up here that takes longer than the first picture does.
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

EXACT: Final = 24
MANY: Final = 8
FEW: Final = 4
"""The terminal's own sixteen, whatever somebody made them look like."""

_EXACT_KINDS: Final = ("kitty", "ghostty", "foot", "alacritty", "wezterm", "contour", "-direct")
"""In the names of terminals that are known for it; over a secure shell nothing else tells."""
_STEPS: Final = (0, 95, 135, 175, 215, 255)
_HUE: Final = 2.5
"""How much more a wrong hue is seen than a wrong lightness: or all that is dark would be grey."""
_MOST: Final = 8192

_Lab = tuple[float, float, float]
_NUMBERS: dict[int, _Lab] = {}
_FOUND: dict[tuple[int, int, int], int] = {}


def colour_depth(environ: Mapping[str, str]) -> int:
    """Return how many bits of colour to use on a terminal, 0 where somebody wants none."""
    return 0 if environ.get("NO_COLOR") else terminal_depth(environ)


def terminal_depth(environ: Mapping[str, str]) -> int:
    """Return how many bits of colour a terminal shows: 24, 8, or 4."""
    kind = environ.get("TERM", "").strip().lower()
    if environ.get("STY") and not environ.get("TMUX"):
        # GNU screen hands on what the terminal around it said of itself, and takes the numbers
        # of exact colours for blinking and the like.
        return MANY if "256color" in kind else FEW
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return EXACT
    if any(one in kind for one in _EXACT_KINDS):
        return EXACT
    # tmux takes them all, and sends on what the terminal around it can show.
    return MANY if "256color" in kind or environ.get("TMUX") else FEW


def nearest_of_256(red: int, green: int, blue: int) -> int:
    """Return the number of the nearest colour among the 240 that look alike everywhere."""
    wanted = (red, green, blue)
    found = _FOUND.get(wanted)
    if found is None:
        if len(_FOUND) >= _MOST:
            _FOUND.clear()
        found = _FOUND[wanted] = _nearest(_lab(*wanted), _numbers())
    return found


def _nearest(wanted: _Lab, numbers: Mapping[int, _Lab]) -> int:
    light, one, two = wanted
    return min(
        numbers,
        key=lambda number: (
            (numbers[number][0] - light) ** 2
            + _HUE * ((numbers[number][1] - one) ** 2 + (numbers[number][2] - two) ** 2)
        ),
    )


def _numbers() -> Mapping[int, _Lab]:
    if not _NUMBERS:
        for place in range(216):
            red, rest = divmod(place, 36)
            _NUMBERS[16 + place] = _lab(_STEPS[red], _STEPS[rest // 6], _STEPS[rest % 6])
        for step in range(24):
            _NUMBERS[232 + step] = _lab(*(8 + 10 * step,) * 3)
    return _NUMBERS


def _lab(red: int, green: int, blue: int) -> _Lab:
    """Return a colour as Oklab has it, where what looks alike is near to each other."""
    r, g, b = _linear(red), _linear(green), _linear(blue)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
