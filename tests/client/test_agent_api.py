from __future__ import annotations

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi, read_profile
from hoory_tui.client.errors import (
    Interrupted,
    Invalid,
    NotFound,
    ServerFailed,
    SignInRefused,
    TooManyRequests,
)
from hoory_tui.client.session import open_session
from hoory_tui.client.transport import Transport

from ..recordings import Answer, Recording, recordings
from .desks import DeskClient
from .servers import http_server

Ask = Callable[[AgentApi, int, dict[str, Any]], Awaitable[object]]

_ASKED: list[tuple[str, str, Ask]] = [
    ("GET", "/conversations", lambda api, _, sent: api.conversations()),
    ("GET", "/conversations/meta", lambda api, _, sent: api.conversation_counts()),
    ("GET", "/conversations/N", lambda api, number, _: api.conversation(number)),
    ("GET", "/conversations/N/messages", lambda api, number, _: api.messages(number)),
    ("POST", "/conversations/N/messages", lambda api, number, _: _write(api, number)),
    (
        "POST",
        "/conversations/N/toggle_typing_status",
        lambda api, number, _: api.toggle_typing(number, on=True),
    ),
    (
        "POST",
        "/conversations/N/toggle_status",
        lambda api, number, _: api.set_status(number, "open"),
    ),
    ("POST", "/conversations/N/assignments", lambda api, number, sent: _assign(api, number, sent)),
    (
        "POST",
        "/conversations/N/update_last_seen",
        lambda api, number, _: api.update_last_seen(number),
    ),
    ("POST", "/conversations/N/unread", lambda api, number, _: api.mark_unread(number)),
    ("GET", "/conversations/N/labels", lambda api, number, _: api.labels_of(number)),
    ("POST", "/conversations/N/labels", lambda api, number, _: api.set_labels(number, ["a"])),
    ("POST", "/conversations/N/mute", lambda api, number, _: api.mute(number)),
    ("POST", "/conversations/N/unmute", lambda api, number, _: api.unmute(number)),
    (
        "POST",
        "/conversations/N/participants",
        lambda api, number, _: api.add_participants(number, [1]),
    ),
    (
        "DELETE",
        "/conversations/N/participants",
        lambda api, number, _: api.remove_participants(number, [1]),
    ),
    (
        "POST",
        "/conversations/N/custom_attributes",
        lambda api, number, _: api.set_attributes(number, {"a": 1}),
    ),
    (
        "POST",
        "/conversations/N/transcript",
        lambda api, number, _: api.send_transcript(number, "a@b"),
    ),
    ("POST", "/macros/N/execute", lambda api, number, _: api.run_macro(number, [1])),
    ("GET", "/contacts", lambda api, _, sent: api.contacts()),
    ("GET", "/contacts/N", lambda api, number, _: api.contact(number)),
    ("GET", "/inboxes", lambda api, _, sent: api.inboxes()),
    ("GET", "/agents", lambda api, _, sent: api.agents()),
    ("GET", "/teams", lambda api, _, sent: api.teams()),
    ("GET", "/labels", lambda api, _, sent: api.labels()),
    ("GET", "/canned_responses", lambda api, _, sent: api.canned_responses()),
    ("GET", "/macros", lambda api, _, sent: api.macros()),
    ("GET", "/custom_filters", lambda api, _, sent: api.folders()),
    ("GET", "/notifications", lambda api, _, sent: api.notifications()),
]


async def _write(api: AgentApi, conversation_id: int) -> None:
    await api.create_message(conversation_id, "x", echo_id="e")


async def _assign(api: AgentApi, conversation_id: int, sent: dict[str, Any]) -> None:
    if "assignee_id" in sent:
        await api.assign(conversation_id, 1)
    else:
        await api.assign_team(conversation_id, 1)


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
async def test_every_answer_of_a_real_server_is_understood(recording: Recording) -> None:
    current: Answer | None = None

    async def replay(request: web.Request) -> web.StreamResponse:
        assert current is not None
        assert (request.method, request.path) == (current.method, current.path)
        return web.json_response(current.body)

    understood = set()
    async with http_server(replay) as server, open_session(server) as session:
        transport = Transport(session, server, SecretStr("t"))
        for current in recording.answers():
            if current.status != 200:
                continue
            if (current.method, current.path) == ("GET", "/api/v1/profile"):
                await read_profile(transport)
            for method, pattern, ask in _ASKED:
                path = r"/api/v1/accounts/(\d+)" + pattern.replace("N", r"(\d+)") + "()"
                found = re.fullmatch(path, current.path)
                if current.method == method and found:
                    await ask(AgentApi(transport, int(found[1])), int(found[2] or 0), current.sent)
                    understood.add(pattern)
    assert len(understood) == len({pattern for _, pattern, _ in _ASKED})


