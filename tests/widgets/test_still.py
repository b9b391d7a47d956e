"""A cursor that blinks would be painted twice a second on every line, all day."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input

from hoory_tui.widgets.still import StillInput


class Still(App[None]):
    def compose(self) -> ComposeResult:
        yield StillInput()


async def test_the_cursor_of_a_line_stands_still() -> None:
    app = Still()
    async with app.run_test():
        assert not app.query_one(Input).cursor_blink
