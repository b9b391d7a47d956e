"""Our own sends that take files along: recognised with them, and on their way bit by bit."""

from __future__ import annotations

import pytest

from hoory_tui.store.happenings import SendMoved, SendProgressed
from hoory_tui.store.records import OutgoingFile, SendState
from tests.store.build import Desk, Json, conversation_row, from_me, message_event, message_row

PAPER = OutgoingFile("/tmp/a.pdf", "a.pdf", 1000, 5, 6)
TWO = (PAPER, OutgoingFile("/tmp/b.png", "b.png", 10, 5, 7))
STORED: Json = {"id": 1, "message_id": 10, "file_type": "file", "data_url": "http://x/a.pdf"}


def stored(count: int, content: str | None = "", **fields: object) -> Json:
    attachments = [STORED | {"id": number} for number in range(count)]
    return message_row(10, **from_me(content or "", **fields), attachments=attachments)


@pytest.mark.parametrize("content", ["", "Here they are"])
@pytest.mark.parametrize("event", [True, False])
def test_a_send_without_an_answer_is_recognised_by_words_and_number_of_files(
    content: str, event: bool
) -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", content, files=TWO)
    desk.failed(may_have_arrived=True)
    for other in (0, 1, 3):
        desk.page(stored(other, content) | {"id": 20 + other})
    assert set(desk.store.outbox) == {"e1"}
    if event:
        attachments = [STORED | {"id": number} for number in (1, 2)]
        row = message_event(30, **from_me(content), attachments=attachments)
        desk.hear("message.created", row)
    else:
        desk.page(stored(2, content) | {"id": 30, "content": content or None})
    assert not desk.store.outbox


@pytest.mark.parametrize("row", [stored(2, private=True), stored(2, "Other words")])
def test_files_alone_are_no_sign(row: Json) -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "", files=TWO)
    desk.failed(may_have_arrived=True)
    desk.page(row)
    assert set(desk.store.outbox) == {"e1"}


def test_words_alone_are_not_taken_for_a_message_that_brought_files() -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "Hello")
    desk.failed(may_have_arrived=True)
    desk.page(stored(1, "Hello"))
    assert set(desk.store.outbox) == {"e1"}


def test_the_echo_is_certain_whatever_became_of_the_files() -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "Hello", files=TWO)
    desk.hear("message.created", message_event(10, echo_id="e1", **from_me("Hello")))
    assert not desk.store.outbox


def test_how_much_has_left_is_shown_while_it_leaves_and_not_after() -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "Hello", files=TWO)
    changes = desk.do(SendProgressed("e1", 400))
    assert changes.timelines == {1}
    # The row of the list says nothing of it, and need not be drawn again.
    assert changes.conversations == set()
    assert desk.store.outbox["e1"].uploaded == 400
    desk.do(SendMoved("e1", SendState.CHECKING, "cut"))
    assert desk.store.outbox["e1"].uploaded == 0
    desk.do(SendProgressed("e1", 900))
    assert desk.store.outbox["e1"].uploaded == 0
    assert desk.store.outbox["e1"].state is SendState.CHECKING
    desk.do(SendProgressed("unknown", 1))


@pytest.mark.parametrize("may_have_arrived", [True, False])
def test_files_of_other_sizes_are_not_ours(may_have_arrived: bool) -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "", files=(PAPER,))
    desk.failed(may_have_arrived=may_have_arrived)
    desk.page(message_row(30, **from_me(""), attachments=[STORED | {"file_size": 1234}]))
    assert set(desk.store.outbox) == {"e1"}


def test_files_without_words_that_surely_failed_are_nobodys_answer() -> None:
    desk = Desk(conversation_row(1))
    desk.send("e1", "", files=(PAPER,))
    desk.failed(may_have_arrived=False)
    desk.page(message_row(30, **from_me(""), attachments=[STORED | {"file_size": 1000}]))
    assert set(desk.store.outbox) == {"e1"}
