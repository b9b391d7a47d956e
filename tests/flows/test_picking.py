"""Choosing in a box over the list: for what it was opened on, at every size, with own keys."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Label
from hoory_tui.screens.main import MainScreen
from hoory_tui.screens.picker import PickerScreen

from .console import Console, console
from .stage import DANA, INES, THEO, ZOE


async def opened(desk: Console, key: str) -> PickerScreen:
    await desk.press(key)
    await desk.until(lambda: isinstance(desk.app.screen, PickerScreen), "the box")
    screen = desk.app.screen
    assert isinstance(screen, PickerScreen)
    return screen


async def closed(desk: Console) -> None:
    await desk.until(lambda: isinstance(desk.app.screen, MainScreen), "the box to close")


async def test_it_is_done_to_what_the_box_was_opened_on() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await opened(desk, "A")
        # Whatever happens to the rows and to the hand meanwhile.
        desk.desk.contact_writes(DANA, "And another thing.")
        await desk.until(lambda: desk.store.conversations[DANA].unread_count > 2)
        desk.main.conversations.set_cursor(THEO)
        await desk.shows("Assign #4 Zoë Brückner to")
        await desk.press(*"ines", "enter")
        await desk.until(lambda: desk.desk.conversation(ZOE).assignee_id == INES)
        assert desk.desk.conversation(THEO).assignee_id is None


async def test_leaving_a_box_changes_nothing_and_gives_the_hands_back() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        said = len(desk.desk.engine.world.messages)
        for key in ("s", "A", "t", "exclamation_mark", "T", "asterisk"):
            await opened(desk, key)
            await desk.press("down", "escape")
            await closed(desk)
            assert desk.main.conversations.has_focus
        await desk.settled()
        assert len(desk.desk.engine.world.messages) == said, "nothing that was done was told of"


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 36), (200, 50)])
async def test_at_every_size_the_box_is_wholly_seen_and_the_row_where_it_can(
    size: tuple[int, int],
) -> None:
    async with console(size=size) as desk:
        await desk.turn_to(ZOE)
        for key, word in (("s", "until"), ("A", "Assign"), ("t", "Labels"), ("T", "Mail")):
            screen = await opened(desk, key)
            await desk.shows("enter take")
            box = screen.query_one("#picker-box").region
            assert box.x >= 0
            assert box.right <= size[0]
            assert box.bottom <= size[1]
            assert word in desk.text()[box.y]
            if size[1] >= 24:
                assert any("Zoë Brückner" in line for line in desk.text()[: box.y + 1])
            await desk.press("escape")
            await closed(desk)


async def test_the_keys_of_the_box_can_be_others() -> None:
    settings = Settings(keys={"picker.take": ("f9",), "picker.leave": ("f8",)})
    async with console(settings=settings) as desk:
        await desk.turn_to(ZOE)
        await opened(desk, "A")
        await desk.shows("f9 take    f8 leave")
        await desk.press(*"ines", "enter")
        assert isinstance(desk.app.screen, PickerScreen)
        await desk.press("f9")
        await desk.until(lambda: desk.desk.conversation(ZOE).assignee_id == INES)


def hostile(desk: DemoDesk) -> None:
    world = desk.engine.world
    world.labels.append(Label(999, "[b]a[/b]\x1b[2J\u202e", "", "#fff"))


async def test_a_label_that_would_act_on_the_terminal_is_text() -> None:
    async with console(before=hostile, settings=Settings(ascii=True)) as desk:
        await desk.turn_to(ZOE)
        await opened(desk, "t")
        await desk.shows("[ ] (!) [b]a[/b]")
        assert "\x1b" not in desk.seen()
        assert desk.app.guard.hits == 0


async def test_letters_in_a_box_run_no_keys() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await opened(desk, "s")
        await desk.press(*"qxe?: ")
        await desk.shows("qxe?:")
        assert desk.desk.conversation(ZOE).status == "open"
        await desk.press("escape")
        await closed(desk)
