from __future__ import annotations

import pytest
from aiohttp import web

from hoory_tui.client.contact_api import ContactApi
from hoory_tui.client.errors import NotFound
from hoory_tui.client.session import open_session
from hoory_tui.client.transport import Transport

from .desks import DeskClient
from .servers import http_server


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
