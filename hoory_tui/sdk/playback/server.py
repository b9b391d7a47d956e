"""A loopback server on a recorded session: answers from its state, and says again what was said.

The playing begins when somebody listens. Where the recorded link was down, so is this one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from email.utils import formatdate
from types import TracebackType
from typing import Final

from aiohttp import WSMsgType, web

from hoory_tui.client.limits import TOKEN_HEADER
from hoory_tui.sdk.following.items import LINK
from hoory_tui.sdk.playback.answers import Answer, Answers, Question
from hoory_tui.sdk.playback.state import RecordedDesk
from hoory_tui.sdk.recording.format import Entry, Heard
from hoory_tui.sdk.recording.into_store import link_of, started_at
from hoory_tui.sdk.recording.player import Player
from hoory_tui.wire.link import LinkState

HOST: Final = "127.0.0.1"
_PING_EVERY: Final = 3.0
_DOWN: Final = (LinkState.WAITING, LinkState.REFUSED, LinkState.HALTED)
_ACCOUNT: Final = "/api/v1/accounts/"


class PlaybackServer:
    """A session on a free port of this machine, for as long as the context lasts.

    `name` is what its account is called. Nothing can be changed in it.
    """

    def __init__(self, player: Player, name: str) -> None:
        header = player.session.header
        self.player = player
        self.desk = RecordedDesk(header.account_id)
        self.over = asyncio.Event()
        """Set once everything was played."""
        for entry in player.session.entries[: player.session.begins_at]:
            self.desk.take(entry)
        self._answers = Answers(self.desk, name, header.server)
        self.back_up: Callable[[], None] = lambda: None
        """Called when the link is there again, for whoever would wait much longer by itself."""
        self._began_at = started_at(header)
        self._listeners: dict[web.WebSocketResponse, str] = {}
        """The identifiers that they subscribed with."""
        self._lines: dict[web.WebSocketResponse, asyncio.Transport] = {}
        self._is_down = False
        self._playing: asyncio.Task[None] | None = None
        self._pinging: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None
        self._port = 0

    @property
    def token(self) -> str:
        """What to sign in with."""
        return self._answers.token

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://{HOST}:{self._port}"

    def now(self) -> float:
        """Return the moment of the recording that it is now, in unix seconds."""
        return self._began_at + self.player.position

    async def __aenter__(self) -> PlaybackServer:
        app = web.Application()
        app.router.add_get("/cable", self._listen)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(
            app, access_log=None, handle_signals=False, shutdown_timeout=0.01
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, 0)
        await site.start()
        self._port = int(self._runner.addresses[0][1])
        self._pinging = asyncio.create_task(self._ping(), name="playback-ping")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for task in (self._playing, self._pinging):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        assert self._runner is not None
        await self._runner.cleanup()

    # Questions

    async def _answer(self, request: web.Request) -> web.Response:
        if request.path != "/api" and request.headers.get(TOKEN_HEADER) != self.token:
            # Any page in a browser could ask a port of this machine.
            return web.json_response({"error": "Invalid access token"}, status=401)
        status, value = self._answer_to(request.method, request.path, request.query.items())
        text = json.dumps(value, ensure_ascii=True)
        # The clock of the recording, or everything in it would be long ago.
        date = formatdate(self.now(), usegmt=True)
        return web.Response(
            status=status, text=text, content_type="application/json", headers={"Date": date}
        )

    def _answer_to(self, method: str, path: str, pairs: object) -> Answer:
        if path == "/api":
            return self._answers.server_info()
        if path == "/api/v1/profile" and method == "GET":
            return self._answers.profile()
        asked: dict[str, str] = {}
        labels: list[str] = []
        for key, value in pairs:  # type: ignore[attr-defined]
            labels += [value] if key == "labels[]" else []
            asked[key] = value
        account, _, below = path.removeprefix(_ACCOUNT).partition("/")
        is_ours = path.startswith(_ACCOUNT) and account == str(self.desk.account_id)
        question = Question(f"/{below}" if is_ours else "", asked, labels)
        return self._answers.read(question) if method == "GET" else self._answers.write(question)

    # The cable

    async def _listen(self, request: web.Request) -> web.StreamResponse:
        if self._is_down and request.transport is not None:
            # An answer would be one of the server's, which nobody had then.
            request.transport.abort()
            return web.Response(status=503)
        socket = web.WebSocketResponse(protocols=("actioncable-v1-json",))
        await socket.prepare(request)
        if request.transport is not None:
            self._lines[socket] = request.transport
        await _send(socket, {"type": "welcome"})
        try:
            async for received in socket:
                if received.type is WSMsgType.TEXT:
                    await self._obey(socket, received.data)
        finally:
            self._listeners.pop(socket, None)
            self._lines.pop(socket, None)
        return socket

    async def _obey(self, socket: web.WebSocketResponse, text: str) -> None:
        try:
            frame = json.loads(text)
        except ValueError:
            return
        identifier = frame.get("identifier") if isinstance(frame, dict) else None
        if not isinstance(identifier, str):
            return
        if self.token not in identifier:
            return
        if frame.get("command") == "subscribe":
            self._listeners[socket] = identifier
            await _send(socket, {"identifier": identifier, "type": "confirm_subscription"})
            if self._playing is None:
                self._playing = asyncio.create_task(self._play(), name="playback")
        elif frame.get("command") == "message":
            await self._say("presence.update", self._presence())

    def _presence(self) -> dict[str, object]:
        if self.desk.presence:
            return self.desk.presence
        here = {str(self.desk.me_id): "online"}
        return {"account_id": self.desk.account_id, "users": here, "contacts": {}}

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(_PING_EVERY)
            for socket in list(self._listeners):
                await _send(socket, {"type": "ping", "message": int(self.now())})

    async def _play(self) -> None:
        async for entry in self.player.play():
            await self._take(entry)
        self._is_down = False
        self.over.set()

    async def _take(self, entry: Entry) -> None:
        self.desk.take(entry)
        if not isinstance(entry, Heard):
            return
        if entry.event == LINK:
            self._follow(link_of(entry).state)
            return
        await self._say(entry.event, entry.line.get("data"))

    def _follow(self, state: LinkState) -> None:
        if state is LinkState.LIVE:
            was_down, self._is_down = self._is_down, False
            if was_down:
                self.back_up()
        elif state in _DOWN:
            self._is_down = True
            # A farewell would wait for an answer from whoever is to have heard nothing.
            for line in self._lines.values():
                line.abort()
            self._listeners.clear()

    async def _say(self, event: str, data: object) -> None:
        for socket, identifier in list(self._listeners.items()):
            message = {"event": event, "data": data}
            await _send(socket, {"identifier": identifier, "message": message})


async def _send(socket: web.WebSocketResponse, frame: Mapping[str, object]) -> None:
    # Whoever has gone meanwhile is heard of by the reading side.
    with contextlib.suppress(ConnectionError, RuntimeError):
        await socket.send_str(json.dumps(frame))
