"""The contact card: beside the thread and as a box, looked at and changed, by server's words."""

from __future__ import annotations

import pytest
from textual.events import Paste

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.keepsakes import definition, promise
from hoory_tui.demo.records import Attachment, ContactNote
from hoory_tui.screens.contact import ContactScreen

from .console import NOW, Console, console
from .stage import DANA, INES, NARE, PRIYA, YUSUF, ZOE

DEFINITIONS = [
    definition(71, "frame", "Frame number", "text", [], "contact_attribute"),
    definition(72, "rides", "Rides", "list", ["Wren", "Heron"], "contact_attribute"),
    definition(73, "newsletter", "Newsletter", "checkbox", [], "contact_attribute"),
    definition(74, "bought", "Bought", "date", [], "contact_attribute"),
    definition(75, "order", "Order number", "number", [], "conversation_attribute"),
]


async def card(desk: Console, conversation_id: int) -> ContactScreen:
    """Open the card of a conversation's contact and wait for all of it."""
    await desk.turn_to(conversation_id)
    await desk.press("I")
    await desk.until(lambda: isinstance(desk.app.screen, ContactScreen), "the card")
    screen = desk.app.screen
    assert isinstance(screen, ContactScreen)
    contact_id = screen.contact.id
    await desk.until(lambda: conversation_id in desk.store.shared_files, "what is looked up")
    await desk.until(lambda: contact_id in desk.store.dossiers)
    return screen


async def change(desk: Console, screen: ContactScreen, row: str, *keys: str) -> None:
    """Put the cursor on a row, take it and press keys in the box that opens."""
    await desk.until(lambda: row in screen.rows._rows, row)
    screen.rows.set_cursor(row)
    await desk.press("enter")
    await desk.until(lambda: desk.app.screen is not screen, f"a box for {row}")
    await desk.press(*keys)


def define(desk: DemoDesk) -> None:
    desk.engine.world.attribute_definitions += DEFINITIONS


async def test_the_panel_tells_what_is_kept_once_the_hand_rests() -> None:
    async with console((160, 60)) as desk:
        contact = desk.desk.contact_of(ZOE)
        contact.labels = ["vip"]
        world = desk.desk.engine.world
        world.contact_notes[contact.id] = [ContactNote(1, contact.id, INES, "Likes green.", NOW)]
        old = desk.desk.new_conversation(contact, 25, "Before.")
        desk.desk.set_status(old.display_id, "resolved")
        desk.desk.conversation(ZOE).participant_ids = [YUSUF]
        await desk.settled()
        await desk.turn_to(ZOE)
        await desk.shows("Likes green.", "#sidebar")
        shown = desk.seen("#sidebar")
        for words in ("Contact's labels", "vip", "Participants", "Yusuf", "Notes", "resolved, now"):
            assert words in shown


async def test_passing_over_rows_looks_nothing_up() -> None:
    async with console() as desk:
        await desk.press("g")
        await desk.until(lambda: desk.store.dossiers, "the first look-up")
        before = set(desk.store.dossiers)
        await desk.press("j", "j", "j", "j")
        at_hand = desk.main.at_hand
        assert at_hand is not None
        await desk.until(lambda: at_hand.contact_id in desk.store.dossiers, "the last one")
        assert set(desk.store.dossiers) - before == {at_hand.contact_id}


async def test_a_contact_changed_by_somebody_else_is_looked_up_again() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        contact = desk.desk.contact_of(ZOE)
        await desk.until(lambda: contact.id in desk.store.dossiers, "the first look-up")
        desk.clock.pass_by(6)
        contact.labels = ["late"]
        desk.desk.rename_contact(contact.id, "Zoë B.")
        await desk.shows("late", "#sidebar")
        await desk.shows("Zoë B.", "#sidebar")


async def test_a_promise_stands_in_the_row_and_in_the_panel() -> None:
    async with console() as desk:
        row = desk.desk.conversation(ZOE)
        row.created_at, row.first_reply_created_at = NOW - 600, None
        row.applied_sla = promise(row, "Gold", 300, 900, 86_400)
        await desk.press("ctrl+r")
        await desk.until(lambda: desk.store.conversations[ZOE].sla, "the promise")
        await desk.settled()
        await desk.turn_to(ZOE)
        await desk.shows("Gold", "#sidebar")
        assert "first answer missed 5" in " ".join(desk.seen("#sidebar").split())
        assert "sla -5m" in desk.row_of(ZOE)


