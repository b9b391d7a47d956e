from __future__ import annotations

import contextlib
import math
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr, TypeAdapter

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.moments import read_moment
from hoory_tui.wire.payload import (
    JsonObject,
    Payload,
    WireError,
    read_json,
    read_payload,
)
from hoory_tui.wire.people import ContactPayload, PresencePayload
from tests.wire.models import HOSTILE, ODD_JSON, annotations_of, hurt_model, leaves_of, models
from tests.wire.text import ANY_JSON, ANY_TEXT, forbidden_in, strings_in

EVERY_MODEL = pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)

NOON = 1_795_348_800.0  # 2026-11-22T12:00:00Z

MOMENTS: list[tuple[object, float | None]] = [
    (1_795_348_800, NOON),
    (1_795_348_800.25, NOON + 0.25),
    ("1795348800", NOON),
    (" 1795348800 ", NOON),
    (1_795_348_800_000, NOON),
    ("1795348800000", NOON),
    ("2026-11-22T12:00:00Z", NOON),
    ("2026-11-22T12:00:00.250Z", NOON + 0.25),
    ("2026-11-22T14:30:00+02:30", NOON),
    ("2026-11-22 12:00:00 UTC", NOON),
    ("2026-11-22 12:00:00", NOON),
    (None, None),
    (0, None),
    (0.0, None),
    ("0", None),
    ("", None),
    (True, None),
    (False, None),
    (-1, None),
    ("-62135596801", None),
    (math.nan, None),
    (math.inf, None),
    (-math.inf, None),
    ("NaN", None),
    ("Infinity", None),
    (1e18, None),
    (10**18, None),
    (10**400, None),
    ("0001-01-01T00:00:00Z", None),
    ("1969-12-31T23:59:59Z", None),
    ("9999-12-31T23:59:59-12:00", None),
    ("2026-13-01T00:00:00Z", None),
    ("soon", None),
    ("never-ever", None),
    ("12:30", None),
    ([], None),
    ([1_795_348_800], None),
    ({"at": 1}, None),
]


@pytest.mark.parametrize(("raw", "expected"), MOMENTS, ids=repr)
def test_moments_are_read_in_every_dialect_and_nonsense_is_never(
    raw: object, expected: float | None
) -> None:
    assert read_moment(raw) == expected


@given(st.one_of(ANY_JSON, st.datetimes(timezones=st.timezones()).map(str)))
def test_a_moment_can_always_be_shown_as_a_local_time(raw: object) -> None:
    moment = read_moment(raw)
    if moment is not None:
        assert time.localtime(moment).tm_year >= 1969


def test_json_is_read_from_text_and_bytes() -> None:
    assert read_json('{"a":[1,null]}') == {"a": [1, None]}
    assert read_json(b'{"a":"\xc3\xa9"}') == {"a": "é"}


def test_lone_surrogates_cost_nothing_but_themselves() -> None:
    assert read_json('{"a":"x\\ud83dy","b":1}') == {"a": "x\ud83dy", "b": 1}
    assert read_json('["\ud83d"]') == ["\ud83d"]
    message = read_payload(MessagePayload, {"id": 1, "content": "x\ud83dy"})
    assert message.content == "x\ufffdy"


def test_numbers_that_are_none_do_not_end_anything() -> None:
    loose = read_json('{"id":1,"created_at":NaN,"inbox_id":Infinity,"sender_id":1e999}')
    message = read_payload(MessagePayload, loose)
    assert (message.id, message.created_at, message.inbox_id) == (1, None, None)
    assert not message.sent("inbox_id")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "nothing",
        "'a'",
        '{"a":1,}',
        "[" * 200_000,
        '{"a":' * 200_000,
        "[" * 900 + "]" * 900,
        "[" * 220 + "]" * 220,
        '{"a":"\\ud83d","b":' + "[" * 600 + "]" * 600 + "}",
        "9" * 5000,
        b"",
        b"\xff\xfe\xfa",
        b'"\xc3"',
    ],
    ids=lambda text: f"{text[:9]!r}x{len(text)}",
)
def test_what_is_no_json_or_nested_without_end_is_a_wire_error(text: str | bytes) -> None:
    with pytest.raises(WireError) as caught:
        read_json(text)
    assert str(caught.value) in ("not JSON", "nested too deeply")


