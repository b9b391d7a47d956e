"""The question before quitting."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Key

from hoory_tui.screens.confirm import ConfirmScreen

from .console import console
from .stage import DANA


@pytest.mark.parametrize("answer", ["enter", "n", "escape", "q", "space"])
async def test_leaving_asks_and_only_y_means_yes(answer: str) -> None:
    async with console(size=(100, 30)) as desk:
        await desk.press("q")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmScreen))
        await desk.asks("Quit hoory-tui?")
        await desk.press(answer)
        assert not desk.app._exit
        if answer != "space":
            assert not isinstance(desk.app.screen, ConfirmScreen)


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_y_leaves(key: str) -> None:
    async with console(size=(100, 30)) as desk:
        await desk.press(key)
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmScreen))
        desk.app.post_message(Key("y", "y"))
        await desk.until(lambda: desk.app._exit, "the end")


async def test_the_question_says_what_would_be_lost() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("a draft")
        await desk.press("ctrl+q")
        await desk.asks("1 draft would be lost. Quit?")
        await desk.press("n")
        desk.desk.fail_next("POST", "/messages", 422)
        await desk.press("ctrl+s")
        await desk.shows("1 unsent", "#footer")
        await desk.press("ctrl+q")
        await desk.asks("1 unsent message would be lost. Quit?")


async def test_what_is_kept_on_disk_is_not_lost_by_quitting(tmp_path: Path) -> None:
    async with console(kept=tmp_path / "kept") as desk:
        await desk.turn_to(DANA)
        await desk.write("a draft")
        await desk.press("ctrl+q")
        await desk.asks("Quit hoory-tui?")
        await desk.press("n")
        desk.desk.fail_next("POST", "/messages", 422)
        await desk.press("ctrl+s")
        await desk.shows("1 unsent", "#footer")
        await desk.press("ctrl+q")
        await desk.asks("1 of your messages have not arrived yet. They are kept, and leave when")
