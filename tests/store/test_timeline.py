"""The one order of a thread, and the slice of it that is held."""

from __future__ import annotations

from itertools import permutations

import pytest

from hoory_tui.store.records import Message
from hoory_tui.store.timeline import Timeline

AT = 1_795_000_000.0


@pytest.mark.parametrize("order", [*permutations([7, 5, 9, 6])])
def test_messages_of_one_second_stand_in_the_order_of_their_ids(order: tuple[int, ...]) -> None:
    timeline = Timeline()
    for message_id in order:
        timeline.put(Message(message_id, 1, created_at=AT))
    assert [message.id for message in timeline.messages()] == [5, 6, 7, 9]


def test_time_goes_before_id_since_imported_mail_has_old_times() -> None:
    timeline = Timeline()
    timeline.put(Message(5, 1, created_at=AT))
    timeline.put(Message(90, 1, created_at=AT - 1000))
    assert [message.id for message in timeline.messages()] == [90, 5]
    assert (timeline.oldest_id(), timeline.newest_id()) == (5, 90)


def test_a_corrected_time_moves_the_message() -> None:
    timeline = Timeline()
    for message in (Message(5, 1, created_at=AT), Message(6, 1, created_at=AT + 1)):
        timeline.put(message)
    assert timeline.put(Message(5, 1, created_at=AT + 9))
    assert [message.id for message in timeline.messages()] == [6, 5]
    assert len(timeline) == 2


def test_an_empty_thread_answers() -> None:
    timeline = Timeline()
    assert (timeline.messages(), timeline.oldest_id(), timeline.newest_id()) == ([], None, 0)
    assert 5 not in timeline
    assert timeline.get(5) is None
    assert (timeline.loaded, timeline.has_older, timeline.stale) == (False, True, False)


def test_what_lies_before_a_message_is_forgotten_and_not_the_message() -> None:
    timeline = Timeline()
    for number in (3, 1, 2):
        timeline.put(Message(number, 1, created_at=float(number)))
    timeline.forget_before(2, step=7)
    assert [one.id for one in timeline.messages()] == [2, 3]
    assert (timeline.oldest_id(), timeline.newest_id(), len(timeline)) == (2, 3, 2)
    assert 1 not in timeline
