"""The console's own screen on a store without a server, moved about by function keys.

`python -m tests.benchmarks.stage CONVERSATIONS MESSAGES` has so many conversations, and so many
messages in each of the first few.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.screen import Screen

from hoory_tui.app.base import SettledApp
from hoory_tui.app.garbage_collection import settle_down
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import glyphs_for
from hoory_tui.screens.main import STYLE_SHEET, MainScreen
from hoory_tui.store.changes import Changes
from tests.benchmarks.scene import FIRST_THREAD, NOW, THREADS, Scene

MOVE: Final = "\x1b[17~"
UPDATE: Final = "\x1b[18~"
OPEN: Final = "\x1b[19~"
PREPEND: Final = "\x1b[20~"
ELSEWHERE: Final = "\x1b[21~"
"""What the keys F6 to F10 send."""


class StageApp(SettledApp):
    """The main screen with keys that let things happen."""

    CSS_PATH = STYLE_SHEET
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f6", "move", "Move a row to the top"),
        ("f7", "update", "Update a row"),
        ("f8", "open", "Open the next long thread"),
        ("f9", "prepend", "Load older messages"),
        ("f10", "elsewhere", "Show a thread without messages"),
    ]

    def __init__(self, scene: Scene) -> None:
        super().__init__(Settings())
        self._scene = scene
        self._opened = 0
        self._glyphs = glyphs_for(ascii_only=False, emoji=self.settings.emoji)

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen an agent lives in."""
        return MainScreen(
            self._scene.store,
            lambda: Moment(NOW, UTC, self._glyphs),
            lambda: LinkNow(self._scene.store.link, NOW, NOW),
            account="Benchmark",
            keymap={},
        )

    @property
    def _main(self) -> MainScreen:
        screen = self.screen
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def _thread(self) -> int:
        return FIRST_THREAD + (self._opened - 1) % THREADS

    def _happen(self, act: Callable[[], Changes]) -> None:
        self._main.apply(act())

    def action_move(self) -> None:
        """Let a row go to the top."""
        self._happen(self._scene.move_to_top)

    def action_update(self) -> None:
        """Let a row change where it stands."""
        self._happen(self._scene.update_row)

    def action_open(self) -> None:
        """Show the next long thread, which was not shown before."""
        self._opened += 1
        self._turn_to(self._thread)

    def action_prepend(self) -> None:
        """Put an older page before the messages shown."""
        self._happen(lambda: self._scene.prepend(self._thread))

    def action_elsewhere(self) -> None:
        """Show a conversation without messages."""
        self._turn_to(FIRST_THREAD + THREADS)

    def _turn_to(self, conversation_id: int) -> None:
        self._main.thread.turn_to(self._scene.store.conversations[conversation_id])


def main(conversations: int, messages: int) -> None:
    """Show the screen until somebody ends it."""
    scene = Scene(conversations, messages)
    settle_down()
    StageApp(scene).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
