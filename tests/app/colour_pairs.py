"""What is read on what: the pairs of colours of every role and style rule, and how far apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rich.color import Color, ColorType
from rich.style import Style

import hoory_tui
from hoory_tui.app.themes import TEXTUAL_VARIABLES
from hoory_tui.widgets.looks import Looks
from hoory_tui.widgets.palette import Palette
from hoory_tui.widgets.roles import GROUNDS, MARKS, ROLES, SELECTED

PACKAGE = Path(hoory_tui.__file__).parent

Rgb = tuple[int, int, int]
DARK: tuple[Rgb, Rgb] = (229, 229, 229), (0, 0, 0)
LIGHT: tuple[Rgb, Rgb] = (0, 0, 0), (255, 255, 255)
"""The text and the ground of an xterm as it comes, and turned round."""

_XTERM = (
    *("000000", "cd0000", "00cd00", "cdcd00", "0000ee", "cd00cd", "00cdcd", "e5e5e5"),
    *("7f7f7f", "ff0000", "00ff00", "ffff00", "5c5cff", "ff00ff", "00ffff", "ffffff"),
)
_DIMMED = 2 / 3
"""How much of a dimmed text is left, as xterm has it."""
_BLOCK = re.compile(r"([^{};]*)\{|\}|([a-z-]+):\s*([^;{}]+);")


def luminance(colour: Rgb) -> float:
    parts = (part / 255 for part in colour)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def rgb_of(colour: str | Color | None, default: Rgb) -> Rgb:
    """Return a colour of a theme or of a style as an xterm shows it."""
    if isinstance(colour, str):
        colour = Color.parse(colour.removeprefix("ansi_"))
    if colour is None or colour.type is ColorType.DEFAULT:
        return default
    if colour.type is ColorType.STANDARD:
        digits = _XTERM[colour.number or 0]
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    assert colour.triplet is not None
    return colour.triplet.red, colour.triplet.green, colour.triplet.blue


def seen(style: Style, terminal: tuple[Rgb, Rgb]) -> tuple[Rgb, Rgb]:
    """Return the colours of a text and of its ground as they are seen."""
    text, ground = rgb_of(style.color, terminal[0]), rgb_of(style.bgcolor, terminal[1])
    if style.dim:
        red, green, blue = (
            round(over * _DIMMED + under * (1 - _DIMMED))
            for over, under in zip(text, ground, strict=True)
        )
        text = red, green, blue
    return (ground, text) if style.reverse else (text, ground)


def drawn(theme: Looks) -> Iterator[tuple[str, bool, Style]]:
    """Yield every role on every ground that it can lie on, and whether it is a mere edge."""
    palette = Palette(theme)
    for role in ROLES:
        for ground in GROUNDS:
            if role not in MARKS or ground not in SELECTED:
                yield f"{role} on {ground}", role in MARKS, palette.style(role, ground)


def styled(theme: Looks) -> Iterator[tuple[str, bool, Style]]:
    """Yield what style sheets and the library's own widgets put on what."""
    values = {**theme.variables, "primary": theme.primary, "accent": theme.accent or ""}
    for text, ground, is_edge in sorted({*_of_sheets(), *_of_library()}):
        style = Style(
            color=values[text].removeprefix("ansi_"),
            bgcolor=values[ground].removeprefix("ansi_"),
            # Of the terminal's own two colours the style sheets turn the cursor round.
            reverse=values[text] == values[ground] == "ansi_default",
        )
        yield f"${text} on ${ground}", is_edge, style


def _of_library() -> Iterator[tuple[str, str, bool]]:
    for name in TEXTUAL_VARIABLES:
        ground = f"{name.removesuffix('-foreground')}-background"
        if name.endswith("-foreground") and ground in TEXTUAL_VARIABLES:
            yield name, ground, False
        if name in ("text-muted", "text-disabled", "link-color", "link-color-hover"):
            for one in ("panel-background", "composer-background", "thread-background"):
                yield name, one, False
    yield "footer-key-foreground", "footer-background", False
    yield "footer-description-foreground", "footer-background", False
    for name in ("scrollbar", "scrollbar-hover", "scrollbar-active"):
        yield name, "scrollbar-background", True


def _of_sheets() -> Iterator[tuple[str, str, bool]]:
    for sheet in sorted(PACKAGE.rglob("*.tcss")):
        yield from _of_sheet(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL))


def _of_sheet(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield what is on what, the ground being that of the rule or of one that it stands in."""
    rules: list[dict[str, str]] = []
    for found in _BLOCK.finditer(text):
        if found[1] is not None:
            rules.append({})
        elif found[2] is not None:
            rules[-1][found[2]] = found[3]
        else:
            ground = next(
                (one["background"] for one in reversed(rules) if "background" in one),
                "$panel-background",
            ).split()[0]
            for name, value in rules.pop().items():
                yield from _pairs(name, value.split(), ground.removeprefix("$"))


def _pairs(name: str, value: list[str], ground: str) -> Iterator[tuple[str, str, bool]]:
    colours = [word.removeprefix("$") for word in value if word.startswith("$")]
    if ground.startswith(("transparent", "ansi_")) or not colours:
        return
    if name in ("color", "border-title-color", "border-subtitle-color"):
        yield colours[0], ground, False
    elif name.startswith("border") and value[0] not in ("none", "blank"):
        yield colours[0], ground, True
