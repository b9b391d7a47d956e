"""Themes while the console runs: to look at them, to take one, to keep one for good."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on

from hoory_tui.app.knowing import KnowingApp
from hoory_tui.app.themes import available_themes, load_theme
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import settings_file, user_themes_dir
from hoory_tui.screens import learning_intents
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.config.document import Document
    from hoory_tui.screens.picker import Picked
    from hoory_tui.screens.themes import ThemeOffer


class ThemingApp(KnowingApp):
    """An app whose colours can be exchanged."""

    @on(learning_intents.ChooseTheme)
    def _choose_theme(self) -> None:
        from hoory_tui.screens.themes import ThemesScreen

        if self.screen is not self.main:
            return

        def chosen(picked: Picked | None) -> None:
            if picked is not None and picked.keys[0] != self.theme:
                self.use_theme(picked.keys[0])

        screen = ThemesScreen(
            offered_themes(),
            self.theme,
            glyphs=self._own_glyphs(),
            keymap=self.settings.keymap(),
            width=self.size.width,
        )
        self.push_screen(screen, chosen)

    @on(learning_intents.UseTheme)
    def _use_theme(self, message: learning_intents.UseTheme) -> None:
        if message.name != self.theme:
            self.use_theme(message.name)

    @on(learning_intents.KeepTheme)
    def _keep_theme(self, message: learning_intents.KeepTheme) -> None:
        name = message.name or self.theme
        self._work_here(self._keep_for_good(name), "theme")

    async def _keep_for_good(self, name: str) -> None:
        try:
            file = await asyncio.to_thread(keep_theme, name)
        except ConfigError as error:
            self.notify(error.sentence, severity="warning", markup=False, timeout=15)
            return
        self.settings = replace(self.settings, theme=name)
        told = said('{file} says theme = "{name}" now.', file=str(file), name=name)
        self.notify(told, markup=False)


def keep_theme(name: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Write a theme into the settings and return their file; :class:`ConfigError` if it cannot."""
    # Whoever only looks at themes writes no file.
    from hoory_tui.config.edit import set_value

    file = settings_file(environ)
    set_value(file, "theme", name, check=_check)
    return file


def _check(document: Document) -> None:
    from hoory_tui.config.settings import Settings

    document.build(Settings)


def offered_themes(environ: Mapping[str, str] = os.environ) -> list[ThemeOffer]:
    """Return every theme with what it is for, those that cannot be used with the reason."""
    from hoory_tui.screens.themes import ThemeOffer

    own, offers = user_themes_dir(environ), []
    for name in available_themes(environ):
        try:
            theme = load_theme(name, environ)
        except ConfigError as error:
            offers.append(ThemeOffer(name, said("cannot be used"), error.sentence))
            continue
        kind = said("dark") if theme.dark else said("light")
        if theme.ansi:
            hues = {one for one in theme.variables.values() if one.startswith("ansi_")}
            kind = said("the terminal's own colours") if len(hues) > 1 else said("no colour")
        if (own / f"{name}.toml").is_file():
            kind = said("{kind}, yours", kind=kind)
        offers.append(ThemeOffer(name, kind))
    return offers
