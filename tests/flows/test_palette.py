"""The palette: everything by name, commands with words, on what was at hand when it opened."""

from __future__ import annotations

import pytest

from hoory_tui.config.settings import Settings
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.learning import MOVED_ON
from hoory_tui.screens.palette import PaletteScreen
from hoory_tui.store.views import UNASSIGNED

from .console import NOW, Console, console
from .stage import DANA, INES, KWAME, NARE, THEO, ZOE


async def palette(desk: Console, key: str = "colon") -> PaletteScreen:
    """Open the palette and return it."""
    await desk.press(key)
    await desk.until(lambda: isinstance(desk.app.screen, PaletteScreen), "the palette")
    assert isinstance(desk.app.screen, PaletteScreen)
    return desk.app.screen


async def command(desk: Console, words: str) -> None:
    """Type a line into the palette and have it run."""
    await palette(desk)
    await desk.press(*("space" if one == " " else one for one in words), "enter")
    await desk.until(lambda: not isinstance(desk.app.screen, PaletteScreen), words)


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 50)])
async def test_it_opens_and_closes(key: str, size: tuple[int, int]) -> None:
    async with console(size=size) as desk:
        await palette(desk, key)
        await desk.press(*"theme")
        await desk.shows("Theme hoory-light")
        await desk.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)
        await desk.settled()


@pytest.mark.parametrize("key", ["ctrl+p", "colon"])
async def test_the_key_that_opened_it_closes_it(key: str) -> None:
    async with console() as desk:
        await palette(desk, key)
        await desk.press(key)
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_q_and_enter_is_quit() -> None:
    async with console() as desk:
        await palette(desk)
        await desk.press("q", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmScreen))


async def test_a_key_is_found_by_what_it_does_and_shown_with_its_keys() -> None:
    async with console(settings=Settings(keys={"resolve": ("ctrl+g",)})) as desk:
        await desk.turn_to(ZOE)
        await palette(desk)
        await desk.press(*"reopen")
        await desk.shows("Resolve, or reopen")
        line = next(line for line in desk.text() if "Resolve, or reopen" in line)
        assert "ctrl+g" in line
        await desk.press("enter")
        await desk.until(lambda: desk.desk.conversation(ZOE).status == "resolved")


async def test_commands_with_words_are_deeds() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        row = desk.desk.conversation(ZOE)
        await command(desk, "assign ines")
        await desk.until(lambda: row.assignee_id == INES)
        await command(desk, "assign me")
        await desk.until(lambda: row.assignee_id == NARE)
        await command(desk, "priority urg")
        await desk.until(lambda: row.priority == "urgent")
        await command(desk, "status pend")
        await desk.until(lambda: row.status == "pending")
        await command(desk, "snooze 2h")
        await desk.until(lambda: row.status == "snoozed" and row.snoozed_until == NOW + 7200)


async def test_labels_are_put_on_and_taken_off() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        titles = [one.title for one in desk.store.labels.values()][:2]
        await command(desk, f"label +{titles[0]} {titles[1]}")
        await desk.until(lambda: set(desk.desk.conversation(ZOE).labels) >= set(titles))
        await command(desk, f"label -{titles[0]}")
        await desk.until(lambda: titles[0] not in desk.desk.conversation(ZOE).labels)
        assert titles[1] in desk.desk.conversation(ZOE).labels


async def test_what_is_not_understood_says_what_is_missing_and_does_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        box = await palette(desk)
        await desk.press(*"snooze", "space", *"whenever", "enter")
        await desk.shows("Say until when")
        assert desk.app.screen is box
        assert desk.desk.conversation(ZOE).status == "open"


async def test_it_acts_on_what_is_marked() -> None:
    async with console() as desk:
        for one in (ZOE, THEO):
            await desk.turn_to(one)
            desk.main._marks.toggle(one)
        await command(desk, "priority low")
        await desk.until(
            lambda: all(desk.desk.conversation(one).priority == "low" for one in (ZOE, THEO))
        )


async def test_it_acts_on_what_was_at_hand_or_on_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await palette(desk)
        await desk.press(*"status pending")
        desk.main.conversations.set_cursor(DANA)
        await desk.press("enter")
        await desk.until(lambda: MOVED_ON in [one.message for one in desk.app._notifications])
        await desk.settled()
        assert {desk.desk.conversation(one).status for one in (ZOE, DANA)} == {"open"}


async def test_it_shows_views_and_goes_to_conversations() -> None:
    async with console() as desk:
        await command(desk, "show unassigned")
        await desk.until(lambda: desk.main.view.range == UNASSIGNED)
        await command(desk, f"{KWAME}")
        await desk.until(lambda: desk.main.at_hand is not None and desk.main.at_hand.id == KWAME)


async def test_a_theme_is_taken() -> None:
    async with console() as desk:
        await command(desk, "theme hoory-light")
        await desk.until(lambda: desk.app.theme == "hoory-light")


async def test_what_was_run_lately_comes_first() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        await command(desk, "theme hoory-light")
        box = await palette(desk)
        assert box.rows.cursor == "theme:hoory-light"
        await desk.shows("Lately")


async def test_it_opens_over_no_other_box() -> None:
    async with console() as desk:
        await desk.press("question_mark")
        await desk.until(lambda: desk.app.screen is not desk.main)
        before = desk.app.screen
        await desk.press("ctrl+p")
        await desk.shows("Close this box first")
        assert desk.app.screen is before


async def test_a_command_asks_about_those_that_are_not_seen_and_takes_their_marks_off() -> None:
    async with console() as desk:
        marked = (ZOE, THEO)
        for one in marked:
            await desk.turn_to(one)
            await desk.press("space")
        await desk.press("4")
        await desk.until(lambda: not set(marked) & set(desk.main.conversations.keys))
        await command(desk, "status resolved")
        await desk.asks(
            "Set the status to resolved: 2 conversations? 2 of them are not in this list."
        )
        assert [desk.desk.conversation(one).status for one in marked] == ["open", "open"]
        desk.clock.pass_by(1)
        await desk.press("y")
        await desk.until(
            lambda: all(desk.desk.conversation(one).status == "resolved" for one in marked)
        )
        assert not desk.main.marked
