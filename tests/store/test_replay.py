"""A recorded working day of real servers, event by event, against what REST said afterwards.

Nothing is known before the first frame but which threads are open, so whatever stands in the
store at the end was told by the cable, or was read again because the store asked for it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import pytest

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import ConversationLoaded, MessagesLoaded, Opened, Reach
from hoory_tui.store.records import Conversation, Message
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import read_event
from hoory_tui.wire.frames import Data, read_frame
from hoory_tui.wire.payload import read_payload
from tests.recordings import Recording, recordings

OLD = "v2.16"
AGENTS = ("john", "alice", "zoe")
CONVERSATION = (
    "status",
    "assignee_id",
    "team_id",
    "labels",
    "priority",
    "snoozed_until",
    "unread_count",
    "contact_id",
    "inbox_id",
    "channel",
    "can_reply",
    "subject",
    "waiting_since",
    "last_activity_at",
)
MESSAGE = (
    "direction",
    "content",
    "content_type",
    "status",
    "private",
    "deleted",
    "error",
    "answer",
    "in_reply_to",
    "created_at",
)
# The agent-written name of what the old generation says of a survey, on the cable and in REST.
SURVEY_HEARD = "Please rate the conversation"
SURVEY_READ = "Please rate this conversation, https://"

Difference = tuple[int, str, object, object]


@dataclass(frozen=True, slots=True)
class Replay:
    """One agent's day: the store at the end, what it asked for, and what REST said."""

    recording: Recording
    agent: str
    store: Store
    asked: Changes
    truth: Store
    rows: dict[int, ConversationPayload]

    @property
    def is_old(self) -> bool:
        return self.recording.name.startswith(OLD)

    def read_again(self) -> None:
        """Read the conversations that the store asked for, and no other."""
        for number in sorted(self.asked.doubtful | self.asked.missing):
            if number in self.rows:
                apply(self.store, ConversationLoaded(self.rows[number]), 0)

    def conversations_off(self) -> list[Difference]:
        """Return what is held of conversations and differs from what REST says."""
        return [
            (number, key, getattr(held, key), getattr(true, key))
            for number, held, true in self._conversations()
            for key in CONVERSATION
            if getattr(held, key) != getattr(true, key)
        ]

    def messages_off(self) -> list[Difference]:
        """Return what is held of messages and differs from what REST says."""
        off: list[Difference] = []
        for held, true in self.message_pairs():
            off += [
                (held.id, key, getattr(held, key), getattr(true, key))
                for key in MESSAGE
                if getattr(held, key) != getattr(true, key)
            ]
            if len(held.attachments) != len(true.attachments):
                off.append((held.id, "attachments", held.attachments, true.attachments))
        return off

    def message_pairs(self) -> list[tuple[Message, Message]]:
        """Return every message heard, beside the same one in REST."""
        pairs = []
        for number, timeline in self.store.timelines.items():
            for held in timeline.messages():
                true = self.truth.timelines[number].get(held.id)
                assert true is not None, f"message {held.id} is not in {number}"
                pairs.append((held, true))
        return pairs

    def _conversations(self) -> Iterator[tuple[int, Conversation, Conversation]]:
        for number, held in self.store.conversations.items():
            yield number, held, self.truth.conversations[number]