async def test_a_field_is_checked_here_and_then_by_the_server() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        screen = await card(desk, ZOE)
        await change(desk, screen, "field:email", *["backspace"] * 30, "x", "enter")
        await desk.shows("This is no e-mail address.")
        await desk.press("backspace")
        desk.app.post_message(Paste("dana@mail.example"))
        await desk.shows(" dana@mail.example ")
        await desk.press("enter")
        await desk.shows("The mail is unchanged: ")
        assert "Email has already been taken" in desk.seen()
        assert contact.email == "zoë@mail.example"
        await change(desk, screen, "field:name", *"X", "enter")
        await desk.until(lambda: contact.name == "Zoë BrücknerX", "the server's name")
        await desk.until(lambda: "Zoë BrücknerX" in desk.row_of(ZOE), "the row")


async def test_attributes_are_changed_by_their_kind_and_others_stay() -> None:
    async with console(before=define) as desk:
        contact = desk.desk.contact_of(ZOE)
        contact.custom_attributes = {"plan": "gold"}
        desk.desk.conversation(ZOE).custom_attributes = {"old": "kept"}
        await desk.press("ctrl+r")
        await desk.until(lambda: desk.store.conversations[ZOE].custom_attributes, "the old one")
        screen = await card(desk, ZOE)
        await change(desk, screen, "own:rides", *"heron", "enter")
        await desk.until(lambda: contact.custom_attributes.get("rides") == "Heron")
        await change(desk, screen, "own:newsletter", *"yes", "enter")
        await desk.until(lambda: contact.custom_attributes.get("newsletter") is True)
        await change(desk, screen, "own:bought", *"2026", "enter")
        await desk.shows("A date is written as year-month-day")
        await desk.press("minus", "0", "2", "minus", "0", "3", "enter")
        await desk.until(lambda: contact.custom_attributes.get("bought") == "2026-02-03")
        assert contact.custom_attributes["plan"] == "gold"
        await change(desk, screen, "talk-own:order", *"41", "enter")
        row = desk.desk.conversation(ZOE)
        await desk.until(lambda: row.custom_attributes == {"old": "kept", "order": 41})


async def test_labels_of_others_stay() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        contact.labels = ["vip"]
        screen = await card(desk, ZOE)
        titles = [one.title for one in desk.store.labels.values()]
        await change(desk, screen, "labels", *titles[0], "tab")
        contact.labels = ["vip", "theirs"]
        await desk.press("enter")
        await desk.until(lambda: contact.labels == ["vip", "theirs", titles[0]], "all labels")
        await desk.shows(f"theirs, {titles[0]}")


async def test_blocking_asks_first() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        await card(desk, ZOE)
        await desk.press("b")
        await desk.asks("Block Zoë Brückner?")
        await desk.press("n")
        assert not contact.blocked
        await desk.press("b")
        await desk.asks("Block Zoë Brückner?")
        await desk.press("y")
        await desk.until(lambda: contact.blocked, "blocked")
        await desk.press("b")
        await desk.until(lambda: not contact.blocked, "no longer blocked")


async def test_a_previous_conversation_is_gone_to_though_no_list_has_it() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(PRIYA)
        old = desk.desk.new_conversation(contact, 21, "Where is my hinge?")
        desk.desk.set_status(old.display_id, "resolved")
        await desk.settled()
        desk.app._take([])
        del desk.store.conversations[old.display_id]
        screen = await card(desk, PRIYA)
        key = f"earlier:{old.display_id}"
        await desk.until(lambda: key in screen.rows._rows, "the old one")
        screen.rows.set_cursor(key)
        await desk.press("enter")
        await desk.shows("Where is my hinge?", "#messages")
        assert f"#{old.display_id}" in desk.seen("#thread-head")
        assert desk.main.messages.has_focus


async def test_a_shared_file_goes_through_the_same_gate() -> None:
    async with console() as desk:
        file = Attachment(0, 0, "file", NOW, file_name="order.pdf", body=b"%PDF-1.4")
        desk.desk.contact_writes(DANA, "My order", files=[file])
        await desk.settled()
        screen = await card(desk, DANA)
        shared = desk.store.shared_files[DANA]
        assert shared.total == 1
        key = f"file:{shared.files[0].attachment.id}"
        await desk.until(lambda: key in screen.rows._rows, "the file")
        screen.rows.set_cursor(key)
        await desk.press("enter")
        await desk.shows("Links and files")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_card_fits_every_screen(size: tuple[int, int]) -> None:
    async with console(size) as desk:
        await card(desk, ZOE)
        await desk.shows("zoë@mail.example")
        assert "esc back" in desk.seen()
        await desk.press("G", "g", "escape")
        await desk.lacks("card-box")
        assert desk.app.screen is desk.main
        assert desk.me == NARE