def test_nesting_that_is_let_in_can_be_read_and_mended() -> None:
    inner = read_json('{"a":' * 198 + '"\\u001b"' + "}" * 198)
    data = {"id": 1, "inbox_id": "none", "additional_attributes": {"deep": inner}}
    conversation = read_payload(ConversationPayload, data)
    assert conversation.inbox_id is None
    assert list(strings_in(conversation.additional_attributes))[-1] == "␛"


@given(st.one_of(st.text(), st.binary(), ANY_TEXT))
def test_reading_any_text_gives_json_or_a_wire_error(text: str | bytes) -> None:
    with contextlib.suppress(WireError):
        read_json(text)


def test_a_bad_optional_key_is_left_out_and_does_not_count_as_sent() -> None:
    data = {"id": 3, "status": ["open"], "inbox_id": "front", "muted": None, "priority": "high"}
    conversation = read_payload(ConversationPayload, data)
    assert conversation.model_fields_set == {"id", "muted", "priority"}
    assert (conversation.status, conversation.inbox_id, conversation.priority) == (
        None,
        None,
        "high",
    )


def test_a_bad_list_item_is_left_out_whole_and_the_others_stay() -> None:
    messages = [{"id": 1}, {"content": "no id"}, None, {"id": "x"}, 5, {"id": 6, "private": "?"}]
    conversation = read_payload(
        ConversationPayload, {"id": 3, "messages": messages, "labels": ["a", None, {}, "b"]}
    )
    assert conversation.messages is not None
    assert [message.id for message in conversation.messages] == [1, 6]
    assert conversation.labels == ["a", "b"]


def test_a_bad_key_deep_down_costs_only_itself() -> None:
    sender = {"id": 9, "name": {"first": "Ann"}, "email": "ann@example.com"}
    data = {"id": 3, "meta": {"sender": sender, "assignee": {"name": "nobody"}, "channel": "C"}}
    conversation = read_payload(ConversationPayload, data)
    assert conversation.meta is not None
    assert conversation.meta.sender is not None
    assert conversation.meta.sender.model_fields_set == {"id", "email"}
    assert conversation.meta.model_fields_set == {"sender", "channel"}


def test_a_bad_entry_of_a_map_costs_only_itself() -> None:
    users = {"7": "online", "x": "busy", "8": None, "9": "busy"}
    presence = read_payload(PresencePayload, {"users": users})
    assert presence.users == {7: "online", 9: "busy"}


@pytest.mark.parametrize("odd", ["text", 5, {"a": 1}, ["a", {"b": []}], [[]], True])
@pytest.mark.parametrize("key", ["submitted_email", "submitted_values", "items", "email"])
def test_a_value_of_no_allowed_kind_never_costs_the_message(key: str, odd: object) -> None:
    data = {"id": 1, "content": "kept", "content_attributes": {key: odd, "deleted": True}}
    message = read_payload(MessagePayload, data)
    assert message.content == "kept"
    assert message.content_attributes is not None
    assert message.content_attributes.deleted is True


@pytest.mark.parametrize("key", ["attachments", "attachment"])
@pytest.mark.parametrize("odd", [{"id": "x"}, {}, [{"id": None}], "file", [3]])
def test_an_odd_attachment_never_costs_the_message(key: str, odd: object) -> None:
    message = read_payload(MessagePayload, {"id": 1, "content": "kept", key: odd})
    assert message.content == "kept"
    assert not message.attachments


def test_the_data_handed_in_is_not_changed() -> None:
    data = {"id": 1, "inbox_id": "x", "sender": {"name": "no id"}}
    read_payload(MessagePayload, data)
    assert data == {"id": 1, "inbox_id": "x", "sender": {"name": "no id"}}