def sessions() -> list[tuple[str, str]]:
    """Return each recorded agent session without a gap once, from the fuller recording."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for recording in recordings():
        if recording.index.get("restart_in_the_middle"):
            continue
        for agent in AGENTS:
            if agent in recording.sockets():
                key = (recording.name.removesuffix("-full"), agent)
                found.setdefault(key, (recording.name, agent))
    return list(found.values())


@cache
def recording_of(name: str) -> Recording:
    return next(one for one in recordings() if one.name == name)


@cache
def final_rows(name: str) -> tuple[dict[int, ConversationPayload], dict[int, MessagePage]]:
    rows, pages = {}, {}
    for answer in recording_of(name).finals():
        match = re.fullmatch(r".*/conversations/(\d+)(/messages)?", answer.path)
        if match and answer.status == 200:
            number = int(match[1])
            if match[2]:
                pages[number] = read_payload(MessagePage, answer.body)
            else:
                rows[number] = read_payload(ConversationPayload, answer.body)
    return rows, pages


def replay(name: str, agent: str, *, disorder: Random | None = None) -> Replay:
    recording = recording_of(name)
    index = recording.index
    rows, pages = final_rows(name)
    truth = Store(index["account_id"])
    store = Store(index["account_id"], me_id=index["users"][agent])
    for number, row in rows.items():
        apply(truth, ConversationLoaded(row), 0)
        apply(truth, MessagesLoaded(number, pages[number], Reach.LATEST, exhausted=True), 0)
        apply(store, Opened(number), 0)
    asked = Changes()
    heard = list(events(recording, agent))
    if disorder is not None:
        heard = [one for one in heard for _ in range(disorder.choice((1, 1, 2)))]
        disorder.shuffle(heard)
    for ms, event, data in heard:
        now = (index["t0_unix_ms"] + ms) / 1000
        asked.merge(apply(store, read_event(event, data), now))
    return Replay(recording, agent, store, asked, truth, rows)


def events(recording: Recording, agent: str) -> Iterator[tuple[float, str, object]]:
    for line in recording.frames(agent):
        frame = read_frame(line.text) if line.direction == "s>c" else None
        if isinstance(frame, Data):
            yield line.ms, frame.event, frame.data


@pytest.fixture(params=sessions(), ids="-".join)
def day(request: pytest.FixtureRequest) -> Replay:
    return replay(*request.param)


def test_both_generations_are_replayed() -> None:
    assert {name[:5] for name, agent in sessions() if agent == "john"} == {"v2.16", "v4.15"}


def test_every_message_on_the_wire_is_in_its_thread(day: Replay) -> None:
    heard: set[tuple[int, int]] = set()
    for line in day.recording.frames(day.agent):
        message = json.loads(line.text).get("message") if line.direction == "s>c" else None
        if isinstance(message, dict) and message["event"] == "message.created":
            data: dict[str, Any] = message["data"]
            if data["account_id"] == day.store.account_id:
                heard.add((data["conversation_id"], data["id"]))
    assert len(heard) > 100
    held = {(one.conversation_id, one.id) for one, _ in day.message_pairs()}
    assert heard <= held


def test_nothing_on_the_wire_was_strange(day: Replay) -> None:
    assert not day.store.unknown_events
    assert not day.store.malformed_events
    assert not day.store.outbox


def test_conversations_are_as_rest_has_them(day: Replay) -> None:
    assert len(day.store.conversations) > 20
    day.read_again()
    assert day.conversations_off() == []


def test_before_reading_again_only_the_doubted_are_off(day: Replay) -> None:
    off = day.conversations_off()
    if day.is_old:
        # Their last two events were swapped, and the old generation gives no time to see it by.
        assert off == [(8, "status", "open", "resolved"), (34, "status", "open", "resolved")]
        assert {8, 34} <= day.asked.doubtful
    else:
        assert off == []
        # Those from before the first frame are heard of by events that are not their first.
        assert not day.asked.doubtful & born_on_the_wire(day)


def born_on_the_wire(day: Replay) -> set[int]:
    heard = events(day.recording, day.agent)
    born = {
        data["id"]
        for _, event, data in heard
        if event == "conversation.created" and isinstance(data, dict)
    }
    assert born
    return born


def test_messages_are_as_rest_has_them(day: Replay) -> None:
    off = day.messages_off()
    if day.is_old:
        # There, REST adds the link to the survey, and nothing else is different.
        kinds = {held.id: held.content_type for held, _ in day.message_pairs()}
        assert {(kinds[number], key) for number, key, _, _ in off} == {("input_csat", "content")}
        assert all(heard == SURVEY_HEARD for _, _, heard, _ in off)
        assert all(str(read).startswith(SURVEY_READ) for _, _, _, read in off)
    else:
        assert off == []


def test_the_list_ends_with_the_same_last_messages(day: Replay) -> None:
    for number, held in day.store.conversations.items():
        last, true = held.last_message, day.truth.conversations[number].last_message
        assert (last and last.id) == (true and true.id), number


def test_reading_everything_again_changes_nothing_but_the_surveys(day: Replay) -> None:
    day.read_again()
    for number in day.store.conversations:
        page = final_rows(day.recording.name)[1][number]
        apply(day.store, MessagesLoaded(number, page, Reach.LATEST, exhausted=True), 0)
    assert day.messages_off() == []
    assert day.conversations_off() == []


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("session", sessions(), ids="-".join)
def test_a_day_in_complete_disorder_ends_the_same(session: tuple[str, str], seed: int) -> None:
    day = replay(*session, disorder=Random(seed))
    day.read_again()
    assert day.conversations_off() == []
    retried = failed_once(day)
    off = {(number, key) for number, key, _, _ in day.messages_off() if number not in retried}
    # The old generation's surveys again: nothing else, in whatever order it was told.
    assert {key for _, key in off} == ({"content"} if day.is_old else set())


def failed_once(day: Replay) -> set[int]:
    """Return the messages that failed: with the failure out of order, a retry looks stale."""
    failed = set()
    for _, event, data in events(day.recording, day.agent):
        if event == "message.updated" and isinstance(data, dict) and data["status"] == "failed":
            failed.add(data["id"])
    assert len(failed) <= 1
    return failed
