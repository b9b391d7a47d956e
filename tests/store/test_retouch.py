"""What we do to one message: shown before the server agreed, taken back when it does not."""

from __future__ import annotations

from hoory_tui.store.happenings import MessageAnswered, MessageProposalFailed, MessageProposed
from hoory_tui.store.retouch import held_message
from hoory_tui.wire.message import MessagePayload

from .build import Desk, conversation_row, from_me, message_event, message_row, payload

GONE = {"deleted": True}
THERE = {"deleted": False}


def shown(desk: Desk, number: int = 10) -> bool:
    held = held_message(desk.store, 1, number)
    assert held is not None
    return held.deleted


def opened() -> Desk:
    desk = Desk(conversation_row(1))
    desk.hear("message.created", message_event(10))
    return desk


def test_a_proposal_is_shown_in_the_thread_and_in_the_row() -> None:
    desk = opened()
    changes = desk.do(MessageProposed(1, 10, GONE))
    assert desk.messages()[-1].deleted
    last = desk.conversation().last_message
    assert last is not None
    assert last.deleted
    assert changes.timelines == {1}
    assert changes.conversations == {1}


def test_a_refusal_takes_back_what_nothing_newer_has_replaced() -> None:
    desk = opened()
    desk.do(MessageProposed(1, 10, {"status": "progress"}))
    desk.do(MessageProposalFailed(1, 10, {"status": "progress"}, {"status": "failed"}))
    assert desk.messages()[-1].status == "failed"
    desk.do(MessageProposed(1, 10, {"status": "progress"}))
    desk.hear("message.updated", message_event(10, status="read"))
    desk.do(MessageProposalFailed(1, 10, {"status": "progress"}, {"status": "failed"}))
    assert desk.messages()[-1].status == "read"


def test_without_a_thread_the_last_message_of_the_row_is_the_one() -> None:
    desk = Desk(conversation_row(1), open_threads=False)
    desk.hear("message.created", message_event(10))
    desk.do(MessageProposed(1, 10, GONE))
    assert shown(desk)
    desk.do(MessageProposalFailed(1, 10, GONE, THERE))
    assert not shown(desk)
    assert not desk.do(MessageProposed(1, 99, GONE))


def test_the_answer_says_what_the_message_is_now() -> None:
    desk = opened()
    asked = desk.ask()
    desk.do(MessageProposed(1, 10, GONE))
    row = message_row(10, content="This message was deleted", content_attributes=GONE)
    desk.do(MessageAnswered(1, payload(MessagePayload, row), asked))
    assert desk.messages()[-1].deleted
    assert desk.messages()[-1].content == "This message was deleted"
    desk.do(MessageAnswered(1, payload(MessagePayload, from_me("elsewhere") | {"id": 77}), asked))
    assert desk.ids() == [10]


def test_translations_come_with_the_message_and_go_with_its_words() -> None:
    desk = opened()
    told = {"translations": {"fr": "Bonjour\x1b[31m", "de": "", "es": 7}}
    desk.hear("message.updated", message_event(10, content_attributes=told))
    assert desk.messages()[-1].translations == (("fr", "Bonjour␛[31m"),)
    desk.hear("message.updated", message_event(10, status="read"))
    assert desk.messages()[-1].translations, "a receipt need not repeat them"
    desk.hear("message.updated", message_event(10, content_attributes={"deleted": True}))
    assert desk.messages()[-1].translations == ()
