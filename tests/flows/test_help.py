"""Help: every key, those that work here first, found by typing and run from the list."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.keys import KEYS
from hoory_tui.screens.help import NOT_NOW, HelpScreen
from hoory_tui.screens.picker import PickerScreen

from .console import Console, console
from .stage import DANA, ZOE


async def help_box(desk: Console, key: str = "question_mark") -> HelpScreen:
    """Open help and return its box."""
    await desk.press(key)
    await desk.until(lambda: isinstance(desk.app.screen, HelpScreen), "help")
    assert isinstance(desk.app.screen, HelpScreen)
    return desk.app.screen


async def rows_of(desk: Console, box: PickerScreen) -> list[str]:
    """Return all rows of a box, read from the screen while going down, without repetitions."""
    seen: dict[str, None] = {}
    for _ in range(200):
        seen |= dict.fromkeys(line.strip(" │▌▃▁") for line in desk.text())
        before = box.rows.cursor
        await desk.press("pagedown")
        if box.rows.cursor == before:
            return list(seen)
    raise AssertionError("the list never ends")


async def test_help_lists_every_key() -> None:
    async with console(size=(120, 50)) as desk:
        shown = "\n".join(await rows_of(desk, await help_box(desk)))
        for key in KEYS:
            assert key.text[:40] in shown, key.id


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (200, 50)])
async def test_help_can_be_read_at_every_size(size: tuple[int, int]) -> None:
    async with console(size=size) as desk:
        await help_box(desk)
        await desk.press(*"resolve")
        await desk.shows("Resolve, or reopen")
        await desk.shows("enter run")


async def test_what_works_here_comes_first_and_the_rest_says_why() -> None:
    async with console(size=(120, 50)) as desk:
        box = await help_box(desk)
        rows = await rows_of(desk, box)
        place = {
            name: next(i for i, row in enumerate(rows) if name in row)
            for name in ("Next row", NOT_NOW, "Send again what did not go out here", "New line")
        }
        assert place["Next row"] < place[NOT_NOW] < place["New line"]
        assert "Nothing waits here" in rows[place["Send again what did not go out here"]]
        assert "This works while you write" in rows[place["New line"]]


async def test_a_key_is_found_by_typing_and_runs_on_what_was_at_hand() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await help_box(desk)
        await desk.press(*"reso", "enter")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")
        assert desk.app.screen is desk.main


async def test_what_would_do_nothing_says_why_and_stays() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        box = await help_box(desk)
        await desk.press(*"send again", "enter")
        await desk.shows("Nothing waits here for you to send it again.")
        assert desk.app.screen is box


async def test_the_users_keys_are_shown() -> None:
    async with console(settings=Settings(keys={"assign.me": ("ctrl+g",)})) as desk:
        await help_box(desk)
        await desk.press(*"unassign what is mine")
        await desk.shows("Assign to me, or unassign")
        line = next(line for line in desk.text() if "Assign to me, or" in line)
        assert "ctrl+g" in line


@pytest.mark.parametrize("leaving", ["escape", "question_mark", "f1"])
async def test_help_is_left_by_the_keys_that_open_it(leaving: str) -> None:
    async with console(size=(100, 30)) as desk:
        await help_box(desk)
        await desk.press(leaving)
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_help_opens_while_writing_and_the_words_stay() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.write("half a sent")
        box = await help_box(desk, "f1")
        assert (await rows_of(desk, box))[0] is not None
        await desk.press("escape")
        await desk.until(lambda: desk.main.composer.text.has_focus)
        assert desk.written == "half a sent"
        await help_box(desk, "f1")
        await desk.press(*"switch between reply", "enter")
        await desk.until(lambda: desk.main.composer.private)


async def test_a_letter_that_is_no_key_is_told_once_in_a_while() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("ampersand", "ampersand")
        said = [one.message for one in desk.app._notifications]
        assert said == ["& does nothing here; ? shows all keys."]


async def test_a_key_that_does_nothing_here_says_why() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await desk.press("full_stop")
        await desk.shows("Nothing waits here for you to send it again.")
