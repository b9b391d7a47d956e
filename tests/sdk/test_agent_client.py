"""The agent's side of the library, as a program of somebody else uses it."""

from __future__ import annotations

import contextlib

import pytest

from hoory_tui.client.errors import HooryError, SignInRefused
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.agent_client import AgentClient
from hoory_tui.sdk.following.cursor import CursorError
from hoory_tui.sdk.sending import Fate
from hoory_tui.wire.events import MessageCreated


async def test_events_as_values_and_requests_by_name() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=5) as desk:
        agent = desk.agents[0]
        desk.agent_comes(agent.id)
        talk = next(iter(desk.engine.world.conversations.values())).display_id
        async with AgentClient.connect(desk.url, agent.access_token, desk.account_id) as client:
            assert (client.account_id, client.profile.id) == (desk.account_id, agent.id)
            assert agent.access_token not in repr(client.profile)
            assert (await client.api.conversation(talk)).id == talk
            heard: list[str] = []
            async with contextlib.aclosing(client.events(links=True)) as events:
                async for told in events:
                    if told.name == "link" and told.data["state"] == "live":
                        sent = await client.reply(talk, "a reply")
                        assert sent.fate is Fate.ARRIVED
                        await client.note(talk, "a note")
                    if isinstance(told.event, MessageCreated):
                        assert told.conversation_id == talk
                        assert told.event.message.content == told.data["content"]
                        heard.append(told.data["content"])
                    if {"a reply", "a note"} <= set(heard):
                        break
            rows = desk.conversation(talk).messages[-2:]
            assert [(one.content, one.private) for one in rows] == [
                ("a reply", False),
                ("a note", True),
            ]
            with pytest.raises(CursorError):
                async for _ in client.events("nonsense"):
                    pass


async def test_without_a_block_it_is_closed_by_hand() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=2) as desk:
        client = await AgentClient.connect(desk.url, desk.agents[0].access_token)
        await client.close()
        assert client.backend.session.closed


async def test_a_login_that_is_refused() -> None:
    async with DemoDesk(quiet_visitors=True, conversations=2) as desk:
        with pytest.raises(SignInRefused):
            await AgentClient.connect(desk.url, "not-a-token-of-this-desk")
        with pytest.raises(HooryError, match="no account 99"):
            async with AgentClient.connect(desk.url, desk.agents[0].access_token, 99):
                pass
