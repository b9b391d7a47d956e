"""Our own sends: each ends with the one message that came of it, whatever came first."""

from __future__ import annotations

from itertools import permutations

import pytest

from hoory_tui.store.happenings import SendDiscarded, SendMoved, SendStarted
from hoory_tui.store.records import Pending, SendState
from hoory_tui.store.visit.happenings import Answered, Happening, SendBegan
from hoory_tui.store.visit.reduce import reduce
from hoory_tui.store.visit.state import UNBEGUN, Visit

from .build import NOW, TALK, message_event, page, said, sending, visit, words


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_event_answer_and_page_make_one_message_of_one_send(order: tuple[int, ...]) -> None:
    made = visit(page(said(1, "Hello", type=0)))
    sending(made, "Two")
    tellings: list[Happening] = [
        message_event(2, "Two", type=0, echo_id="e1"),
        Answered(TALK, said(2, "Two", type=0), "e1"),
        page(said(1, "Hello", type=0), said(2, "Two", type=0), asked=made.steps),
    ]
    for place in order:
        reduce(made, [tellings[place]])
    assert not made.sends
    assert words(made) == ["Hello", "Two"]


def unsure(made: Visit, text: str, echo_id: str = "e1") -> None:
    sending(made, text, echo_id)
    reduce(made, [SendMoved(echo_id, SendState.UNKNOWN, "no answer")])


def test_one_that_may_have_arrived_is_recognised_by_its_words() -> None:
    made = visit(page(said(1, "Two", type=0)))
    unsure(made, "Two")
    reduce(made, [page(said(1, "Two", type=0))])
    assert made.sends, "what was there before it left is another"
    changes = reduce(made, [message_event(3, "Two", type=0)])
    assert not made.sends
    assert changes.settled == ["e1"]


def test_two_alike_need_two_messages() -> None:
    made = visit(page(said(1, "x", type=0)))
    unsure(made, "Yes.", "e1")
    unsure(made, "Yes.", "e2")
    reduce(made, [message_event(3, "Yes.", type=0)])
    assert len(made.sends) == 1
    reduce(made, [message_event(3, "Yes.", type=0), message_event(4, "Yes.", type=0)])
    assert not made.sends


def test_agents_words_and_those_of_another_window_settle_nothing() -> None:
    made = visit(page(said(1, "x", type=0)))
    unsure(made, "Yes.")
    reduce(made, [message_event(3, "Yes."), message_event(4, "Yes.", type=0, echo_id="other")])
    assert made.sends


def test_words_for_a_conversation_that_begins_go_with_it() -> None:
    made = visit()
    made.at = UNBEGUN
    reduce(made, [SendStarted(Pending("e1", UNBEGUN, "First", False, NOW)), SendBegan(TALK)])
    assert made.sends["e1"].conversation_id == TALK
    reduce(made, [SendDiscarded("e1")])
    assert not made.sends
