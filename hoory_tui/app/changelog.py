"""What is new, said once after an upgrade and told whole when it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui import __version__
from hoory_tui.app.settingsedit import SettingsApp
from hoory_tui.screens import learning_intents
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.news.changelog import Release
    from hoory_tui.render.lines import Line

_READ_ON: Final = 20.0
_TOLD_AT: Final = 3
"""The beat at which there is time for it: what the start has to say comes first."""


class NewsApp(SettingsApp):
    """An app that tells what an upgrade brought."""

    version_file: Path | None = None
    """Where the version that was seen last is kept; None to tell nothing."""

    def _beat(self) -> None:
        super()._beat()
        if self._beats == _TOLD_AT and self.version_file is not None:
            self._work_here(self._tell_upgrade(self.version_file), "news")

    async def _tell_upgrade(self, file: Path) -> None:
        from hoory_tui.news.seen import upgraded

        new = await asyncio.to_thread(upgraded, file, __version__)
        if new:
            self.notify(
                said(
                    "Updated to {version}: {headline}. :changelog shows more.",
                    version=__version__,
                    headline="; ".join(one.headline for one in new),
                ),
                timeout=_READ_ON,
                markup=False,
            )

    @on(learning_intents.ShowNews)
    def _show_news(self) -> None:
        from hoory_tui.news.changelog import releases
        from hoory_tui.screens.textbox import TextScreen

        if self.screen is self.main:
            lines = [line for one in releases() for line in release_lines(one)]
            keymap = self.settings.keymap()
            title = said("What is new")
            self.push_screen(TextScreen(title, lines, glyphs=self._glyphs, keymap=keymap))


def release_lines(release: Release) -> Iterator[Line]:
    """Yield a version as lines to be read."""
    yield [(f"{release.version}", "name"), (f"  {release.date}", "dim")]
    yield [(f"{release.headline[:1].upper()}{release.headline[1:]}.", "text")]
    yield []
    for change in release.changes:
        yield [(f"{change.kind}: ", "dim"), (change.text, "text")]
    yield []
