from __future__ import annotations

from hoory_tui.wire.payload import read_payload
from hoory_tui.wire.people import (
    ContactPayload,
    PresencePayload,
    SenderPayload,
    TeamPayload,
    UserPayload,
)
from tests.wire.shapes import GUIDE_CONTACT, GUIDE_USER, NEW_CONTACT, NEW_USER


def test_a_contact_is_read_in_both_generations() -> None:
    older = ContactPayload.model_validate(GUIDE_CONTACT)
    newer = ContactPayload.model_validate(NEW_CONTACT)
    assert (older.name, newer.name) == ("Ann Petrosyan", "Ann Petrosyan")
    assert older.additional_attributes == {"city": "Gyumri"}
    assert (older.blocked, newer.blocked) == (None, False)


def test_numbers_in_names_and_phones_are_read_as_text() -> None:
    contact = ContactPayload.model_validate({"id": "41", "name": 4471, "phone_number": 374555})
    assert (contact.id, contact.name, contact.phone_number) == (41, "4471", "374555")


def test_names_are_one_clean_line() -> None:
    contact = ContactPayload.model_validate({"id": 1, "name": "Ann\r\n\x1b[31m\u202eevil\n"})
    assert contact.name == "Ann ⏎ ␛[31mevil"


def test_an_unknown_availability_is_told_from_one_that_was_not_sent() -> None:
    rebuilt = UserPayload.model_validate(NEW_USER)
    assert rebuilt.sent("availability_status")
    assert rebuilt.availability_status is None
    assert UserPayload.model_validate(GUIDE_USER).availability_status == "online"
    assert not UserPayload.model_validate({"id": 7}).sent("availability_status")


def test_a_sender_may_be_anyone() -> None:
    for kind in ("contact", "user", "agent_bot", "captain_assistant", "ghost"):
        sender = SenderPayload.model_validate({"id": 3, "name": "S", "type": kind})
        assert sender.type == kind


def test_a_team_inside_a_conversation_has_an_id_and_a_name_only() -> None:
    team = TeamPayload.model_validate({"id": 5, "name": "tier 2"})
    assert team.model_fields_set == {"id", "name"}


def test_presence_ids_come_as_text_and_unknown_words_are_kept() -> None:
    presence = PresencePayload.model_validate(
        {"account_id": 1, "users": {"7": "online", "9": "cloaked"}, "contacts": {"41": "online"}}
    )
    assert presence.users == {7: "online", 9: "cloaked"}
    assert presence.contacts == {41: "online"}


def test_contacts_that_may_not_be_known_are_none_and_not_nobody() -> None:
    assert PresencePayload.model_validate({"users": {}}).contacts is None
    assert PresencePayload.model_validate({"users": {}, "contacts": {}}).contacts == {}


def test_presence_without_usable_users_is_an_empty_snapshot() -> None:
    assert read_payload(PresencePayload, {"users": ["7"], "contacts": None}).users == {}
