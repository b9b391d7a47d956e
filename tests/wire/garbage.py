"""Frames that are wrong in every way: made by hand, and recorded ones with parts exchanged."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, Final

from ..recordings import hostile, recordings

DEEP: Final = 10_000
_HUGE_TEXT: Final = "x" * (4 * 1024 * 1024)

NASTY: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1.5, 2**31, 2**63 - 1, 2**63, -(2**63) - 1, 10**400),
    *(float("nan"), float("inf"), -float("inf"), 1e18, 1e308, 1763800000000, -62135596801),
    *("", "12", "x", "NaN", "0000-00-00", "9999-12-31T23:59:59Z", "2026-11-22 10:00:00 UTC"),
    *("\ud83d", "\x00\x1b[31m", "‮", "x" * 10_000, "٣", "[/]", "teleported"),
    *([], {}, [[]], [{}], [None], {"id": None}, {"id": True}, {"id": 2**70}, {"": {}}),
    *({"id": 1, "type": 7}, [1, "x", None], {"payload": []}),
)


def wrong_values(name: str = "message.created") -> Iterator[str]:
    """Yield events in which one value after the other is a nasty one."""
    keys = (
        *("id", "account_id", "conversation_id", "inbox_id", "sender_id", "message_type", "status"),
        *("created_at", "updated_at", "content", "content_type", "content_attributes", "private"),
        *("sender", "attachments", "conversation", "meta", "labels", "unread_count", "priority"),
        *("snoozed_until", "last_activity_at", "messages", "contact_inbox", "users", "user"),
    )
    for key in keys:
        for value in NASTY:
            data = {"id": 1, "conversation_id": 1, "account_id": 1} | {key: value}
            yield json.dumps({"message": {"event": name, "data": data}})


def by_hand() -> Iterator[str]:
    """Yield frames that are no events at all, and events that nobody would write."""
    yield from ("", " ", "{", "[", "nul", '{"type":', '{"a":1}{"b":2}', "\ufeff{}", "0" * 5000)
    yield from ("[" * 200_000, '{"a":' * DEEP, "[" * DEEP + "]" * DEEP, "{}" * 1000)
    yield from (json.dumps(value) for value in NASTY)
    for kind in (*NASTY, "teapot", "ping\u0000", "confirm_subscription", "welcome"):
        yield json.dumps({"type": kind})
    for message in NASTY:
        yield json.dumps({"message": message})
        yield json.dumps({"message": {"event": message}})
        for event in ("message.created", "conversation.updated", "presence.update", "no.such"):
            yield json.dumps({"message": {"event": event, "data": message}})
    deep = "[" * DEEP + "1" + "]" * DEEP
    yield f'{{"message":{{"event":"message.created","data":{{"id":1,"x":{deep}}}}}}}'
    yield json.dumps({"message": {"event": "message.created", "data": {"content": _HUGE_TEXT}}})
    yield json.dumps({"message": {"event": "x" * 100_000, "data": {}}})
    # Not for us alone: a desk that says so means it.
    yield from (one["string"] for one in hostile() if one["kind"] == "frame"
                and "disconnect" not in one["name"])  # fmt: skip


@cache
def recorded() -> tuple[str, ...]:
    """Return one recorded frame of each event, of each recording."""
    found: dict[tuple[str, str], str] = {}
    for recording in recordings():
        for name in recording.sockets():
            for line in recording.frames(name):
                if line.direction == "s>c" and '"event"' in line.text:
                    event = json.loads(line.text)["message"]["event"]
                    found.setdefault((recording.name, event), line.text)
    return tuple(found.values())


def mutated(rng: Random) -> str:
    """Return a recorded frame with some of its parts exchanged, left out, or cut off."""
    text = rng.choice(recorded())
    if rng.random() < 0.15:
        return text[: rng.randrange(len(text))]
    frame = json.loads(text)
    for _ in range(rng.randint(1, 5)):
        _spoil(frame["message"], rng)
    return json.dumps(frame)


def _spoil(data: Any, rng: Random) -> None:
    while True:
        places = list(data) if isinstance(data, dict) else list(range(len(data)))
        if not places:
            return
        place = rng.choice(places)
        inner = data[place]
        if not isinstance(inner, (dict, list)) or not inner or rng.random() < 0.2:
            break
        data = inner
    if isinstance(data, dict) and rng.random() < 0.2:
        del data[place]
    else:
        data[place] = copy.deepcopy(rng.choice(NASTY))


def for_us(text: str, identifier: str, account_id: int) -> str:
    """Return a frame addressed to this subscription and account, where it has an address at all."""
    try:
        frame = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(frame, dict) or "message" not in frame or "type" in frame:
        return text
    frame["identifier"] = identifier
    message = frame["message"]
    if isinstance(message, dict) and isinstance(message.get("data"), dict):
        data = message["data"]
        if isinstance(data.get("account_id"), int) and not isinstance(data["account_id"], bool):
            data["account_id"] = account_id
    return json.dumps(frame)
