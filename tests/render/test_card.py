"""The rows of a contact card: complete, each with what it is about."""

from __future__ import annotations

from datetime import UTC

from hoory_tui.render.card import About, card_rows
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.store.dossiers import Dossier, Note, SharedFile, SharedFiles
from hoory_tui.store.library import AttributeDefinition, Library
from hoory_tui.store.records import Attachment, Contact, Conversation
from hoory_tui.store.state import Store

AT = Moment(1_790_000_000.0, UTC, UNICODE)
TALK = Conversation(4, contact_id=5, custom_attributes={"order": 41})


def store_of() -> Store:
    store = Store(1, 1)
    store.contacts[5] = Contact(5, "Zoë", "zoe@mail.example", custom_attributes={"plan": "gold"})
    return store


def test_what_is_not_known_yet_says_so() -> None:
    rows = {row.key: row for row in card_rows(store_of(), TALK, AT)}
    assert rows["field:phone_number"].value == "–"
    assert rows["labels"].value == "not known"
    assert rows["watchers"].value == "not known"
    assert rows["title:Notes"].value == "not known"
    assert rows["own:plan"].value == "gold"
    assert rows["talk-own:order"].value == "41"


def test_everything_has_a_row_of_its_own() -> None:
    store = store_of()
    definitions = (
        AttributeDefinition(1, "rides", "Rides", "list", ("Wren",), "contact_attribute"),
    )
    store.library = Library(definitions=definitions)
    note = Note(9, "two\nlines", "Ines", AT.now)
    store.dossiers[5] = Dossier(5, (), (note,), (TALK, Conversation(3, status="resolved")))
    store.participants[4] = ()
    file = SharedFile(Attachment(8, "image", "https://x/a.png", size=2000), 70, "Zoë", AT.now)
    store.shared_files[4] = SharedFiles((file,), 1)
    rows = card_rows(store, TALK, AT)
    assert len({row.key for row in rows}) == len(rows)
    by_key = {row.key: row for row in rows}
    assert (by_key["own:rides"].value, by_key["own:rides"].name) == ("–", "Rides")
    assert (by_key["note:9"].about, by_key["note:9"].number) == (About.NOTE, 9)
    assert (by_key["earlier:3"].about, by_key["earlier:3"].number) == (About.TALK, 3)
    assert (by_key["file:8"].number, by_key["file:8"].file) == (70, file)
    assert "earlier:4" not in by_key
    assert by_key["labels"].value == by_key["watchers"].value == "none"
