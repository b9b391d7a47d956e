"""What the console has from its settings: themes, keys and the palette that changes them."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from rich.text import Text
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from hoory_tui.app.keyorder import OrderedKeys
from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.config.settings import Settings
from hoory_tui.keys import Context, bindings
from hoory_tui.wire.clean import clean


class SettledApp(OrderedKeys, inherit_bindings=False):
    """An app in our colours, with our keys and nothing of the library's own choosing."""

    TITLE = "hoory-tui"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Context.CONSOLE),
        Binding("ctrl+c", "help_quit", show=False, system=True, id="interrupt"),
    ]

    def __init__(self, settings: Settings) -> None:
        # Style sheets are read before a theme can be set, and name our colours already.
        self._theme_variables = load_theme(settings.theme).variables
        super().__init__()
        self.settings = settings
        # Motion costs bytes on every line and time on every key.
        self.animation_level = "none"
        for name in available_themes():
            self.register_theme(load_theme(name))
        self.theme = settings.theme
        self.set_keymap(settings.keymap())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the style sheets our colours before a theme is set."""
        return self._theme_variables

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer our themes; the library's know none of our colours."""
        for name in available_themes():
            yield SystemCommand(f"Theme {name}", "Change the colours", self._theme_setter(name))

    def _fatal_error(self) -> None:
        # The library's own report takes seconds and tells the value of every variable, drafts
        # and secrets too.
        self.panic(Text(clean(traceback.format_exc())))

    def _theme_setter(self, name: str) -> Callable[[], None]:
        def set_theme() -> None:
            self.theme = name

        return set_theme
