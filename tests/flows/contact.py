"""What the contact's browser hears: a socket of the guide's kind, with the contact's own token."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Json


class ContactSocket:
    """Events as they came in, each as (name, data)."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Json]] = []
        self.subscribed = asyncio.Event()

    def names(self) -> list[str]:
        return [name for name, _ in self.heard if name != "presence.update"]

    def contents(self) -> list[str]:
        """Return the texts of all messages that were told of."""
        return [data["content"] for name, data in self.heard if name == "message.created"]

    async def listen(self, socket: aiohttp.ClientWebSocketResponse[bool]) -> None:
        async for frame in socket:
            said = json.loads(frame.data)
            if said.get("type") == "confirm_subscription":
                self.subscribed.set()
            elif isinstance(said.get("message"), dict):
                self.heard.append((said["message"]["event"], said["message"]["data"]))


@asynccontextmanager
async def contact_socket(desk: DemoDesk, conversation_id: int) -> AsyncIterator[ContactSocket]:
    """Listen as the contact of a conversation for as long as the block lasts."""
    token = desk.session_of(conversation_id).pubsub_token
    identifier = json.dumps({"channel": "RoomChannel", "pubsub_token": token})
    contact = ContactSocket()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{desk.url}/cable", protocols=["actioncable-v1-json"]) as socket,
    ):
        listening = asyncio.create_task(contact.listen(socket))
        await socket.send_json({"command": "subscribe", "identifier": identifier})
        await asyncio.wait_for(contact.subscribed.wait(), 5)
        try:
            yield contact
        finally:
            await socket.close()
            await listening
