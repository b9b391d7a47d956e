"""Events, answers and deeds into the tables: what wins, what is dropped, what becomes dirty."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    ConversationGone,
    Opened,
)
from hoory_tui.store.reduce import apply_all
from hoory_tui.wire.events import read_event
from tests.store.build import (
    ACCOUNT,
    START,
    Desk,
    Json,
    agent,
    contact,
    conversation_event,
    conversation_row,
    dirty,
    from_me,
    message_event,
    message_row,
)

FOREIGN = {"account_id": ACCOUNT + 1}
EVENTS: dict[str, Json] = {
    "conversation.created": conversation_event(2),
    "conversation.updated": conversation_event(1, status="resolved"),
    "conversation.status_changed": conversation_event(1, status="resolved"),
    "conversation.read": conversation_event(1, contact_last_seen_at=START),
    "conversation.contact_changed": conversation_event(1, meta={"sender": contact(99)}),
    "conversation.mentioned": conversation_event(2),
    "assignee.changed": conversation_event(1, meta={"assignee": agent(4)}),
    "team.changed": conversation_event(1, meta={"team": {"id": 1, "name": "T"}}),
    "message.created": message_event(10),
    "message.updated": message_event(10, status="read"),
    "first.reply.created": message_event(10),
    "conversation.typing_on": {"conversation": {"id": 1}, "user": contact()},
    "conversation.typing_off": {"conversation": {"id": 1}, "user": contact()},
    "contact.created": contact(98),
    "contact.updated": contact(70, name="Other"),
    "contact.merged": contact(70, name="Other"),
    "contact.deleted": contact(70),
    "presence.update": {"users": {"1": "online"}, "contacts": {}},
    "notification.created": {"notification": {"id": 1}, "unread_count": 3},
    "notification.updated": {"notification": {"id": 1}, "unread_count": 3},
    "notification.deleted": {"notification": {"id": 1}, "unread_count": 3},
    "account.cache_invalidated": {"cache_keys": {"label": "1", "inbox": "1", "team": "1"}},
    "conversation.unread_count_changed": {},
    "something.new": {},
    "message_created": {"id": "nonsense"},
}


@pytest.mark.parametrize("name", EVENTS)
def test_events_of_another_account_change_nothing(name: str) -> None:
    desk, untouched = (Desk(conversation_row(1), conversation_row(3)) for _ in range(2))
    for one in (desk, untouched):
        one.page(message_row(5))
    assert not desk.hear(name, EVENTS[name] | FOREIGN)
    for table in type(desk.store).__slots__:
        if table not in ("timelines", "steps", "rosters"):
            assert getattr(desk.store, table) == getattr(untouched.store, table)
    assert desk.messages() == untouched.messages()


@pytest.mark.parametrize("data", [{}, {"id": None}, {"id": "x"}, {"id": []}])
def test_unreadable_and_unknown_events_are_counted_and_change_nothing(data: Json) -> None:
    desk = Desk(conversation_row(1))
    assert not desk.hear("message.created", data)
    assert not desk.hear("brand.new_thing", data)
    assert not desk.hear("voice_call.incoming", data)
    assert desk.store.malformed_events == {"message.created": 1}
    assert desk.store.unknown_events == {"brand.new_thing": 1}


def test_events_without_account_are_believed() -> None:
    desk = Desk(conversation_row(1))
    desk.hear("conversation.updated", conversation_event(1, account_id=None, status="resolved"))
    assert desk.conversation().status == "resolved"


def test_a_conversation_of_another_account_inside_our_list_is_dropped() -> None:
    desk = Desk()
    desk.load_list(conversation_row(1) | FOREIGN, conversation_row(2))
    assert set(desk.store.conversations) == {2}


@pytest.mark.parametrize("build", [conversation_event, conversation_row])
def test_what_is_older_is_dropped_and_what_is_equal_wins(build: Any) -> None:
    desk = Desk(conversation_row(1, updated_at=START + 5, status="resolved"))

    def tell(**fields: Any) -> Changes:
        row = build(1, **fields)
        is_event = build is conversation_event
        return desk.hear("conversation.updated", row) if is_event else desk.load(row)

    assert not tell(updated_at=START + 4.999, status="open")
    assert desk.conversation().status == "resolved"
    assert tell(updated_at=START + 5, status="pending").conversations == {1}
    assert tell(updated_at=START + 5.000_001, status="snoozed").conversations == {1}
    assert desk.conversation().status == "snoozed"


def test_without_times_the_last_one_heard_wins() -> None:
    desk = Desk(conversation_row(1, old=True))
    for status in ("resolved", "open"):
        desk.hear("conversation.updated", conversation_event(1, old=True, status=status))
    assert desk.conversation().status == "open"


@pytest.mark.parametrize(("gap", "doubted"), [(0.0, True), (9.9, True), (10.1, False)])
def test_events_without_times_that_come_together_are_doubted(gap: float, doubted: bool) -> None:
    desk = Desk(conversation_row(1, old=True), conversation_row(2, old=True))
    desk.now += 60
    assert not desk.hear("conversation.updated", conversation_event(1, old=True)).doubtful
    assert not desk.hear("conversation.updated", conversation_event(2, old=True)).doubtful
    desk.now += gap
    changes = desk.hear("conversation.status_changed", conversation_event(1, old=True))
    assert changes.doubtful == ({1} if doubted else set())


@pytest.mark.parametrize(("gap", "doubted"), [(9.9, True), (10.1, False)])
def test_an_event_without_time_soon_after_an_answer_is_doubted(gap: float, doubted: bool) -> None:
    desk = Desk(conversation_row(1, old=True))
    desk.now += gap
    changes = desk.hear("conversation.updated", conversation_event(1, old=True))
    assert changes.doubtful == ({1} if doubted else set())


def test_an_event_without_time_that_decides_something_is_not_the_last_word() -> None:
    desk = Desk(conversation_row(1, old=True))
    desk.now += 3600
    resolved = conversation_event(1, old=True, status="resolved")
    assert desk.hear("conversation.status_changed", resolved).doubtful == {1}
    again = desk.load(conversation_row(1, old=True, status="resolved"), desk.ask())
    assert not again.doubtful


def test_neither_dated_events_nor_reading_again_are_doubted() -> None:
    desk = Desk(conversation_row(1))
    for _ in range(3):
        assert not desk.hear("conversation.updated", conversation_event(1)).doubtful
        assert not desk.load(conversation_row(1, old=True)).doubtful


def test_an_event_keeps_what_only_rest_tells_and_rest_keeps_what_events_tell() -> None:
    desk = Desk(conversation_row(1, muted=True))
    desk.hear("conversation.updated", conversation_event(1, priority="high"))
    assert (desk.conversation().muted, desk.conversation().priority) == (True, "high")
    desk.load(conversation_row(1, old=True, muted=True))
    assert (desk.conversation().muted, desk.conversation().priority) == (True, "high")


@pytest.mark.parametrize("old", [False, True])
def test_an_event_that_knows_less_activity_does_not_hide_an_unread_message(old: bool) -> None:
    desk = Desk(conversation_row(1, old=old))
    desk.hear("message.created", message_event(10, conversation={"unread_count": 1}))
    event = conversation_event(1, old=old, status="pending", unread_count=0)
    desk.hear("conversation.updated", event)
    conversation = desk.conversation()
    assert (conversation.status, conversation.unread_count) == ("pending", 1)
    assert conversation.last_activity_at == START + 10


def test_copies_nested_elsewhere_do_not_touch_the_conversation() -> None:
    desk = Desk(conversation_row(1, status="resolved", meta={"assignee": agent(4)}))
    held = desk.conversation()
    copy = conversation_event(1, old=True, status="open")
    desk.hear("conversation.typing_on", {"conversation": copy, "user": contact()})
    notification = {"id": 1, "primary_actor": copy}
    desk.hear("notification.created", {"notification": notification, "unread_count": 1})
    assert desk.conversation() is held


@pytest.mark.parametrize("build", [conversation_event, conversation_row])
def test_the_one_message_of_a_conversation_never_replaces_its_thread(build: Any) -> None:
    desk = Desk(conversation_row(1))
    desk.page(message_row(10), message_row(11), message_row(12))
    for nested in ([], [message_event(11)], [message_event(13)]):
        row = build(1, messages=nested)
        if build is conversation_event:
            desk.hear("conversation.updated", row)
        else:
            desk.load(row)
    assert desk.ids() == [10, 11, 12, 13]
    last = desk.conversation().last_message
    assert last is not None
    assert last.id == 13


def test_the_last_message_of_a_list_row_is_the_one_that_is_no_activity() -> None:
    line = message_event(12, message_type=2, sender=None)
    note = message_event(11, **from_me("a note", private=True))
    desk = Desk(conversation_row(1, messages=[line], last_non_activity_message=note))
    last = desk.conversation().last_message
    assert last is not None
    assert (last.id, last.private) == (11, True)
    desk.hear("conversation.updated", conversation_event(1, messages=[message_event(10)]))
    assert desk.conversation().last_message is last


def test_the_reading_of_a_contact_redraws_the_thread() -> None:
    desk = Desk(conversation_row(1))
    changes = desk.hear("conversation.read", conversation_event(1, contact_last_seen_at=START))
    assert changes.timelines == {1}
    assert desk.conversation().contact_last_seen_at == START


@pytest.mark.parametrize(
    ("fields", "order"),
    [
        ({"status": "resolved"}, True),
        ({"last_activity_at": START + 1}, True),
        ({"labels": ["vip"]}, True),
        ({"meta": {"assignee": agent(4)}}, True),
        ({"meta": {"team": {"id": 1, "name": "T"}}}, True),
        ({"inbox_id": 8}, True),
        ({"unread_count": 4}, True),
        ({"priority": "low"}, True),
        ({"waiting_since": START}, True),
        ({"first_reply_created_at": START}, True),
        ({"muted": True}, False),
        ({"can_reply": False}, False),
    ],
)
def test_only_what_lists_go_by_dirties_their_order(fields: Json, order: bool) -> None:
    desk = Desk(conversation_row(1))
    changes = desk.hear("conversation.updated", conversation_event(1, **fields))
    assert changes.conversations == {1}
    assert changes.order is order


def test_an_event_without_news_dirties_nothing() -> None:
    desk = Desk(conversation_row(1))
    held = desk.conversation()
    assert not desk.hear("conversation.updated", conversation_event(1))
    assert desk.conversation() is held


def test_a_new_conversation_is_in_the_list() -> None:
    desk = Desk()
    changes = desk.hear("conversation.created", conversation_event(5))
    assert (changes.conversations, changes.order) == ({5}, True)
    assert desk.conversation(5).contact_id == 70


def test_a_gone_conversation_takes_its_thread_but_not_our_unsent_words() -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    desk.hear("conversation.typing_on", {"conversation": {"id": 1}, "user": contact()})
    desk.send("e1", "precious")
    desk.failed("e1")
    changes = desk.do(ConversationGone(1))
    assert dirty(changes) == {"conversations", "timelines", "order", "typing"}
    assert set(desk.store.timelines) == {2}
    assert desk.store.conversations[1].status == "gone"
    assert desk.store.typing == {}
    assert desk.store.outbox["e1"].content == "precious"
    assert not desk.do(ConversationGone(1))


def test_a_thread_opened_of_an_unknown_conversation_goes_too() -> None:
    desk = Desk()
    desk.do(Opened(9))
    assert desk.do(ConversationGone(9)).timelines == {9}
    assert desk.store.timelines == {}


def test_a_batch_gives_one_set_of_changes() -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    steps = [
        read_event("conversation.updated", conversation_event(1, status="resolved")),
        read_event("message.created", message_event(10, 2)),
        Opened(2),
    ]
    changes = apply_all(desk.store, steps, desk.now)
    assert changes.conversations == {1, 2}
    assert changes.timelines == {2}
    assert changes.order
