"""The guide's own flow, by a foreign client, against the demo server in a process of its own."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr
from textual.pilot import Pilot

from hoory_tui.app.app import HooryApp
from hoory_tui.config.settings import Settings
from hoory_tui.sdk.backend import open_backend

PATIENCE = 20.0


@pytest.fixture
async def served() -> AsyncIterator[dict[str, Any]]:
    """Yield what `hoory-tui demo-server --json` prints, while it runs."""
    command = ("-m", "hoory_tui", "demo-server", "--port", "0", "--quiet-visitors", "--json")
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(PATIENCE):
            yield json.loads(await process.stdout.readline())
    finally:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0


class Visitor:
    """A contact's client as the guide writes it: four calls and a socket, nothing of ours."""

    def __init__(self, session: aiohttp.ClientSession, url: str, inbox: str) -> None:
        self._session = session
        self._url = url
        self._contacts = f"{url}/public/api/v1/inboxes/{inbox}/contacts"
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def begin(self, name: str) -> None:
        self.contact = await self._post(self._contacts, {"name": name})
        self._talks = f"{self._contacts}/{self.contact['source_id']}/conversations"
        self.conversation = await self._post(self._talks, {})

    async def write(self, content: str) -> dict[str, Any]:
        return await self._post(
            f"{self._talks}/{self.conversation['id']}/messages", {"content": content}
        )

    async def listen(self, subscribed: asyncio.Event) -> None:
        identifier = json.dumps(
            {"channel": "RoomChannel", "pubsub_token": self.contact["pubsub_token"]}
        )
        async with self._session.ws_connect(
            f"{self._url}/cable".replace("http", "ws", 1)
        ) as socket:
            await socket.send_str(json.dumps({"command": "subscribe", "identifier": identifier}))
            async for frame in socket:
                data = json.loads(frame.data)
                if data.get("type") == "confirm_subscription":
                    subscribed.set()
                elif "type" not in data:
                    self.heard.put_nowait(data["message"])

    async def _post(self, url: str, body: dict[str, Any]) -> dict[str, Any]:
        async with self._session.post(url, json=body) as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
            return answer


async def until_on_screen(pilot: Pilot[None], text: str) -> None:
    """Wait until the text can be read on the screen."""
    async with asyncio.timeout(PATIENCE):
        while not any(text in line for line in screen_lines(pilot.app)):
            await pilot.pause(0.02)


def screen_lines(app: Any) -> list[str]:
    """Return the screen as lines of text."""
    width, height = app.size
    compositor = app.screen._compositor
    strips = compositor.render_strips(app.size)
    return ["".join(segment.text for segment in strip)[:width] for strip in strips[:height]]


async def test_the_guides_flow_reaches_the_agent_and_the_reply_the_contact(
    served: dict[str, Any],
) -> None:
    agent = served["agents"][0]
    inbox = next(one["identifier"] for one in served["inboxes"] if one["identifier"])
    backend = await open_backend(
        served["url"], SecretStr(agent["access_token"]), served["account_id"]
    )
    async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as tasks:
        app = HooryApp(backend, Settings(send_delay=0))
        async with app.run_test(size=(120, 36)) as pilot:
            await until_on_screen(pilot, "live")
            visitor = Visitor(session, served["url"], inbox)
            await visitor.begin("Node Sample")
            subscribed = asyncio.Event()
            ears = tasks.create_task(visitor.listen(subscribed))
            async with asyncio.timeout(PATIENCE):
                await subscribed.wait()

            await visitor.write("Where is my order?")
            await until_on_screen(pilot, "Where is my order?")
            assert any("Node Sample" in line for line in screen_lines(app))

            rows = app.main.conversations
            rows.set_cursor(visitor.conversation["id"])
            await pilot.press("enter", "r")
            await pilot.press(*"Soon", "ctrl+s")
            assert await reply_heard(visitor) == "Soon"
            ears.cancel()
    await backend.close()


async def reply_heard(visitor: Visitor) -> str:
    """Return the content of the first agent's message on the contact's socket."""
    async with asyncio.timeout(PATIENCE):
        while True:
            message = await visitor.heard.get()
            if message["event"] == "message.created" and message["data"]["message_type"] == 1:
                content: str = message["data"]["content"]
                return content
