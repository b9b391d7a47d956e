"""What a payload changes in a record: absent keeps, null clears, and what each shape means."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.fold import (
    fold_agent,
    fold_contact,
    fold_conversation,
    fold_message,
    fold_notification,
)
from hoory_tui.store.records import (
    Agent,
    Contact,
    Conversation,
    Message,
)
from hoory_tui.store.state import Store
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.notification import NotificationPayload
from hoory_tui.wire.people import ContactPayload, UserPayload
from tests.store.build import (
    ACCOUNT,
    START,
    Json,
    agent,
    contact,
    conversation_event,
    conversation_row,
    message_event,
    payload,
)

HELD = Conversation(
    1,
    inbox_id=3,
    contact_id=70,
    channel="Channel::Email",
    status="snoozed",
    priority="urgent",
    assignee_id=4,
    assignee_name="Zoe",
    team_id=6,
    team_name="Billing",
    labels=("vip",),
    unread_count=2,
    can_reply=False,
    muted=True,
    snoozed_until=START + 60,
    waiting_since=START - 60,
    last_activity_at=START,
    created_at=START - 99,
    updated_at=START,
    agent_last_seen_at=START - 5,
    contact_last_seen_at=START - 6,
    subject="Refund",
)


def fold(data: Json, held: Conversation | None = HELD) -> Conversation:
    return fold_conversation(held, payload(ConversationPayload, data))


def message(**fields: Any) -> Message:
    return fold_message(Store(ACCOUNT), payload(MessagePayload, message_event(**fields)), 1)


def test_absent_keys_keep_everything() -> None:
    assert fold({"id": 1}) is HELD


def test_a_payload_that_says_nothing_new_gives_the_same_object() -> None:
    data = conversation_event(1, updated_at=START, subject=None)
    first = fold(data, None)
    assert fold(data, first) is first


@pytest.mark.parametrize(
    ("key", "ours", "empty"),
    [
        ("snoozed_until", "snoozed_until", None),
        ("waiting_since", "waiting_since", None),
        ("contact_last_seen_at", "contact_last_seen_at", None),
        ("created_at", "created_at", None),
        ("priority", "priority", ""),
    ],
)
def test_null_clears(key: str, ours: str, empty: object) -> None:
    assert getattr(fold({"id": 1, key: None}), ours) == empty


@pytest.mark.parametrize(
    "key",
    [
        "status",
        "inbox_id",
        "channel",
        "unread_count",
        "can_reply",
        "muted",
        "labels",
        "updated_at",
        "last_activity_at",
        "timestamp",
        "meta",
        "additional_attributes",
    ],
)
def test_null_means_not_told_where_nothing_is_no_value(key: str) -> None:
    assert fold({"id": 1, key: None}) is HELD


@pytest.mark.parametrize(
    ("told", "ours", "value"),
    [
        ({"status": "resolved"}, "status", "resolved"),
        ({"status": "levitating"}, "status", "levitating"),
        ({"priority": "low"}, "priority", "low"),
        ({"labels": []}, "labels", ()),
        ({"labels": ["b", "a"]}, "labels", ("b", "a")),
        ({"unread_count": 0}, "unread_count", 0),
        ({"can_reply": True}, "can_reply", True),
        ({"muted": False}, "muted", False),
        ({"snoozed_until": "2026-11-23T09:00:00.000Z"}, "snoozed_until", 1_795_424_400.0),
        ({"waiting_since": 0}, "waiting_since", None),
        ({"timestamp": START + 5}, "last_activity_at", START + 5),
        ({"last_activity_at": START + 7, "timestamp": START + 5}, "last_activity_at", START + 7),
        ({"additional_attributes": {"mail_subject": "New"}}, "subject", "New"),
        ({"additional_attributes": {"mail_subject": ["x"]}}, "subject", "Refund"),
        ({"contact_inbox": {"id": 1, "contact_id": 88}}, "contact_id", 88),
        ({"meta": {"sender": contact(89)}}, "contact_id", 89),
        ({"meta": {"channel": "Channel::Sms"}}, "channel", "Channel::Sms"),
    ],
)
def test_a_told_value_is_taken(told: Json, ours: str, value: object) -> None:
    assert getattr(fold({"id": 1} | told), ours) == value


def test_a_subject_stays_on_its_line() -> None:
    told = {"id": 1, "additional_attributes": {"mail_subject": "Re:\nforged row"}}
    assert "\n" not in fold(told).subject


def test_in_events_absent_people_keep_and_null_clears() -> None:
    assert fold({"id": 1, "meta": {"sender": contact()}}) is HELD
    cleared = fold({"id": 1, "meta": {"assignee": None, "team": None}})
    assert (cleared.assignee_id, cleared.assignee_name) == (None, "")
    assert (cleared.team_id, cleared.team_name) == (None, "")


def test_in_lists_absent_people_mean_nobody() -> None:
    after = fold(conversation_row(1))
    assert (after.assignee_id, after.assignee_name) == (None, "")
    assert (after.team_id, after.team_name) == (None, "")


def test_people_are_taken_with_the_name_they_go_by() -> None:
    people = {"assignee": agent(9, available_name="Zed"), "team": {"id": 8, "name": "Sales"}}
    for data in (conversation_event(1, meta=people), conversation_row(1, meta=people)):
        after = fold(data)
        assert (after.assignee_id, after.assignee_name) == (9, "Zed")
        assert (after.team_id, after.team_name) == (8, "Sales")


@pytest.mark.parametrize(
    "told",
    [
        {"assignee": {"id": 4, "name": "Robo", "type": "agent_bot"}},
        {"assignee": {"id": 4, "name": "Robo"}, "assignee_type": "AgentBot"},
    ],
)
def test_a_bot_is_not_taken_for_the_agent_of_the_same_number(told: Json) -> None:
    after = fold({"id": 1, "meta": told})
    assert (after.assignee_id, after.assignee_name) == (None, "Robo")


def test_an_event_of_the_old_generation_keeps_what_it_cannot_tell() -> None:
    after = fold(conversation_event(1, old=True, status="open", timestamp=START + 9))
    assert (after.priority, after.updated_at, after.waiting_since) == ("urgent", START, START - 60)
    assert (after.status, after.last_activity_at) == ("open", START + 9)


def test_a_count_that_is_older_is_left_out_with_the_reading_it_knows_of() -> None:
    told = {"id": 1, "unread_count": 5, "agent_last_seen_at": START - 9, "status": "open"}
    after = fold_conversation(HELD, payload(ConversationPayload, told), counts=False)
    assert (after.unread_count, after.agent_last_seen_at) == (2, START - 5)
    assert after.status == "open"
    counted = fold(told)
    assert (counted.unread_count, counted.agent_last_seen_at) == (5, START - 9)


def test_a_conversation_nobody_has_seen() -> None:
    assert fold(conversation_row(1, agent_last_seen_at=0)).agent_last_seen_at is None


def test_muted_survives_events_because_they_lack_it() -> None:
    assert fold(conversation_event(1)).muted
    assert not fold(conversation_row(1, muted=False)).muted


def test_contact_null_clears_text_and_absent_keeps_it() -> None:
    held = Contact(70, name="Mariam", email="m@example.com", phone_number="+1", blocked=True)
    after = fold_contact(held, payload(ContactPayload, {"id": 70, "email": None, "name": "Mari"}))
    assert (after.name, after.email, after.phone_number, after.blocked) == ("Mari", "", "+1", True)


def test_contact_of_an_event_keeps_what_only_rest_tells() -> None:
    row = contact(last_activity_at=START, created_at=START - 5, blocked=True)
    held = fold_contact(None, payload(ContactPayload, row))
    after = fold_contact(held, payload(ContactPayload, contact(custom_attributes={"plan": "gold"})))
    assert (after.last_activity_at, after.created_at, after.blocked) == (START, START - 5, True)
    assert after.custom_attributes == {"plan": "gold"}


def test_the_same_contact_again_is_the_same_object() -> None:
    told = payload(ContactPayload, contact())
    held = fold_contact(None, told)
    assert fold_contact(held, told) is held


def test_null_availability_keeps_the_known_one() -> None:
    held = Agent(4, name="Zoe", email="z@example.com", role="agent", availability="busy")
    assert fold_agent(held, payload(UserPayload, agent(4, name="Zoe"))) is held
    freed = fold_agent(held, payload(UserPayload, agent(4, availability_status="online")))
    assert (freed.availability, freed.email) == ("online", "z@example.com")


def test_a_notification_prefers_its_body_and_opens_by_display_id() -> None:
    event = {
        "id": 1,
        "notification_type": "conversation_mention",
        "primary_actor_id": 5001,
        "primary_actor": {"id": 12},
        "push_message_title": "Mariam: hello",
        "created_at": START,
    }
    told = fold_notification(payload(NotificationPayload, event))
    assert (told.kind, told.text, told.conversation_id) == (
        "conversation_mention",
        "Mariam: hello",
        12,
    )
    rest = fold_notification(payload(NotificationPayload, event | {"push_message_body": "hello"}))
    assert rest.text == "hello"
    assert fold_notification(payload(NotificationPayload, {"id": 1})).conversation_id is None
