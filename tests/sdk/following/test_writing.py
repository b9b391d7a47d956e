"""Every recorded event written out and read again, by both ways in which frames are read."""

from __future__ import annotations

import json

import pytest

from hoory_tui.sdk.following.writing import NAMES, name_of, write_event
from hoory_tui.wire.events import Event, Ignored, Malformed, Unknown, read_event
from hoory_tui.wire.frames import Data, read_frame
from hoory_tui.wire.redact import is_secret_key
from hoory_tui.wire.swift import read_swiftly
from tests.recordings import Recording, recordings
from tests.wire.prints import dumped

EVERY = pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)


@EVERY
def test_what_is_written_is_read_as_the_same_event(recording: Recording) -> None:
    swift = count = 0
    for socket in recording.sockets():
        for line in recording.frames(socket):
            frame = read_frame(line.text) if line.direction == "s>c" else None
            if not isinstance(frame, Data):
                continue
            event = read_event(frame.event, frame.data)
            again = written_and_read(event)
            assert dumped(again) == dumped(event), (socket, line.ms)
            quick = read_swiftly(line.text, frame.identifier)
            if quick is not None:
                swift += 1
                assert dumped(written_and_read(quick)) == dumped(event), (socket, line.ms)
            count += 1
    assert count > 400
    assert swift > count // 2


def written_and_read(event: Event) -> Event:
    text = json.dumps(write_event(event))
    assert not secrets_in(json.loads(text))
    assert name_of(event) in NAMES
    return read_event(name_of(event), json.loads(text))


def secrets_in(data: object) -> list[str]:
    """Return the keys under which something that was a secret is told."""
    if isinstance(data, list):
        return [key for one in data for key in secrets_in(one)]
    if not isinstance(data, dict):
        return []
    found = [key for key, value in data.items() if is_secret_key(key) and value not in ("***",)]
    found = [key for key in found if not isinstance(data[key], bool | None)]
    return found + [key for value in data.values() for key in secrets_in(value)]


def test_a_null_that_says_something_is_written_and_one_that_does_not_is_left_out() -> None:
    data = {"id": 7, "priority": None, "status": None, "meta": {"assignee": None}}
    written = write_event(read_event("conversation.updated", {**data, "account_id": 3}))
    assert written == {"id": 7, "account_id": 3, "priority": None, "meta": {"assignee": None}}


def test_what_nobody_understands_is_told_by_its_name() -> None:
    for name, kind in (
        ("voice_call.incoming", Ignored),
        ("brand.new", Unknown),
        ("message.created", Malformed),
    ):
        event = read_event(name, {"account_id": 3})
        assert isinstance(event, kind)
        assert (name_of(event), write_event(event)) == (name, {"account_id": 3})
        assert read_event(name, write_event(event)) == event
