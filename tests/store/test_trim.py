"""Letting go of threads, rows and the rest, and getting threads back."""

from __future__ import annotations

import pytest

from hoory_tui.store import trim
from hoory_tui.store.ages import Age, ConversationAge
from hoory_tui.store.happenings import (
    EventsMissed,
    Opened,
    Reach,
    SendStarted,
    ThreadRecalled,
    Trimmed,
)
from hoory_tui.store.records import Contact, Kind, Notification, Sender
from hoory_tui.store.select import rows
from hoory_tui.store.state import Match
from hoory_tui.store.surplus import TABLES, end_of_thread
from hoory_tui.store.views import ALL
from tests.store.build import (
    START,
    Desk,
    agent,
    conversation_event,
    conversation_row,
    message_event,
    message_row,
    pending,
    words,
)


def with_thread(*ids: int) -> Desk:
    desk = Desk(conversation_row())
    desk.page(*(message_row(one) for one in ids), exhausted=False)
    return desk


def let_go(*ids: int) -> Trimmed:
    return Trimmed(threads=frozenset(ids))


# Threads


def test_a_thread_that_was_let_go_of_is_as_one_never_opened() -> None:
    desk = with_thread(10, 11)
    desk.hear("message.created", message_event(12))

    changes = desk.do(let_go(1))

    assert changes.timelines == {1}
    assert not desk.store.timelines
    assert list(desk.store.message_ages[1]) == [12]
    assert desk.conversation().last_message is not None


def test_a_thread_with_words_of_ours_stays() -> None:
    desk = with_thread(10)
    desk.do(SendStarted(pending()))

    desk.do(let_go(1))

    assert desk.ids() == [10]


def test_an_answer_from_before_does_not_pass_for_the_thread() -> None:
    desk = with_thread(10, 11)
    asked = desk.ask()
    desk.hear("message.updated", message_event(10, content="edited", changed_at=START + 99))
    desk.do(let_go(1))

    changes = desk.page(message_row(10), message_row(11), asked=asked)

    assert changes.doubtful_threads == {1}
    assert desk.store.timelines[1].stale
    desk.page(message_row(10, content="edited"), message_row(11), asked=desk.ask())
    assert not desk.store.timelines[1].stale
    assert words(desk.messages()) == ["edited", "message 11"]


def recalled(desk: Desk, most: int = 10) -> ThreadRecalled:
    """Let go of the thread, and return its end as it was."""
    end = end_of_thread(desk.store, 1, most)
    assert end is not None
    desk.do(let_go(1))
    return end


def test_a_recalled_thread_is_shown_at_once_and_read_on_from_its_end() -> None:
    desk = with_thread(10, 11)
    end = recalled(desk)
    desk.hear("message.created", message_event(20))
    desk.do(Opened(1))

    desk.do(end)

    timeline = desk.store.timelines[1]
    assert desk.ids() == [10, 11]
    assert (timeline.loaded, timeline.stale, timeline.known_to) == (True, True, 11)
    assert timeline.has_older
    desk.page(message_row(20), reach=Reach.NEWER, exhausted=False, asked=desk.ask())
    desk.page(message_row(11, content="edited"), message_row(20), asked=desk.ask())
    assert words(desk.messages()) == ["message 10", "edited", "message 20"]
    assert not timeline.stale
    # Of what is older than the latest page, nobody told whether it is still so.
    assert timeline.unsure_before == 11


def test_what_events_told_meanwhile_is_not_undone_and_leaves_no_hole() -> None:
    desk = with_thread(10, 11, 12)
    end = recalled(desk, most=2)
    desk.do(Opened(1))
    desk.hear("message.updated", message_event(10, content="too old"))
    desk.hear("message.updated", message_event(12, content="edited", changed_at=START + 99))
    desk.hear("message.created", message_event(20))

    desk.do(end)

    assert words(desk.messages()) == ["message 11", "edited", "message 20"]
    assert desk.store.timelines[1].known_to == 12


def test_a_copy_comes_too_late_when_the_server_has_told() -> None:
    desk = with_thread(10)
    end = recalled(desk)
    desk.do(Opened(1))
    desk.page(message_row(10, content="edited"), asked=desk.ask())

    assert not desk.do(end)

    assert words(desk.messages()) == ["edited"]
    assert not desk.store.timelines[1].stale


def test_a_copy_of_what_is_not_shown_any_more_is_not_taken() -> None:
    desk = with_thread(10)
    end = recalled(desk)

    assert not desk.do(end)

    assert not desk.store.timelines


# Rows


def test_a_row_that_was_let_go_of_is_out_of_every_table_and_of_the_list() -> None:
    desk = Desk(open_threads=False)
    desk.load_list(conversation_row(1), conversation_row(2))
    desk.hear("message.created", message_event(10, 1))
    assert ALL in desk.store.complete_views

    changes = desk.do(Trimmed(conversations=frozenset({1})))

    assert changes.order
    assert changes.conversations == {1}
    assert list(rows(desk.store, ALL)) == [2]
    assert ALL not in desk.store.complete_views
    tables = (desk.store.conversations, desk.store.ages, desk.store.message_ages)
    assert all(1 not in table for table in tables)
    assert 1 not in desk.store.gone


