from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hoory_tui.keep.packing import (
    VERSION,
    pack_contact,
    pack_conversation,
    pack_message,
    unpack_contact,
    unpack_conversation,
    unpack_message,
)
from hoory_tui.store.records import (
    Attachment,
    Contact,
    Conversation,
    Direction,
    Kind,
    Mail,
    Message,
    Sender,
)
from hoory_tui.wire.clean import clean, clean_json, clean_line, has_hidden_marks, intern_line
from hoory_tui.wire.limits import LATEST

RAW = st.text(max_size=12) | st.sampled_from(["a\u202eb", "x\ny", "\x1b[31m", "é\u0301", "⏎"])
LINES = RAW.map(clean_line)
BODIES = RAW.map(clean)
WORDS = RAW.map(intern_line)
IDS = st.integers(0, 2**63 - 1)
MOMENTS = st.floats(0, LATEST)
MAYBE_MOMENTS = st.none() | MOMENTS
DEGREES = st.none() | st.floats(-180, 180)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | RAW,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(RAW, inner, max_size=3),
    max_leaves=6,
)
OBJECTS = st.dictionaries(RAW, JSON, max_size=3).map(clean_json)

SENDERS = st.builds(Sender, kind=st.sampled_from(Kind), id=IDS, name=LINES)
MAILS = st.builds(
    Mail, sender=LINES, to=LINES, cc=LINES, date=LINES, html=BODIES, full=BODIES, bcc=LINES
)
ATTACHMENTS = st.builds(
    Attachment,
    id=IDS,
    file_type=WORDS,
    url=LINES,
    extension=LINES,
    size=IDS,
    title=LINES,
    latitude=DEGREES,
    longitude=DEGREES,
)
MESSAGES = st.builds(
    Message,
    id=IDS,
    conversation_id=IDS,
    direction=st.sampled_from(Direction),
    content=BODIES,
    created_at=MOMENTS,
    updated_at=MAYBE_MOMENTS,
    private=st.booleans(),
    status=WORDS,
    content_type=WORDS,
    sender=st.none() | SENDERS,
    attachments=st.lists(ATTACHMENTS, max_size=2).map(tuple),
    deleted=st.booleans(),
    error=LINES,
    in_reply_to=st.none() | IDS,
    subject=LINES,
    mail=st.none() | MAILS,
    choices=st.lists(LINES, max_size=3).map(tuple),
    answer=LINES,
    translations=st.lists(st.tuples(LINES, BODIES), max_size=2).map(tuple),
)
CONTACTS = st.builds(
    Contact,
    id=IDS,
    name=LINES,
    email=LINES,
    phone_number=LINES,
    identifier=LINES,
    blocked=st.booleans(),
    additional_attributes=OBJECTS,
    custom_attributes=OBJECTS,
    last_activity_at=MAYBE_MOMENTS,
    created_at=MAYBE_MOMENTS,
)
CONVERSATIONS = st.builds(
    Conversation,
    id=IDS,
    inbox_id=IDS,
    contact_id=IDS,
    channel=WORDS,
    status=WORDS,
    priority=WORDS,
    assignee_id=st.none() | IDS,
    assignee_name=LINES,
    team_id=st.none() | IDS,
    team_name=LINES,
    labels=st.lists(LINES, max_size=3).map(tuple),
    unread_count=IDS,
    can_reply=st.booleans(),
    muted=st.booleans(),
    snoozed_until=MAYBE_MOMENTS,
    waiting_since=MAYBE_MOMENTS,
    last_activity_at=MOMENTS,
    created_at=MAYBE_MOMENTS,
    updated_at=MAYBE_MOMENTS,
    agent_last_seen_at=MAYBE_MOMENTS,
    contact_last_seen_at=MAYBE_MOMENTS,
    last_message=st.none() | MESSAGES,
    subject=LINES,
)
Pair = tuple[Callable[[Any], list[object]], Callable[[object], object]]
PAIRS: Final[dict[type, Pair]] = {
    Message: (pack_message, unpack_message),
    Contact: (pack_contact, unpack_contact),
    Conversation: (pack_conversation, unpack_conversation),
}


