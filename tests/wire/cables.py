"""A server's words, and a clock that drives a cable through them without waiting."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from pydantic import SecretStr

from hoory_tui.wire.cable import Cable
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import MessageCreated
from hoory_tui.wire.link import Cause, LinkState
from tests.recordings import Line

TOKEN: Final = "agent-t0ken"
AGENT: Final = Identifier(pubsub_token=SecretStr(TOKEN), account_id=1, user_id=7)
CONTACT: Final = Identifier(pubsub_token=SecretStr("contact-t0ken"))

WELCOME: Final = '{"type":"welcome"}'
PING: Final = '{"type":"ping","message":1795353384}'

Timed = tuple[float, str]


def confirm(who: Identifier = AGENT) -> str:
    return json.dumps({"identifier": who.encode(), "type": "confirm_subscription"})


def reject(who: Identifier = AGENT) -> str:
    return json.dumps({"identifier": who.encode(), "type": "reject_subscription"})


def disconnect(reason: str | None, reconnect: object) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "reconnect": reconnect})


def event(name: str, data: object, who: Identifier = AGENT) -> str:
    return json.dumps({"identifier": who.encode(), "message": {"event": name, "data": data}})


def echo(who: Identifier = AGENT, account_id: int = 1) -> str:
    return event("presence.update", {"account_id": account_id, "users": {"7": "online"}}, who)


def message(number: int, account_id: int | None = 1, who: Identifier = AGENT) -> str:
    return event("message.created", {"id": number, "account_id": account_id}, who)


def pings(start: float, until: float) -> list[Timed]:
    """Return a ping every three seconds."""
    count = int((until - start) // 3) + 1
    return [(start + 3 * number, PING) for number in range(count)]


def drive(cable: Cable, said: Iterable[Timed], until: float) -> list[Timed]:
    """Feed what the server says and tick exactly at each deadline, up to the end or `until`.

    Returns the commands that the cable sent, each with its moment.
    """
    pending = sorted(said, key=lambda timed: timed[0])
    sent: list[Timed] = []
    while cable.ending is None:
        due = cable.deadline()
        if pending and pending[0][0] <= min(due, until):
            now, text = pending.pop(0)
            cable.receive_text(text, now)
        elif due <= until:
            now = due
            cable.tick(now)
            assert _lies_ahead(cable, now), "the owner would spin"
        else:
            break
        sent += [(now, kind_of(frame)) for frame in cable.take_frames()]
    return sent


def _lies_ahead(cable: Cable, now: float) -> bool:
    return cable.ending is not None or cable.deadline() > now


def kind_of(frame: str) -> str:
    """Return ``subscribe`` or ``update_presence``."""
    command: dict[str, Any] = json.loads(frame)
    if command["command"] == "message":
        return str(json.loads(command["data"])["action"])
    return str(command["command"])


def state_of(cable: Cable) -> tuple[LinkState, Cause]:
    """Return how it is doing, in two words."""
    return cable.state, cable.cause


def message_ids(cable: Cable) -> list[int]:
    """Take the events out and return the ids of the messages among them."""
    return [
        happened.message.id
        for happened in cable.take_events()
        if isinstance(happened, MessageCreated)
    ]


def as_said_to(who: Identifier, lines: list[Line], connection: int) -> list[Timed]:
    """Return the server's texts of one recorded connection as if we had subscribed on it."""
    ours = [line for line in lines if line.connection == connection]
    asked = [json.loads(line.text)["identifier"] for line in ours if line.direction == "c>s"]
    said: list[Timed] = []
    for line in ours:
        if line.direction == "s>c":
            said.append((line.ms / 1000, _readdressed(line.text, asked[:1], who)))
    return said


def _readdressed(text: str, theirs: list[str], who: Identifier) -> str:
    try:
        frame = json.loads(text)
    except ValueError:
        return text
    if isinstance(frame, dict) and frame.get("identifier") in theirs:
        return json.dumps({**frame, "identifier": who.encode()})
    return text
