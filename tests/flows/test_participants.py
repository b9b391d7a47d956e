"""Who watches a conversation: chosen from who does now, ourselves with one key."""

from __future__ import annotations

from hoory_tui.screens.picker import PickerScreen

from .console import console
from .stage import INES, TOMAS, YUSUF, ZOE
from .test_contact_card import card


async def test_watchers_are_added_and_taken_off_and_the_others_stay() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        row.participant_ids = [YUSUF, INES]
        await desk.turn_to(ZOE)
        await desk.press("C")
        await desk.until(lambda: isinstance(desk.app.screen, PickerScreen), "the list")
        await desk.shows("Who watches #4")
        await desk.press("space", *"ines", "tab")
        row.participant_ids.append(TOMAS)
        await desk.press("enter")
        await desk.until(lambda: set(row.participant_ids) == {YUSUF, TOMAS, desk.me}, "all of them")


async def test_nobody_is_asked_about_what_the_server_does_not_tell() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        desk.desk.fail_next("GET", f"/{ZOE}/participants", 500)
        await desk.press("C")
        await desk.shows("Who watches #4 is not known: ")
        assert desk.app.screen is desk.main


async def test_one_key_in_the_card_watches_and_another_press_no_longer() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        row.participant_ids = [YUSUF]
        await card(desk, ZOE)
        await desk.press("w")
        await desk.until(lambda: row.participant_ids == [YUSUF, desk.me], "watching")
        await desk.until(lambda: desk.me in desk.store.participants[ZOE], "known here")
        await desk.press("w")
        await desk.until(lambda: row.participant_ids == [YUSUF], "no longer")
