from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen

from hoory_tui.app.base import SettledApp
from hoory_tui.config.settings import Settings

from ..screen import Seen

BRACKETS: Final = ("[/]", "[a='x]", "[@click=app.quit]go[/]", "[red]x[/blue]", "\x1b]0;t\x07[b]")


class Offering(Seen, SettledApp):
    """An app whose commands have names by strangers."""

    def __init__(self, text: str) -> None:
        super().__init__(Settings())
        self._text = text
        self.chosen = 0

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        yield SystemCommand(f"qq {self._text}", f"help {self._text}", self._choose)
        yield SystemCommand("kept back", "", self._choose, discover=False)

    def _choose(self) -> None:
        self.chosen += 1


async def until_shown(app: Offering, pilot: Pilot[None], *texts: str) -> str:
    """Wait until all of these stand on the screen and return it."""
    shown = ""
    for _ in range(500):
        shown = "\n".join(strip.text for strip in app.terminal.lines)
        if all(text in shown for text in texts):
            return shown
        await pilot.pause(0.01)
    raise AssertionError(f"never shown: {texts}\n{shown}")


@pytest.mark.parametrize("text", BRACKETS)
async def test_names_and_helps_are_shown_word_for_word(text: str) -> None:
    app = Offering(text)
    literal = text.replace("\x1b", "␛").replace("\x07", "␇")
    async with app.run_test(size=(100, 30)) as pilot:
        app.push_screen(CommandPalette())
        shown = await until_shown(app, pilot, f"qq {literal}", f"help {literal}")
        assert "kept back" not in shown
        await pilot.press("k", "e", "p")
        await until_shown(app, pilot, "kept back")
        await pilot.press(*["backspace"] * 3, "q", "q")
        await until_shown(app, pilot, f"qq {literal}", f"help {literal}")
        assert app.guard.hits == 0
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert app.chosen == 1
