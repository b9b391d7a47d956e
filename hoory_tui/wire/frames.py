"""The envelopes of Action Cable: what a text frame is, and how ours are written."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Final

from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.payload import WireError, read_json

SUBPROTOCOLS: Final = ("actioncable-v1-json", "actioncable-unsupported")
"""Offered at the handshake, as the reference client does; a server may also name none."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """The server is ready for commands; it proves nothing about the token."""


@dataclass(frozen=True, slots=True)
class Ping:
    """A sign of life, every three seconds."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The subscription of this identifier is open."""

    identifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """The subscription of this identifier was refused; many servers say nothing instead."""

    identifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Disconnect:
    """The server is about to close, and whether we may come back."""

    reason: str
    reconnect: bool


@dataclass(frozen=True, slots=True)
class Data:
    """An event for the subscription of this identifier.

    Both the identifier and the data hold tokens, so neither is printed.
    """

    identifier: str = field(repr=False)
    event: str
    data: object = field(repr=False)


@dataclass(frozen=True, slots=True)
class Garbled:
    """A frame that is none of these; the problem never quotes it."""

    problem: str


Frame = Welcome | Ping | Confirmed | Rejected | Disconnect | Data | Garbled


def read_frame(text: str | bytes) -> Frame:
    """Return what this text frame says; never raises."""
    try:
        frame = read_json(text)
    except WireError as error:
        return Garbled(str(error))
    if not isinstance(frame, dict):
        return Garbled("not an object")
    # Pings have a `message` key of their own, so the type comes first.
    if "type" in frame:
        return _control(frame)
    identifier, message = frame.get("identifier"), frame.get("message")
    if not isinstance(identifier, str) or not isinstance(message, dict):
        return Garbled("neither a type nor a message")
    event = message.get("event")
    if not isinstance(event, str):
        return Garbled("a message without an event")
    return Data(identifier, event, message.get("data"))


def _control(frame: dict[str, object]) -> Frame:
    identifier = frame.get("identifier")
    match frame["type"]:
        case "welcome":
            return Welcome()
        case "ping":
            return Ping()
        case "confirm_subscription" if isinstance(identifier, str):
            return Confirmed(identifier)
        case "reject_subscription" if isinstance(identifier, str):
            return Rejected(identifier)
        case "disconnect":
            reason = frame.get("reason")
            said = clean_line(reason) if isinstance(reason, str) else ""
            return Disconnect(said, frame.get("reconnect") is not False)
    return Garbled("unknown type")


def write_subscribe(identifier: str) -> str:
    """Return the command that opens the subscription; it holds the token, never log it."""
    return _command("subscribe", identifier)


def write_presence(identifier: str) -> str:
    """Return the command that says we are here; the server answers with `presence.update`."""
    return _command("message", identifier, data='{"action":"update_presence"}')


def _command(command: str, identifier: str, **more: str) -> str:
    return json.dumps({"command": command, "identifier": identifier, **more}, separators=(",", ":"))
