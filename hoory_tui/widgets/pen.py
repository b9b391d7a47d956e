"""Strips as terminal sequences that say only what is different from the cell before.

Of the bytes of a line that is written segment by segment more than half tell colours that the
terminal has already, and over a slow line bytes are time.
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.console import Console
from rich.style import Style
from textual.strip import Strip

from hoory_tui.render.colours import nearest_of_256
from hoory_tui.widgets.anchored import is_certain

_ON: Final = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53")
_OFF: Final = ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55")
_SEEN_ON_BLANKS: Final = 0b1111_0100_1000 | 0b1_0000_0000_0000
"""Underlines, reversals, strokes and frames show where there is no letter; bold does not."""
_MOST_STYLES: Final = 4000

_Codes = tuple[int, str, str]
"""Attributes as bits, and the codes of the colour and of the ground."""

_PLAIN: Final[_Codes] = (0, "39", "49")


class Pen:
    """Writes strips at places; what is written is to be taken once, when all of it is there."""

    _known: dict[tuple[Style, ColorSystem], _Codes] = {}  # noqa: RUF012

    def __init__(self, console: Console, width: int) -> None:
        self._colors = console._color_system or ColorSystem.TRUECOLOR
        self._width = width
        self._parts: list[str] = []
        self._at: tuple[int, int] | None = None
        self._now = _PLAIN

    def write(self, x: int, y: int, strip: Strip) -> None:
        """Write a strip from this cell on."""
        if not strip.cell_length:
            return
        parts = self._parts
        if self._at != (x, y):
            parts.append(f"\x1b[{y + 1};{x + 1}H")
        column = x
        for text, style, control in strip:
            if control or not text:
                continue
            cells = len(text) if text.isascii() else cell_len(text)
            if style is not None and style.link:
                self._set(_PLAIN, blank=False)
                parts.append(style.render(text, color_system=self._colors))
            elif is_certain(text):
                self._set(self._codes(style), blank=text.isspace())
                parts.append(text)
            else:
                # Its width is not known for sure: what follows is put where it belongs.
                self._set(self._codes(style), blank=False)
                parts.append(f"{' ' * cells}\x1b[{column + 1}G{text}\x1b[{column + cells + 1}G")
            column += cells
        # Behind the last column terminals disagree about where the cursor is.
        self._at = (column, y) if column < self._width else None

    def taken(self) -> str:
        """Return all that was written, with the looks put back to plain ones."""
        if self._now != _PLAIN:
            self._parts.append("\x1b[0m")
            self._now = _PLAIN
        return "".join(self._parts)

    def colors_of(self, style: Style | None) -> tuple[str, ...]:
        """Return the codes of the colours of a style, none for a usual one."""
        _, color, ground = self._codes(style)
        return tuple(one for one in (color, ground) if one not in _PLAIN)

    def _codes(self, style: Style | None) -> _Codes:
        if style is None:
            return _PLAIN
        key = (style, self._colors)
        codes = self._known.get(key)
        if codes is None:
            if len(self._known) >= _MOST_STYLES:
                self._known.clear()
            codes = self._known[key] = _codes_of(style, self._colors)
        return codes

    def _set(self, wanted: _Codes, *, blank: bool) -> None:
        now = self._now
        if wanted == now:
            return
        attributes, color, ground = wanted
        if blank and not (attributes | now[0]) & _SEEN_ON_BLANKS:
            # Nobody sees the colour of a blank.
            attributes, color = now[0], now[1]
        codes: list[str] = []
        if attributes != now[0]:
            codes += _between(now[0], attributes)
        if color != now[1]:
            codes.append(color)
        if ground != now[2]:
            codes.append(ground)
        if codes:
            self._parts.append(f"\x1b[{';'.join(codes)}m")
        self._now = (attributes, color, ground)


def _codes_of(style: Style, colors: ColorSystem) -> _Codes:
    return (
        style._attributes & style._set_attributes,
        _color_code(style.color, colors, 30),
        _color_code(style.bgcolor, colors, 40),
    )


def _color_code(color: Color | None, colors: ColorSystem, kind: int) -> str:
    if color is None:
        return str(kind + 9)
    exact = color.triplet
    if exact is not None and colors is ColorSystem.EIGHT_BIT:
        # The library makes a bright blue of what is nearly black.
        return f"{kind + 8};5;{nearest_of_256(*exact)}"
    return ";".join(color.downgrade(colors).get_ansi_codes(foreground=kind == 30))


def _between(before: int, after: int) -> list[str]:
    """Return the codes that lead from some attributes to others."""
    off = {_OFF[bit] for bit in range(len(_OFF)) if before & ~after & 1 << bit}
    # Bold and dim, for one, are switched off together.
    on = [
        _ON[bit]
        for bit in range(len(_ON))
        if after & 1 << bit and (not before & 1 << bit or _OFF[bit] in off)
    ]
    return [*sorted(off), *on]