async def test_the_profile_and_the_server(client: DeskClient) -> None:
    profile = await client.agent().profile()
    agent = client.desk.agents[0]
    assert profile.id == agent.id
    assert profile.pubsub_token is not None
    assert profile.pubsub_token.get_secret_value() == agent.pubsub_token
    assert [account.id for account in profile.accounts] == [client.desk.account_id]
    assert (await client.agent().server_info()).version


async def test_a_token_that_is_no_longer_good(client: DeskClient) -> None:
    api = client.agent()
    client.desk.rotate_access_token(client.desk.agents[0].id)
    for ask in (api.profile, api.labels):
        with pytest.raises(SignInRefused):
            await ask()


async def test_every_401_of_the_profile_is_about_the_token(client: DeskClient) -> None:
    client.desk.fail_next("GET", "/profile", 401, body={"error": "Something else"})
    with pytest.raises(SignInRefused):
        await client.agent().profile()


async def test_a_list_with_its_counts_and_pages(client: DeskClient) -> None:
    api = client.agent()
    first = await api.conversations(status="all")
    second = await api.conversations(status="all", page=2)
    assert len(first.payload) == 25
    assert not {one.id for one in first.payload} & {one.id for one in second.payload}
    assert first.payload[0].is_listing
    counts = await api.conversation_counts(status="all")
    assert counts == first.meta
    assert counts.all_count == len(client.desk.engine.world.conversations)


async def test_a_list_and_its_counts_are_filtered_by_each_thing_asked(client: DeskClient) -> None:
    api = client.agent()
    everything = (await api.conversations(status="all")).payload
    talk = everything[0].id
    team = (await api.teams())[0].id
    label = (await api.labels())[0].title
    assert label is not None
    for other in everything:
        client.desk.assign_team(other.id, None)
        client.desk.set_labels(other.id, [])
        client.desk.set_status(other.id, "pending")
    client.desk.assign_team(talk, team)
    client.desk.set_labels(talk, [label])
    client.desk.set_status(talk, "resolved")
    client.desk.assign(talk, client.desk.agents[0].id)

    by_team = await api.conversations(status="all", team_id=team)
    assert {one.meta and one.meta.team and one.meta.team.id for one in by_team.payload} == {team}
    by_label = await api.conversations(status="all", labels=[label])
    assert all(label in (one.labels or []) for one in by_label.payload)
    by_status = await api.conversations(status="resolved")
    assert {one.status for one in by_status.payload} == {"resolved"}
    inbox = everything[0].inbox_id
    by_inbox = await api.conversations(status="all", inbox_id=inbox)
    assert {one.inbox_id for one in by_inbox.payload} == {inbox}
    mine = await api.conversations(status="resolved", assignee_type="me")
    assert len(mine.payload) == mine.meta.mine_count

    assert await api.conversation_counts(status="all", team_id=team) == by_team.meta
    assert await api.conversation_counts(status="all", labels=[label]) == by_label.meta
    assert await api.conversation_counts(status="resolved") == by_status.meta
    assert await api.conversation_counts(status="all", inbox_id=inbox) == by_inbox.meta
    metas = [by_team.meta, by_label.meta, by_status.meta, by_inbox.meta]
    total = await api.conversation_counts(status="all")
    assert all(0 < meta.all_count < total.all_count for meta in metas)


async def test_messages_page_backwards_and_forwards(client: DeskClient) -> None:
    api = client.agent()
    talk = (await api.conversations()).payload[0].id
    for number in range(30):
        client.desk.contact_writes(talk, f"line {number}")
    latest = (await api.messages(talk)).payload
    older = (await api.messages(talk, before=latest[0].id)).payload
    newer = (await api.messages(talk, after=older[-1].id)).payload
    assert [one.content for one in latest] == [f"line {number}" for number in range(10, 30)]
    assert older[-1].content == "line 9"
    assert newer == latest


