from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.wire import events
from hoory_tui.wire.events import (
    AssigneeChanged,
    CacheInvalidated,
    ContactCreated,
    ContactDeleted,
    ContactEvent,
    ContactMerged,
    ContactUpdated,
    ConversationContactChanged,
    ConversationCreated,
    ConversationEvent,
    ConversationMentioned,
    ConversationRead,
    ConversationStatusChanged,
    ConversationUpdated,
    Event,
    FirstReplyCreated,
    Ignored,
    Malformed,
    MessageCreated,
    MessageEvent,
    MessageUpdated,
    NotificationCreated,
    NotificationDeleted,
    NotificationEvent,
    NotificationUpdated,
    PresenceUpdate,
    Shape,
    TeamChanged,
    TypingEvent,
    TypingOff,
    TypingOn,
    Unknown,
    UnreadCountsChanged,
    read_event,
)
from hoory_tui.wire.frames import Data, read_frame
from tests.wire.models import HOSTILE, ODD_JSON
from tests.wire.prints import dumped
from tests.wire.shapes import (
    GUIDE_CONTACT,
    GUIDE_CONVERSATION,
    GUIDE_MESSAGE,
    GUIDE_NOTIFICATION,
    GUIDE_PRESENCE,
    GUIDE_USER,
    NEW_CONTACT,
    NEW_CONVERSATION,
    NEW_MESSAGE,
    NEW_NOTIFICATION,
    NEW_USER,
    SECRET,
)
from tests.wire.text import ANY_TEXT, forbidden_in

GUIDE_TYPING = {"conversation": GUIDE_CONVERSATION, "user": GUIDE_USER, "account_id": 1}
NEW_TYPING = {
    "conversation": {**NEW_CONVERSATION, "account_id": None},
    "user": NEW_CONTACT,
    "is_private": True,
    "account_id": 1,
    "performer": NEW_USER,
}
WRAPPED = {"notification": NEW_NOTIFICATION, "unread_count": 4, "count": 9, "account_id": 1}
WITH_ACCOUNT = {"account_id": 1}

GUIDE: dict[str, tuple[type[Any], dict[str, Any], dict[str, Any]]] = {
    "conversation.created": (ConversationCreated, GUIDE_CONVERSATION, NEW_CONVERSATION),
    "conversation.read": (ConversationRead, GUIDE_CONVERSATION, NEW_CONVERSATION),
    "message.created": (MessageCreated, GUIDE_MESSAGE, NEW_MESSAGE),
    "message.updated": (MessageUpdated, GUIDE_MESSAGE, NEW_MESSAGE),
    "conversation.status_changed": (
        ConversationStatusChanged,
        GUIDE_CONVERSATION,
        NEW_CONVERSATION,
    ),
    "conversation.typing_on": (TypingOn, GUIDE_TYPING, NEW_TYPING),
    "conversation.typing_off": (TypingOff, GUIDE_TYPING, NEW_TYPING),
    "assignee.changed": (AssigneeChanged, GUIDE_CONVERSATION, NEW_CONVERSATION),
    "team.changed": (TeamChanged, GUIDE_CONVERSATION, NEW_CONVERSATION),
    "conversation.contact_changed": (
        ConversationContactChanged,
        GUIDE_CONVERSATION,
        NEW_CONVERSATION,
    ),
    "contact.created": (ContactCreated, GUIDE_CONTACT | WITH_ACCOUNT, NEW_CONTACT | WITH_ACCOUNT),
    "contact.updated": (ContactUpdated, GUIDE_CONTACT | WITH_ACCOUNT, NEW_CONTACT | WITH_ACCOUNT),
    "presence.update": (PresenceUpdate, GUIDE_PRESENCE, GUIDE_PRESENCE),
    "notification_created": (NotificationCreated, GUIDE_NOTIFICATION, WRAPPED),
}
"""The events of the guide under its own names, in the older and the newer shape."""