def test_a_list_stays_whole_when_what_it_does_not_show_goes() -> None:
    desk = Desk(open_threads=False)
    desk.load_list(conversation_row(1), conversation_row(2, status="resolved"))

    desk.do(Trimmed(conversations=frozenset({2})))

    assert ALL in desk.store.complete_views


def test_what_is_at_work_stays() -> None:
    desk = Desk(*(conversation_row(one) for one in (1, 2, 3)), open_threads=False)
    desk.do(SendStarted(pending(conversation_id=1)))
    desk.do(Opened(2))
    desk.store.fetching.add(3)

    desk.do(Trimmed(conversations=frozenset({1, 2, 3, 4})))

    assert set(desk.store.conversations) == {1, 2, 3}


def test_a_row_comes_back_with_the_next_event_and_is_looked_up() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    desk.do(Trimmed(conversations=frozenset({1})))

    changes = desk.hear("message.created", message_event(10, 1))
    assert changes.missing == {1}
    desk.hear("conversation.updated", conversation_event(1, status="pending"))
    assert desk.conversation().status == "pending"


def test_an_answer_from_before_is_taken_and_read_again() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    asked = desk.ask()
    desk.hear("conversation.updated", conversation_event(1, status="resolved"))
    desk.do(Trimmed(conversations=frozenset({1})))

    changes = desk.load(conversation_row(1), asked)
    assert changes.doubtful == {1}
    changes = desk.load(conversation_row(1, status="resolved"), desk.ask())
    assert not changes.doubtful
    assert desk.conversation().status == "resolved"


# The other tables


def tidied(desk: Desk) -> None:
    for table in TABLES:
        desk.do(Trimmed(table=table))


def test_every_table_has_its_rule() -> None:
    assert tuple(trim._TABLES) == TABLES


def test_what_is_in_use_stays_in_every_table() -> None:
    desk = with_thread(10)
    desk.hear("message.created", message_event(11))
    before = repr(desk.store).replace(f"steps={desk.store.steps}", "")

    tidied(desk)

    assert repr(desk.store).replace(f"steps={desk.store.steps}", "") == before


def test_ages_of_nothing_that_is_held_go() -> None:
    desk = with_thread(10)
    desk.store.ages[5], desk.store.ages[6] = ConversationAge(), ConversationAge()
    desk.store.message_ages[5] = {50: Age()}
    desk.store.fetching.add(6)

    tidied(desk)

    assert set(desk.store.ages) == {1, 6}
    assert set(desk.store.message_ages) == {1}


def test_strangers_go_but_for_the_latest() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    for number in range(1000, 3000):
        desk.store.contacts[number] = Contact(number)

    tidied(desk)

    assert list(desk.store.contacts) == [70, *range(2500, 3000)]


def test_the_older_half_goes_of_what_only_grows() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    store = desk.store
    for number in range(5001):
        key = (Kind.CONTACT, number, "Ann")
        store.senders[key] = Sender(*key)
    store.gone = dict.fromkeys(range(5001), 1)
    store.notified = dict.fromkeys(range(501), 1)
    store.notifications = {number: Notification(number) for number in range(501)}
    store.foreign_sends = set(range(5001))
    store.matches = {
        number: Match(pending(f"e{number}", conversation_id=number), is_certain=True)
        for number in range(1001)
    }
    store.outbox["mine"] = pending("mine", conversation_id=3)

    tidied(desk)

    held = (store.senders, store.gone, store.notified, store.notifications, store.foreign_sends)
    assert [len(table) for table in held] == [2500, 2500, 250, 250, 2500]
    assert min(store.foreign_sends) == min(store.gone) == 2501
    assert min(store.notifications) == min(store.notified) == 251
    assert len(store.matches) == 500
    # What a send is looked for among must not be taken for another's.
    assert 3 in store.matches
    assert 4 not in store.matches


@pytest.mark.parametrize("number", [1, 2])
def test_sends_of_others_are_not_remembered(number: int) -> None:
    desk = Desk(conversation_row(1))
    desk.hear(
        "message.created", message_event(10, message_type=1, sender=agent(number), echo_id="web")
    )

    assert desk.store.foreign_sends == ({10} if number == 1 else set())


def test_names_that_a_sender_makes_up_are_counted_together_in_the_end() -> None:
    desk = Desk()
    for number in range(1500):
        desk.hear(f"new.{number}", {})

    assert len(desk.store.unknown_events) == 1001
    assert desk.store.unknown_events.total() == 1500


def test_a_gap_between_letting_go_and_recalling_changes_nothing() -> None:
    desk = with_thread(10)
    end = recalled(desk)
    desk.do(Opened(1))
    desk.do(EventsMissed())

    desk.do(end)

    assert desk.store.timelines[1].known_to == 10
    assert desk.store.timelines[1].stale
