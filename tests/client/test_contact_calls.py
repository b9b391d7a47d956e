"""What is kept about a contact, asked of the demo desk and changed there."""

from __future__ import annotations

import pytest

from hoory_tui.client.errors import Invalid, NotFound

from .desks import DeskClient


async def test_fields_are_changed_and_attributes_merged(client: DeskClient) -> None:
    contact = client.desk.new_contact("Ana", custom_attributes={"plan": "free", "n": 1})
    fields = {"name": "Ana Maria", "custom_attributes": {"n": 2}}
    after = await client.agent().change_contact(contact.id, fields)
    assert (after.name, after.custom_attributes) == ("Ana Maria", {"plan": "free", "n": 2})
    with pytest.raises(Invalid, match="e164 format"):
        await client.agent().change_contact(contact.id, {"phone_number": "12"})


async def test_labels_are_read_and_replaced(client: DeskClient) -> None:
    contact = client.desk.new_contact("Ana")
    assert await client.agent().contact_labels(contact.id) == []
    assert await client.agent().set_contact_labels(contact.id, ["vip", "new"]) == ["vip", "new"]
    assert contact.labels == ["vip", "new"]


async def test_notes_are_written_read_and_deleted(client: DeskClient) -> None:
    contact, api = client.desk.new_contact("Ana"), client.agent()
    made = await api.add_note(contact.id, "one\ntwo")
    (read,) = await api.notes(contact.id)
    assert read == made
    assert (read.content, read.user.name if read.user else "") == ("one\ntwo", "Nare Petrosyan")
    await api.delete_note(contact.id, made.id)
    assert await api.notes(contact.id) == []
    with pytest.raises(NotFound):
        await api.delete_note(contact.id, made.id)


async def test_what_hangs_on_a_conversation(client: DeskClient) -> None:
    contact, api = client.desk.new_contact("Ana"), client.agent()
    row = client.desk.new_conversation(contact, 25, "Hi")
    client.desk.set_status(row.display_id, "resolved")
    (talk,) = await api.contact_conversations(contact.id)
    assert (talk.id, talk.status) == (row.display_id, "resolved")
    row.participant_ids = [13, 14]
    assert [one.id for one in await api.participants(row.display_id)] == [13, 14]
    files = await api.shared_files(row.display_id)
    assert (files.meta.total_count, files.payload) == (0, [])
