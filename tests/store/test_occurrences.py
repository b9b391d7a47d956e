"""Events as rules speak of them: the kinds they are of, and never our own doing."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.store import reduce
from hoory_tui.store.happenings import ConversationLoaded
from hoory_tui.store.occurrences import EVENTS, KINDS, missed_of, occurrence_of
from hoory_tui.store.state import Store
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import read_event

ME = 11
CONTACT = {"id": 7, "name": "Dana", "type": "contact"}
COLLEAGUE = {"id": 12, "name": "Tomas", "type": "user"}
MYSELF = {"id": ME, "name": "Nare", "type": "user"}
BOT = {"id": ME, "name": "Robot", "type": "agent_bot"}


def kinds(name: str, **data: Any) -> set[str] | None:
    what = occurrence_of(read_event(name, {"id": 5, "account_id": 1, **data}), ME)
    return None if what is None else set(what.kinds)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"message_type": 0, "sender": CONTACT}, {"message from contact", "message from customer"}),
        ({"message_type": 1, "sender": COLLEAGUE}, {"message from colleague"}),
        ({"message_type": 1, "sender": BOT}, {"message from colleague"}),
        ({"message_type": 1, "sender": COLLEAGUE, "private": True}, {"private note"}),
    ],
)
def test_messages(data: dict[str, Any], expected: set[str]) -> None:
    assert kinds("message.created", conversation_id=3, **data) == {"message.created", *expected}


def test_what_is_ours_or_no_news_is_nothing() -> None:
    assert kinds("message.created", message_type=1, sender=MYSELF) is None
    assert kinds("message.created", message_type=2) is None
    assert kinds("message.created", message_type=3) == {"message.created"}
    assert kinds("first.reply.created", message_type=1, sender=COLLEAGUE) is None
    assert kinds("conversation.status_changed", status="open", performer=MYSELF) is None
    assert kinds("presence.update", users={}) is None


def test_conversations() -> None:
    to_me = {"meta": {"assignee": {"id": ME}}}
    assert kinds("assignee.changed", **to_me) == {"assignee.changed", "assigned to me"}
    assert kinds("assignee.changed", meta={"assignee": {"id": 12}}) == {"assignee.changed"}
    assert kinds("assignee.changed", meta={"assignee": None}) == {"assignee.changed", "unassigned"}
    resolved = kinds("conversation.status_changed", status="resolved")
    assert resolved == {"conversation.status_changed", "status changed", "resolved"}
    assert kinds("conversation.resolved", status="resolved") == resolved
    assert kinds("conversation.mentioned") == {"conversation.mentioned", "mention"}
    assert kinds("conversation.created") == {"conversation.created", "new conversation"}


def test_who_is_not_named_may_have_been_us() -> None:
    anonymous = occurrence_of(read_event("assignee.changed", {"id": 5}), ME)
    told = occurrence_of(read_event("assignee.changed", {"id": 5, "performer": COLLEAGUE}), ME)
    assert anonymous is not None
    assert told is not None
    assert (anonymous.is_anonymous, told.is_anonymous) == (True, False)


def test_strangers_words_are_one_clean_line() -> None:
    data = {
        "id": 5,
        "message_type": 0,
        "conversation_id": 3,
        "sender": {**CONTACT, "name": "D\x1b[2J"},
    }
    what = occurrence_of(
        read_event("message.created", {**data, "content": "\n one\x1b]0;x\x07\u202e\ntwo"}), ME
    )
    assert what is not None
    assert "\x1b" not in what.who + what.text
    assert "two" not in what.text


def test_every_event_that_can_be_named_says_its_name() -> None:
    for name in EVENTS:
        data: dict[str, Any] = {"id": 5, "account_id": 1, "sender": CONTACT}
        if "typing" in name:
            data = {"conversation": {"id": 5}, "user": CONTACT}
        if name == "notification.created":
            data = {"notification": {"id": 1}, "account_id": 1}
        what = occurrence_of(read_event(name, data), ME)
        assert what is not None, name
        assert name in what.kinds
    assert not EVENTS & KINDS.keys()


def test_what_an_answer_tells_that_no_event_did() -> None:
    def payload(**data: Any) -> ConversationPayload:
        last = {"id": 9, "message_type": 0, "content": "Hello?", "sender": CONTACT}
        return ConversationPayload.model_validate(
            {"id": 5, "status": "open", "messages": [last], "meta": {"channel": "x"}, **data}
        )

    new = missed_of(None, payload(), ME)
    assert new is not None
    assert {"new conversation", "message from contact"} <= new.kinds
    store = Store(1, ME)
    reduce.apply(store, ConversationLoaded(payload()), 0.0)
    held = store.conversations[5]
    assert missed_of(held, payload(), ME) is None
    later = payload(messages=[{"id": 10, "message_type": 0, "content": "?", "sender": CONTACT}])
    found = missed_of(held, later, ME)
    assert found is not None
    assert found.kinds == {"message.created", "message from contact", "message from customer"}
    mine = payload(status="resolved", meta={"assignee": {"id": ME}})
    found = missed_of(held, mine, ME)
    assert found is not None
    assert {"resolved", "assigned to me"} <= found.kinds
