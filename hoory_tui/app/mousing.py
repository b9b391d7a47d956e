"""The mouse: a click on a drawn key presses it, and the whole of it can be given back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from textual import events, on
from textual.drivers.linux_driver import LinuxDriver

from hoory_tui.app.base import SettledApp
from hoory_tui.keys import KEYS, key_name, shown_keys
from hoory_tui.widgets.palette import PRESSED
from hoory_tui.words import said

_IN_BOXES: Final = ("y", "n", "enter", "escape", "tab", "f2", "f8")
"""Keys of boxes that declare their own."""


class MousedApp(SettledApp):
    """An app in which all that can be done by a drawn key can be done by the mouse."""

    @property
    def has_mouse(self) -> bool:
        """Whether the mouse is ours; without it the terminal selects text by itself."""
        driver = self._driver
        return not isinstance(driver, LinuxDriver) or driver._mouse

    _aimed_at = ""
    """What was drawn where the mouse was pressed."""

    @on(events.MouseDown)
    def _note_aim(self, event: events.MouseDown) -> None:
        self._aimed_at = event.style.meta.get(PRESSED, "")

    @on(events.Click)
    def _press_clicked(self, event: events.Click) -> None:
        """Press the key that is drawn where the mouse is, as if fingers had."""
        aimed, self._aimed_at = self._aimed_at, ""
        shown = event.style.meta.get(PRESSED, "")
        # Another key may stand there by the time the button is let go.
        if event.button != 1 or event.chain != 1 or shown != aimed:
            return
        name = pressed_by(shown, self.settings.keymap())
        if name:
            event.stop()
            character = name if len(name) == 1 else _characters().get(name)
            self.post_message(events.Key(name, character))

    def action_mouse(self) -> None:
        """Give the mouse back to the terminal, or take it again."""
        driver = self._driver
        if not isinstance(driver, LinuxDriver):
            return
        key = key_name("mouse", self.settings.keymap())
        if driver._mouse:
            driver._disable_mouse_support()
            driver._mouse = False
            words = said(
                "The mouse is the terminal's now: select text as anywhere else. {key} takes it "
                "back.",
                key=key,
            )
        else:
            driver._mouse = True
            driver._enable_mouse_support()
            words = said("The mouse is the console's again: click rows, tabs and keys.")
        driver.flush()
        self.notify(words, markup=False)


def pressed_by(shown: str, keymap: Mapping[str, str]) -> str:
    """Return the library's name of a key that is drawn under this one, "" for none of ours."""
    for name in shown.split():
        found = _drawn(tuple(sorted(keymap.items()))).get(name)
        if found:
            return found
    return ""


@cache
def _drawn(keymap: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    chosen = dict(keymap)
    drawn = {name: name for name in _IN_BOXES} | {"esc": "escape"}
    for key in KEYS:
        names = chosen.get(key.id, key.keys).split(",")
        for shown, name in zip(shown_keys(key, chosen), names, strict=True):
            drawn.setdefault(shown, name.strip())
    return drawn


@cache
def _characters() -> Mapping[str, str]:
    """Return what printable keys with a name of their own type."""
    return {
        name.strip(): shown
        for key in KEYS
        for name, shown in zip(key.keys.split(","), shown_keys(key), strict=True)
        if len(shown) == 1 and shown.isascii()
    }
