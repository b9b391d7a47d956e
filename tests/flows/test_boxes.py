"""Help, the question before quitting, and the palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.events import Key

from hoory_tui.keys import KEYS
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.help import HelpScreen

from .console import Console, console
from .stage import DANA


async def text_of_help(desk: Console) -> str:
    """Return all that the help box holds, read from the screen while scrolling."""
    box = desk.app.screen.query_one("#help-box")
    seen = set(desk.text())
    for _ in range(60):
        await desk.press("j")
        seen |= set(desk.text())
        if round(box.scroll_y) >= box.max_scroll_y:
            break
    return "\n".join(seen)


async def test_help_lists_every_key_and_closes() -> None:
    async with console(size=(120, 50)) as desk:
        await desk.press("question_mark")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        shown = await text_of_help(desk)
        for key in KEYS:
            assert key.text in shown, key.id
        for leaving in ("escape", "q", "enter", "question_mark"):
            await desk.press(leaving)
            await desk.until(lambda: not isinstance(desk.app.screen, HelpScreen))
            await desk.press("f1")
            await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))


async def test_help_opens_while_writing_and_the_words_stay() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("half a sent")
        await desk.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        await desk.press("escape")
        await desk.until(lambda: desk.main.composer.text.has_focus)
        assert desk.written == "half a sent"


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


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_palette_opens_and_closes(key: str) -> None:
    async with console(size=(120, 40)) as desk:
        await desk.press(key)
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        await desk.press(*"theme")
        await desk.shows("theme")
        await desk.press("escape")
        await desk.until(lambda: not isinstance(desk.app.screen, CommandPalette))
        await desk.settled()
