"""Events as sentences: who, where and what; nothing of what is no news to whom it is told."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.commands.parts.told_words import LONGEST, sentence_of
from hoory_tui.store.happenings import AgentsLoaded, InboxesLoaded
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.desk import InboxPayload
from hoory_tui.wire.events import read_event
from hoory_tui.wire.link import Cause, LinkState, LinkStatus
from hoory_tui.wire.people import UserPayload

ME = 7


def message(**changed: Any) -> dict[str, Any]:
    usual = {
        "id": 1,
        "conversation_id": 1042,
        "account_id": 3,
        "inbox_id": 5,
        "message_type": 0,
        "content": "Hello,\nis **it** there?",
        "created_at": 1_790_000_000,
        "sender": {"id": 9, "name": "Zoë", "type": "contact"},
    }
    return usual | changed


def told(data: dict[str, Any], name: str = "message.created", store: Store | None = None) -> str:
    return sentence_of(read_event(name, data), ME, store)


def known() -> Store:
    store = Store(3, ME)
    apply(store, InboxesLoaded([InboxPayload(id=5, name=clean_line("Website"))]), 0.0)
    apply(store, AgentsLoaded([UserPayload(id=ME, name=clean_line("Ana Lima"))]), 0.0)
    return store


AGENT = {"id": 8, "name": "Tom", "type": "user"}
FILE = {"id": 1, "file_type": "image", "data_url": "https://a.example/x.png"}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "Zoë wrote in conversation 1042: Hello, is it there?"),
        ({"content": "", "attachments": [FILE]}, "Zoë wrote in conversation 1042: a file"),
        (
            {"attachments": [FILE, FILE | {"id": 2}], "content": "look"},
            "Zoë wrote in conversation 1042: look (and 2 files)",
        ),
        (
            {"message_type": 1, "private": True, "sender": AGENT},
            "Tom left a private note in conversation 1042: Hello, is it there?",
        ),
        (
            {"message_type": 1, "sender": AGENT},
            "Tom replied in conversation 1042: Hello, is it there?",
        ),
        ({"message_type": 1, "sender": AGENT | {"id": ME}}, ""),
        (
            {"message_type": 3, "sender": None},
            "An automatic message in conversation 1042: Hello, is it there?",
        ),
        (
            {"message_type": 2, "content": "Tom resolved this", "sender": None},
            "Conversation 1042: Tom resolved this",
        ),
        ({"conversation_id": None}, ""),
    ],
)
def test_a_message_in_one_sentence(changed: dict[str, Any], sentence: str) -> None:
    assert told(message(**changed)) == sentence


def test_what_is_known_beside_is_said_and_our_own_deeds_are_not() -> None:
    assert "in conversation 1042 on Website: " in told(message(), store=known())
    mine = message(message_type=2, content="Ana Lima added vip", sender=None)
    assert told(mine, store=known()) == ""


def test_a_long_message_is_cut_between_words_and_controls_are_gone() -> None:
    sentence = told(message(content="\x1b[31mred\x1b[0m " + "word " * 200))
    assert "\x1b" not in sentence
    assert sentence.endswith("word…")
    assert len(sentence) < LONGEST + 60


def test_conversations_mentions_and_the_link() -> None:
    conversation = {"id": 5, "account_id": 3, "meta": {"sender": {"id": 9, "name": "Zoë"}}}
    created = told(conversation, "conversation.created")
    assert created == "A new conversation, conversation 5 with Zoë."
    assert told(conversation, "conversation.mentioned") == (
        "You are mentioned in conversation 5 with Zoë."
    )
    assert told(conversation, "conversation.updated") == ""
    lost = LinkStatus(LinkState.WAITING, cause=Cause.CLOSED)
    assert sentence_of(lost).startswith("The connection is interrupted")
    assert sentence_of(LinkStatus(LinkState.LIVE)) == "The connection is live."
