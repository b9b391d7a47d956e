"""Painting on a terminal that is full for a while."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from hoory_tui.app.keyboard.driver import Drained, GuardedDriver
from hoory_tui.app.painting import PacedApp
from hoory_tui.config.settings import Settings

from ..screen import Seen, stale_lines, text_of

PATIENCE = 10.0


class Line:
    """A terminal that takes everything or nothing."""

    backlog = 0
    written = 0

    @contextmanager
    def in_one_go(self) -> Iterator[None]:
        yield


class Panel(Seen, PacedApp):
    """One line of text on such a terminal."""

    def __init__(self) -> None:
        super().__init__(Settings())
        self.line = Line()

    @property
    def _line(self) -> GuardedDriver:
        return cast("GuardedDriver", self.line)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if self.line.backlog:
            # Nothing of it is to be seen.
            PacedApp._display(self, screen, renderable)
        else:
            super()._display(screen, renderable)

    def compose(self) -> ComposeResult:
        yield Static("before")
        yield Static("unchanged", id="beside")

    def flush(self) -> None:
        """Have no news."""

    def _has_news(self) -> bool:
        return False

    async def drain(self) -> None:
        """Have the terminal take everything, and all that follows from it be done."""
        self.line.backlog = 0
        self.post_message(Drained(0.0))
        await self.all_done()

    async def all_done(self) -> None:
        """Wait until all that the app has to do is done."""
        done = asyncio.Event()
        self.call_later(done.set)
        await asyncio.wait_for(done.wait(), PATIENCE)

    @property
    def shown(self) -> str:
        return "\n".join(text_of(self.terminal.lines))


async def _change_unseen(panel: Panel) -> None:
    panel.line.backlog = 1
    panel.query_one(Static).update("after", layout=False)
    # As the library does with the next frame.
    panel.screen._dirty_widgets.add(panel.query_one(Static))
    panel.screen._on_timer_update()
    assert "before" in panel.shown


async def test_what_a_full_terminal_did_not_get_is_painted_once_it_takes_more() -> None:
    async with Panel().run_test() as pilot:
        panel = cast("Panel", pilot.app)
        await _change_unseen(panel)
        await panel.drain()
        assert "after" in panel.shown
        assert not stale_lines(panel)


async def test_a_batch_that_is_open_then_holds_it_up_and_loses_nothing() -> None:
    async with Panel().run_test() as pilot:
        panel = cast("Panel", pilot.app)
        await _change_unseen(panel)
        async with panel.screen.batch():
            await panel.drain()
            assert "before" in panel.shown
        await panel.all_done()
        assert "after" in panel.shown
        assert not stale_lines(panel)


async def test_a_batch_that_ends_on_a_full_terminal_paints_nothing() -> None:
    async with Panel().run_test() as pilot:
        panel = cast("Panel", pilot.app)
        await _change_unseen(panel)
        async with panel.screen.batch():
            await panel.drain()
            panel.line.backlog = 1
        await panel.all_done()
        assert "before" in panel.shown
        await panel.drain()
        assert not stale_lines(panel)


async def test_what_changes_just_before_it_takes_more_is_painted_too() -> None:
    async with Panel().run_test() as pilot:
        panel = cast("Panel", pilot.app)
        await _change_unseen(panel)
        # What is owed from the start is all of the screen.
        await panel.drain()
        beside = panel.query_one("#beside", Static)
        for line, text in ((panel.query_one(Static), "later"), (beside, "new")):
            line.update(text, layout=False)
            # The screen has heard of it, and waits for the next frame.
            line._repaint_required = False
            panel.screen._dirty_widgets.add(line)
            if line is not beside:
                panel.line.backlog = 1
                panel.screen._on_timer_update()
        await panel.drain()
        assert [line.strip() for line in panel.shown.split("\n")[:2]] == ["later", "new"]
