"""What is named to be let go of, and in which order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from hoory_tui.store.happenings import EventsMissed, Opened, SendStarted
from hoory_tui.store.surplus import (
    Caps,
    end_of_thread,
    surplus_conversations,
    surplus_threads,
)
from tests.store.build import (
    ME,
    START,
    Desk,
    agent,
    conversation_row,
    message_event,
    message_row,
    pending,
)

CAPS = Caps(messages=10, threads=5, conversations=10)


def with_threads(count: int, size: int = 3) -> Desk:
    """Return a desk with so many threads of so many messages, opened in their order."""
    desk = Desk(*(conversation_row(number) for number in range(1, count + 1)))
    for number in range(1, count + 1):
        rows = [message_row(100 * number + one, number) for one in range(size)]
        desk.page(*rows, of=number)
    return desk


def named(desk: Desk, used: list[int], keep: Collection[int] = ()) -> list[int]:
    return sorted(surplus_threads(desk.store, CAPS, used, keep))


def test_threads_within_their_caps_stay() -> None:
    assert named(with_threads(3), [1, 2, 3]) == []


def test_the_threads_that_were_looked_at_first_go_first_until_there_is_some_room() -> None:
    # Twelve messages are too many, nine are enough; one nobody looked at goes before all.
    assert named(with_threads(4), [2, 4, 1, 3]) == [2]
    assert named(with_threads(4), [2, 4, 1]) == [3]


def test_what_is_kept_and_what_has_words_of_ours_stays() -> None:
    desk = with_threads(4)
    desk.do(SendStarted(pending(conversation_id=2)))

    assert named(desk, [1, 2, 3, 4], keep=[1]) == [3]
    assert named(desk, [1, 2, 3, 4], keep=[1, 3, 4]) == []


def test_too_many_small_threads_go_as_well() -> None:
    assert named(with_threads(6, size=1), [1, 2, 3, 4, 5, 6]) == [1, 2]


def test_no_more_is_named_at_once_than_is_done_in_no_time() -> None:
    desk = with_threads(8)

    assert len(surplus_threads(desk.store, CAPS, range(9), (), most=5)) == 2


def with_rows(count: int) -> Desk:
    """Return a desk of open rows; the higher the number, the later something happened there."""
    return Desk(
        *(conversation_row(one, last_activity_at=START + one) for one in range(1, count + 1)),
        open_threads=False,
    )


def rows(desk: Desk, keep: Collection[int] = (), most: int = 500) -> list[int]:
    return sorted(surplus_conversations(desk.store, CAPS, keep, most))


def test_rows_within_their_cap_stay() -> None:
    assert rows(with_rows(10)) == []


def test_rows_in_which_nothing_happened_for_the_longest_go_first() -> None:
    assert rows(with_rows(12)) == [1, 2, 3]
    assert rows(with_rows(12), most=1) == [1]


def test_rows_that_no_list_shows_go_before_all_others() -> None:
    desk = with_rows(12)
    desk.load(conversation_row(12, status="resolved", last_activity_at=START + 12))

    assert rows(desk) == [1, 2, 12]


def test_rows_that_matter_stay_however_old_they_are() -> None:
    desk = with_rows(16)
    desk.load(conversation_row(1, meta={"assignee": agent(ME)}, last_activity_at=START))
    desk.do(SendStarted(pending(conversation_id=2)))
    desk.do(Opened(3))
    desk.store.fetching.add(4)

    found = rows(desk, keep=[5])

    assert found
    assert not {1, 2, 3, 4, 5} & set(found)


def test_the_end_of_a_thread_is_kept_with_what_it_leaves_out() -> None:
    desk = with_threads(1, size=4)

    whole, part = end_of_thread(desk.store, 1, 4), end_of_thread(desk.store, 1, 3)

    assert whole is not None
    assert part is not None
    assert [one.id for one in whole.messages] == [100, 101, 102, 103]
    assert [one.id for one in part.messages] == [101, 102, 103]
    assert (whole.has_older, part.has_older) == (False, True)
    assert replace(whole, messages=part.messages, has_older=True) == part


def test_nothing_is_kept_of_what_may_have_a_hole() -> None:
    desk = with_threads(1, size=2)
    desk.do(EventsMissed())
    desk.hear("message.created", message_event(150))

    end = end_of_thread(desk.store, 1, 10)

    assert end is not None
    assert [one.id for one in end.messages] == [100, 101]


def test_nothing_is_kept_of_a_thread_that_was_never_read() -> None:
    desk = Desk(conversation_row())
    desk.hear("message.created", message_event(10))

    assert end_of_thread(desk.store, 1, 10) is None
    assert end_of_thread(desk.store, 2, 10) is None