BEYOND: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "conversation.updated": (ConversationUpdated, NEW_CONVERSATION),
    "conversation.mentioned": (ConversationMentioned, NEW_CONVERSATION),
    "conversation.opened": (ConversationStatusChanged, GUIDE_CONVERSATION),
    "conversation.resolved": (ConversationStatusChanged, GUIDE_CONVERSATION),
    "conversation.lock_toggle": (ConversationUpdated, GUIDE_CONVERSATION),
    "conversation.unread_count_changed": (UnreadCountsChanged, WITH_ACCOUNT),
    "first.reply.created": (FirstReplyCreated, NEW_MESSAGE),
    "contact.merged": (ContactMerged, NEW_CONTACT | WITH_ACCOUNT),
    "contact.deleted": (ContactDeleted, NEW_CONTACT | WITH_ACCOUNT),
    "notification.updated": (NotificationUpdated, WRAPPED),
    "notification.deleted": (NotificationDeleted, {**WRAPPED, "notification": {"id": 77}}),
    "account.cache_invalidated": (
        CacheInvalidated,
        {"cache_keys": {"label": "1", "inbox": "2", "team": "3"}, "account_id": 1},
    ),
    "copilot.message.created": (Ignored, WITH_ACCOUNT),
    "account.enrichment_completed": (Ignored, WITH_ACCOUNT),
    "voice_call.incoming": (Ignored, WITH_ACCOUNT),
    "voice_call.outbound_connected": (Ignored, WITH_ACCOUNT),
    "voice_call.outbound_accepted": (Ignored, WITH_ACCOUNT),
    "voice_call.ended": (Ignored, WITH_ACCOUNT),
    "voice_call.permission_granted": (Ignored, WITH_ACCOUNT),
    "user:logout": (Ignored, WITH_ACCOUNT),
    "page:reload": (Ignored, WITH_ACCOUNT),
}
"""The events that servers say although the guide does not know them."""

NAMES = [*GUIDE, *BEYOND]


@pytest.mark.parametrize("generation", ["older", "newer"])
@pytest.mark.parametrize("name", GUIDE)
def test_each_event_of_the_guide_is_known_in_every_spelling_and_shape(
    name: str, generation: str
) -> None:
    kind, older, newer = GUIDE[name]
    data = older if generation == "older" else newer
    for spelling in {name, name.replace(".", "_"), name.replace("_created", ".created")}:
        event = read_event(spelling, data)
        assert type(event) is kind
        assert event.account_id == 1
        check_fields(event)


def check_fields(event: Event) -> None:
    match event:
        case ConversationEvent(_, conversation):
            assert (conversation.id, conversation.status, conversation.inbox_id) == (12, "open", 3)
            assert conversation.meta is not None
            assert conversation.meta.sender is not None
            assert conversation.meta.sender.name == "Ann Petrosyan"
            assert conversation.agent_last_seen_at == 1_795_350_000
            assert conversation.contact_last_seen_at is None
        case MessageEvent(_, message):
            assert (message.id, message.content, message.sender_id) == (501, "My order is late", 41)
            assert message.created_at == 1_795_353_600
            assert message.updated_at == 1_795_353_600
        case TypingEvent(_, conversation_id, user, _):
            assert conversation_id == 12
            assert user.name in ("Zoe Lang", "Ann Petrosyan")
        case ContactEvent(_, contact):
            assert (contact.id, contact.email) == (41, "ann@example.com")
        case PresenceUpdate(_, presence):
            assert presence.users == {7: "online", 8: "busy"}
            assert presence.contacts == {41: "online"}
        case NotificationEvent(_, notification, _):
            assert (notification.id, notification.created_at) == (77, 1_795_353_600)
            assert notification.primary_actor is not None
            assert notification.primary_actor.id == 12
        case _:
            pytest.fail(f"unexpected {event!r}")


@pytest.mark.parametrize("name", BEYOND)
def test_each_event_that_the_guide_lacks_is_known_as_well(name: str) -> None:
    kind, data = BEYOND[name]
    for spelling in (name, name.replace(".", "_"), name.replace(".", ":")):
        event = read_event(spelling, data)
        assert type(event) is kind
        assert event.account_id == 1


def test_the_tables_above_leave_no_kind_of_event_out() -> None:
    leaves = {
        kind
        for kind in vars(events).values()
        if dataclasses.is_dataclass(kind) and isinstance(kind, type) and not kind.__subclasses__()
    } - {Shape}
    tried = {kind for kind, *_ in (*GUIDE.values(), *BEYOND.values())}
    assert leaves - tried == {Unknown, Malformed}


