"""The list of what was done: what it tells, and what is undone, done again and retried from it."""

from __future__ import annotations

from hoory_tui.store.deeds import Assign, ChangeLabels, RunMacro, SendTranscript, SetStatus
from hoory_tui.store.journal import State

from .console import console
from .doing import do, last_entry, prepare, says, through
from .stage import INES, PRIYA, THEO, TOMAS, ZOE
from .test_deeds import urgent_macro

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


async def test_what_may_have_reached_a_customer_is_repeated_only_after_a_question() -> None:
    async with console() as desk:
        macro = urgent_macro(desk)
        row = desk.desk.conversation(ZOE)

        def runs() -> int:
            return sum("set the priority to urgent" in (one.content or "") for one in row.messages)

        desk.desk.lose_next_answer("POST", f"/macros/{macro}/execute")
        desk.desk.lose_next_answer("POST", f"/{THEO}/transcript")
        await do(desk, RunMacro(macro), ZOE)
        await do(desk, SendTranscript("theo@mail.example"), THEO)
        assert (runs(), len(desk.desk.transcripts)) == (1, 1)
        await desk.press("L", "full_stop")
        await desk.asks("this may be done to 1 conversation already")
        await desk.press("escape", "j", "full_stop")
        await desk.asks("this may be done to 1 conversation already")
        await desk.press("n")
        await through(desk)
        assert (runs(), len(desk.desk.transcripts)) == (1, 1)
        row.priority = None
        await desk.press("full_stop")
        await desk.asks("Do it again, though customers may then get it twice?")
        await desk.press("y")
        await through(desk)
        assert runs() == 2


async def test_what_surely_did_not_arrive_is_repeated_unasked() -> None:
    async with console() as desk:
        macro = urgent_macro(desk)
        desk.desk.fail_next("POST", f"/macros/{macro}/execute", 422)
        await do(desk, RunMacro(macro), ZOE)
        await desk.press("L", "full_stop")
        await desk.until(lambda: desk.desk.conversation(ZOE).priority == "urgent", "the retry")


async def test_undo_pressed_twice_undoes_once() -> None:
    async with console(before=lambda desk: prepare(desk, *BULK)) as desk:
        await do(desk, ChangeLabels(("vip",), ()), *BULK)
        desk.desk.delay_next("GET", f"/conversations/{PRIYA}", 0.4)
        await desk.press("L", "u")
        await desk.until(lambda: last_entry(desk).in_state(State.UNDONE), "the first undone")
        await desk.press("u")
        await says(desk, "it is being undone")
        await through(desk)
        entry = last_entry(desk)
        assert len(entry.in_state(State.UNDONE)) == len(BULK)
        assert not any(one.problem for one in entry.items.values())
        assert all("vip" not in desk.desk.conversation(one).labels for one in BULK)


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
