"""Rows of conversations: which telling wins, what is read again, who took over."""

from __future__ import annotations

import pytest

from hoory_tui.store.deeds import Assign
from hoory_tui.store.happenings import (
    AgentsLoaded,
    Asked,
    ConversationGone,
    EventsMissed,
    ProposalFailed,
    Proposed,
)
from hoory_tui.wire.people import UserPayload
from tests.store.build import (
    ME,
    START,
    Desk,
    Json,
    agent,
    contact,
    conversation_event,
    conversation_row,
    message_event,
    message_row,
    payload,
)

ZOE = 4
RESOLVED: Json = {"status": "resolved"}
AT = START + 100


def moved(desk: Desk, assignee: int | None, after: float = 1.0) -> None:
    people = {"assignee": agent(assignee) if assignee else None}
    event = conversation_event(1, meta=people, updated_at=START + after)
    desk.hear("assignee.changed", event)


def test_an_old_row_asked_for_before_an_event_is_not_trusted_and_read_again() -> None:
    desk = Desk(conversation_row(1, old=True))
    asked = desk.ask()
    desk.now += 60
    desk.hear("conversation.status_changed", conversation_event(1, old=True, **RESOLVED))
    late = desk.load(conversation_row(1, old=True, status="open"), asked)
    assert (desk.conversation().status, late.doubtful) == ("resolved", {1})
    again = desk.load(conversation_row(1, old=True, status="pending"), desk.ask())
    assert (desk.conversation().status, again.doubtful) == ("pending", set())


def test_a_row_that_agrees_with_what_is_held_is_in_no_doubt() -> None:
    desk = Desk(conversation_row(1, old=True))
    asked = desk.ask()
    desk.hear("conversation.updated", conversation_event(1, old=True))
    assert not desk.load(conversation_row(1, old=True), asked).doubtful


def test_a_dated_row_goes_by_its_date_and_an_equal_one_by_its_question() -> None:
    desk = Desk(conversation_row(1, updated_at=START + 5))
    asked = desk.ask()
    desk.hear("conversation.updated", conversation_event(1, updated_at=START + 6, **RESOLVED))
    assert not desk.load(conversation_row(1, updated_at=START + 5), desk.ask())
    late = desk.load(conversation_row(1, updated_at=START + 6, status="open"), asked)
    assert (desk.conversation().status, late.doubtful) == ("resolved", {1})
    desk.load(conversation_row(1, updated_at=START + 6, status="open"), desk.ask())
    assert desk.conversation().status == "open"


def test_an_event_of_the_same_date_as_a_later_answer_does_not_undo_it() -> None:
    """As after the removal of an agent, which changes rows and no date."""
    zoes = {"assignee": agent(ZOE)}
    desk = Desk(conversation_row(1, updated_at=AT, meta=zoes))
    desk.load(conversation_row(1, updated_at=AT), desk.ask(AT + 50, AT + 52))
    changes = desk.hear("conversation.updated", conversation_event(1, updated_at=AT, meta=zoes))
    assert desk.conversation().assignee_id is None
    assert changes.doubtful == {1}


def test_what_others_have_read_is_believed_at_the_same_date() -> None:
    desk = Desk(conversation_row(1, updated_at=AT))
    told = {"unread_count": 2, "last_activity_at": AT + 1}
    asked = desk.ask()
    desk.hear("message.created", message_event(10, at=AT + 1, conversation=told))
    row = conversation_row(1, updated_at=AT, last_activity_at=AT + 1, unread_count=0)
    early = desk.load(row, asked)
    assert (desk.conversation().unread_count, early.doubtful) == (2, {1})
    later = desk.load(row, desk.ask(AT + 5, AT + 7))
    assert (desk.conversation().unread_count, later.doubtful) == (0, set())
    desk.hear("message.created", message_event(10, at=AT + 1, conversation=told))
    assert desk.conversation().unread_count == 0


def test_a_message_of_an_unknown_conversation_asks_once_until_there_is_an_answer() -> None:
    desk = Desk()
    assert desk.hear("message.created", message_event(10, 9)).missing == {9}
    assert not desk.hear("message.created", message_event(11, 9)).missing
    desk.do(EventsMissed())
    assert desk.hear("message.created", message_event(12, 9)).missing == {9}
    desk.do(ConversationGone(9))
    assert desk.hear("message.created", message_event(13, 9)).missing == {9}
    desk.load(conversation_row(9), desk.ask())
    assert not desk.hear("message.created", message_event(14, 9)).missing


