"""Notes about a contact: written in several lines, deleted after a question, never lost."""

from __future__ import annotations

from hoory_tui.demo.records import ContactNote

from .console import NOW, console
from .stage import INES, ZOE
from .test_contact_card import card


async def test_a_note_of_two_lines_is_kept_for_everybody() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        await card(desk, ZOE)
        await desk.press("n")
        await desk.shows("never shown to them")
        await desk.press(*"one", "enter", *"two", "ctrl+s")
        notes = desk.desk.engine.world.contact_notes
        await desk.until(lambda: notes.get(contact.id), "the note on the server")
        assert [(one.content, one.agent_id) for one in notes[contact.id]] == [("one\ntwo", desk.me)]
        await desk.until(lambda: desk.store.dossiers[contact.id].notes, "the note here")


async def test_a_note_is_deleted_after_a_question() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        note = ContactNote(7, contact.id, INES, "Out of date.", NOW)
        desk.desk.engine.world.contact_notes[contact.id] = [note]
        screen = await card(desk, ZOE)
        await desk.until(lambda: "note:7" in screen.rows._rows, "the note")
        screen.rows.set_cursor("note:7")
        await desk.press("D")
        await desk.asks("Delete the note of Ines")
        await desk.press("n")
        assert desk.desk.engine.world.contact_notes[contact.id] == [note]
        await desk.press("D")
        await desk.asks("Delete the note of Ines")
        await desk.press("y")
        await desk.until(lambda: not desk.desk.engine.world.contact_notes[contact.id], "gone")
        await desk.until(lambda: "note:7" not in screen.rows._rows, "gone here")


async def test_a_refused_note_is_kept_in_the_clipboard() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        await card(desk, ZOE)
        desk.desk.fail_next("POST", f"/contacts/{contact.id}/notes", 500)
        await desk.press("n", *"kept", "ctrl+s")
        await desk.shows("The note was not kept: ")
        await desk.shows("Copied the words of the note")
        assert contact.id not in desk.desk.engine.world.contact_notes


async def test_words_are_not_thrown_away_by_one_key() -> None:
    async with console() as desk:
        await card(desk, ZOE)
        await desk.press("n", *"kept", "escape")
        await desk.asks("Throw the note away?")
        await desk.press("n")
        await desk.shows("kept")


async def test_a_note_that_is_kept_is_not_called_lost_when_it_cannot_be_read_again() -> None:
    async with console() as desk:
        contact = desk.desk.contact_of(ZOE)
        await card(desk, ZOE)
        desk.desk.fail_next("GET", f"/contacts/{contact.id}/notes", 500)
        await desk.press("n", *"kept", "ctrl+s")
        await desk.shows("The note is kept, but the list here is old: ")
        notes = desk.desk.engine.world.contact_notes[contact.id]
        assert [one.content for one in notes] == ["kept"]
        desk.desk.fail_next("GET", f"/contacts/{contact.id}/notes", 500)
        await desk.app._lookups.delete_note(contact.id, notes[0].id)
        await desk.shows("The note is deleted, but the list here is old: ")
