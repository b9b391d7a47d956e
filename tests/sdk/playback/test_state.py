"""What a recorded desk knows follows from what was told, in the very words."""

from __future__ import annotations

from hoory_tui.sdk.playback.state import RecordedDesk
from hoory_tui.sdk.recording.format import Entry, Part
from tests.sdk.recording.sessions import ACCOUNT, SNAPSHOT, conversation, heard, message


def desk_after(*entries: Entry) -> RecordedDesk:
    desk = RecordedDesk(ACCOUNT)
    for entry in (*SNAPSHOT, *entries):
        desk.take(entry)
    return desk


def test_a_message_moves_its_conversation_and_changes_in_place() -> None:
    facts = {"unread_count": 4, "last_activity_at": 5}
    desk = desk_after(
        heard(1, "message.created", message(2, conversation=facts)),
        heard(2, "message.updated", message(2, status="read")),
    )
    row = desk.conversations[7]
    assert (row["unread_count"], row["last_activity_at"]) == (4, 5)
    assert [one["id"] for one in row["messages"]] == [2]
    assert desk.messages[7][2]["status"] == "read"
    assert desk.messages[7][2]["conversation"] == facts


def test_an_event_tells_what_is_new_of_a_conversation_and_the_rest_stays() -> None:
    told = {"id": 7, "status": "resolved", "channel": "Channel::Api", "meta": {"assignee": None}}
    desk = desk_after(heard(1, "conversation.status_changed", told))
    row = desk.conversations[7]
    assert row["status"] == "resolved"
    assert row["inbox_id"] == 1
    assert row["meta"]["sender"]["id"] == 5
    assert row["meta"]["channel"] == "Channel::Api"


def test_a_conversation_that_nobody_told_of_is_there_once_something_is_said_in_it() -> None:
    desk = desk_after(heard(1, "message.created", message(2, conversation_id=9)))
    assert desk.conversations[9]["status"] == "open"
    assert list(desk.messages[9]) == [2]


def test_what_is_gone_is_gone() -> None:
    desk = desk_after(
        heard(1, "conversation.deleted", {"id": 7}),
        heard(1, "contact.deleted", {"id": 5}),
    )
    assert desk.conversations == {}
    assert desk.contacts == {}


def test_people_and_notifications_are_kept_up_to_date() -> None:
    told = {"notification": {"id": 3, "read_at": None}, "unread_count": 1}
    desk = desk_after(
        heard(1, "contact.updated", {"id": 5, "name": "New Name"}),
        heard(1, "presence.update", {"users": {"2": "online"}}),
        Part(1, "notifications", {"meta": {"unread_count": 0}, "payload": [{"id": 2}]}),
        heard(2, "notification.created", told),
        heard(3, "notification.deleted", {"notification": {"id": 2}, "unread_count": 1}),
    )
    assert desk.contacts[5]["name"] == "New Name"
    assert desk.presence == {"users": {"2": "online"}}
    assert list(desk.notifications) == [3]
    assert desk.unread_notifications == 1


def test_nonsense_tells_nothing() -> None:
    before = desk_after()
    after = desk_after(
        Part(1, "agents", "nonsense"),
        Part(1, "conversations", [None, 5, {"id": "x"}, {}]),
        heard(1, "message.created", {"id": None}),
        heard(1, "conversation.updated", {"id": True}),
        heard(1, "somebody.sneezed", conversation(id=99)),
    )
    assert after.conversations == before.conversations
    assert after.messages == before.messages
    assert after.lists == {**before.lists}
