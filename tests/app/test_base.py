"""What every app of ours does with the keys that people press by habit."""

from __future__ import annotations

from hoory_tui.app.base import SettledApp
from hoory_tui.config.settings import Settings


async def test_ctrl_c_says_how_to_quit_in_words_without_markup() -> None:
    app = SettledApp(Settings())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
        said = [one.message for one in app._notifications]
        assert said == ["To quit, press ctrl+q."]
