"""The console for screen readers and braille displays: what is said stays, the cursor is real."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import Any, Final

from rich.console import RenderableType
from textual.geometry import Offset
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.widgets import Input, TextArea

from hoory_tui.app.keyboard.keyorder import Typed
from hoory_tui.app.mousing import MousedApp
from hoory_tui.config.settings import Settings
from hoory_tui.words import said

_SHEET: Final = Path(__file__).with_name("plain.tcss")
_STAYS: Final = 30 * 86_400.0
"""Seconds; a sentence leaves with the next key, not with time."""
_REMEMBERED: Final = 200
"""Sentences that can be read again."""
_LINE: Final = "-plain"
_HIDE: Final = "\x1b[?25l"
_SHOW: Final = "\x1b[?25h"


class HearingApp(MousedApp):
    """An app that says what it says for as long as it takes to be read."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._said_so_far: deque[tuple[float, str]] = deque(maxlen=_REMEMBERED)
        if settings.plain:
            self.add_class(_LINE)
            self.css_path.append(_SHEET)

    @property
    def is_plain(self) -> bool:
        """Whether words stand where symbols would, in one column and without frames."""
        return self.settings.plain

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        driver = self._driver
        if not self.is_plain or renderable is None or driver is None or self._batch_count:
            super()._display(screen, renderable)
            return
        self.cursor_position = place_of_hand(self.screen if self.screen_stack else screen)
        # While it goes about to paint, nobody is to follow it.
        driver.write(_HIDE)
        super()._display(screen, renderable)
        driver.write(_SHOW)

    # What is said

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say a sentence, and remember it."""
        message = self._worded(message)
        self._said_so_far.append((time.time(), f"{title} {message}".strip()))
        stays = _STAYS if self.is_plain else timeout
        super().notify(message, title=title, severity=severity, timeout=stays, markup=False)

    def toast(self, words: str, severity: SeverityLevel, timeout: float) -> Notification:
        """Say a sentence that another one takes the place of, and remember it."""
        words = self._worded(words)
        self._said_so_far.append((time.time(), words))
        return super().toast(words, severity, _STAYS if self.is_plain else timeout)

    def _worded(self, words: str) -> str:
        return words.replace(" · ", ", ") if self.is_plain else words

    def _note(self, event: Typed) -> None:
        if self.is_plain and self._notifications:
            self.clear_notifications()
        super()._note(event)

    def action_said(self) -> None:
        """Show what was said so far, the last sentence at the end."""
        from hoory_tui.render.when import clock
        from hoory_tui.screens.textbox import TextScreen
        from hoory_tui.wire.clean import clean

        if isinstance(self.screen, TextScreen):
            return
        glyphs = self._own_glyphs()
        lines = [
            [(f"{clock(at, None, seconds=True)}  ", "dim"), (glyphs.shown(clean(words)), "text")]
            for at, words in self._said_so_far
        ]
        self.push_screen(
            TextScreen(
                said("What was said"),
                lines or [[(said("Nothing was said yet."), "dim")]],
                glyphs=glyphs,
                keymap=self.settings.keymap(),
                at_end=True,
            )
        )


def place_of_hand(screen: Screen[Any]) -> Offset:
    """Return where the terminal's cursor belongs: where the hand is, or a box begins.

    The choice of a box comes before the line in which it is searched for.
    """
    focused = screen.focused
    own: Offset | None = getattr(screen, "hand", None)
    if own is None and isinstance(focused, Input | TextArea):
        return focused.cursor_screen_offset
    for widget in (focused, *screen.query(".lines-box Painted")):
        own = own or getattr(widget, "hand", None)
    if own is not None:
        return own
    for box in screen.query(".modal-box"):
        return box.content_region.offset
    return focused.content_region.offset if focused is not None else Offset(0, 0)
