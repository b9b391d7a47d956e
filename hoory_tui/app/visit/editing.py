"""The visitor's own editor on what is being written."""

from __future__ import annotations

import os

from textual import on
from textual.app import SuspendNotSupported

from hoory_tui.app.visit.writing import VisitApp
from hoory_tui.config import paths
from hoory_tui.widgets.composer import Composer
from hoory_tui.words import said


class EditingVisit(VisitApp):
    """An app that lends the terminal to an editor."""

    @on(Composer.Wished)
    def _open_editor(self, message: Composer.Wished) -> None:
        if message.wish == "editor":
            self.save_now()
            self._work_here(self._edit(message.conversation_id), "editor", exclusive=True)

    async def _edit(self, number: int) -> None:
        from hoory_tui.app.editor import EditorError, edit, editor_command

        composer = self.main.composer
        before = composer.drafts().get((number, False), "")
        after, problem = before, ""
        try:
            command = editor_command(os.environ)
            with self.suspend():
                try:
                    after = await edit(before, command, paths.state_dir())
                except EditorError as error:
                    # Let through, it would leave the terminal as the editor left it.
                    problem = str(error)
        except EditorError as error:
            problem = str(error)
        except SuspendNotSupported:
            problem = said("An editor needs a terminal, and there is none here.")
        if problem:
            self.notify(problem, severity="warning", timeout=15)
        if after == before:
            return
        if composer.drafts().get((number, False), "") == before:
            composer.rewrite(number, after, private=False)
        else:
            # Something came into the draft meanwhile, as when its conversation began.
            composer.bring_back(number, after, private=False)
