"""The list of what was done: what it tells, and what is undone, done again and retried from it."""

from __future__ import annotations

from hoory_tui.store.deeds import Assign, ChangeLabels, SetStatus

from .console import console
from .doing import do, prepare, says, through
from .stage import INES, PRIYA, THEO, TOMAS, ZOE

BULK = (ZOE, PRIYA, THEO)


async def test_any_entry_is_undone_and_done_again() -> None:
    async with console(before=lambda desk: prepare(desk, *BULK)) as desk:
        row = desk.desk.conversation(ZOE)
        await do(desk, SetStatus("resolved"), ZOE)
        await do(desk, ChangeLabels(("vip",), ("brakes",)), *BULK)
        await do(desk, Assign(INES), ZOE)
        await desk.press("L")
        for text in ("Assigned to Ines Müller", "+vip −brakes  3 conversations", "Resolved"):
            await desk.shows(text)
        await desk.press("j", "u")
        await through(desk)
        assert [desk.desk.conversation(one).labels for one in BULK] == [["kept", "brakes"]] * 3
        assert (row.status, row.assignee_id) == ("resolved", INES)
        await desk.shows("undone")
        await desk.shows("u do again")
        await desk.press("u")
        await through(desk)
        assert [desk.desk.conversation(one).labels for one in BULK] == [["kept", "vip"]] * 3


async def test_each_conversation_of_an_entry_and_what_became_of_it() -> None:
    async with console() as desk:
        await do(desk, SetStatus("resolved"), *BULK)
        desk.desk.set_status(PRIYA, "pending", TOMAS)
        await desk.press("L", "enter")
        await desk.shows("#4 Zoë Brückner")
        await desk.press("u")
        await through(desk)
        await desk.shows("Tomás Ferreira changed #5 meanwhile: it is pending.")
        await desk.press("q")
        await desk.shows("2 undone, 1 left")
        await desk.press("escape")
        assert desk.app.screen is desk.main


async def test_what_cannot_be_retried_or_undone_says_so() -> None:
    async with console() as desk:
        desk.desk.set_status(ZOE, "resolved")
        await desk.settled()
        await do(desk, SetStatus("resolved"), ZOE)
        await desk.press("L", "full_stop")
        await says(desk, "Nothing of this has failed.")
        await desk.press("u")
        await says(desk, "This cannot be undone: it was so already.")


async def test_an_empty_list_says_so_and_its_keys_do_nothing() -> None:
    async with console() as desk:
        await desk.press("L")
        await desk.shows("Nothing was done yet.")
        await desk.press("u", "full_stop", "enter", "j", "L")
        assert desk.app.screen is desk.main


async def test_it_fits_a_small_screen() -> None:
    async with console((40, 12)) as desk:
        for one in (*BULK, *BULK):
            await do(desk, SetStatus("pending"), one)
        await desk.press("L")
        await desk.shows("Set pending")
        await desk.press("G")
        await desk.shows("undo")
