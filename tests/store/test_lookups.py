"""What was looked up: parts are taken as they come, and no day makes it endless."""

from __future__ import annotations

from hoory_tui.store import reduce
from hoory_tui.store.beside import DossierLoaded, FilesLoaded, ParticipantsKnown
from hoory_tui.store.happenings import ConversationLoaded
from hoory_tui.store.state import Store
from hoory_tui.wire.card import NotePayload, SharedFilesPage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.payload import read_payload

NOW = 1_790_000_000.0


def note(number: int, at: int) -> NotePayload:
    user = {"id": 3, "name": "Ines Müller", "available_name": "Ines"}
    data = {"id": number, "content": f"n{number}", "user": user, "created_at": at}
    return read_payload(NotePayload, data)


def test_parts_that_were_not_told_stay() -> None:
    store = Store(1, 1)
    talk = read_payload(ConversationPayload, {"id": 3, "status": "resolved"})
    changes = reduce.apply(store, DossierLoaded(5, ["vip"], [note(1, 10)], [talk]), NOW)
    assert changes.contacts == {5}
    reduce.apply(store, DossierLoaded(5, notes=[note(1, 10), note(2, 20)]), NOW)
    dossier = store.dossiers[5]
    assert dossier.labels == ("vip",)
    assert [(one.id, one.author) for one in dossier.notes or ()] == [(2, "Ines"), (1, "Ines")]
    assert [(one.id, one.status) for one in dossier.earlier or ()] == [(3, "resolved")]
    assert not store.conversations, "what was looked up is in no list"


def test_who_watches_dirties_the_conversation_only_when_that_is_new() -> None:
    store = Store(1, 1)
    assert reduce.apply(store, ParticipantsKnown(4, (1, 2)), NOW).conversations == {4}
    assert not reduce.apply(store, ParticipantsKnown(4, (1, 2)), NOW).conversations


def test_whether_we_watch_is_known_of_the_conversation_too() -> None:
    store = Store(1, 1)
    talk = read_payload(ConversationPayload, {"id": 4, "status": "open"})
    reduce.apply(store, ConversationLoaded(talk), NOW)
    reduce.apply(store, ParticipantsKnown(4, (1, 2)), NOW)
    assert store.conversations[4].participating
    assert reduce.apply(store, ParticipantsKnown(4, (2,)), NOW).order
    assert not store.conversations[4].participating


def test_files_are_counted_by_the_server_where_it_does() -> None:
    store = Store(1, 1)
    file = {"id": 8, "message_id": 70, "file_type": "image", "data_url": "https://x/a.png"}
    old = read_payload(SharedFilesPage, {"payload": [file]})
    reduce.apply(store, FilesLoaded(4, old), NOW)
    assert (store.shared_files[4].total, store.shared_files[4].files[0].message_id) == (1, 70)
    page = read_payload(SharedFilesPage, {"meta": {"total_count": 300}, "payload": [file]})
    reduce.apply(store, FilesLoaded(4, page), NOW)
    assert store.shared_files[4].total == 300


def test_only_those_looked_at_last_are_held() -> None:
    store = Store(1, 1)
    for number in range(500):
        reduce.apply(store, DossierLoaded(number, ["x"]), NOW)
        reduce.apply(store, ParticipantsKnown(number, (1,)), NOW)
    assert len(store.dossiers) == len(store.participants) == 200
    assert min(store.dossiers) == 300
