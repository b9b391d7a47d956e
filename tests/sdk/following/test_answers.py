"""What an answer tells, told as an event: a store makes the same of both."""

from __future__ import annotations

from typing import Any

import pytest

from hoory_tui.sdk.following.answers import lost_conversation, missed_conversation, missed_message
from hoory_tui.sdk.following.versions import differ, facts_of, version_of
from hoory_tui.store.happenings import ConversationLoaded, MessagesLoaded, Opened, Reach
from hoory_tui.store.records import Conversation, amended
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import ConversationEvent, MessageEvent, Unknown, read_event
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.payload import read_payload
from tests.recordings import Recording, recordings

EVERY = pytest.mark.parametrize("recording", recordings(), ids=lambda recording: recording.name)


def conversations(recording: Recording) -> list[Any]:
    found: list[Any] = []
    for answer in (*recording.answers(), *recording.finals()):
        body = answer.body
        if answer.status == 200 and answer.path.endswith("/conversations"):
            rows = body.get("data", {}).get("payload") if isinstance(body, dict) else None
            found += rows or []
    return found


@EVERY
def test_a_conversation_of_a_list(recording: Recording) -> None:
    rows = conversations(recording)
    assert len(rows) > 20
    for row in rows:
        payload = read_payload(ConversationPayload, row)
        account_id = payload.account_id or 1
        missed = missed_conversation(payload, account_id, None, at=None, is_new=False)
        assert isinstance(missed.event, ConversationEvent)
        assert missed.data["meta"].keys() >= {"assignee", "team"}
        read, heard = Store(account_id), Store(account_id)
        apply(read, ConversationLoaded(payload), 0.0)
        apply(heard, missed.event, 0.0)
        assert bare(heard, payload.id) == bare(read, payload.id)
        assert heard.contacts == read.contacts
        told = missed.event.conversation
        assert not differ(facts_of(payload), facts_of(told))
        assert facts_of(payload).keys() == facts_of(told).keys()


def bare(store: Store, number: int) -> Conversation:
    # The message that rides along is told by itself.
    return amended(store.conversations[number], last_message=None)


@EVERY
def test_messages_of_a_thread(recording: Recording) -> None:
    count = 0
    for answer in recording.finals():
        body = answer.body
        if not answer.path.endswith("/messages") or not isinstance(body, dict):
            continue
        number = int(answer.path.split("/")[-2])
        page = read_payload(MessagePage, body)
        read, heard = Store(1), Store(1)
        for store in (read, heard):
            apply(store, Opened(number), 0.0)
        apply(read, MessagesLoaded(number, page, Reach.LATEST, True), 0.0)
        for message in page.payload:
            missed = missed_message(message, number, 1, 5.0, is_new=True)
            assert isinstance(missed.event, MessageEvent)
            assert version_of(missed.event.message) == version_of(message)
            apply(heard, missed.event, 0.0)
            count += 1
        told = [amended(one, updated_at=None) for one in heard.timelines[number].messages()]
        assert told == read.timelines[number].messages()
    assert count > 100


@EVERY
def test_an_event_and_an_answer_of_one_message_are_of_one_version(recording: Recording) -> None:
    """Compare what was last heard of each message with the thread after all was over."""
    from hoory_tui.wire.frames import Data, read_frame

    last: dict[int, MessagePayload] = {}
    for line in recording.frames("john"):
        frame = read_frame(line.text) if line.direction == "s>c" else None
        event = read_event(frame.event, frame.data) if isinstance(frame, Data) else None
        if isinstance(event, MessageEvent):
            last[event.message.id] = event.message
    same = other = 0
    for answer in recording.finals():
        body = answer.body
        if answer.path.endswith("/messages") and isinstance(body, dict):
            for message in read_payload(MessagePage, body).payload:
                if message.id in last:
                    is_same = version_of(message) == version_of(last[message.id])
                    same, other = same + is_same, other + (not is_same)
    assert same > 100
    # Surveys of the old generation have other words in their thread.
    assert other <= 12


def test_a_conversation_that_is_gone_has_an_event_that_a_store_ignores() -> None:
    missed = lost_conversation(7, 3)
    assert missed.data == {"id": 7, "account_id": 3}
    assert isinstance(missed.event, Unknown)
