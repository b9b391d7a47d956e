"""An ear on the cable: what comes in, and when, until something awaited is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import aiohttp

from hoory_tui.client.connection import Socket
from hoory_tui.wire.frames import (
    Confirmed,
    Data,
    Disconnect,
    Ping,
    Rejected,
    Welcome,
    read_frame,
    write_presence,
    write_subscribe,
)

_ECHO = ("presence.update", "presence_update")


@dataclass
class Heard:
    """What came in so far; times are seconds of the monotonic clock."""

    opened_at: float
    is_welcome: bool = False
    is_confirmed: bool = False
    is_rejected: bool = False
    sent_away: str | None = None
    """The reason that the server gave for ending it, "" for none; None while it did not."""
    is_closed: bool = False
    pings: list[float] = field(default_factory=list)
    events: int = 0
    """Events for our subscription."""
    echoes: int = 0
    """Those of them that answer a sign of presence."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self.is_closed or self.sent_away is not None


class Ear:
    """Listens on an open socket and notes what it hears, but none of what it says."""

    def __init__(self, socket: Socket) -> None:
        self.protocol = socket.protocol
        self.heard = Heard(time.monotonic())
        self._socket = socket
        self._identifier = ""

    async def subscribe(self, identifier: str) -> None:
        """Ask for the events of an agent."""
        self._identifier = identifier
        await self._send(write_subscribe(identifier))

    async def beat(self) -> None:
        """Say that the agent is here, which the others see."""
        await self._send(write_presence(self._identifier))

    async def until(self, is_there: Callable[[Heard], bool], seconds: float) -> bool:
        """Listen until something is there or so many seconds are over; tell whether it is."""
        try:
            async with asyncio.timeout(seconds):
                while not is_there(self.heard) and not self.heard.is_over:
                    message = await self._socket.receive()
                    self._take(message.type, message.data)
        except TimeoutError:
            pass
        return is_there(self.heard)

    async def _send(self, frame: str) -> None:
        try:
            await self._socket.send_str(frame)
        except (aiohttp.ClientError, OSError):
            # That it is closed is heard next.
            return

    def _take(self, kind: aiohttp.WSMsgType, data: str | bytes) -> None:
        if kind is aiohttp.WSMsgType.BINARY:
            return
        if kind is not aiohttp.WSMsgType.TEXT:
            self.heard.is_closed = True
            return
        heard = self.heard
        match read_frame(data):
            case Welcome():
                heard.is_welcome = True
            case Ping():
                heard.pings.append(time.monotonic())
            case Confirmed(identifier) if identifier == self._identifier:
                heard.is_confirmed = True
            case Rejected(identifier) if identifier == self._identifier:
                heard.is_rejected = True
            case Disconnect(reason, _):
                heard.sent_away = reason
            case Data(identifier, name, _) if identifier == self._identifier:
                heard.events += 1
                heard.echoes += name in _ECHO