def _round(record: object) -> object:
    pack, unpack = PAIRS[type(record)]
    return unpack(json.loads(json.dumps(pack(record))))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MESSAGES | CONTACTS | CONVERSATIONS)
def test_what_was_packed_comes_back_the_same(record: object) -> None:
    back = _round(record)

    assert back == record
    assert _marks(back) == _marks(record)


def _marks(value: object) -> list[bool]:
    """Equal texts may differ in whether something was hidden in them."""
    if isinstance(value, str):
        return [has_hidden_marks(value)]
    if isinstance(value, dict):
        return [mark for one in value.values() for mark in _marks(one)]
    if isinstance(value, list | tuple):
        return [mark for one in value for mark in _marks(one)]
    if type(value) in (*PAIRS, Sender, Mail, Attachment):
        names = type(value).__match_args__  # type: ignore[attr-defined]
        return [mark for name in names for mark in _marks(getattr(value, name))]
    return []


def test_texts_out_of_the_file_are_cleaned_and_words_are_shared() -> None:
    message = Message(
        1, 2, content="CONTENT", sender=Sender(Kind.CONTACT, 3, "NAME"), choices=("CHOICE",)
    )
    packed = json.dumps(pack_message(message)).replace("CONTENT", r"a\u001b[31m")
    packed = packed.replace("NAME", r"x\ny").replace("CHOICE", r"\u202ehid")

    back = unpack_message(json.loads(packed))

    assert back is not None
    assert back.sender is not None
    assert back.content == clean("a\x1b[31m")
    assert back.sender.name == clean_line("x\ny")
    assert back.choices == (clean_line("\u202ehid"),)
    assert back.status is message.status


@pytest.mark.parametrize("kind", [Sender, Mail, Attachment, *PAIRS])
def test_every_field_of_a_record_is_packed(kind: type) -> None:
    # A field that is added, taken away or moved makes another version.
    counts = {Sender: 3, Mail: 7, Attachment: 8, Message: 19, Contact: 10, Conversation: 30}

    assert VERSION == 2
    assert len(kind.__match_args__) == counts[kind]  # type: ignore[attr-defined]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONVERSATIONS, st.data())
def test_one_wrong_part_makes_nothing_of_the_whole(
    record: Conversation, data: st.DataObject
) -> None:
    packed = pack_conversation(record)
    place = data.draw(st.integers(0, len(packed) - 1))
    packed[place] = object()

    assert unpack_conversation(packed) is None


NUMBERS = st.integers() | st.floats() | st.just(10**400)
SCALARS = st.none() | st.booleans() | NUMBERS | st.text(max_size=5)
HOSTILE = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(HOSTILE | st.lists(SCALARS, min_size=30, max_size=30).map(lambda rest: [VERSION, *rest]))
@example([VERSION])
@example([VERSION + 1, 1, "", "", "", "", False, {}, {}, None, None])
@example({"\u202e": "x"})
@example(b"bytes")
def test_anything_else_is_nothing(value: object) -> None:
    for _, unpack in PAIRS.values():
        assert unpack(value) is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONTACTS | MESSAGES | CONVERSATIONS, HOSTILE, st.data())
def test_an_exchanged_part_never_raises(record: object, part: object, data: st.DataObject) -> None:
    pack, unpack = PAIRS[type(record)]
    packed = pack(record)
    holders = [packed]
    while inner := [one for one in holders[-1] if isinstance(one, list) and one]:
        holders.append(data.draw(st.sampled_from(inner)))
    holder = data.draw(st.sampled_from(holders))
    holder[data.draw(st.integers(0, len(holder) - 1))] = part

    back = unpack(packed)

    assert back is None or unpack(pack(back)) == back or "nan" in repr(back)


def test_what_is_nested_too_deeply_or_too_long_is_nothing() -> None:
    deep: object = []
    for _ in range(100_000):
        deep = [deep]
    packed = pack_contact(Contact(1))
    nested, long = [*packed], [*packed]
    nested[7], long[2] = {"key": deep}, "x" * (2**20 + 1)

    assert unpack_contact(nested) is None
    assert unpack_contact(long) is None
    assert unpack_contact(packed) == Contact(1)
