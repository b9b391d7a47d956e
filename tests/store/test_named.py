"""Who names us in a note, and what we have not turned to since."""

from __future__ import annotations

from typing import Any

from hoory_tui.store.happenings import MentionSeen, NotificationsLoaded
from hoory_tui.store.views import MENTIONS
from hoory_tui.wire.answers import NotificationPage
from tests.store.build import Desk, Json, conversation_event, conversation_row, payload


def bell(number: int, conversation_id: int, **fields: Any) -> Json:
    return {
        "id": number,
        "notification_type": "conversation_mention",
        "primary_actor": {"id": conversation_id},
        "created_at": 1.0,
        **fields,
    }


def ring(desk: Desk, *rows: Json) -> None:
    told = {"meta": {"count": len(rows), "unread_count": 1}, "payload": list(rows)}
    desk.do(NotificationsLoaded(payload(NotificationPage, told), desk.ask()))


def state(desk: Desk) -> tuple[bool, bool]:
    one = desk.conversation()
    return one.mentions_me, one.mention_unread


def test_an_event_tells_of_it_at_once() -> None:
    desk = Desk(conversation_row(1))
    desk.hear("conversation.mentioned", conversation_event(1))
    assert state(desk) == (True, True)
    desk.do(MentionSeen(1))
    assert state(desk) == (True, False)


def test_the_bell_tells_of_it_once() -> None:
    desk = Desk(conversation_row(1))
    ring(desk, bell(5, 1))
    assert state(desk) == (True, True)
    desk.do(MentionSeen(1))
    ring(desk, bell(5, 1))
    assert state(desk) == (True, False)
    ring(desk, bell(6, 1), bell(5, 1))
    assert state(desk) == (True, True)


def test_what_was_read_elsewhere_is_read() -> None:
    desk = Desk(conversation_row(1))
    ring(desk, bell(5, 1), bell(6, 1))
    ring(desk, bell(5, 1, read_at=2.0), bell(6, 1))
    assert state(desk) == (True, True)
    ring(desk, bell(5, 1, read_at=2.0), bell(6, 1, read_at=2.0))
    assert state(desk) == (True, False)


def test_a_row_that_comes_after_the_bell_is_unread_too() -> None:
    desk = Desk()
    ring(desk, bell(5, 1))
    desk.load_list(conversation_row(1), view=MENTIONS)
    assert state(desk) == (True, True)
    desk.do(MentionSeen(1))
    desk.load_list(conversation_row(1), view=MENTIONS)
    assert state(desk) == (True, False)


def test_nothing_comes_of_a_conversation_that_is_not_known() -> None:
    desk = Desk()
    ring(desk, bell(5, 1), bell(6, 1, primary_actor=None))
    desk.do(MentionSeen(1))
    assert desk.store.conversations == {}
