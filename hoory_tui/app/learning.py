"""The palette and what is asked for there alone: themes, the shell, how the screen is laid out."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Final

from textual import on

from hoory_tui.app.themes import available_themes
from hoory_tui.app.theming import ThemingApp
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private
from hoory_tui.config.settings import AUTO, PANES
from hoory_tui.screens import learning_intents
from hoory_tui.store.happenings import Opened
from hoory_tui.words import said

_log: Final = logging.getLogger(__name__)

_BESIDE: Final = "beside"


class LearningApp(ThemingApp):
    """An app in which everything can be run by its name."""

    panes_file: Path | None = None
    """Where the layout that was chosen last is kept; None for nowhere."""

    def action_command_palette(self) -> None:
        """Open the palette, or close it; over another box it would act on what nobody sees."""
        from hoory_tui.screens.palette import PaletteScreen

        if isinstance(self.screen, PaletteScreen):
            self.screen.dismiss(None)
        elif self.screen is self.main:
            self.main.open_palette(available_themes())
        else:
            self.notify(
                said("Close this box first; the palette acts on what is behind it."), markup=False
            )

    @on(learning_intents.Suspend)
    def _suspend(self) -> None:
        self.action_suspend_process()

    @on(learning_intents.NeedBeside)
    def _read_beside(self, message: learning_intents.NeedBeside) -> None:
        if self._backend is not None and not self._is_working(_BESIDE):
            self._take([Opened(message.conversation_id)])
            self._work(self._read_thread(message.conversation_id), _BESIDE)

    # How the screen is laid out

    def chosen_panes(self) -> str:
        """Return the layout to begin with: the one of the settings, or the one chosen last."""
        wanted = self.settings.panes
        if wanted != AUTO or self.panes_file is None:
            return wanted
        try:
            kept = (read_private(self.panes_file) or b"").decode("ascii", "replace").strip()
        except ConfigError as error:
            _log.warning("the last layout is not known: %s", error.problem)
            return wanted
        return kept if kept in PANES else wanted

    @on(learning_intents.KeepPanes)
    def _keep_panes(self, message: learning_intents.KeepPanes) -> None:
        if self.panes_file is not None:
            file, content = self.panes_file, message.name.encode()
            self._work_here(asyncio.to_thread(self._write_panes, file, content), "panes")

    def _write_panes(self, file: Path, content: bytes) -> None:
        try:
            write_private(file, content)
        except ConfigError as error:
            _log.warning("the layout is not kept: %s", error.problem)
