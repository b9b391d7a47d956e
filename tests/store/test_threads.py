"""Messages into threads, and what they tell of their conversation."""

from __future__ import annotations

import pytest

from hoory_tui.store import select
from hoory_tui.store.changes import Changes
from hoory_tui.store.filters import names_of, parse
from hoory_tui.store.filters.shown import filter_view
from hoory_tui.store.happenings import Opened, Reach
from hoory_tui.store.records import amended
from hoory_tui.store.threads import put_conversation
from hoory_tui.store.views import ALL
from tests.store.build import (
    ACTIVITY,
    START,
    Desk,
    Json,
    conversation_event,
    conversation_row,
    from_me,
    iso,
    message_event,
    message_row,
    words,
)

MINE = from_me("Hello")
LATER = START + 20


def opened() -> Desk:
    return Desk(conversation_row(1))


def test_a_message_appears_once_in_its_place_and_in_its_thread_only() -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    for number in (12, 10, 11, 12, 10):
        desk.hear("message.created", message_event(number))
    desk.hear("first.reply.created", message_event(11))
    assert desk.ids(1) == [10, 11, 12]
    assert desk.ids(2) == []


def test_hearing_a_message_again_dirties_nothing() -> None:
    desk = opened()
    changes = desk.hear("message.created", message_event(10))
    assert changes.timelines == {1}
    assert not desk.hear("message.created", message_event(10))


def test_an_update_before_its_creation_is_the_message_already() -> None:
    desk = opened()
    desk.hear("message.updated", message_event(10, status="delivered", changed_at=LATER))
    assert not desk.hear("message.created", message_event(10))
    assert [message.status for message in desk.messages()] == ["delivered"]


def test_a_deletion_before_its_creation_stays_a_deletion() -> None:
    desk = opened()
    gone = message_event(10, content="This message was deleted", changed_at=LATER)
    desk.hear("message.updated", gone | {"content_attributes": {"deleted": True}})
    desk.hear("message.created", message_event(10, content="oops"))
    desk.page(message_row(10, content="oops"))
    assert words(desk.messages()) == ["This message was deleted"]
    assert desk.conversation().last_message == desk.messages()[0]


def test_messages_of_threads_that_were_never_opened_are_not_kept() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    desk.hear("message.created", message_event(10))
    assert desk.store.timelines == {}
    assert desk.conversation().last_message is not None
    desk.do(Opened(1))
    desk.hear("message.created", message_event(11))
    assert desk.ids() == [11]


def test_opening_again_keeps_what_is_held() -> None:
    desk = opened()
    desk.hear("message.created", message_event(10))
    assert desk.do(Opened(1)).timelines == {1}
    assert desk.ids() == [10]


def test_a_message_of_an_unknown_conversation_asks_for_it() -> None:
    desk = Desk()
    desk.do(Opened(9))
    assert desk.hear("message.created", message_event(10, 9)).missing == {9}
    assert desk.ids(9) == [10]


def test_a_message_without_conversation_is_counted_only() -> None:
    desk = opened()
    assert not desk.hear("message.created", message_event(10, conversation_id=None))  # type: ignore[arg-type]
    assert desk.store.malformed_events.total() == 1


def test_pages_overlap_without_doubling() -> None:
    desk = opened()
    desk.hear("message.created", message_event(20))
    desk.page(*(message_row(number) for number in range(10, 20)), exhausted=False)
    older = [message_row(number) for number in range(4, 12)]
    desk.page(*older, reach=Reach.OLDER, exhausted=False)
    newer = [message_row(number) for number in range(18, 23)]
    desk.page(*newer, reach=Reach.NEWER)
    assert desk.ids() == list(range(4, 23))


def test_what_pages_tell_of_the_rest_of_the_history() -> None:
    desk = opened()
    timeline = desk.store.timelines[1]
    timeline.stale = True
    assert (timeline.loaded, timeline.has_older) == (False, True)
    desk.page(message_row(20), reach=Reach.NEWER)
    assert (timeline.loaded, timeline.has_older, timeline.stale) == (False, True, True)
    desk.page(message_row(19), message_row(20), exhausted=False)
    assert (timeline.loaded, timeline.has_older, timeline.stale) == (True, True, False)
    desk.page(message_row(18), reach=Reach.OLDER, exhausted=True)
    assert not timeline.has_older
    desk.page(message_row(19), message_row(20), exhausted=False)
    assert not timeline.has_older


def test_a_thread_that_fits_one_page_has_nothing_older_even_with_events_around_it() -> None:
    desk = opened()
    desk.hear("message.created", message_event(30))
    desk.page(message_row(20), message_row(21), exhausted=True)
    assert not desk.store.timelines[1].has_older
    empty = Desk(conversation_row(1))
    empty.page(exhausted=True)
    assert not empty.store.timelines[1].has_older


