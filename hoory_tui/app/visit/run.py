"""The contact's console on a real terminal, from the first picture until the shell is back."""

from __future__ import annotations

import asyncio
import logging

from textual.driver import Driver

from hoory_tui.app.fitting import fitted
from hoory_tui.app.keyboard.driver import GuardedDriver
from hoory_tui.app.log import logging_to
from hoory_tui.app.speaking import speak_as_set
from hoory_tui.app.terminal import Endings
from hoory_tui.app.visit.editing import EditingVisit
from hoory_tui.app.visit.plan import VisitPlan
from hoory_tui.app.visit.writing import VisitApp
from hoory_tui.config import paths
from hoory_tui.config.settings import AUTO, Settings, check_key_clashes, check_key_ids
from hoory_tui.keep.visitfile import VisitFile
from hoory_tui.keys import default_keys, known_ids
from hoory_tui.words import said, to_say

_TAKEN = to_say(
    "Another console has this session open, so this one began a session of "
    "its own, and nothing that you write here is kept on disk; name another "
    "file with --session to keep it."
)


class TerminalVisit(EditingVisit):
    """The console where keys come from a terminal and time tells fingers from pastes."""

    by_the_clock = True

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that knows pastes and answers from keys."""
        return GuardedDriver

    def _handle_exception(self, error: Exception) -> None:
        self.save_now()
        super()._handle_exception(error)


def run_visit(plan: VisitPlan, settings: Settings, *, debug: bool = False) -> int:
    """Run the console and return the exit code; raises ConfigError and HooryError."""
    speak_as_set(settings)
    check_key_ids(settings, known_ids())
    for defaults in default_keys():
        check_key_clashes(settings, defaults)
    with logging_to(paths.state_dir(), debug=debug):
        logging.getLogger(__name__).info("start of the contact's console")
        return asyncio.run(_run(plan, settings))


async def _run(plan: VisitPlan, settings: Settings) -> int:
    app = TerminalVisit(plan, fitted(settings))
    app.follows_background = settings.theme == AUTO
    app.file = VisitFile(plan.file)
    try:
        open_here(app)
        with Endings(app):
            await app.run_async(mouse=settings.mouse)
            app.save_now()
    finally:
        await app.close()
        app.file.close()
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def open_here(app: VisitApp) -> None:
    """Take the kept session for this console; raises ConfigError."""
    if not app.file.open():
        app.start_notice = said(_TAKEN)
    elif app.plan.is_new:
        app.file.put_aside()
    app.kept = app.file.read()
