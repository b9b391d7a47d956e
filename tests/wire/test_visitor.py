from __future__ import annotations

import pytest

from hoory_tui.wire.payload import WireError, read_payload
from hoory_tui.wire.visitor import ContactSession, PublicConversation, PublicMessage
from tests.wire.shapes import GUIDE_CONTACT, SECRET

SESSION = {"source_id": "s-1", "pubsub_token": SECRET, "id": 41, "name": "Ann", "email": None}


def test_a_session_keeps_its_key_to_itself() -> None:
    session = ContactSession.model_validate(SESSION)
    assert (session.source_id, session.id) == ("s-1", 41)
    assert session.pubsub_token.get_secret_value() == SECRET
    assert SECRET not in repr(session) + session.model_dump_json()


@pytest.mark.parametrize("key", ["source_id", "pubsub_token", "id"])
def test_a_session_without_its_key_or_address_is_none(key: str) -> None:
    data = {name: value for name, value in SESSION.items() if name != key}
    with pytest.raises(WireError) as caught:
        read_payload(ContactSession, data)
    assert str(caught.value) == f"ContactSession: cannot read {key}"
    assert SECRET not in str(caught.value)


def test_an_unreadable_key_is_not_quoted() -> None:
    with pytest.raises(WireError) as caught:
        read_payload(ContactSession, {**SESSION, "pubsub_token": [SECRET]})
    assert SECRET not in str(caught.value)


def test_a_public_message_has_no_status() -> None:
    message = PublicMessage.model_validate(
        {"id": 1, "content": "Hi\x07", "message_type": 1, "status": "read", "created_at": 100}
    )
    assert (message.content, message.message_type, message.created_at) == ("Hi␇", 1, 100.0)
    assert "status" not in PublicMessage.model_fields


def test_a_public_conversation_holds_its_contact_as_a_raw_row() -> None:
    row = {**GUIDE_CONTACT, "account_id": 1, "created_at": "2026-11-22T12:00:00.000Z"}
    conversation = PublicConversation.model_validate(
        {"id": 12, "status": "open", "messages": [{"id": 1}], "contact": row}
    )
    assert conversation.contact is not None
    assert conversation.contact.created_at == 1_795_348_800
    assert [message.id for message in conversation.messages] == [1]
