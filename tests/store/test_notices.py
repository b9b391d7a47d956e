"""Notifications, by events and by the page that makes up for missed ones."""

from __future__ import annotations

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
