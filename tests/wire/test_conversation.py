from __future__ import annotations

import pytest

from hoory_tui.wire.conversation import ContactInboxPayload, ConversationPayload
from hoory_tui.wire.payload import WireError, read_payload
from tests.wire.shapes import GUIDE_CONVERSATION, NEW_CONVERSATION, SECRET


def test_the_guides_conversation_lacks_what_came_later() -> None:
    conversation = ConversationPayload.model_validate(GUIDE_CONVERSATION)
    assert conversation.id == 12
    assert conversation.timestamp == 1_795_353_600
    later = ("updated_at", "priority", "labels", "waiting_since", "last_activity_at", "created_at")
    assert [name for name in later if conversation.sent(name)] == []
    assert conversation.labels is None


def test_the_newer_conversation_keeps_fractions_of_seconds() -> None:
    conversation = ConversationPayload.model_validate(NEW_CONVERSATION)
    assert conversation.updated_at == 1_795_353_600.123456
    assert (conversation.priority, conversation.labels) == ("high", ["vip"])
    assert conversation.meta is not None
    assert conversation.meta.team is not None
    assert conversation.meta.team.name == "tier 2"


def test_zero_is_never() -> None:
    conversation = ConversationPayload.model_validate(
        {"id": 1, "waiting_since": 0, "contact_last_seen_at": 0}
    )
    assert conversation.waiting_since is None
    assert conversation.sent("waiting_since")


def test_the_contacts_token_is_dropped() -> None:
    conversation = ConversationPayload.model_validate(NEW_CONVERSATION)
    assert conversation.contact_inbox is not None
    assert conversation.contact_inbox.contact_id == 41
    assert "pubsub_token" not in ContactInboxPayload.model_fields
    assert SECRET not in repr(conversation) + conversation.model_dump_json()


def test_a_listing_is_told_by_where_the_channel_is() -> None:
    event = ConversationPayload.model_validate(GUIDE_CONVERSATION)
    row = ConversationPayload.model_validate({"id": 1, "meta": {"channel": "Channel::Api"}})
    copy = ConversationPayload.model_validate({"id": 1})
    assert (event.is_listing, row.is_listing, copy.is_listing) == (False, True, False)


def test_an_assignee_of_null_is_told_from_none_that_was_sent() -> None:
    cleared = ConversationPayload.model_validate({"id": 1, "meta": {"assignee": None}})
    silent = ConversationPayload.model_validate({"id": 1, "meta": {}})
    assert cleared.meta is not None
    assert silent.meta is not None
    assert cleared.meta.sent("assignee")
    assert not silent.meta.sent("assignee")


def test_statuses_nobody_knows_are_kept() -> None:
    assert ConversationPayload.model_validate({"id": 1, "status": "teleported"}).status == (
        "teleported"
    )


def test_without_a_display_id_there_is_no_conversation() -> None:
    with pytest.raises(WireError, match="ConversationPayload: cannot read id"):
        read_payload(ConversationPayload, {**NEW_CONVERSATION, "id": "twelve"})