def test_a_row_younger_than_its_first_message_is_read_again() -> None:
    desk = Desk()
    asked = desk.ask()
    desk.hear("message.created", message_event(10, 9))
    assert desk.load(conversation_row(9), asked).doubtful == {9}
    assert not desk.load(conversation_row(9), desk.ask()).doubtful


def test_what_is_gone_comes_back_by_a_later_answer_only() -> None:
    desk = Desk(conversation_row(1))
    asked = desk.ask()
    desk.do(ConversationGone(1))
    desk.load(conversation_row(1), asked)
    assert desk.store.conversations == {}
    assert desk.hear("conversation.updated", conversation_event(1)).missing == {1}
    assert desk.store.conversations == {}
    desk.load(conversation_row(1), desk.ask())
    assert set(desk.store.conversations) == {1}


def test_the_conversations_of_whoever_is_no_agent_any_more_are_read_again() -> None:
    desk = Desk(
        conversation_row(1, meta={"assignee": agent(ZOE)}),
        conversation_row(2, meta={"assignee": agent(ME)}),
        conversation_row(3),
    )
    everybody = [payload(UserPayload, agent(number)) for number in (ME, ZOE)]
    assert not desk.do(AgentsLoaded(everybody)).doubtful
    assert desk.do(AgentsLoaded(everybody[:1])).doubtful == {1}


def test_news_are_what_an_answer_tells_first_or_differently() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    assert desk.load(conversation_row(2), desk.ask()).news == 1
    assert desk.load(conversation_row(1), desk.ask()).news == 0
    assert desk.load(conversation_row(1, can_reply=False), desk.ask()).news == 0
    assert desk.load(conversation_row(1, **RESOLVED), desk.ask()).news == 1
    told = conversation_row(1, last_non_activity_message=message_event(10), **RESOLVED)
    assert desk.load(told, desk.ask()).news == 1
    event = conversation_event(1, updated_at=AT, status="open")
    assert desk.hear("conversation.updated", event).news == 0


def test_a_colleague_who_is_put_in_charge_took_over() -> None:
    desk = Desk(conversation_row(1, meta={"assignee": agent(ME)}))
    desk.now = AT
    moved(desk, ZOE)
    taken = desk.store.taken_over[1]
    assert (taken.agent_id, taken.name, taken.at) == (ZOE, "Agent 4", AT)
    moved(desk, ME, after=2)
    assert desk.store.taken_over == {}


def test_neither_our_own_hand_over_nor_an_answer_is_a_take_over() -> None:
    desk = Desk(conversation_row(1))
    desk.do(Proposed(1, Assign(ZOE)))
    moved(desk, None, after=1)
    moved(desk, ZOE, after=2)
    assert desk.store.taken_over == {}
    desk.load(conversation_row(1, updated_at=AT, meta={"assignee": agent(5)}), desk.ask())
    assert desk.store.taken_over == {}


def test_a_hand_over_that_was_refused_does_not_hide_a_later_take_over() -> None:
    desk = Desk(conversation_row(1))
    desk.do(Proposed(1, Assign(ZOE)))
    desk.do(ProposalFailed(1))
    moved(desk, ZOE)
    assert 1 in desk.store.taken_over


@pytest.mark.parametrize("step", ["missed", "resolved"])
def test_typing_is_forgotten_when_it_cannot_be_true_any_more(step: str) -> None:
    desk = Desk(conversation_row(1), conversation_row(2))
    for number in (1, 2):
        told = {"conversation": {"id": number}, "user": contact()}
        desk.hear("conversation.typing_on", told)
    if step == "missed":
        assert desk.do(EventsMissed()).typing == {1, 2}
        assert desk.store.typing == {}
    else:
        event = conversation_event(1, updated_at=AT, **RESOLVED)
        assert desk.hear("conversation.status_changed", event).typing == {1}
        assert set(desk.store.typing) == {2}


def test_ages_are_forgotten_with_their_conversation() -> None:
    desk = Desk(conversation_row(1))
    desk.page(message_row(10))
    desk.do(ConversationGone(1))
    assert desk.store.ages == {}
    assert desk.store.message_ages == {}


def test_a_late_answer_to_a_question_from_before_a_gap_keeps_its_place() -> None:
    desk = Desk(conversation_row(1, old=True))
    desk.load(conversation_row(1, old=True, **RESOLVED), desk.ask())
    late = desk.load(conversation_row(1, old=True), Asked(0))
    assert (desk.conversation().status, late.doubtful) == ("resolved", {1})
