"""The main screen before it is on the screen: on a slow machine news comes first."""

from __future__ import annotations

from hoory_tui.screens.main import MainScreen
from hoory_tui.store.changes import Changes

from ..flows.console import console


async def test_news_before_the_first_picture_harms_nothing() -> None:
    async with console() as desk:
        screen = desk.app.get_default_screen()
        assert isinstance(screen, MainScreen)
        screen.show_time()
        screen.show_bars()
        screen.apply(Changes(order=True, presence=True, lists=True, link=True))
        assert screen.at_hand is None
        assert screen.thread.shown is None
