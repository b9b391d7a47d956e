"""What the console has from its settings: themes, keys and the palette that changes them."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar, Final

from rich.text import Text
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.filter import LineFilter, Monochrome, NoColor
from textual.keys import key_to_character
from textual.notifications import Notification, Notify, SeverityLevel
from textual.scrollbar import ScrollBar
from textual.widgets._toast import ToastRack

from hoory_tui.app.keyboard.handwork import HandKeys
from hoory_tui.app.log import log_crash
from hoory_tui.app.themes import load_theme
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.settings import AUTO, DEFAULT_THEME, Settings
from hoory_tui.keys import Context, Reasoning, bindings, key_name
from hoory_tui.render.glyphs import Glyphs, glyphs_for
from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.widgets.guard import Guard
from hoory_tui.widgets.scrollbars import ScrollBars
from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.words import said

_LONGEST_TOAST: Final = 1000
_COLOURLESS: Final = NoColor()
_UNBOUND: Final = 5.0
"""Seconds for which it is not said again that a letter is no key."""


class SettledApp(HandKeys, inherit_bindings=False):
    """An app in our colours, with our keys and nothing of the library's own choosing."""

    TITLE = "hoory-tui"
    start_notice = ""
    """What is to be said once at the start, as a sentence."""
    _unbound_at = float("-inf")
    ENABLE_COMMAND_PALETTE = False
    """The library's own reads markup and knows nothing of what is at hand."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Context.CONSOLE),
        Binding("ctrl+c", "help_quit", show=False, system=True, id="interrupt"),
    ]

    def __init__(self, settings: Settings) -> None:
        if settings.theme == AUTO:
            settings = replace(settings, theme=DEFAULT_THEME)
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
        ScrollBar.renderer = ScrollBars
        self.set_keymap(settings.keymap())

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        from hoory_tui.app.keyboard.layouts import letters_of

        return letters_of(self.settings.keyboards)

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
        filters = super().get_line_filters()
        if self.no_color and self.native_ansi_color:
            # The library's takes the terminal's own text for black.
            filters = [_COLOURLESS if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, *self._plain_letters, self.guard]

    @cached_property
    def _plain_letters(self) -> Sequence[LineFilter]:
        if not self.settings.ascii:
            return ()
        from hoory_tui.widgets.asciifilter import AsciiFilter

        return (AsciiFilter(),)

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
        glyphs = self._own_glyphs()
        super().notify(
            glyphs.shown(clean(message[:_LONGEST_TOAST])),
            title=glyphs.shown(clean_line(title[:_LONGEST_TOAST])),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def _own_glyphs(self) -> Glyphs:
        chosen = self.settings
        return glyphs_for(ascii_only=bool(chosen.ascii), emoji=chosen.emoji, plain=chosen.plain)

    def toast(self, words: str, severity: SeverityLevel, timeout: float) -> Notification:
        """Show a toast as `notify` does, and return it for when another takes its place."""
        glyphs = self._own_glyphs()
        shown = glyphs.shown(clean(words[:_LONGEST_TOAST]))
        notification = Notification(shown, "", severity, timeout, markup=False)
        self.post_message(Notify(notification))
        return notification

    def _refresh_notifications(self) -> None:
        super()._refresh_notifications()
        self.call_later(self._tell_in_front_alone)

    def _tell_in_front_alone(self) -> None:
        """Take what was told off the screens behind a box: the one in front says it again."""
        for behind in self._screen_stack[:-1]:
            for rack in behind.query_children(ToastRack):
                rack.display = False

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is for, or say why it does nothing here."""
        if isinstance(action, str) and isinstance(default_namespace, Reasoning):
            reason = default_namespace.why_not(action)
            if reason:
                self._say_once(reason)
                return True
        return await super().run_action(action, default_namespace, namespaces)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        done = await super()._check_bindings(key, priority)
        if not done and not priority and isinstance(self.screen, Reasoning):
            self._say_unbound(key)
        return done

    def _say_unbound(self, key: str) -> None:
        """Say, now and then, that a letter that was typed is no key."""
        letter = key_to_character(key)
        now = time.monotonic()
        if letter is None or not letter.isprintable() or now - self._unbound_at < _UNBOUND:
            return
        self._unbound_at = now
        every = key_name("help", self.settings.keymap())
        self.notify(
            said("{letter} does nothing here; {every} shows all keys.", letter=letter, every=every),
            markup=False,
        )

    def action_help_quit(self) -> None:
        """Say how to quit: by habit ctrl+c is pressed for that, and also to copy."""
        quitting = key_name("quit", self.settings.keymap())
        self.notify(said("To quit, press {key}.", key=quitting), markup=False)

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
            self.notify(error.sentence, severity="warning", markup=False, timeout=15)
        else:
            self.theme = name
