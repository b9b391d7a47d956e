"""The settings in the agent's own editor, out of the console: looked through before they count."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.app import SuspendNotSupported

from hoory_tui.app.rereading import READ_ON, RereadingApp
from hoory_tui.config.errors import ConfigError
from hoory_tui.screens import learning_intents
from hoory_tui.words import counted, said

if TYPE_CHECKING:
    from hoory_tui.app.configuring import Editing
    from hoory_tui.screens.picker import Picked


class SettingsApp(RereadingApp):
    """An app that lends the terminal to an editor for its settings."""

    @on(learning_intents.EditSettings)
    def _edit_by_hand(self) -> None:
        from hoory_tui.app.configuring import SETTINGS, Editing

        try:
            editing = Editing(SETTINGS, self.environ)
        except ConfigError as error:
            self.notify(error.sentence, severity="warning", timeout=READ_ON, markup=False)
            return
        self.save_now()
        self._work_here(self._edit_settings(editing), "editor", exclusive=True)

    async def _edit_settings(self, editing: Editing) -> None:
        from hoory_tui.app.editor import EditorError

        problem = ""
        try:
            with self.suspend():
                self.is_away = True
                try:
                    await editing.run_editor()
                except EditorError as error:
                    # Let through, it would leave the terminal as the editor left it.
                    problem = str(error)
                finally:
                    self.is_away = False
        except SuspendNotSupported:
            problem = said("An editor needs a terminal, and there is none here.")
        if problem:
            self.notify(problem, severity="warning", timeout=READ_ON, markup=False)
        elif not editing.is_changed:
            editing.give_up()
            self.notify(said("The settings are as they were."), markup=False)
        else:
            await self._judge_edited(editing)

    async def _judge_edited(self, editing: Editing) -> None:
        mistakes = await asyncio.to_thread(editing.mistakes)
        if not mistakes and not editing.is_stale:
            self._save_edited(editing)
            return
        from hoory_tui.app.configuring import mistake_line
        from hoory_tui.screens.picker import Choice, PickerScreen

        title = said("The file was changed by somebody else meanwhile.")
        if mistakes:
            more = len(mistakes) - 1
            title = mistake_line(mistakes[0])
            title += counted(" And {count} more.", " And {count} more.", more) if more else ""

        def chosen(picked: Picked | None) -> None:
            match picked.keys[0] if picked is not None and picked.keys else "":
                case "again":
                    self._work_here(self._edit_settings(editing), "editor", exclusive=True)
                case "save":
                    self._save_edited(editing)
                case _:
                    editing.give_up()
                    self.notify(said("Discarded; the settings are as they were."), markup=False)

        choices = [
            Choice("again", said("Edit again")),
            Choice("save", said("Save all the same")),
            Choice("discard", said("Discard what was edited")),
        ]
        keymap = self.settings.keymap()
        self.push_screen(PickerScreen(title, choices, glyphs=self._glyphs, keymap=keymap), chosen)

    def _save_edited(self, editing: Editing) -> None:
        try:
            editing.save()
        except ConfigError as error:
            self.notify(error.sentence, severity="warning", timeout=READ_ON, markup=False)
        else:
            self.read_settings()
