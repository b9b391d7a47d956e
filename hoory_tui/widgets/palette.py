"""Roles and grounds of drawn lines, as styles made of the theme's colours."""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip
from textual.theme import Theme

from hoory_tui.render.lines import Line

_GROUNDS: Final = {
    "row": "list-background",
    "row-selected": "selected-background",
    "row-selected-blur": "selected-blur-background",
    "thread": "thread-background",
    "incoming": "incoming-background",
    "outgoing": "outgoing-background",
    "note": "note-background",
    "bar": "panel-background",
    "head": "panel-background",
    "side": "list-background",
    "composer": "composer-background",
    "composer-note": "composer-note-background",
}

# Role: colour of the text, its weight, and the ground if it brings one of its own.
_ROLES: Final[dict[str, tuple[str, str, str]]] = {
    "text": ("text", "", ""),
    "dim": ("text-dim", "", ""),
    "faint": ("text-faint", "", ""),
    "bold": ("text", "bold", ""),
    "italic": ("text", "italic", ""),
    "bold-italic": ("text", "bold italic", ""),
    "strike": ("text-dim", "strike", ""),
    "bold-strike": ("text-dim", "bold strike", ""),
    "italic-strike": ("text-dim", "italic strike", ""),
    "code": ("accent-text", "", "panel-background"),
    "code-block": ("accent-text", "", "panel-background"),
    "quote": ("text-dim", "", ""),
    "quote-edge": ("text-faint", "", ""),
    "list-mark": ("text-dim", "", ""),
    "link": ("accent-text", "underline", ""),
    "link-refused": ("text-dim", "", ""),
    "link-warn": ("warn-text", "bold", ""),
    "mention": ("accent-text", "bold", ""),
    "attachment": ("accent-text", "", ""),
    "cursor": ("accent-text", "bold", ""),
    "row": ("text", "", ""),
    "row-name": ("text", "", ""),
    "row-name-unread": ("unread-text", "bold", ""),
    "row-dim": ("text-dim", "", ""),
    "row-age-unread": ("accent-text", "", ""),
    "row-fact": ("text-dim", "", ""),
    "row-fact-unread": ("text", "", ""),
    "badge": ("badge-text", "bold", "badge-background"),
    "found": ("badge-text", "bold", "badge-background"),
    "marked": ("accent-text", "bold", ""),
    "urgent": ("failed-text", "bold", ""),
    "online": ("live-text", "", ""),
    "note-mark": ("note-edge", "bold", ""),
    "note-text": ("note-text", "", ""),
    "note-edge": ("note-edge", "", ""),
    "note-badge": ("note-background", "bold", "note-edge"),
    "note-hint": ("note-edge", "", ""),
    "reply-badge": ("badge-text", "bold", "badge-background"),
    "reply-badge-idle": ("text-dim", "bold", ""),
    "name": ("accent-text", "bold", ""),
    "name-incoming": ("unread-text", "bold", ""),
    "incoming-edge": ("incoming-edge", "", ""),
    "outgoing-edge": ("outgoing-edge", "", ""),
    "activity": ("activity-text", "", ""),
    "deleted": ("text-faint", "italic", ""),
    "failed": ("failed-text", "", ""),
    "live": ("live-text", "", ""),
    "warn": ("warn-text", "", ""),
    "typing": ("typing-text", "italic", ""),
    "day": ("day-text", "", ""),
    "divider": ("divider-text", "bold", ""),
    "rule": ("border", "", ""),
    "bar": ("text", "", ""),
    "bar-text": ("text", "", ""),
    "bar-dim": ("text-dim", "", ""),
    "tab": ("text-dim", "", ""),
    "tab-count": ("text-faint", "", ""),
    "tab-current": ("unread-text", "bold", "selected-background"),
    "key": ("key-text", "bold", ""),
    "head": ("text", "", ""),
    "head-name": ("unread-text", "bold", ""),
    "head-text": ("text", "", ""),
    "head-dim": ("text-dim", "", ""),
    "label": ("text", "", "selected-blur-background"),
    "side-title": ("text-dim", "bold", ""),
}

_TO_ASCII: Final = str.maketrans(
    {"…": "~", "–": "-", "⇄": "/", "“": '"', "”": '"', "⏎": "/", "│": "|", "•": "*"}
)


class Palette:
    """Styles by role and ground, made once per theme."""

    def __init__(self, theme: Theme, *, ascii_only: bool = False) -> None:
        self._colors = theme.variables
        self._fallback = theme.foreground or "#cccccc"
        self._styles: dict[tuple[str, str], Style] = {}
        self._ascii_only = ascii_only

    def style(self, role: str, ground: str) -> Style:
        """Return the style of a role on a ground; an unknown role looks like plain text."""
        style = self._styles.get((role, ground))
        if style is None:
            style = self._styles[role, ground] = self._make(role, ground)
        return style

    def strip(self, line: Line, ground: str) -> Strip:
        """Return the line as a strip, its text never read as markup."""
        if self._ascii_only:
            line = [(text.translate(_TO_ASCII), role) for text, role in line]
        return Strip([Segment(text, self.style(role, ground)) for text, role in line if text])

    def _make(self, role: str, ground: str) -> Style:
        color, weight, own_ground = _ROLES.get(role, _ROLES["text"])
        background = own_ground or _GROUNDS.get(ground, "thread-background")
        return Style(
            color=self._color(color),
            bgcolor=self._color(background),
            bold="bold" in weight or None,
            italic="italic" in weight or None,
            underline="underline" in weight or None,
            strike="strike" in weight or None,
        )

    def _color(self, name: str) -> str:
        return self._colors.get(name, self._fallback)


_made: dict[tuple[str, bool], tuple[Theme, Palette]] = {}


def palette_of(app: App[object], *, ascii_only: bool = False) -> Palette:
    """Return the palette of the app's theme; the same object until the theme changes."""
    theme = app.current_theme
    held = _made.get((theme.name, ascii_only))
    if held is None or held[0] is not theme:
        held = _made[theme.name, ascii_only] = (theme, Palette(theme, ascii_only=ascii_only))
    return held[1]