def test_a_notification_comes_wrapped_with_its_counters_or_bare_without() -> None:
    wrapped = read_event("notification.created", WRAPPED)
    bare = read_event("notification_created", GUIDE_NOTIFICATION)
    assert isinstance(wrapped, NotificationCreated)
    assert isinstance(bare, NotificationCreated)
    assert (wrapped.unread_count, bare.unread_count) == (4, None)
    assert wrapped.notification.push_message_body == "Ann Petrosyan: My order is late"
    assert bare.notification.read_at == 1_795_353_700


def test_typing_tells_notes_from_replies_and_takes_absence_for_a_reply() -> None:
    note, reply = read_event("conversation.typing_on", NEW_TYPING), GUIDE["conversation.typing_on"]
    assert isinstance(note, TypingOn)
    assert note.is_private
    assert note.user.type == "contact"
    answer = read_event("conversation_typing_off", reply[1])
    assert isinstance(answer, TypingOff)
    assert not answer.is_private
    assert answer.user.available_name == "Zoe"


def test_cache_keys_come_along() -> None:
    event = read_event(*_named("account.cache_invalidated"))
    assert isinstance(event, CacheInvalidated)
    assert (event.keys.label, event.keys.inbox, event.keys.team) == ("1", "2", "3")


def _named(name: str) -> tuple[str, dict[str, Any]]:
    return name, BEYOND[name][1]


@pytest.mark.parametrize(
    ("data", "account_id"),
    [
        ({"account_id": 3}, 3),
        ({"account_id": True}, None),
        ({"account_id": "3"}, None),
        ({}, None),
        (None, None),
        ([], None),
    ],
)
def test_the_account_is_a_number_or_unknown(data: object, account_id: int | None) -> None:
    assert read_event("some.news", data) == Unknown(account_id, "some.news")


def test_a_name_nobody_knows_is_kept_short_and_clean() -> None:
    event = read_event(f"news.{HOSTILE}{'x' * 500}", {})
    assert isinstance(event, Unknown)
    assert len(event.name) <= 90
    assert forbidden_in(event.name) == []


@pytest.mark.parametrize("name", [name for name in NAMES if BEYOND.get(name, [0])[0] != Ignored])
@pytest.mark.parametrize("data", [None, [], "qXq", {"qXq": "qXq"}, {"id": "qXq"}, {"user": "qXq"}])
def test_known_events_with_unusable_data_are_malformed_and_quote_nothing(
    name: str, data: object
) -> None:
    event = read_event(name, data)
    if isinstance(event, Malformed):
        assert event.name == name
        assert "cannot read" in event.problem
        assert "qXq" not in repr(event)
    else:
        # Presence and the hint about counts need nothing in particular.
        assert isinstance(event, PresenceUpdate | UnreadCountsChanged)


@settings(max_examples=150, deadline=None)
@given(name=st.one_of(st.sampled_from(NAMES), ANY_TEXT), data=ODD_JSON)
def test_no_name_and_no_data_make_reading_raise(name: str, data: object) -> None:
    event = read_event(name, data)
    assert forbidden_in(dataclasses.astuple(event)) == []
    if isinstance(event, Malformed):
        assert "qXq" not in event.problem


@pytest.mark.parametrize("name", NAMES)
def test_a_contacts_token_is_nowhere_to_be_seen(name: str) -> None:
    inbox = {"contact_inbox": {"id": 1, "pubsub_token": SECRET}, "pubsub_token": SECRET}
    conversation = {**NEW_CONVERSATION, **inbox}
    data = {
        **conversation,
        "conversation": conversation,
        "user": {**NEW_USER, **inbox},
        "notification": {**NEW_NOTIFICATION, "primary_actor": conversation, **inbox},
        "cache_keys": {"label": "1", **inbox},
    }
    text = json.dumps({"identifier": "i", "message": {"event": name, "data": data}})
    frame = read_frame(text)
    assert isinstance(frame, Data)
    assert SECRET not in repr(frame)
    event = read_event(frame.event, frame.data)
    assert not isinstance(event, Malformed)
    assert SECRET not in dumped(event)
