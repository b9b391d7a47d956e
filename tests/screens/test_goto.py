"""Where a choice in the box leads."""

from __future__ import annotations

from hoory_tui.screens.goto import _other, wish_of
from hoory_tui.screens.picker import Picked
from hoory_tui.screens.search_intents import GoTo

from ..store.build import Desk, conversation_row


def test_numbers_and_words_that_are_no_conversation_held() -> None:
    store = Desk(conversation_row(7)).store
    choices = {text: _other(store, text) for text in ("#7", "1042", " ann  b ", "9" * 30)}
    keys = {text: one.key if one is not None else None for text, one in choices.items()}
    assert keys == {
        "#7": "held:7",
        "1042": "fetch:1042",
        " ann  b ": "search:ann b",
        "9" * 30: None,
    }


def test_what_was_picked_says_where_to_go() -> None:
    assert wish_of(None) is None
    assert wish_of(Picked((), "")) is None
    assert wish_of(Picked(("search:a: b",), "")) == "a: b"
    wish = wish_of(Picked(("fetch:1042",), ""))
    assert isinstance(wish, GoTo)
    assert (wish.conversation_id, wish.message_id) == (1042, None)
