"""Roles and grounds of drawn lines, as styles made of the theme's colours."""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.theme import Theme

from hoory_tui.config.colours import hex_of, ink_on
from hoory_tui.render.closeup import closed_up
from hoory_tui.render.glyphs import TWINS
from hoory_tui.render.lines import Line
from hoory_tui.widgets.looks import Looks, Writing
from hoory_tui.widgets.roles import look_of

PRESSED: Final = "key"
"""Names, in the meta data of a style, the key that a click on it presses."""
_KEYS: Final = frozenset(("key", "key-faint", "key-note-hint"))
_WORDS_OF_KEYS: Final = frozenset(("bar-dim", "dim", "faint", "note-hint", "text", "bold"))
"""Roles of what is said behind a key."""


_USUAL: Final = Writing(frozenset())
_DEFAULT: Final = "default"
"""The terminal's own ground."""


class Palette:
    """Styles by role and ground, made once per theme."""

    def __init__(self, theme: Theme, *, ascii_only: bool = False, is_plain: bool = False) -> None:
        self._colors = theme.variables
        looks = theme if isinstance(theme, Looks) else None
        self._of_roles = looks.roles if looks is not None else {}
        self._of_grounds = looks.grounds if looks is not None else {}
        self._fallback = theme.foreground or "#cccccc"
        self._styles: dict[tuple[str, str], Style] = {}
        self._ascii_only = ascii_only
        self._is_plain = is_plain
        self._keys: dict[tuple[str, Style], Style] = {}

    def style(self, role: str, ground: str) -> Style:
        """Return the style of a role on a ground; an unknown role looks like plain text."""
        style = self._styles.get((role, ground))
        if style is None:
            style = self._styles[role, ground] = self._make(role, ground)
        return style

    def strip(self, line: Line, ground: str) -> Strip:
        """Return the line as a strip, its text never read as markup."""
        if self._is_plain:
            line = closed_up(line)
        if self._ascii_only:
            line = [(text.translate(TWINS), role) for text, role in line]
        if any(role in _KEYS or "@" in role for _, role in line):
            return Strip(self._with_keys(line, ground))
        return Strip([Segment(text, self.style(role, ground)) for text, role in line if text])

    def _with_keys(self, line: Line, ground: str) -> list[Segment]:
        """Return the segments of a line, those of a key and of its word for the mouse to press.

        A role such as ``tab@2`` names the key itself.
        """
        segments: list[Segment] = []
        name = ""
        for text, role in line:
            if not text:
                continue
            role, _, press = role.partition("@")
            is_word = bool(name) and role in _WORDS_OF_KEYS
            name = press or (text.strip() if role in _KEYS else name if is_word else "")
            style = self.style(role, ground)
            if name:
                style = self._pressed(name, style)
            segments.append(Segment(text, style))
            if is_word:
                name = ""
        return segments

    def _pressed(self, name: str, style: Style) -> Style:
        held = self._keys.get((name, style))
        if held is None:
            held = self._keys[name, style] = style + Style.from_meta({PRESSED: name})
        return held

    def _make(self, role: str, ground: str) -> Style:
        role, _, brought = role.partition(":")
        look = look_of(role, ground)
        if brought and role not in self._of_roles:
            # A colour that somebody chose; what is written on it has to be readable.
            brought = hex_of(brought)
            return Style(color=ink_on(brought), bgcolor=brought, bold=True)
        own, below = self._of_roles.get(role, _USUAL), self._of_grounds.get(ground, _USUAL)
        words = set(own.words if own is not _USUAL else look.weight.split())
        color = self._color(own.color or look.color)
        background = self._color(own.ground or look.ground)
        if background == _DEFAULT or not (own.ground or look.has_own_ground):
            words = _both(words, below.words)
            color = self._color(below.color) if below.color else color
            background = self._color(below.ground) if below.ground else background
            if "reverse" in words:
                # Turned round, a colour of the text would be a spot on the ground.
                color, background = self._color("text"), self._color("thread-background")
        return Style(
            color=color,
            bgcolor=background,
            bold="bold" in words or None,
            dim="dim" in words or None,
            italic="italic" in words or None,
            underline="underline" in words or None,
            reverse="reverse" in words or None,
            strike="strike" in words or None,
        )

    def _color(self, name: str) -> str:
        # A theme's own writing names colours, the tables name what a theme has colours for.
        named = name.startswith(("#", "ansi_"))
        return (name if named else self._colors.get(name, self._fallback)).removeprefix("ansi_")


def _both(words: set[str], below: frozenset[str]) -> set[str]:
    """Return how a text is written on a ground that has a way of its own."""
    both = (words | below) - {"reverse"}
    # What is turned round on a ground that is turned round stands out as what is not.
    if ("reverse" in words) == ("reverse" in below):
        return both
    # Terminals do not agree on which of two colours is the dimmed one when they are turned.
    return both - {"dim"} | {"reverse"}


_made: dict[tuple[str, bool, bool], tuple[Theme, Palette]] = {}


def palette_of(app: App[object], *, ascii_only: bool = False) -> Palette:
    """Return the palette of the app's theme; the same object until the theme changes."""
    theme = app.current_theme
    is_plain = bool(getattr(app, "is_plain", False))
    key = theme.name, ascii_only, is_plain
    held = _made.get(key)
    if held is None or held[0] is not theme:
        palette = Palette(theme, ascii_only=ascii_only, is_plain=is_plain)
        held = _made[key] = (theme, palette)
    return held[1]
