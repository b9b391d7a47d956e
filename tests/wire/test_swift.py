"""That the short way of an event says what the long way says, or nothing."""

from __future__ import annotations

import json
from typing import Any, Final, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.wire.clean import has_hidden_marks
from hoory_tui.wire.events import Event, Malformed, MessageCreated, read_event, shape_of
from hoory_tui.wire.frames import Data, read_frame
from hoory_tui.wire.payload import Payload
from hoory_tui.wire.redact import STARS
from hoory_tui.wire.swift import read_swiftly
from tests.recordings import Recording, recordings
from tests.wire.garbage import by_hand, mutated, wrong_values
from tests.wire.models import ODD_JSON, hurt_model, models
from tests.wire.shapes import NEW_CONVERSATION, NEW_MESSAGE

IDENTIFIER: Final = "i"
SHORT: Final = [
    "conversation.created",
    "conversation.updated",
    "assignee.changed",
    "message.created",
    "message.updated",
    "contact.updated",
    "conversation.typing_on",
    "conversation.typing_off",
]


def frame(event: str, data: object, identifier: str = IDENTIFIER, **more: object) -> str:
    message = {"event": event, "data": data}
    return json.dumps({"identifier": identifier, "message": message, **more})


def the_long_way(text: str | bytes) -> tuple[Event, list[str]]:
    """Return what the models make of a frame, and what they had to leave out."""
    read = read_frame(text)
    if not isinstance(read, Data):
        return Malformed(None, "", ""), []
    left_out: list[str] = []
    return read_event(read.event, read.data, left_out.append), left_out


def told(value: object) -> object:
    """Return all that a payload tells, be it a model or a struct, down to hidden marks."""
    if isinstance(value, str):
        return (str(value), has_hidden_marks(value))
    if isinstance(value, list | tuple):
        return [told(item) for item in value]
    if isinstance(value, dict):
        return {key: told(item) for key, item in value.items()}
    kind = MODELS.get(type(value).__name__)
    if kind is None:
        return (type(value), value)
    payload = cast(Payload, value)
    names = {name: told(getattr(payload, name)) for name in kind.model_fields}
    return names | {"untold": sorted(payload.untold)}


MODELS: Final[dict[str, type[Payload]]] = {model.__name__: model for model in models()}


def fields_of(event: Event) -> object:
    """Return the kind of an event and all that it tells."""
    return type(event), [told(getattr(event, name)) for name in event.__match_args__]


def check(text: str | bytes, identifier: str = IDENTIFIER) -> bool:
    """Look that the short way, if it is taken, leads where the long one does."""
    swift = read_swiftly(text, identifier)
    if swift is None:
        return False
    event, left_out = the_long_way(text)
    assert left_out == []
    assert fields_of(swift) == fields_of(event)
    return True


@pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)
def test_nearly_all_recorded_events_go_the_short_way(recording: Recording) -> None:
    taken = tried = 0
    for socket in recording.sockets():
        for line in recording.frames(socket):
            read = read_frame(line.text) if line.direction == "s>c" else None
            if isinstance(read, Data) and read.event in SHORT:
                tried += 1
                taken += check(line.text, read.identifier)
                taken += check(line.text.encode(), read.identifier)
    assert taken >= 2 * 0.9 * tried
    assert tried


@pytest.mark.parametrize("branch", range(3))
@pytest.mark.parametrize("event", SHORT)
def test_hostile_text_is_cleaned_on_the_short_way_too(event: str, branch: int) -> None:
    shape = shape_of(event)
    assert shape is not None
    data = without_long_ways(hurt_model(shape.model, branch))
    # The surrogate alone would send all of it the long way.
    text = frame(event, data).replace("\\ud83d\\u200b", "\\u200b")
    assert check(text)


def without_long_ways(data: Any) -> Any:
    """Return hurt data without the keys for which there is no short way."""
    if isinstance(data, list):
        return [without_long_ways(item) for item in data]
    if isinstance(data, dict):
        kept = {"items", "submitted_values", "email", "from", "attachment"}
        return {
            key: without_long_ways(value)
            for key, value in data.items()
            if key not in kept or isinstance(value, str)
        }
    return data


