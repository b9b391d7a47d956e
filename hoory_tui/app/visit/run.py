"""The contact's console on a real terminal, from the first picture until the shell is back."""

from __future__ import annotations

import asyncio
import logging
import os
from dataclasses import replace

from textual.driver import Driver

from hoory_tui.app.keyboard.driver import GuardedDriver
from hoory_tui.app.log import logging_to
from hoory_tui.app.terminal import Endings
from hoory_tui.app.visit.editing import EditingVisit
from hoory_tui.app.visit.plan import VisitPlan
from hoory_tui.app.visit.writing import VisitApp
from hoory_tui.config import paths
from hoory_tui.config.settings import Settings, check_key_clashes, check_key_ids
from hoory_tui.keep.visitfile import VisitFile
from hoory_tui.keys import default_keys, known_ids
from hoory_tui.render.emoji import settled_policy

_TAKEN = (
    "Another console has this session open, so this one began a session of its own, and nothing "
    "that you write here is kept on disk; name another file with --session to keep it."
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
    check_key_ids(settings, known_ids())
    for defaults in default_keys():
        check_key_clashes(settings, defaults)
    with logging_to(paths.state_dir(), debug=debug):
        logging.getLogger(__name__).info("start of the contact's console")
        return asyncio.run(_run(plan, settings))


async def _run(plan: VisitPlan, settings: Settings) -> int:
    emoji = settled_policy(settings.emoji, os.environ)
    app = TerminalVisit(plan, replace(settings, emoji=emoji))
    app.file = VisitFile(plan.file)
    try:
        open_here(app)
        with Endings(app):
            await app.run_async()
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
        app.start_notice = _TAKEN
    elif app.plan.is_new:
        app.file.put_aside()
    app.kept = app.file.read()
