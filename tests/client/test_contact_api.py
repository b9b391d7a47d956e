from __future__ import annotations

import pytest
from aiohttp import web

from hoory_tui.client.contact_api import ContactApi
from hoory_tui.client.errors import NotFound
from hoory_tui.client.session import open_session
from hoory_tui.client.transport import Transport

from .desks import DeskClient
from .servers import http_server


class Bytes:
    """A file that lies in memory."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name, self.size, self._content = name, len(content), content

    async def read(self, count: int) -> bytes:
        return self._content[:count]


async def test_a_contact_opens_a_session_and_writes(client: DeskClient) -> None:
    api = client.contact()
    session = await api.create_contact(name="Robin", email="robin@example.com")
    talk = await api.create_conversation(session.source_id)
    written = await api.create_message(session.source_id, talk.id, "hello", echo_id="e")
    assert written.message_type == 0
    assert [one.id for one in await api.conversations(session.source_id)] == [talk.id]
    messages = await api.messages(session.source_id, talk.id)
    assert [one.content for one in messages if one.message_type == 0] == ["hello"]
    seen = await client.agent().messages(talk.id)
    assert "hello" in [one.content for one in seen.payload]


async def test_a_contact_pages_back_and_sees_no_notes(client: DeskClient) -> None:
    api = client.contact()
    session = await api.create_contact(name="Robin")
    talk = await api.create_conversation(session.source_id)
    for number in range(25):
        await api.create_message(session.source_id, talk.id, f"line {number}")
    client.desk.agent_writes(client.desk.agents[0].id, talk.id, "a note", private=True)
    latest = await api.messages(session.source_id, talk.id)
    older = await api.messages(session.source_id, talk.id, before=latest[0].id)
    contents = [one.content for one in older + latest]
    assert "a note" not in contents
    assert [one for one in contents if str(one).startswith("line")] == [
        f"line {number}" for number in range(25)
    ]


async def test_a_contact_types_and_reads(client: DeskClient) -> None:
    api = client.contact()
    session = await api.create_contact(name="Robin")
    talk = await api.create_conversation(session.source_id)
    await api.toggle_typing(session.source_id, talk.id, on=True)
    await api.toggle_typing(session.source_id, talk.id, on=False)
    await api.update_last_seen(session.source_id, talk.id)
    assert (await client.agent().conversation(talk.id)).contact_last_seen_at


async def test_a_known_source_id_is_the_same_session(client: DeskClient) -> None:
    api = client.contact()
    session = await api.create_contact(name="Robin")
    again = await api.create_contact(source_id=session.source_id)
    assert again.pubsub_token == session.pubsub_token


async def test_a_contact_looks_around_and_changes_what_is_known_of_them(
    client: DeskClient,
) -> None:
    api = client.contact()
    inbox = await api.inbox()
    assert (inbox.name, inbox.identity_validation_enabled) == ("Rider app", False)
    assert [one.day_of_week for one in inbox.working_hours or []] == [*range(7)]
    session = await api.create_contact(name="Robin")
    assert (await api.contact(session.source_id)).pubsub_token == session.pubsub_token
    row = await api.update_contact(session.source_id, name="Robin II", custom_attributes={"a": 1})
    assert (row.id, row.name, row.custom_attributes) == (session.id, "Robin II", {"a": 1})
    talk = await api.create_conversation(session.source_id, custom_attributes={"order": "12"})
    assert client.desk.conversation(talk.id).custom_attributes == {"order": "12"}
    assert (await api.conversation(session.source_id, talk.id)).status == "open"
    assert (await api.toggle_status(session.source_id, talk.id)).status == "resolved"


async def test_a_contact_sends_a_file_and_answers_a_choice(client: DeskClient) -> None:
    api = client.contact()
    session = await api.create_contact(name="Robin")
    talk = await api.create_conversation(session.source_id)
    written = await api.create_message(
        session.source_id, talk.id, "", echo_id="e", files=[Bytes("brake.png", b"\x89PNG")]
    )
    assert written.content is None
    assert [one.file_size for one in written.attachments or []] == [4]
    choice = client.desk.agent_writes(
        client.desk.agents[0].id, talk.id, "Again?", content_type="input_select"
    )
    answer = [{"title": "Yes", "value": "y"}]
    answered = await api.submit(session.source_id, talk.id, choice.id, answer)
    assert answered.content_attributes is not None
    assert answered.content_attributes.submitted_values == answer


async def test_nobody_knows_this_contact(client: DeskClient) -> None:
    with pytest.raises(NotFound):
        await client.contact().conversations("nobody-here")


async def test_a_source_id_stays_within_its_part_of_the_path() -> None:
    paths: list[str] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        paths.append(request.raw_path)
        return web.json_response([])

    async with http_server(handle) as server, open_session(server) as session:
        await ContactApi(Transport(session, server), "in/box").conversations("a/../b?c")
    assert paths == ["/public/api/v1/inboxes/in%2Fbox/contacts/a%2F..%2Fb%3Fc/conversations"]