@settings(deadline=None)
@given(st.sampled_from(SHORT), ODD_JSON)
def test_odd_data_is_left_to_the_long_way_or_read_alike(event: str, data: object) -> None:
    check(frame(event, data))


VALUES: Final = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=9),
    st.sampled_from(["2026-11-22T14:52:44.980Z", "1795359164", "", "0", "\u202eevil", "null"]),
    st.sampled_from([0, -1, 1.0, 1e10, 1795359164123, 2**63, [], {}, [None], [{}], {"a": "\x1b"}]),
)


@settings(deadline=None)
@given(st.data())
@pytest.mark.parametrize(
    ("event", "whole"),
    [("message.created", NEW_MESSAGE), ("conversation.updated", NEW_CONVERSATION)],
)
def test_whatever_value_a_key_has(event: str, whole: dict[str, Any], data: st.DataObject) -> None:
    changed = json.loads(json.dumps(whole))
    places = [changed]
    for place in places:
        places += [one for one in place.values() if isinstance(one, dict)]
        lists = [one for one in place.values() if isinstance(one, list)]
        places += [row for rows in lists for row in rows if isinstance(row, dict)]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.sampled_from([one for one in places if one]))
        key = data.draw(st.sampled_from(sorted(place)))
        if data.draw(st.booleans()):
            place[key] = data.draw(VALUES)
        else:
            del place[key]
    check(frame(event, changed))


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_recorded_frames_with_exchanged_parts(rng: Any) -> None:
    text = mutated(rng)
    read = read_frame(text)
    if isinstance(read, Data):
        check(text, read.identifier)


def test_frames_made_by_hand() -> None:
    texts = [*by_hand(), *(text for event in SHORT for text in wrong_values(event))]
    for text in texts:
        read = read_frame(text)
        if isinstance(read, Data):
            check(text, read.identifier)
    assert len(texts) > 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        '{"type":"ping","message":1}',
        frame("message.created", {"id": 1}, identifier="another"),
        frame("message.created", {"id": 1}, type=None),
        frame("presence.update", {"users": {}}),
        frame("something.new", {"id": 1}),
        frame("message.created", {"id": 1, "sender": {"event": "x"}})[:-1],
        frame("message.created", {"id": 1, "attachment": {"id": 2}}),
        frame("message.created", {"id": 1, "untold": ["id"]}),
        frame("message.created", {"id": 1, "private": None}),
        frame("message.created", {"id": True}),
        frame("message.created", {"id": 1, "content": "\ud83d"}),
        frame("message.created", {"id": 1, "content": "x" * 40_000}),
        frame("conversation.updated", {"id": 1, "labels": [None]}),
    ],
)
def test_what_is_not_quite_ordinary_goes_the_long_way(text: str) -> None:
    assert read_swiftly(text, IDENTIFIER) is None


def test_the_name_of_the_event_is_not_taken_from_within() -> None:
    said = {"data": {"id": 1, "sender": {"id": 2, "event": "message.updated"}}}
    text = json.dumps({"identifier": "i", "message": said | {"event": "message.created"}})
    assert read_swiftly(text, IDENTIFIER) is None
    inside = frame("message.created", {"id": 1, "content": '"event":"contact.updated"'})
    assert isinstance(read_swiftly(inside, IDENTIFIER), MessageCreated)


def test_deep_nesting_is_for_the_reader_that_knows_where_to_stop() -> None:
    deep: dict[str, Any] = {}
    for _ in range(150):
        deep = {"a": deep}
    text = frame("contact.updated", {"id": 1, "additional_attributes": deep})
    assert read_swiftly(text, IDENTIFIER) is None


def test_secrets_in_free_objects_are_starred() -> None:
    data = {"id": 1, "custom_attributes": {"a": [{"pubsub_token": "s3cret", "has_token": True}]}}
    event = read_swiftly(frame("contact.updated", data), IDENTIFIER)
    assert event is not None
    assert "s3cret" not in repr(event)
    assert STARS in repr(event)
