"""The Action Cable endpoint: frames, subscriptions and streams, with the real one's silences."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from .cable_manners import BEAT, Broadcast, CableManners, EventTroubles
from .records import Agent, Json

SUB_PROTOCOL = "actioncable-v1-json"
DRAIN_SECONDS = 0.5

# Broadcasts made while a REST answer must go first wait here; None means "send at once".
_held: ContextVar[list[Broadcast] | None] = ContextVar("held_broadcasts", default=None)


def encode(value: object) -> str:
    """Return compact JSON, letters of every script kept as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@dataclass(eq=False)
class Connection:
    """One open socket, its outgoing queue and the identifiers it has subscribed with."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport
    outgoing: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    # A refused subscription stays registered (None), so that a retry on this socket is ignored.
    subscriptions: dict[str, Subscription | None] = field(default_factory=dict)

    def send(self, text: str) -> None:
        """Queue one frame."""
        self.outgoing.put_nowait(text)


@dataclass(eq=False)
class Subscription:
    """One confirmed identifier on one socket and the streams it hears."""

    connection: Connection
    identifier: str = field(repr=False)
    token: str = field(repr=False)
    streams: list[str] = field(repr=False)
    agent: Agent | None = None
    contact_id: int | None = None

    @property
    def prefix(self) -> str:
        """Return the start of each data frame: the identifier echoed byte for byte."""
        return f'{{"identifier":{encode(self.identifier)},"message":'


@dataclass(slots=True)
class CableCounters:
    """What the cable has seen since the start."""

    opened: int = 0
    closed: int = 0
    subscribed: int = 0
    refused: int = 0
    frames_sent: int = 0
    broadcasts: int = 0
    """Events that somebody heard, each counted once."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who a subscribe identifier turned out to be."""

    token: str = field(repr=False)
    streams: list[str] = field(repr=False)
    agent: Agent | None = None
    contact_id: int | None = None


