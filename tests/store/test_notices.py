"""Notifications, by events and by the page that makes up for missed ones."""

from __future__ import annotations

from dataclasses import replace

from hoory_tui.store.beside import (
    AllNotificationsRead,
    NotificationMarked,
    NotificationsPaged,
)
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import Asked, NotificationsLoaded
from hoory_tui.wire.answers import NotificationPage
from tests.store.build import START, Desk, Json, payload


def note(number: int) -> Json:
    return {"id": number, "notification_type": "conversation_mention", "created_at": START + number}


def hear(desk: Desk, name: str, told: Json, unread: int) -> Changes:
    return desk.hear(f"notification.{name}", {"notification": told, "unread_count": unread})


def read(desk: Desk, *numbers: int, count: int, asked: Asked | None = None) -> Changes:
    meta = {"unread_count": len(numbers), "count": count}
    page = {"meta": meta, "payload": [note(number) for number in numbers]}
    return desk.do(NotificationsLoaded(payload(NotificationPage, page), asked or desk.ask()))


def held(desk: Desk) -> list[int]:
    return sorted(desk.store.notifications)


def test_what_the_newest_page_leaves_out_was_deleted_in_a_gap() -> None:
    desk = Desk()
    for number in (1, 5, 6, 7):
        hear(desk, "created", note(number), 4)
    read(desk, 5, 7, count=9)
    assert held(desk) == [1, 5, 7]
    assert desk.store.unread_notifications == 2


def test_a_page_that_holds_all_there_is_tells_of_all() -> None:
    desk = Desk()
    for number in (1, 5):
        hear(desk, "created", note(number), 2)
    read(desk, 5, count=1)
    assert held(desk) == [5]
    read(desk, count=0)
    assert held(desk) == []


def test_what_an_event_told_after_the_question_stays() -> None:
    desk = Desk()
    hear(desk, "created", note(5), 1)
    asked = desk.ask()
    hear(desk, "created", note(8), 2)
    hear(desk, "deleted", {"id": 5}, 1)
    read(desk, 4, 5, count=2, asked=asked)
    assert held(desk) == [4, 8]
    assert desk.store.unread_notifications == 1


def test_an_event_that_the_last_page_had_to_know_of_is_past() -> None:
    desk = Desk()
    read(desk, count=0, asked=desk.ask(START + 50, START + 52))
    assert not hear(desk, "created", note(5), 1)
    assert (held(desk), desk.store.unread_notifications) == ([], 0)
    hear(desk, "created", note(51), 1)
    assert (held(desk), desk.store.unread_notifications) == ([51], 1)


def test_a_page_that_was_overtaken_by_a_later_one_is_past() -> None:
    desk = Desk()
    asked = desk.ask()
    read(desk, 5, count=1)
    assert not read(desk, 4, count=1, asked=asked)
    assert held(desk) == [5]


def test_of_what_was_read_or_snoozed_a_page_of_unread_ones_tells_nothing() -> None:
    desk = Desk()
    for number in (1, 2, 3):
        hear(desk, "created", note(number), 3)
    desk.do(NotificationMarked(1, replace(desk.store.notifications[1], read_at=START)))
    desk.do(NotificationMarked(2, replace(desk.store.notifications[2], snoozed_until=START)))
    read(desk, count=0)
    assert held(desk) == [1, 2]


def test_marking_counts_on_and_back() -> None:
    desk = Desk()
    for number in (1, 2):
        hear(desk, "created", note(number), number)
    before = desk.store.notifications[1]
    desk.do(NotificationMarked(1, replace(before, read_at=START)))
    assert desk.store.unread_notifications == 1
    desk.do(NotificationMarked(1, before))
    assert desk.store.unread_notifications == 2
    assert desk.do(NotificationMarked(1, None)).notifications
    assert (held(desk), desk.store.unread_notifications) == ([2], 1)


def test_all_are_read_without_any_event() -> None:
    desk = Desk()
    hear(desk, "created", note(1), 1)
    desk.do(AllNotificationsRead(START))
    assert desk.store.unread_notifications == 0
    assert desk.store.notifications[1].read_at == START


def test_a_further_page_adds_and_takes_nothing_away() -> None:
    desk = Desk()
    hear(desk, "created", note(9), 1)
    page = {"meta": {}, "payload": [{**note(4), "read_at": START}, note(9)]}
    desk.do(NotificationsPaged(payload(NotificationPage, page)))
    assert held(desk) == [4, 9]


def test_the_message_that_it_is_about_is_known_where_there_is_one() -> None:
    desk = Desk()
    actor = {"id": 77, "message_type": 0, "content": "x"}
    hear(desk, "created", {**note(1), "secondary_actor": actor}, 1)
    hear(desk, "created", {**note(2), "secondary_actor": {"id": 3, "name": "Ines"}}, 2)
    assert [desk.store.notifications[one].message_id for one in (1, 2)] == [77, None]
