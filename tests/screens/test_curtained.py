"""The main kind of screen, as it is painted when a batch of changes is over."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static

from hoory_tui.screens.curtained import CurtainedScreen

from ..screen import Seen, stale_lines, text_of


class Page(CurtainedScreen):
    """A line of text."""

    def compose(self) -> ComposeResult:
        yield Static("before")


class Book(Seen, App[None]):
    """An app with that screen."""

    def get_default_screen(self) -> Page:
        return Page()


async def test_what_came_in_before_a_painting_asked_for_earlier_is_painted_with_it() -> None:
    async with Book().run_test() as pilot:
        page = pilot.app.screen
        line = page.query_one(Static)
        line.update("after")
        page._dirty_widgets.add(line)
        # As the library does for a layout that was made within a batch.
        page._compositor_refresh()
        assert isinstance(pilot.app, Book)
        assert "after" in "\n".join(text_of(pilot.app.terminal.lines))
        assert not stale_lines(pilot.app)