class CableHub:
    """All sockets and streams.

    ``recognise`` turns a parsed identifier into a listener or None; ``tick`` is called for each
    subscribe and ``update_presence`` and answers with the presence.update data for that listener.
    """

    def __init__(self, now: Callable[[], float], ping_every: float) -> None:
        self._now = now
        self._ping_every = ping_every
        self._connections: dict[Connection, None] = {}
        self._streams: dict[str, dict[Subscription, None]] = {}
        self._pinger: asyncio.Task[None] | None = None
        self.recognise: Callable[[Json], Listener | None] = lambda _identifier: None
        self.tick: Callable[[Subscription], Json] = lambda _subscription: {}
        # Told of every event besides, for whoever has another server's cable deliver them.
        self.relay: Callable[[list[str], str, Json], None] = lambda _streams, _event, _data: None
        self.manners = CableManners()
        self.troubles = EventTroubles()
        self.counters = CableCounters()
        self._late: set[asyncio.TimerHandle] = set()

    # -- life ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin pinging."""
        self._pinger = asyncio.create_task(self._ping_all(), name="demo-cable-ping")

    async def stop(self) -> None:
        """End pinging and abort all sockets."""
        if self._pinger is not None:
            self._pinger.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._pinger
            self._pinger = None
        for handle in self._late:
            handle.cancel()
        self._late.clear()
        self.abort_all()

    async def _ping_all(self) -> None:
        while True:
            await asyncio.sleep(self._ping_every)
            if not self.manners.silence_pings:
                frame = encode({"type": "ping", "message": int(self._now())})
                for connection in self._connections:
                    connection.send(frame)

    @property
    def open_count(self) -> int:
        """Return the number of open sockets."""
        return len(self._connections)

    def hears(self, stream: str) -> bool:
        """Return whether any subscription hears a stream."""
        return bool(self._streams.get(stream))

    def has_listeners(self) -> bool:
        """Return whether anybody hears any stream."""
        return bool(self._streams)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one socket until it closes, unless sockets are refused."""
        if self.manners.refuse_status is not None:
            wish = self.manners.refuse_retry_after
            headers = {} if wish is None else {"Retry-After": wish}
            return web.Response(status=self.manners.refuse_status, headers=headers)
        socket = web.WebSocketResponse(protocols=(SUB_PROTOCOL,))
        await socket.prepare(request)
        if self.manners.unauthorized:
            frame = {"type": "disconnect", "reason": "unauthorized", "reconnect": False}
            await socket.send_str(encode(frame))
            await socket.close()
            return socket
        transport = request.transport
        if transport is None:
            return socket
        connection = Connection(socket, transport)
        self._connections[connection] = None
        self.counters.opened += 1
        writer = asyncio.create_task(self._write(connection), name="demo-cable-writer")
        if not self.manners.silence_welcomes:
            connection.send(encode({"type": "welcome"}))
        try:
            async for received in socket:
                if received.type is WSMsgType.TEXT:
                    self._command(connection, received.data)
        finally:
            self._forget(connection)
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await writer
        return socket

    async def _write(self, connection: Connection) -> None:
        while True:
            text = await connection.outgoing.get()
            try:
                await connection.socket.send_str(text)
                self.counters.frames_sent += 1
            except (ConnectionError, RuntimeError):
                connection.transport.abort()
            finally:
                connection.outgoing.task_done()

    def _forget(self, connection: Connection) -> None:
        if connection not in self._connections:
            return
        del self._connections[connection]
        self.counters.closed += 1
        for subscription in connection.subscriptions.values():
            if subscription is not None:
                self._leave_streams(subscription)
        connection.subscriptions.clear()

    # -- commands from the client -------------------------------------------------------------

    def _command(self, connection: Connection, text: str) -> None:
        """Obey one client frame; whatever is malformed or unknown is met with silence."""
        frame = _object(text)
        identifier = frame.get("identifier")
        if not isinstance(identifier, str):
            return
        match frame.get("command"):
            case "subscribe" if identifier not in connection.subscriptions:
                self._subscribe(connection, identifier)
            case "unsubscribe":
                subscription = connection.subscriptions.pop(identifier, None)
                if subscription is not None:
                    self._leave_streams(subscription)
            case "message":
                subscription = connection.subscriptions.get(identifier)
                action = _object(frame.get("data")).get("action")
                if subscription is not None and action == "update_presence":
                    self._presence_update(subscription)

    def _subscribe(self, connection: Connection, identifier: str) -> None:
        asked = _object(identifier)
        if asked.get("channel") != "RoomChannel":
            return
        listener = self.recognise(asked)
        connection.subscriptions[identifier] = None
        if listener is None:
            self.counters.refused += 1
            if self.manners.reject_bad_tokens:
                del connection.subscriptions[identifier]
                connection.send(encode({"identifier": identifier, "type": "reject_subscription"}))
            return
        subscription = Subscription(
            connection,
            identifier,
            listener.token,
            listener.streams,
            listener.agent,
            listener.contact_id,
        )
        connection.subscriptions[identifier] = subscription
        self.counters.subscribed += 1
        for stream in listener.streams:
            self._streams.setdefault(stream, {})[subscription] = None
        presence = self.tick(subscription)
        if self.manners.initial_presence == "before":
            self.broadcast([listener.token], BEAT, presence)
        if self.manners.confirm_delay:
            self._later(self.manners.confirm_delay, lambda: self._confirm(subscription, presence))
        else:
            self._confirm(subscription, presence)

    def _confirm(self, subscription: Subscription, presence: Json) -> None:
        frame = {"identifier": subscription.identifier, "type": "confirm_subscription"}
        if not self.manners.loses_confirm():
            subscription.connection.send(encode(frame))
        if self.manners.initial_presence == "after":
            self.broadcast([subscription.token], BEAT, presence)

    def _later(self, seconds: float, act: Callable[[], None]) -> None:
        def run() -> None:
            self._late.discard(handle)
            act()

        handle = asyncio.get_running_loop().call_later(seconds, run)
        self._late.add(handle)

    def _presence_update(self, subscription: Subscription) -> None:
        presence = self.tick(subscription)
        if not self.manners.silence_echoes:
            self.broadcast([subscription.token], BEAT, presence)

    def _leave_streams(self, subscription: Subscription) -> None:
        for stream in subscription.streams:
            listeners = self._streams.get(stream, {})
            listeners.pop(subscription, None)
            if not listeners:
                self._streams.pop(stream, None)

    # -- broadcasts ---------------------------------------------------------------------------

    def broadcast(self, streams: list[str], event: str, data: Json) -> None:
        """Send one event to every subscription of the streams, once per stream."""
        self.relay(streams, event, data)
        heard = [stream for stream in dict.fromkeys(streams) if stream in self._streams]
        if not heard:
            return
        self.counters.broadcasts += 1
        broadcast = Broadcast(event, heard, encode({"event": event, "data": data}))
        held = _held.get()
        if held is None:
            self.release([broadcast])
        else:
            held.append(broadcast)

    def _deliver(self, broadcast: Broadcast) -> None:
        for stream in broadcast.streams:
            for subscription in self._streams.get(stream, {}):
                subscription.connection.send(f"{subscription.prefix}{broadcast.message}}}")

    def send_raw(self, token: str, text: str) -> int:
        """Send any text to each socket hearing a token; return how many heard it."""
        listeners = list(self._streams.get(token, {}))
        for subscription in listeners:
            subscription.connection.send(text)
        return len(listeners)

    @contextlib.contextmanager
    def hold(self) -> Iterator[list[Broadcast]]:
        """Collect the broadcasts made inside instead of sending them."""
        collected: list[Broadcast] = []
        mark = _held.set(collected)
        try:
            yield collected
        finally:
            _held.reset(mark)

    def release(self, collected: list[Broadcast]) -> None:
        """Send what was held, as far as no trouble befalls it."""
        for broadcast in collected:
            for left in self.troubles.meet(broadcast):
                if not self.manners.mute:
                    self._deliver(left)

    def deliver_late(self, broadcasts: list[Broadcast]) -> None:
        """Send what a trouble had kept back, to whoever listens now."""
        for broadcast in broadcasts:
            self._deliver(broadcast)

    async def drained(self) -> None:
        """Wait until every queued frame is written; a stuck socket is not waited for long."""
        waits = [one.outgoing.join() for one in self._connections if not one.outgoing.empty()]
        if waits:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*waits), DRAIN_SECONDS)

    # -- ending connections -------------------------------------------------------------------

    def abort_all(self) -> int:
        """Cut every socket without a close frame; return how many there were."""
        connections = list(self._connections)
        for connection in connections:
            self._forget(connection)
            connection.transport.abort()
        return len(connections)

    async def close_all(self, code: int) -> None:
        """Close every socket with a close frame and no word of the cable's before it."""
        for connection in list(self._connections):
            self._forget(connection)
            await connection.socket.close(code=code)

    async def disconnect_all(self, reason: str | None, reconnect: bool) -> None:
        """Send a disconnect frame to every socket and close it normally."""
        frame: dict[str, Any] = {"type": "disconnect", "reason": reason, "reconnect": reconnect}
        for connection in list(self._connections):
            connection.send(encode(frame))
        await self.drained()
        for connection in list(self._connections):
            self._forget(connection)
            await connection.socket.close()


def _object(text: object) -> Json:
    """Return the JSON object in a text, or an empty one when it holds anything else."""
    if not isinstance(text, str):
        return {}
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
