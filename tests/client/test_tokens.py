"""An agent's token and a contact's token, each on its own socket, on two kinds of server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Protocol

import pytest
from pydantic import SecretStr

from hoory_tui.client.session import Server
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import MessageCreated, PresenceUpdate
from hoory_tui.wire.message import ACTIVITY, INCOMING, OUTGOING

from ..rails.server import RailsCable, puma, rails_cable
from .desks import DeskClient
from .watching import Watcher, watched


class Backend(Protocol):
    """A server with an agent, a contact and another contact, who all can be made to act."""

    server: Server
    agent: Identifier
    contact: Identifier

    async def contact_writes(self, text: str) -> None: ...
    async def other_contact_writes(self, text: str) -> None: ...
    async def agent_replies(self, text: str) -> None: ...
    async def agent_notes(self, text: str) -> None: ...
    async def activity_is_noted(self) -> None: ...


class DeskBackend:
    """The demo desk, where the contacts write by the public API."""

    def __init__(self, client: DeskClient, session: str, talk: int, other_talk: int) -> None:
        self.server = client.server
        self._client = client
        self._desk = client.desk
        self._source_id = session
        self._talk = talk
        self._other_talk = other_talk
        agent = client.desk.agents[0]
        self.agent = Identifier(
            pubsub_token=SecretStr(agent.pubsub_token),
            account_id=client.desk.account_id,
            user_id=agent.id,
        )
        self.contact = Identifier(pubsub_token=SecretStr(client.desk.session_of(talk).pubsub_token))

    @classmethod
    async def of(cls, client: DeskClient) -> DeskBackend:
        api = client.contact()
        session = await api.create_contact(name="Robin")
        talk = await api.create_conversation(session.source_id)
        other = await api.create_contact(name="Wren")
        other_talk = await api.create_conversation(other.source_id)
        return cls(client, session.source_id, talk.id, other_talk.id)

    async def contact_writes(self, text: str) -> None:
        await self._client.contact().create_message(self._source_id, self._talk, text)

    async def other_contact_writes(self, text: str) -> None:
        self._desk.contact_writes(self._other_talk, text)

    async def agent_replies(self, text: str) -> None:
        await self._client.agent().create_message(self._talk, text, echo_id="reply")

    async def agent_notes(self, text: str) -> None:
        api = self._client.agent()
        await api.create_message(self._talk, text, private=True, echo_id="note")

    async def activity_is_noted(self) -> None:
        await self._client.agent().assign(self._talk, self._desk.agents[0].id)


class RailsBackend:
    """The genuine Action Cable, told what to send to whom."""

    agent = Identifier(pubsub_token=SecretStr("agent-token-1"), account_id=1, user_id=7)
    contact = Identifier(pubsub_token=SecretStr("contact-token-1"))

    def __init__(self, rails: RailsCable) -> None:
        self.server = rails.server
        self._rails = rails
        self._last_id = 0

    async def contact_writes(self, text: str) -> None:
        await self._send(text, INCOMING, "agent-token-1", "contact-token-1")

    async def other_contact_writes(self, text: str) -> None:
        await self._send(text, INCOMING, "agent-token-1", "contact-token-2")

    async def agent_replies(self, text: str) -> None:
        await self._send(text, OUTGOING, "agent-token-1", "contact-token-1")

    async def agent_notes(self, text: str) -> None:
        await self._send(text, OUTGOING, "agent-token-1", private=True)

    async def activity_is_noted(self) -> None:
        await self._send("Assigned to somebody", ACTIVITY, "agent-token-1")

    async def _send(self, text: str, kind: int, *tokens: str, private: bool = False) -> None:
        self._last_id += 1
        message = {
            "account_id": 1,
            "id": self._last_id,
            "content": text,
            "message_type": kind,
            "private": private,
        }
        for token in tokens:
            await self._rails.broadcast(token, "message.created", message)


@pytest.fixture(scope="module")
def rails_port() -> Iterator[int]:
    with puma() as port:
        yield port


@pytest.fixture
async def desk(client: DeskClient) -> Backend:
    return await DeskBackend.of(client)


@pytest.fixture
async def rails(rails_port: int) -> AsyncIterator[Backend]:
    async with rails_cable(rails_port) as rails:
        yield RailsBackend(rails)


@pytest.fixture(params=["desk", "rails"])
def backend(request: pytest.FixtureRequest) -> Backend:
    found: Backend = request.getfixturevalue(request.param)
    return found


def texts(watcher: Watcher) -> set[str | None]:
    created = [event.message for event in watcher.events if isinstance(event, MessageCreated)]
    return {one.content for one in created if one.message_type != ACTIVITY}


def activities(watcher: Watcher) -> int:
    created = [event.message for event in watcher.events if isinstance(event, MessageCreated)]
    return sum(one.message_type == ACTIVITY for one in created)


def echoes(watcher: Watcher) -> list[PresenceUpdate]:
    return [event for event in watcher.events if isinstance(event, PresenceUpdate)]


async def test_each_token_hears_its_own_events_and_beats(backend: Backend) -> None:
    pace = Pace(presence=0.1, echo=2.0)

    async def agent() -> Identifier:
        return backend.agent

    async def contact() -> Identifier:
        return backend.contact

    async with (
        watched(backend.server, identify=agent, pace=pace) as at_desk,
        watched(backend.server, identify=contact, pace=pace) as at_home,
    ):
        await at_desk.reach_live()
        await at_home.reach_live()
        await backend.contact_writes("hello")
        await backend.other_contact_writes("somebody else's")
        await backend.agent_notes("between us")
        await backend.activity_is_noted()
        await backend.agent_replies("goodbye")
        everything = {"hello", "somebody else's", "between us", "goodbye"}
        await at_desk.until(lambda: texts(at_desk) == everything and activities(at_desk) > 0)
        await at_home.until(lambda: "goodbye" in texts(at_home))
        beats = len(echoes(at_home))
        await at_home.until(lambda: len(echoes(at_home)) >= beats + 2)
        await at_desk.until(lambda: len(echoes(at_desk)) >= 3)
        assert texts(at_home) == {"hello", "goodbye"}
        assert activities(at_home) == 0
        assert all(echo.presence.contacts is None for echo in echoes(at_home))
        assert all(echo.presence.contacts is not None for echo in echoes(at_desk))


async def test_a_token_of_nobody_hears_nothing(backend: Backend) -> None:
    async def nobody() -> Identifier:
        return Identifier(pubsub_token=SecretStr("no-such-token"))

    pace = Pace(ask_again=0.05, confirm=0.1, degraded=0.2)
    async with watched(backend.server, identify=nobody, pace=pace) as watcher:
        await watcher.until(lambda: watcher.client.status.connection == 2)
        assert watcher.events == []