@pytest.mark.parametrize(
    "data",
    [
        {"id": "qXq"},
        {"content": "qXq"},
        {"id": None, "qXq": 1},
        {"id": 1.5, "content": ["qXq"]},
        "qXq",
        ["qXq"],
        None,
        7,
    ],
)
def test_without_an_id_there_is_an_error_that_quotes_nothing(data: object) -> None:
    with pytest.raises(WireError) as caught:
        read_payload(MessagePayload, data)
    assert "MessagePayload: cannot read" in str(caught.value)
    assert "qXq" not in str(caught.value)
    assert caught.value.__context__ is None


@EVERY_MODEL
@settings(max_examples=25, deadline=None)
@given(data=ODD_JSON)
def test_any_data_is_read_or_is_a_wire_error_that_quotes_nothing(
    model: type[Payload], data: object
) -> None:
    for attempt in (data, {"id": 1, **data} if isinstance(data, dict) else [data]):
        problem = ""
        try:
            assert forbidden_in(read_payload(model, attempt).model_dump()) == []
        except WireError as error:
            problem = str(error)
        assert "qXq" not in problem


@settings(max_examples=60, deadline=None)
@given(data=ODD_JSON)
def test_with_a_good_id_nothing_costs_a_message_a_contact_or_a_conversation(data: object) -> None:
    rest = data if isinstance(data, dict) else {"content_attributes": data, "meta": data}
    for model in (MessagePayload, ContactPayload, ConversationPayload):
        assert read_payload(model, {**rest, "id": 5}).model_dump()["id"] == 5


def test_mending_takes_a_bounded_time() -> None:
    rows: list[dict[str, Any]] = [{"id": "x", "attachments": [{"id": []}] * 5} for _ in range(4000)]
    started = time.perf_counter()
    conversation = read_payload(ConversationPayload, {"id": 1, "messages": rows})
    assert conversation.messages == []
    assert time.perf_counter() - started < 5


@EVERY_MODEL
def test_no_field_can_hold_a_string_that_was_not_cleaned(model: type[Payload]) -> None:
    for name, annotation in annotations_of(model).items():
        for leaf in leaves_of(annotation):
            assert leaf not in (Any, object, str, dict), f"{model.__name__}.{name} is {leaf}"
            if leaf in (int, float, bool, type(None), SecretStr):
                continue
            reader: TypeAdapter[Any] = TypeAdapter(leaf)
            for probe in (HOSTILE, {HOSTILE: [HOSTILE]}):
                try:
                    held = reader.validate_python(probe)
                except ValueError:
                    continue
                assert forbidden_in(held) == [], f"{model.__name__}.{name}"


@EVERY_MODEL
@pytest.mark.parametrize("branch", [0, 1, 2])
def test_hostile_strings_in_every_place_come_out_clean(model: type[Payload], branch: int) -> None:
    data = hurt_model(model, branch)
    payload = model.model_validate(data)
    dumped = payload.model_dump()
    assert forbidden_in(dumped) == []
    texts = [text for text in strings_in(data) if text == HOSTILE]
    cleaned = [text for text in strings_in(dumped) if "\ufffd" in text]
    secrets = sum(isinstance(value, SecretStr) for value in dumped.values())
    assert len(cleaned) >= len(texts) - secrets


def test_the_models_are_those_that_are_meant() -> None:
    names = [model.__name__ for model in models()]
    assert len(names) > 30
    assert {"MessagePayload", "CacheKeys", "Identifier", "PublicMessage"} <= set(names)


def test_null_is_an_empty_object_and_an_absent_key_was_not_sent() -> None:
    reader: TypeAdapter[Any] = TypeAdapter(JsonObject)
    assert reader.validate_python(None) == {}
    contact = ContactPayload.model_validate({"id": 1, "custom_attributes": None, "extra": HOSTILE})
    assert contact.custom_attributes == {}
    assert contact.sent("custom_attributes")
    assert not contact.sent("name")
    assert contact.additional_attributes == {}


@pytest.mark.parametrize("alphabet", ["utf-16", "utf-16-le", "utf-32"])
def test_other_alphabets_hide_no_secret(alphabet: str) -> None:
    with pytest.raises(WireError):
        read_json('{"access_token":"canary"}'.encode(alphabet))
