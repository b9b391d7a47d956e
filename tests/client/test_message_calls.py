"""What is done with one message, asked of the demo desk."""

from __future__ import annotations

import pytest

from hoory_tui.client.errors import Invalid, NotAllowed, NotFound

from .desks import DeskClient


def a_message(client: DeskClient) -> tuple[int, int]:
    """Return the display id of a conversation and a message of its contact."""
    conversation_id = client.desk.new_conversation("Mira", client.desk.inboxes[0].id, "Hello?")
    return conversation_id.display_id, conversation_id.messages[0].id


async def test_a_message_is_deleted_for_good(client: DeskClient) -> None:
    here, number = a_message(client)
    left = await client.agent().delete_message(here, number)
    assert left is not None
    assert left.content_attributes is not None
    assert left.content_attributes.deleted
    with pytest.raises(NotFound):
        await client.agent().delete_message(here, 999_999)


async def test_a_failed_message_is_sent_again(client: DeskClient) -> None:
    here, _ = a_message(client)
    sent = client.desk.agent_writes(client.desk.agents[0].id, here, "Hi")
    client.desk.set_message_status(sent.id, "failed", "too late")
    row = await client.agent().retry_message(here, sent.id)
    assert row is not None
    assert row.status == "sent"


async def test_a_translation_is_told_once(client: DeskClient) -> None:
    here, number = a_message(client)
    first = await client.agent().translate_message(here, number, "fr")
    assert first is not None
    assert first.content == "[fr] Hello?"
    assert await client.agent().translate_message(here, number, "fr") is None
    client.desk.engine.messages.translates = False
    nobody = await client.agent().translate_message(here, number, "de")
    assert nobody is not None
    assert nobody.content is None


async def test_a_canned_response_is_made_or_refused(client: DeskClient) -> None:
    made = await client.agent().create_canned_response("pair", "Pair it again.")
    assert (made.short_code, made.content) == ("pair", "Pair it again.")
    with pytest.raises(Invalid, match="already been taken"):
        await client.agent().create_canned_response("pair", "again")
    with pytest.raises(NotAllowed):
        await client.agent(1).create_canned_response("other", "x")