async def test_writes_once_and_gets_the_echo_back(client: DeskClient) -> None:
    api = client.agent()
    talk = (await api.conversations()).payload[0].id
    note = await api.create_message(
        talk, "a *note*", private=True, echo_id="e1", content_attributes={"in_reply_to": 5}
    )
    assert (note.content, note.private, note.echo_id) == ("a *note*", True, "e1")
    assert note.content_attributes is not None
    assert note.content_attributes.in_reply_to == 5
    client.desk.lose_next_answer("POST", "/messages")
    with pytest.raises(Interrupted) as lost:
        await api.create_message(talk, "lost?", echo_id="e2")
    assert lost.value.may_have_arrived
    contents = [one.content for one in (await api.messages(talk)).payload]
    assert [str(one) for one in contents].count("lost?") == 1


@pytest.mark.parametrize("kept", [True, False])
async def test_marks_what_it_writes_where_the_server_keeps_marks(
    client: DeskClient, kept: bool
) -> None:
    client.desk.keep_markers = kept
    api = client.agent()
    talk = (await api.conversations()).payload[0].id
    answered = await api.create_message(talk, "marked", echo_id="e7")
    listed = (await api.messages(talk)).payload[-1]
    in_list = (await api.conversation(talk)).messages
    assert in_list is not None
    for message in (answered, listed, in_list[-1]):
        assert message.content == "marked"
        assert message.content_attributes is not None
        assert message.content_attributes.marker == ("e7" if kept else None)
    assert (answered.sent_as, listed.sent_as) == ("e7", "e7" if kept else None)


async def test_knows_the_servers_clock_after_any_answer(client: DeskClient) -> None:
    api = client.agent()
    assert api.server_clock.earliest(api.monotonic()) is None
    await api.labels()
    assert api.server_clock.skew(api.monotonic(), time.time()) == 0.0


async def test_status_assignee_and_team_answer_with_what_now_holds(client: DeskClient) -> None:
    api = client.agent()
    talk = (await api.conversations()).payload[0].id
    status = await api.set_status(talk, "snoozed", snoozed_until=4_000_000_000)
    assert (status.current_status, status.snoozed_until) == ("snoozed", 4_000_000_000)
    agent = client.desk.agents[1]
    assignee = await api.assign(talk, agent.id)
    assert assignee is not None
    assert assignee.id == agent.id
    assert await api.assign(talk, None) is None
    assert await api.assign(talk, 424242) is None
    team = (await api.teams())[0]
    assigned = await api.assign_team(talk, team.id)
    assert assigned is not None
    assert assigned.id == team.id
    assert await api.assign_team(talk, None) is None


async def test_reading_and_typing(client: DeskClient) -> None:
    api = client.agent()
    talk = (await api.conversations()).payload[0].id
    client.desk.contact_writes(talk, "hello?")
    assert (await api.conversation(talk)).unread_count
    assert (await api.update_last_seen(talk)).unread_count == 0
    await api.toggle_typing(talk, on=True, private=True)
    await api.toggle_typing(talk, on=False)


async def test_the_lists_of_the_account(client: DeskClient) -> None:
    api = client.agent()
    assert {one.id for one in await api.inboxes()} == {one.id for one in client.desk.inboxes}
    assert {one.id for one in await api.agents()} == {one.id for one in client.desk.agents}
    assert all(team.name for team in await api.teams())
    assert all(label.title for label in await api.labels())
    contacts = await api.contacts()
    assert contacts.payload
    contact = contacts.payload[0]
    assert (await api.contact(contact.id)).name == contact.name


async def test_notifications_and_availability(client: DeskClient) -> None:
    api = client.agent()
    talk = (await api.conversations()).payload[0].id
    client.desk.assign(talk, None)
    client.desk.assign(talk, client.desk.agents[0].id, by=client.desk.agents[1].id)
    page = await api.notifications()
    assert page.meta.unread_count
    assert page.payload[0].notification_type == "conversation_assignment"
    assert page.payload[0].primary_actor is not None
    assert page.payload[0].primary_actor.id == talk
    profile = await api.set_availability("busy")
    assert profile.accounts[0].availability == "busy"


async def test_failures_come_as_our_errors(client: DeskClient) -> None:
    api = client.agent()
    with pytest.raises(NotFound):
        await api.conversation(987654)
    client.desk.fail_next("GET", "/labels", 429)
    with pytest.raises(TooManyRequests):
        await api.labels()
    client.desk.fail_next("POST", "/messages", 422, body={"error": "Too many messages"})
    with pytest.raises(Invalid, match="Too many messages"):
        await api.create_message(1, "x", echo_id="e")
    client.desk.fail_next("POST", "/messages", 502)
    with pytest.raises(ServerFailed):
        await api.create_message(1, "x", echo_id="e")