def test_the_last_message_is_the_latest_in_place_not_in_arrival() -> None:
    desk = opened()
    desk.hear("message.created", message_event(12))
    desk.hear("message.created", message_event(11))
    desk.page(*(message_row(number) for number in (9, 10)), reach=Reach.OLDER)
    last = desk.conversation().last_message
    assert last is not None
    assert last.id == 12


def test_an_activity_line_is_neither_the_last_message_nor_a_reason_to_move_the_row() -> None:
    desk = opened()
    desk.hear("message.created", message_event(10))
    line = message_event(
        11, message_type=ACTIVITY, sender=None, conversation={"last_activity_at": LATER}
    )
    changes = desk.hear("message.created", line)
    conversation = desk.conversation()
    assert conversation.last_message is not None
    assert conversation.last_message.id == 10
    assert conversation.last_activity_at == LATER
    assert conversation.spoken_at < LATER
    assert not changes.order
    assert desk.ids() == [10, 11]


def test_an_update_of_the_last_message_is_seen_in_the_list() -> None:
    desk = opened()
    desk.hear("message.created", message_event(10, **MINE))
    update = message_event(10, status="read", changed_at=LATER, **MINE)
    assert desk.hear("message.updated", update).conversations == {1}
    last = desk.conversation().last_message
    assert last is not None
    assert last.status == "read"


def test_the_unread_count_comes_with_the_message() -> None:
    desk = opened()
    told = {"unread_count": 3, "last_activity_at": START + 10}
    changes = desk.hear("message.created", message_event(10, conversation=told))
    assert desk.conversation().unread_count == 3
    assert changes.order
    desk.hear("message.created", message_event(9, conversation={"unread_count": 2}))
    assert desk.conversation().unread_count == 3


def test_where_messages_tell_no_time_of_change_the_latest_in_place_counts() -> None:
    desk = opened()
    for number, unread in ((10, 2), (9, 1)):
        told = {"unread_count": unread, "last_activity_at": START + number}
        desk.hear("message.created", message_event(number, updated_at=None, conversation=told))
    assert desk.conversation().unread_count == 2


def test_a_held_up_message_does_not_make_a_read_conversation_unread_again() -> None:
    desk = opened()
    row = message_event(10, conversation={"unread_count": 1})
    desk.hear("message.created", row)
    read: Json = {"updated_at": START + 10.2, "last_activity_at": START + 10, "unread_count": 0}
    desk.load(conversation_row(1, **read))
    desk.hear("message.created", row)
    assert desk.conversation().unread_count == 0


@pytest.mark.parametrize("changed_at", [START, START + 10.1])
def test_a_conversation_event_from_before_the_message_does_not_hide_that_it_is_unread(
    changed_at: float,
) -> None:
    desk = opened()
    told = {"unread_count": 1, "last_activity_at": START + 10}
    desk.hear("message.created", message_event(10, at=START + 10.2, conversation=told))
    same_second = conversation_event(1, updated_at=changed_at, last_activity_at=START + 10)
    desk.hear("conversation.updated", same_second)
    assert desk.conversation().unread_count == 1
    later = conversation_event(1, updated_at=START + 10.3, last_activity_at=START + 10)
    desk.hear("conversation.updated", later)
    assert desk.conversation().unread_count == 0


def test_a_held_up_receipt_does_not_make_a_read_conversation_unread_again() -> None:
    desk = opened()
    receipt: Json = {"status": "read", "changed_at": LATER, "conversation": {"unread_count": 1}}
    desk.hear("message.created", message_event(10, **MINE))
    desk.hear("message.updated", message_event(10, **MINE, **receipt))
    assert desk.conversation().unread_count == 0


def test_the_old_generation_counts_unread_by_message_alone() -> None:
    desk = Desk(conversation_row(1, old=True))
    desk.hear("message.created", message_event(10, conversation={"unread_count": 1}))
    assert desk.conversation().unread_count == 1
    assert desk.conversation().last_activity_at == START + 10


def test_null_facts_beside_a_message_are_normal() -> None:
    desk = opened()
    desk.hear("message.created", message_event(10, conversation=None, updated_at=iso(LATER)))
    assert desk.conversation().last_activity_at == START + 10


def test_a_list_of_the_agents_own_is_drawn_again_when_only_it_took_somebody_in() -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    rule = parse("attr.plan:gold", names_of(desk.store))
    desk.store.rosters.judge = lambda one, row: one.takes(desk.store, row, START)
    view = filter_view(rule, ALL)
    assert list(select.rows(desk.store, view)) == []
    held = desk.conversation()
    changes = Changes()
    put_conversation(desk.store, amended(held, custom_attributes={"plan": "gold"}), changes)
    assert list(select.rows(desk.store, view)) == [1]
    assert changes.order
    changes = Changes()
    put_conversation(desk.store, amended(desk.conversation(), subject="A word"), changes)
    assert not changes.order
