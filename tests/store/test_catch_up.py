"""Threads by answers: their age, their holes, and what is mended after a gap."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import EventsMissed, Reach
from tests.store.build import (
    ME,
    START,
    TEMPLATE,
    Desk,
    Json,
    conversation_event,
    conversation_row,
    from_me,
    message_event,
    message_row,
    words,
)

MINE = from_me("Hello")
T = START + 100
GONE: Json = {"content": "gone", "content_attributes": {"deleted": True}}


def opened(*, old: bool = False) -> Desk:
    return Desk(conversation_row(1, old=old))


def status(desk: Desk, number: int = 10) -> str:
    return next(one.status for one in desk.messages() if one.id == number)


def receipt(desk: Desk, state: str, at: float) -> Changes:
    event = message_event(10, at=START, changed_at=at, status=state, **MINE)
    return desk.hear("message.updated", event)


def rows(first: int, last: int) -> list[Json]:
    return [message_row(number) for number in range(first, last + 1)]


def test_a_row_asked_for_before_an_event_does_not_undo_it_and_is_read_again() -> None:
    desk = opened()
    desk.hear("message.created", message_event(10, at=START, **MINE))
    asked = desk.ask()
    receipt(desk, "read", T)
    late = desk.page(message_row(10, at=START, **MINE), asked=asked)
    assert (status(desk), late.doubtful_threads) == ("read", {1})
    again = desk.page(message_row(10, at=START, **GONE), asked=desk.ask())
    assert (words(desk.messages()), again.doubtful_threads) == (["gone"], set())


def test_a_row_wins_over_all_that_was_heard_before_its_question() -> None:
    desk = opened()
    receipt(desk, "delivered", T)
    desk.page(message_row(10, at=START, **MINE), asked=desk.ask())
    assert status(desk) == "sent"


@pytest.mark.parametrize(
    ("at", "state", "doubted"),
    [(T - 1, "sent", True), (T + 1, "delivered", True), (T + 3, "delivered", False)],
)
def test_an_event_after_a_row_goes_by_the_servers_clock(
    at: float, state: str, doubted: bool
) -> None:
    desk = opened()
    desk.page(message_row(10, at=START, **MINE), asked=desk.ask(T, T + 2))
    changes = receipt(desk, "delivered", at)
    assert (status(desk), changes.doubtful_threads) == (state, {1} if doubted else set())
    assert not receipt(desk, "sent", at - 5).doubtful_threads or doubted


def test_an_answer_that_tells_the_same_is_in_no_doubt() -> None:
    desk = opened()
    asked = desk.ask()
    desk.hear("message.created", message_event(10, at=START, **MINE))
    assert not desk.page(message_row(10, at=START, **MINE), asked=asked).doubtful_threads


def test_the_preview_of_a_thread_that_is_not_held_goes_by_the_same_law() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    desk.hear("message.created", message_event(10, at=START, **MINE))
    asked = desk.ask()
    receipt(desk, "read", T)
    stale = message_event(10, at=START, **MINE)
    late = desk.load(conversation_row(1, last_non_activity_message=stale), asked)
    last = desk.conversation().last_message
    assert (last and last.status) == "read"
    assert late.doubtful == {1}


def survey(number: int, **fields: Any) -> Json:
    made: Json = {"content_type": "input_csat", "message_type": TEMPLATE, "sender": None}
    return message_event(number, content="Please rate", **made, **fields)


@pytest.mark.parametrize("old", [False, True])
def test_the_words_of_a_survey_are_those_of_its_thread(old: bool) -> None:
    desk = opened(old=old)
    desk.page()
    heard = desk.hear("message.created", survey(10))
    assert heard.doubtful_threads == ({1} if old else set())
    row = survey(10, content_attributes={}) | {"content": "Please rate, https://a.example"}
    del row["updated_at"]
    assert not desk.page(row, asked=desk.ask(T - 9, T - 7)).doubtful_threads
    if old:
        answered = {"submitted_values": {"csat_survey_response": {"rating": 5}}}
        late = survey(10, changed_at=T, content_attributes=answered)
        assert not desk.hear("message.updated", late).doubtful_threads
        assert words(desk.messages()) == ["Please rate, https://a.example"]
        assert desk.messages()[0].answer == "5/5"


def test_news_of_what_lies_outside_the_slice_stays_outside() -> None:
    desk = opened()
    desk.page(*rows(20, 22), exhausted=False)
    assert not desk.hear("message.updated", message_event(5, changed_at=T)).timelines
    desk.hear("message.created", message_event(21, content="in between"))
    desk.hear("message.updated", message_event(25, changed_at=T))
    assert desk.ids() == [20, 21, 22, 25]
    assert desk.store.timelines[1].oldest_id() == 20
    last = desk.conversation().last_message
    assert last is not None
    assert last.id == 25


def test_the_first_page_drops_what_has_a_hole_behind_it() -> None:
    desk = opened()
    desk.hear("message.updated", message_event(5, changed_at=T))
    desk.page(*rows(20, 22), exhausted=False)
    assert desk.ids() == [20, 21, 22]
    assert 5 not in desk.store.message_ages[1]


def test_a_gap_is_over_when_nothing_can_be_missing_between() -> None:
    desk = opened()
    desk.page(*rows(10, 12), exhausted=False)
    timeline = desk.store.timelines[1]
    before = desk.ask()
    desk.do(EventsMissed())
    desk.page(*rows(10, 12), exhausted=False, asked=before)
    assert timeline.stale
    desk.page(*rows(40, 42), exhausted=False, asked=desk.ask())
    assert (timeline.stale, timeline.known_to) == (True, 12)
    desk.page(*rows(13, 40), reach=Reach.NEWER, exhausted=False, asked=desk.ask())
    assert timeline.known_to == 40
    desk.page(*rows(40, 42), exhausted=False, asked=desk.ask())
    assert not timeline.stale
    assert desk.ids() == list(range(10, 43))


def test_after_a_gap_what_lies_before_the_latest_page_is_not_sure_until_it_is_read() -> None:
    desk = opened()
    desk.page(*rows(10, 30), exhausted=False)
    timeline = desk.store.timelines[1]
    desk.do(EventsMissed())
    desk.page(*rows(25, 30), exhausted=False, asked=desk.ask())
    assert timeline.unsure_before == 25
    desk.page(*rows(17, 24), reach=Reach.OLDER, exhausted=False, asked=desk.ask())
    assert timeline.unsure_before == 17
    desk.page(*rows(5, 16), reach=Reach.OLDER, exhausted=False, asked=desk.ask())
    assert timeline.unsure_before is None


def test_starting_afresh_drops_the_threads_and_keeps_them_open() -> None:
    desk = opened()
    desk.page(*rows(10, 12))
    desk.send("e1", "mine")
    old_question = desk.ask()
    assert desk.do(EventsMissed(afresh=True)).timelines == {1}
    timeline = desk.store.timelines[1]
    assert (desk.ids(), timeline.loaded, timeline.stale) == ([], False, True)
    assert set(desk.store.outbox) == {"e1"}
    desk.page(*rows(5, 9), reach=Reach.OLDER, asked=old_question)
    assert desk.ids() == []
    desk.page(*rows(30, 31), exhausted=False, asked=desk.ask())
    assert desk.ids() == [30, 31]
    assert (timeline.loaded, timeline.has_older, timeline.stale) == (True, True, False)


def test_an_older_page_that_comes_twice_changes_nothing() -> None:
    desk = opened()
    desk.page(*rows(10, 12), exhausted=False)
    question = desk.ask()
    desk.page(*rows(6, 9), reach=Reach.OLDER, exhausted=False, asked=question)
    desk.page(*rows(2, 5), reach=Reach.OLDER, exhausted=True, asked=desk.ask())
    desk.page(*rows(6, 9), reach=Reach.OLDER, exhausted=False, asked=question)
    assert desk.ids() == list(range(2, 13))
    assert not desk.store.timelines[1].has_older


def test_news_are_what_answers_add_or_change_in_a_thread_that_was_read() -> None:
    desk = opened()
    assert desk.page(*rows(10, 12), exhausted=False).news == 0
    assert desk.page(*rows(11, 13), asked=desk.ask()).news == 1
    assert desk.page(*rows(11, 13), asked=desk.ask()).news == 0
    assert desk.page(message_row(13, **GONE), asked=desk.ask()).news == 1
    assert desk.page(*rows(8, 9), reach=Reach.OLDER, asked=desk.ask()).news == 0
    assert desk.hear("message.created", message_event(14)).news == 0


def test_the_answer_to_a_send_does_not_tell_what_became_of_it_since() -> None:
    desk = opened()
    desk.send("e1", "Hello")
    desk.page(message_row(10, at=START, **MINE, status="read"), asked=desk.ask(T, T + 2))
    assert not desk.answered(message_row(10, at=START, **MINE)).doubtful_threads
    assert status(desk) == "read"
    assert desk.store.me_id == ME


def test_what_is_doubted_far_up_is_not_sure_until_it_is_read() -> None:
    desk = opened()
    desk.page(*rows(10, 20), exhausted=False)
    timeline = desk.store.timelines[1]
    asked = desk.ask()
    desk.hear("message.updated", message_event(12, content="edited", changed_at=T))
    desk.page(*rows(10, 14), reach=Reach.NEWER, exhausted=False, asked=asked)
    assert timeline.unsure_before == 13
    desk.page(*rows(18, 20), exhausted=False, asked=desk.ask())
    assert timeline.unsure_before == 13
    desk.page(*rows(10, 12), reach=Reach.OLDER, exhausted=False, asked=desk.ask())
    assert timeline.unsure_before is None


def test_a_page_from_before_a_gap_is_taken_with_doubt_and_makes_no_hole() -> None:
    desk = opened()
    asked = desk.ask()
    desk.do(EventsMissed())
    desk.page(*rows(18, 20), exhausted=False, asked=desk.ask())
    late = desk.page(*rows(16, 18), exhausted=False, asked=asked)
    assert desk.ids() == [16, 17, 18, 19, 20]
    assert (late.doubtful_threads, desk.store.timelines[1].unsure_before) == ({1}, 18)
    desk.page(*rows(5, 7), exhausted=False, asked=asked)
    assert desk.ids() == [16, 17, 18, 19, 20]


def test_a_late_word_of_an_unheard_of_conversation_is_looked_up() -> None:
    desk = Desk()
    fresh = conversation_event(8, updated_at=T)
    assert not desk.hear("conversation.created", fresh).doubtful
    assert desk.hear("conversation.updated", conversation_event(9, updated_at=T - 60)).doubtful == {
        9
    }
