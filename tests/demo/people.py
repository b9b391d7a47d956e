"""Callers of the REST API and listeners on the cable, as the tests use them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from hoory_tui.demo import DemoDesk

Json = dict[str, Any]
PATIENCE_SECONDS = 5.0
FENCE = "test.fence"


class Caller:
    """One person's REST calls; paths are relative to ``base``."""

    def __init__(self, http: aiohttp.ClientSession, base: str, headers: dict[str, str]) -> None:
        self._http = http
        self._base = base
        self._headers = headers

    async def ask(self, method: str, path: str, body: object = None, **query: str) -> Answer:
        """Send one request and return its status, headers and body."""
        data = body if isinstance(body, aiohttp.FormData) else None
        async with self._http.request(
            method,
            self._base + path,
            params=query,
            json=None if data is not None else body,
            data=data,
            headers=self._headers,
            allow_redirects=False,
        ) as response:
            raw = await response.read()
            return Answer(response.status, dict(response.headers), raw)

    async def get(self, path: str, **query: str) -> Any:
        """Return the JSON of a GET that must succeed."""
        return (await self.ask("GET", path, **query)).good()

    async def post(self, path: str, body: object = None) -> Any:
        """Return the JSON of a POST that must succeed."""
        return (await self.ask("POST", path, body)).good()

    async def patch(self, path: str, body: object = None) -> Any:
        """Return the JSON of a PATCH that must succeed."""
        return (await self.ask("PATCH", path, body)).good()


class Answer:
    """A finished answer."""

    def __init__(self, status: int, headers: dict[str, str], raw: bytes) -> None:
        self.status = status
        self.headers = headers
        self.raw = raw

    @property
    def text(self) -> str:
        return self.raw.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.raw) if self.raw else None

    def good(self) -> Any:
        assert self.status == 200, (self.status, self.text[:300])
        return self.json


class Ear:
    """One cable socket."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.identifier = ""
        self._fences = 0

    async def frame(self) -> Json:
        """Return the next frame of any kind."""
        received: Json = json.loads(await self.socket.receive_str(timeout=PATIENCE_SECONDS))
        return received

    async def frame_but_ping(self) -> Json:
        """Return the next frame that is no ping; pings alone are no reason to wait longer."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame = await self.frame()
                if frame.get("type") != "ping":
                    return frame

    async def send(self, command: str, identifier: str, **more: str) -> None:
        """Send one command frame."""
        frame = {"command": command, "identifier": identifier, **more}
        await self.socket.send_str(json.dumps(frame))

    async def subscribe(self, **keys: object) -> None:
        """Subscribe and wait for the confirm and the presence that follows it."""
        self.identifier = json.dumps({"channel": "RoomChannel", **keys})
        await self.send("subscribe", self.identifier)
        confirmed = await self.frame_but_ping()
        assert confirmed == {"identifier": self.identifier, "type": "confirm_subscription"}
        assert (await self.event())[0] == "presence.update"

    async def tick(self) -> None:
        """Send update_presence."""
        await self.send("message", self.identifier, data='{"action":"update_presence"}')

    async def event(self) -> tuple[str, Json]:
        """Return the next event's name and data."""
        frame = await self.frame_but_ping()
        assert frame["identifier"] == self.identifier
        return frame["message"]["event"], frame["message"]["data"]

    async def until(self, name: str) -> Json:
        """Return the data of the next event of a name, dropping others."""
        while True:
            event, data = await self.event()
            if event == name:
                return data

    async def heard(self, desk: DemoDesk) -> list[tuple[str, Json]]:
        """Return everything that came up to now."""
        self._fences += 1
        token = json.loads(self.identifier)["pubsub_token"]
        desk.broadcast(token, FENCE, {"number": self._fences})
        events: list[tuple[str, Json]] = []
        while True:
            event, data = await self.event()
            if event == FENCE and data["number"] == self._fences:
                return events
            events.append((event, data))

    async def names(self, desk: DemoDesk) -> list[str]:
        """Return the names of everything that came up to now."""
        return [event for event, _data in await self.heard(desk)]


class Office:
    """A running desk with ways to call it and listen to it."""

    def __init__(self, desk: DemoDesk, http: aiohttp.ClientSession) -> None:
        self.desk = desk
        self.http = http
        # A dropped reference would close its socket.
        self._ears: list[Ear] = []

    def agent(self, name: str = "Nare") -> Caller:
        """Return the REST calls of an agent, by first name, under the account."""
        return Caller(self.http, self.account_base, {"api-access-token": self.row(name)["token"]})

    def root(self, name: str = "Nare") -> Caller:
        """Return the same calls with full paths."""
        return Caller(self.http, self.desk.url, {"api-access-token": self.row(name)["token"]})

    def nobody(self) -> Caller:
        """Return calls without any proof of who calls."""
        return Caller(self.http, self.desk.url, {})

    def public(self) -> Caller:
        """Return the visitors' API of the one inbox that has it."""
        identifier = next(one.identifier for one in self.desk.inboxes if one.identifier)
        base = f"{self.desk.url}/public/api/v1/inboxes/{identifier}"
        return Caller(self.http, base, {})

    @property
    def account_base(self) -> str:
        return f"{self.desk.url}/api/v1/accounts/{self.desk.account_id}"

    def row(self, name: str) -> Json:
        """Return an agent's id and secrets."""
        agent = next(one for one in self.desk.agents if one.name.startswith(name))
        return {"id": agent.id, "token": agent.access_token, "pubsub": agent.pubsub_token}

    def talk(self, inbox: str = "Rider app") -> int:
        """Return the display id of a fresh conversation with one contact message in it."""
        inbox_id = next(one.id for one in self.desk.inboxes if one.name == inbox)
        return self.desk.new_conversation("Mira Test", inbox_id, "Hello?").display_id

    async def socket(self) -> Ear:
        """Open a cable socket and take its welcome."""
        url = self.desk.url.replace("http", "ws", 1) + "/cable"
        ear = Ear(await self.http.ws_connect(url, protocols=["actioncable-v1-json"]))
        self._ears.append(ear)
        assert await ear.frame() == {"type": "welcome"}
        return ear

    async def listen(self, name: str = "Nare") -> Ear:
        """Subscribe as an agent."""
        row = self.row(name)
        ear = await self.socket()
        await ear.subscribe(
            pubsub_token=row["pubsub"], account_id=self.desk.account_id, user_id=row["id"]
        )
        return ear

    async def listen_as_contact(self, conversation_id: int) -> Ear:
        """Subscribe as the contact of a conversation."""
        ear = await self.socket()
        await ear.subscribe(pubsub_token=self.desk.session_of(conversation_id).pubsub_token)
        return ear


@asynccontextmanager
async def open_office(desk: DemoDesk) -> AsyncIterator[Office]:
    """Run a desk with an HTTP client beside it."""
    async with desk, aiohttp.ClientSession() as http:
        yield Office(desk, http)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self, start: float = 1_780_000_000.0) -> None:
        self.moment = start

    def __call__(self) -> float:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += seconds


async def eventually(wanted: asyncio.Event) -> None:
    """Wait for an event that must come."""
    await asyncio.wait_for(wanted.wait(), PATIENCE_SECONDS)
