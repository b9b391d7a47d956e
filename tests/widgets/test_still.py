"""A cursor that blinks would be painted twice a second on every line, all day."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.command import CommandPalette
from textual.widgets import Input, LoadingIndicator

from hoory_tui.widgets.still import StillInput, StillPalette


class Still(App[None]):
    def compose(self) -> ComposeResult:
        yield StillInput()

    def action_command_palette(self) -> None:
        self.push_screen(StillPalette(id="--command-palette"))


async def test_the_cursor_of_a_line_stands_still() -> None:
    app = Still()
    async with app.run_test():
        assert not app.query_one(Input).cursor_blink


async def test_the_palette_stands_still_and_is_the_palette() -> None:
    app = Still()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        line = app.screen.query_one(Input)
        assert line.has_focus
        assert not line.cursor_blink
        assert app.screen.query_one(LoadingIndicator).auto_refresh is None
        await pilot.press(*"quit")
        assert line.value == "quit"
