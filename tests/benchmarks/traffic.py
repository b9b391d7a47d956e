"""A busy day on the cable: recorded frames again and again, each time with other contents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import Any, Final

from pydantic import SecretStr

from hoory_tui.wire.desk import Identifier
from tests.recordings import recordings

SERVER: Final = "v4.15-a"
SOCKET: Final = "john"
ACCOUNT_ID: Final = 7
IDENTIFIER: Final = Identifier(
    pubsub_token=SecretStr("benchmark"), account_id=ACCOUNT_ID, user_id=1
)

_FIRST_ID: Final = 10_000_000
_FIRST_MOMENT: Final = 1_900_000_000


@dataclass(slots=True)
class Expected:
    """What a store must hold after the whole of the traffic."""

    message_ids: dict[int, set[int]] = field(default_factory=dict)
    """By conversation."""
    updated_at: dict[int, float] = field(default_factory=dict)
    """By conversation."""
    contact_names: dict[int, str] = field(default_factory=dict)


def build(count: int) -> tuple[list[str], Expected]:
    """Return so many text frames and what they amount to; the same at every call."""
    frames, expected = [], Expected()
    for number, message in enumerate(islice(cycle(recorded()), count)):
        change = _CHANGES.get(message["event"])
        data = dict(message["data"])
        if change is not None:
            change(data, number, expected)
        frame = {
            "identifier": IDENTIFIER.encode(),
            "message": {"event": message["event"], "data": data},
        }
        frames.append(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))
    return frames, expected


def recorded() -> list[dict[str, Any]]:
    """Return the recorded events of the kinds that make up most of a day."""
    recording = next(one for one in recordings() if one.name == SERVER)
    return [
        message
        for message in _messages(recording.frames(SOCKET))
        if message["event"] in (*_CHANGES, "conversation.typing_on", "conversation.typing_off")
        # The socket also hears another account of the same agent.
        and message["data"].get("account_id") == ACCOUNT_ID
    ]


def _messages(lines: Iterator[Any]) -> Iterator[dict[str, Any]]:
    for line in lines:
        if line.direction == "s>c":
            message = json.loads(line.text).get("message")
            if isinstance(message, dict):
                yield message


def _change_message(data: dict[str, Any], number: int, expected: Expected) -> None:
    data["id"] = _FIRST_ID + number
    data["created_at"] = _FIRST_MOMENT + number
    data["content"] = f"{data['content']} ({number})"
    expected.message_ids.setdefault(data["conversation_id"], set()).add(data["id"])


def _change_conversation(data: dict[str, Any], number: int, expected: Expected) -> None:
    data["updated_at"] = float(_FIRST_MOMENT + number)
    expected.updated_at[data["id"]] = data["updated_at"]
    sender = {**data["meta"]["sender"], "name": f"Contact at {number}"}
    data["meta"] = {**data["meta"], "sender": sender}
    expected.contact_names[sender["id"]] = sender["name"]


def _change_contact(data: dict[str, Any], number: int, expected: Expected) -> None:
    data["name"] = f"Contact at {number}"
    expected.contact_names[data["id"]] = data["name"]


_CHANGES: Final[dict[str, Callable[[dict[str, Any], int, Expected], None]]] = {
    "message.created": _change_message,
    "conversation.updated": _change_conversation,
    "contact.updated": _change_contact,
}
