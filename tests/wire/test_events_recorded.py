from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from hoory_tui.wire.events import (
    CacheInvalidated,
    ContactEvent,
    ConversationEvent,
    Event,
    Ignored,
    Malformed,
    MessageEvent,
    NotificationEvent,
    PresenceUpdate,
    TypingEvent,
    Unknown,
    read_event,
)
from hoory_tui.wire.frames import Data, read_frame
from tests.recordings import Recording, recordings, trace, traces
from tests.wire.prints import dumped
from tests.wire.test_events import BEYOND, GUIDE

EVERY = pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)


@EVERY
def test_every_recorded_event_is_read_without_mending_or_loss(recording: Recording) -> None:
    read: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for socket in recording.sockets():
        for line in recording.frames(socket):
            frame = read_frame(line.text) if line.direction == "s>c" else None
            if not isinstance(frame, Data):
                continue
            event = read_event(frame.event, frame.data)
            assert not isinstance(event, Unknown | Malformed | Ignored), (socket, line.ms)
            said[frame.event] += 1
            read[type(event).__name__] += 1
            check_unmended(event, frame.data)
    expected = {name: kind.__name__ for name, (kind, _, _) in GUIDE.items()}
    expected |= {name: kind.__name__ for name, (kind, _) in BEYOND.items()}
    expected["notification.created"] = "NotificationCreated"
    assert read == Counter({expected[name]: count for name, count in said.items()})
    assert read["MessageCreated"] > 250


def check_unmended(event: Event, data: Any) -> None:
    """Check that the whole data fitted its model as it came."""
    match event:
        case ConversationEvent(_, conversation):
            assert type(conversation).model_validate(data) == conversation
        case MessageEvent(_, message):
            assert type(message).model_validate(data) == message
        case ContactEvent(_, contact):
            assert type(contact).model_validate(data) == contact
        case PresenceUpdate(_, presence):
            assert type(presence).model_validate(data) == presence
        case NotificationEvent(_, notification, unread_count):
            assert type(notification).model_validate(data["notification"]) == notification
            assert unread_count == data["unread_count"]
        case TypingEvent(_, conversation_id, user, is_private):
            assert data["conversation"]["id"] == conversation_id
            assert type(user).model_validate(data["user"]) == user
            assert data["is_private"] == is_private
        case CacheInvalidated(_, keys):
            assert keys.model_dump() == data["cache_keys"]
        case _:
            pytest.fail(f"unexpected {type(event).__name__}")


@EVERY
def test_no_token_of_a_recording_is_in_any_event(recording: Recording) -> None:
    tokens: set[str] = set()
    prints: list[str] = []
    for line in recording.frames("john"):
        frame = read_frame(line.text)
        if line.direction == "s>c" and isinstance(frame, Data):
            tokens |= set(tokens_in(json.loads(line.text)["message"]))
            prints.append(dumped(read_event(frame.event, frame.data)))
    everything = "\n".join(prints)
    assert len(tokens) > 10
    assert [token for token in tokens if token in everything] == []


def tokens_in(data: object) -> list[str]:
    if isinstance(data, dict):
        own = [value for key, value in data.items() if "token" in key and value]
        return own + [token for value in data.values() for token in tokens_in(value)]
    if isinstance(data, list):
        return [token for value in data for token in tokens_in(value)]
    return []


MADE_UP = {
    "echo": "an action of the test server's own",
    "probe": "an event that the test server was told to send",
    "x": "an event that the test server was told to send",
}


@pytest.mark.parametrize("name", traces())
def test_events_of_a_real_action_cable_are_read(name: str) -> None:
    for line in trace(name):
        frame = read_frame(line.text) if line.direction == "s>c" else None
        if isinstance(frame, Data):
            event = read_event(frame.event, frame.data)
            if isinstance(event, Unknown):
                assert event.name in MADE_UP
            elif isinstance(event, Malformed):
                # The tests of that server gave some messages a word for an id.
                assert isinstance(frame.data, dict)
                assert isinstance(frame.data["id"], str)
