"""What waits to be told: each thing once, several as one, and a pause in between."""

from __future__ import annotations

import pytest

from hoory_tui.store.calls import (
    MENTION,
    MESSAGE,
    NEW,
    Call,
    CallBook,
    call_about,
    conversations_of,
)
from hoory_tui.store.occurrences import FROM_CONTACT, Occurrence
from hoory_tui.store.records import Inbox
from hoory_tui.store.state import Store


def call(about: str, number: int, text: str = "") -> Call:
    return Call(about, frozenset({"all"}), number, 1, text=text)


def told(book: CallBook, now: float) -> list[tuple[str, int]]:
    return [(one.about, one.conversation_id) for one in book.due(now)]


def test_what_comes_in_the_pause_is_told_at_its_end() -> None:
    book = CallBook(10)
    book.hear(call(MESSAGE, 1), 100)
    assert told(book, 100) == [(MESSAGE, 1)]
    book.hear(call(MESSAGE, 1), 101)
    book.hear(call(MESSAGE, 2), 102)
    assert told(book, 109.9) == []
    assert told(book, 110) == [(MESSAGE, 1), (MESSAGE, 2)]
    assert told(book, 200) == []


def test_what_two_events_tell_is_told_once() -> None:
    book = CallBook(0)
    book.hear(call(MENTION, 1), 100)
    book.hear(call(MENTION, 1), 101)
    book.hear(call(MENTION, 2), 101)
    assert told(book, 101) == [(MENTION, 1), (MENTION, 2)]
    book.hear(call(MENTION, 1), 116)
    assert told(book, 116) == [(MENTION, 1)]


def test_a_conversation_and_its_first_message_are_one() -> None:
    book = CallBook(0)
    book.hear(call(NEW, 1), 100)
    book.hear(call(MESSAGE, 1, "Hello"), 100)
    assert [one.text for one in book.due(100)] == ["Hello"]
    book.hear(call(NEW, 2), 101)
    assert told(book, 101) == [(NEW, 2)]
    book.hear(call(MESSAGE, 2), 101.5)
    assert told(book, 102) == []
    book.hear(call(MESSAGE, 2), 103)
    assert told(book, 103) == [(MESSAGE, 2)]


def test_what_nobody_has_to_hear_is_dropped() -> None:
    book = CallBook(0)
    for number in (1, 2, 1):
        book.hear(call(MESSAGE, number), 100)
    assert conversations_of(book) == (1, 2)
    book.drop(lambda one: one.conversation_id == 1)
    assert told(book, 100) == [(MESSAGE, 2)]


@pytest.mark.parametrize(
    ("inboxes", "is_meant"), [((21,), True), ((3, "shop"), True), ((22,), False), ((), False)]
)
def test_inboxes_are_known_by_number_and_by_name(
    inboxes: tuple[str | int, ...], *, is_meant: bool
) -> None:
    store = Store(1, 7)
    store.inboxes[21] = Inbox(21, "Shop")
    what = Occurrence(frozenset({FROM_CONTACT}), 5)
    called = call_about(what, store, inboxes, (21, 7))
    assert called is not None
    assert called.kinds == {"all", "mine", *(["inbox"] if is_meant else [])}
    # Its number alone tells nothing of one that has no inbox.
    nowhere = call_about(what, store, inboxes, (0, None))
    assert nowhere is not None
    assert nowhere.kinds == {"all", "unassigned"}
