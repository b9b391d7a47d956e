from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.wire.frames import (
    Confirmed,
    Data,
    Disconnect,
    Frame,
    Garbled,
    Ping,
    Rejected,
    Welcome,
    read_frame,
    write_presence,
    write_subscribe,
)
from tests.recordings import Recording, recordings, trace, traces
from tests.wire.text import ANY_JSON, ANY_TEXT, forbidden_in

IDENTIFIER = '{"channel":"RoomChannel","pubsub_token":"t0ken"}'

FRAMES: list[tuple[object, Frame]] = [
    ({"type": "welcome"}, Welcome()),
    ({"type": "welcome", "sid": "x", "restored": True}, Welcome()),
    ({"type": "ping", "message": 1_795_353_384}, Ping()),
    ({"type": "ping", "message": "soon"}, Ping()),
    ({"type": "ping", "message": {"event": "message.created", "data": {}}}, Ping()),
    ({"type": "confirm_subscription", "identifier": IDENTIFIER}, Confirmed(IDENTIFIER)),
    ({"type": "reject_subscription", "identifier": IDENTIFIER}, Rejected(IDENTIFIER)),
    (
        {"type": "disconnect", "reason": "unauthorized", "reconnect": False},
        Disconnect("unauthorized", reconnect=False),
    ),
    (
        {"type": "disconnect", "reason": "server_restart", "reconnect": True},
        Disconnect("server_restart", reconnect=True),
    ),
    ({"type": "disconnect", "reason": None}, Disconnect("", reconnect=True)),
    ({"type": "disconnect", "reason": "a\x1b\n"}, Disconnect("a␛", reconnect=True)),
    (
        {"identifier": IDENTIFIER, "message": {"event": "contact.created", "data": {"id": 1}}},
        Data(IDENTIFIER, "contact.created", {"id": 1}),
    ),
    (
        {"identifier": IDENTIFIER, "message": {"event": "contact.created"}},
        Data(IDENTIFIER, "contact.created", None),
    ),
]

GARBAGE: list[str | bytes] = [
    "",
    "{",
    '{"type":',
    "[]",
    "null",
    "42",
    '"x"',
    "{}",
    '{"type":"wat","message":"x"}',
    '{"type":null}',
    '{"type":["welcome"]}',
    '{"type":"confirm_subscription"}',
    '{"type":"reject_subscription","identifier":{}}',
    '{"message":{"event":"contact.created","data":{}}}',
    '{"identifier":"i","message":null}',
    '{"identifier":"i","message":{"event":5,"data":{}}}',
    '{"identifier":5,"message":{"event":"contact.created"}}',
    "[" * 200_000,
    b"\xff\xfe",
]


@pytest.mark.parametrize(("sent", "expected"), FRAMES, ids=lambda value: repr(value)[:50])
def test_each_kind_of_frame_is_told_from_the_others(sent: object, expected: Frame) -> None:
    assert read_frame(json.dumps(sent)) == expected
    assert read_frame(json.dumps(sent).encode()) == expected


@pytest.mark.parametrize("text", GARBAGE, ids=lambda text: repr(text[:40]))
def test_anything_else_is_garbled_and_not_quoted(text: str | bytes) -> None:
    frame = read_frame(text)
    assert isinstance(frame, Garbled)
    assert frame.problem in (
        "not JSON",
        "not an object",
        "unknown type",
        "neither a type nor a message",
        "a message without an event",
    )


@given(
    st.one_of(
        ANY_TEXT,
        st.binary(),
        ANY_JSON.map(json.dumps),
        st.fixed_dictionaries(
            {},
            optional={
                "type": st.one_of(
                    ANY_JSON, st.sampled_from(["ping", "disconnect", "confirm_subscription"])
                ),
                "identifier": ANY_JSON,
                "reason": ANY_JSON,
                "reconnect": ANY_JSON,
                "message": st.one_of(ANY_JSON, st.just({"event": "x"})),
            },
        ).map(json.dumps),
    )
)
def test_no_text_makes_reading_raise(text: str | bytes) -> None:
    frame = read_frame(text)
    if isinstance(frame, Disconnect):
        assert forbidden_in(frame.reason) == []


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_every_recorded_frame_is_read_and_counted_as_its_index_says(recording: Recording) -> None:
    for socket in recording.sockets():
        counted: Counter[str] = Counter()
        for line in recording.frames(socket):
            if line.direction != "s>c":
                counted[f"({line.direction})"] += 1
                continue
            match read_frame(line.text):
                case Data(_, event, _):
                    counted[event] += 1
                case Garbled(problem):
                    pytest.fail(f"{socket} at {line.ms}: {problem}")
                case Confirmed():
                    counted["confirm_subscription"] += 1
                case frame:
                    counted[type(frame).__name__.lower()] += 1
        assert dict(counted) == recording.index["frames"][socket]


GARBLED_TRACES = {
    "12-raw-frames-reference": "the server was told to send half a frame",
    "10-large-frames-aiohttp": "the trace keeps only the beginning of large frames",
    "10-large-upload-aiohttp": "the trace keeps only the beginning of large frames",
    "rails72/10-large-frames-aiohttp": "the trace keeps only the beginning of large frames",
    "rails72/10-large-upload-aiohttp": "the trace keeps only the beginning of large frames",
}


@pytest.mark.parametrize("name", traces())
def test_frames_of_a_real_action_cable_are_read(name: str) -> None:
    frames = [read_frame(line.text) for line in trace(name) if line.direction == "s>c"]
    garbled = any(isinstance(frame, Garbled) for frame in frames)
    assert garbled == (name in GARBLED_TRACES)


def test_tokens_in_frames_are_never_printed() -> None:
    data = {"contact_inbox": {"pubsub_token": "t0ken"}}
    for frame in (
        Confirmed(IDENTIFIER),
        Rejected(IDENTIFIER),
        Data(IDENTIFIER, "conversation.created", data),
        read_frame(f'{{"type":"{IDENTIFIER}'),
    ):
        assert "t0ken" not in repr(frame)


def test_commands_carry_the_identifier_byte_for_byte() -> None:
    spaced = '{"channel": "RoomChannel", "pubsub_token": "é t0ken"}'
    assert json.loads(write_subscribe(spaced)) == {"command": "subscribe", "identifier": spaced}
    presence = json.loads(write_presence(spaced))
    assert presence.pop("identifier") == spaced
    assert json.loads(presence.pop("data")) == {"action": "update_presence"}
    assert presence == {"command": "message"}
