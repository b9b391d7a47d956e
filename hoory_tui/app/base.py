"""What the console has from its settings: themes, keys and the palette that changes them."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from rich.text import Text
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from hoory_tui.app.keyboard.handwork import HandKeys
from hoory_tui.app.log import log_crash
from hoory_tui.app.secrecy import SECRETS
from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import Settings
from hoory_tui.keys import Context, bindings
from hoory_tui.render.glyphs import glyphs_for
from hoory_tui.widgets.commands import LiteralCommands
from hoory_tui.widgets.guard import Guard
from hoory_tui.wire.clean import clean, clean_line

_LONGEST_TOAST: Final = 1000


class SettledApp(HandKeys, inherit_bindings=False):
    """An app in our colours, with our keys and nothing of the library's own choosing."""

    TITLE = "hoory-tui"
    start_notice = ""
    """What is to be said once at the start, as a sentence."""
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {LiteralCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Context.CONSOLE),
        Binding("ctrl+c", "help_quit", show=False, system=True, id="interrupt"),
    ]

    def __init__(self, settings: Settings) -> None:
        theme = load_theme(settings.theme)
        # Style sheets are read before a theme can be set, and name our colours already.
        self._theme_variables = theme.variables
        self._read_with: dict[str, str] = {}
        """The colours that the style sheets were last read with."""
        super().__init__()
        self.settings = settings
        # Motion costs bytes on every line and time on every key.
        self.animation_level = "none"
        self.register_theme(theme)
        self.theme = settings.theme
        self._read_with = self.get_css_variables()
        self.stylesheet.set_variables(self._read_with)
        self.guard = Guard()
        self.set_keymap(settings.keymap())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the style sheets our colours before a theme is set."""
        return self._theme_variables

    def refresh_css(self, animate: bool = True) -> None:
        """Read the style sheets again; not for the same colours, as the library does at first."""
        variables = self.get_css_variables()
        if variables != self._read_with:
            self._read_with = variables
            super().refresh_css(animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Have the guard look at every line last, whoever drew it."""
        return [*super().get_line_filters(), self.guard]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a toast, word for word: whatever `markup` says, no text is read as markup."""
        glyphs = glyphs_for(ascii_only=self.settings.ascii, emoji=self.settings.emoji)
        super().notify(
            glyphs.shown(clean(message[:_LONGEST_TOAST])),
            title=glyphs.shown(clean_line(title[:_LONGEST_TOAST])),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def action_command_palette(self) -> None:
        """Open the palette, one at a time."""
        if not isinstance(self.screen, CommandPalette):
            from hoory_tui.widgets.still import StillPalette

            self.push_screen(StillPalette(id="--command-palette"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer our themes; the library's know none of our colours."""
        for name in available_themes():
            yield SystemCommand(
                f"Theme {name}", "Change the colours", partial(self.use_theme, name)
            )

    def _fatal_error(self) -> None:
        # The library's own report takes seconds and tells the value of every variable, drafts
        # and secrets too.
        self.panic(Text(clean(SECRETS.hide(traceback.format_exc()))))

    def _handle_exception(self, error: Exception) -> None:
        log_crash(error)
        super()._handle_exception(error)

    def use_theme(self, name: str) -> None:
        """Take another theme's colours, or say what is wrong with its file and keep ours."""
        try:
            self.register_theme(load_theme(name))
        except ConfigError as error:
            self.notify(str(error), severity="warning", markup=False, timeout=15)
        else:
            self.theme = name
