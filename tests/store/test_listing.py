"""What answers tell of lists: marks that no row has, numbers, and whether that is all."""

from __future__ import annotations

from hoory_tui.store import select
from hoory_tui.store.happenings import CountsLoaded, EventsMissed, ViewRead
from hoory_tui.store.views import (
    ALL,
    MENTIONS,
    MINE,
    PARTICIPATING,
    Sort,
    view_of,
)
from hoory_tui.wire.answers import ConversationCounts
from tests.store.build import ME, Desk, agent, conversation_event, conversation_row

RESOLVED = view_of("all", "resolved")


def desk() -> Desk:
    return Desk(*(conversation_row(number) for number in (1, 2, 3)), open_threads=False)


def test_being_in_a_list_is_remembered() -> None:
    one = desk()
    one.load_list(conversation_row(2), view=MENTIONS)
    one.load_list(conversation_row(3), view=PARTICIPATING)
    assert list(select.rows(one.store, MENTIONS)) == [2]
    assert list(select.rows(one.store, PARTICIPATING)) == [3]
    assert not one.store.conversations[2].mention_unread


def test_being_no_longer_in_a_whole_list_is_too_unless_events_know_better() -> None:
    one = desk()
    one.load_list(conversation_row(1), conversation_row(2), view=PARTICIPATING)
    asked = one.ask()
    one.hear("conversation.updated", conversation_event(3, meta={"assignee": agent(ME)}))
    one.do(ViewRead(PARTICIPATING, frozenset({2}), asked))
    assert list(select.rows(one.store, PARTICIPATING)) == [3, 2]
    one.do(ViewRead(ALL, frozenset(), one.ask()))
    assert len(select.rows(one.store, ALL)) == 3


def test_what_is_whole_in_one_order_is_whole_in_any() -> None:
    one = desk()
    one.load_list(view=view_of("inbox", "resolved", Sort.OLDEST, id=4))
    assert select.is_complete(one.store, view_of("inbox", "resolved", Sort.UNREAD, id=4))
    assert not select.is_complete(one.store, view_of("inbox", id=4))
    one.load_list(view=RESOLVED)
    assert select.is_complete(one.store, view_of("label", "resolved"))
    assert not select.is_complete(one.store, view_of("mentions", "resolved"))


def test_after_a_gap_only_the_open_ones_are_still_thought_whole() -> None:
    one = desk()
    for view in (ALL, RESOLVED, MENTIONS):
        one.load_list(view=view)
    one.do(EventsMissed())
    assert one.store.complete_views == {ALL}


def test_one_answer_counts_all_tabs_of_a_status() -> None:
    one = desk()
    told = ConversationCounts(mine_count=2, unassigned_count=3, all_count=9)
    one.do(CountsLoaded(told, view_of("mine", "resolved")))
    assert one.store.counts[RESOLVED] == 9
    assert one.store.counts[view_of("unassigned", "resolved")] == 3
    assert one.store.counts.get(MINE) != 2
    assert one.do(CountsLoaded(told, MENTIONS)).counts
    assert one.store.counts[MENTIONS] == 9
    assert not one.do(CountsLoaded(told, MENTIONS)).counts


def test_numbers_and_proofs_do_not_grow_for_ever() -> None:
    one = desk()
    for number in range(500):
        one.load_list(view=view_of("inbox", id=number))
    assert len(one.store.counts) <= 200
    assert len(one.store.complete_views) <= 51
