"""Recorded days of real servers, lived by a console that reads lists and reads again.

Every recording at hand is lived through by every agent who has a socket in it. Of those with
gaps, deletions and people who leave there may be none, so one is also made out of a smooth
day: cut in two, with a conversation, a contact and an agent fewer at its end.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from hoory_tui.store.happenings import ConversationLoaded, MessagesLoaded, Reach
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.payload import read_payload
from tests.recordings import Answer, Line, Recording, recordings
from tests.store.replaying import Archive, Day, agents_of

CONVERSATION = (
    "status",
    "assignee_id",
    "team_id",
    "labels",
    "snoozed_until",
    "priority",
    "contact_id",
    "inbox_id",
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
Difference = tuple[int, str, object, object]


def days() -> list[tuple[Recording, str]]:
    return [(recording, name) for recording in recordings() for name in agents_of(recording)]


def lived(recording: Recording, agent: str) -> Day:
    day = Day(Archive(recording), agent)
    day.live()
    return day


def truth_of(archive: Archive) -> Store:
    truth = Store(archive.account_id)
    for row in archive.final_rows.values():
        apply(truth, ConversationLoaded(read_payload(ConversationPayload, row)), 0)
    for number, (_, rows) in archive.final_messages.items():
        page = read_payload(MessagePage, {"payload": rows})
        apply(truth, MessagesLoaded(number, page, Reach.LATEST, exhausted=True), 0)
    return truth


def differences(day: Day) -> list[Difference]:
    """Return all that is held of what the agent sees and differs from what REST said last."""
    truth = truth_of(day.archive)
    off: list[Difference] = []
    for number, held in day.store.conversations.items():
        true = truth.conversations.get(number)
        if true is None:
            off.append((number, "is gone", held, None))
        elif held.inbox_id in day.inboxes:
            off += _compared(number, held, true, CONVERSATION)
            off += thread_differences(day, truth, number)
    return off


def thread_differences(day: Day, truth: Store, number: int) -> list[Difference]:
    day.read_older(number)
    held, true = day.store.timelines[number], truth.timelines[number]
    if [one.id for one in held.messages()] != [one.id for one in true.messages()]:
        return [(number, "messages", held.messages(), true.messages())]
    return [
        difference
        for mine, theirs in zip(held.messages(), true.messages(), strict=True)
        for difference in _compared(mine.id, mine, theirs, MESSAGE)
    ]


def _compared(
    number: int, held: object, true: object, keys: tuple[str, ...]
) -> Iterator[Difference]:
    for key in keys:
        mine, theirs = getattr(held, key), getattr(true, key)
        if mine != theirs:
            yield number, key, mine, theirs


@pytest.mark.parametrize(
    ("recording", "agent"), days(), ids=[f"{one.name}-{name}" for one, name in days()]
)
def test_a_day_ends_as_rest_has_it(recording: Recording, agent: str) -> None:
    day = lived(recording, agent)
    assert differences(day) == []
    assert len(day.store.conversations) > 20
    assert not day.store.unknown_events
    assert not day.store.malformed_events


def test_everything_that_is_left_is_known_to_whoever_sees_everything() -> None:
    for recording in recordings():
        day = lived(recording, "john")
        assert day.store.conversations.keys() == day.archive.final_rows.keys()


GONE = 5
GAP = (0.55, 0.7)
"""The part of the day that goes by without a link."""


@dataclass(frozen=True, slots=True)
class Broken(Recording):
    """A smooth day made rough: a restart, and people and conversations that nobody tells of."""

    def frames(self, socket: str) -> Iterator[Line]:
        lines = list(Recording.frames(self, socket))
        first, last = lines[0].ms, lines[-1].ms
        begin, end = (first + (last - first) * part for part in GAP)
        opening = [line for line in lines[:20] if '"confirm_subscription"' in line.text][:1]
        yield from (line for line in lines if line.ms < begin)
        yield Line(begin, "note", "closed, code 1006")
        yield Line(end, "note", "open, sub-protocol 'actioncable-v1-json'", 2)
        for line in opening:
            yield replace(line, ms=end + 1, connection=2)
        # The conversation went with the gap, and is heard of no more.
        number = f'"conversation_id":{GONE},'
        yield from (line for line in lines if line.ms > end + 1 and number not in line.text)

    def finals(self) -> Iterator[Answer]:
        zoe = self.index["users"]["zoe"]
        for answer in Recording.finals(self):
            if re.search(rf"/conversations/{GONE}(/|$)", answer.path):
                continue
            body = copy.deepcopy(answer.body)
            if answer.path.endswith("/agents"):
                body = [row for row in body if row["id"] != zoe]
            elif isinstance(body, dict) and "meta" in body:
                _unassign(body, zoe)
            yield replace(answer, body=body)

    def answers(self) -> Iterator[Answer]:
        # The lists of that day know nothing yet of what was changed here.
        return (one for one in Recording.answers(self) if one.method != "GET")


def _unassign(row: dict[str, object], agent_id: int) -> None:
    meta = row["meta"]
    if isinstance(meta, dict) and (meta.get("assignee") or {}).get("id") == agent_id:
        del meta["assignee"]


def broken_days() -> list[tuple[Recording, str]]:
    return [
        (Broken(one.name, one.folder), name)
        for one in recordings()
        if not one.index.get("restart_in_the_middle")
        for name in ("john", "alice")
        if name in one.sockets()
    ]


@pytest.mark.parametrize(
    ("recording", "agent"), broken_days(), ids=[f"{one.name}-{name}" for one, name in broken_days()]
)
def test_a_day_with_a_gap_and_people_who_leave_ends_as_rest_has_it(
    recording: Recording, agent: str
) -> None:
    day = lived(recording, agent)
    assert differences(day) == []
    assert GONE not in day.store.conversations
    zoe = recording.index["users"]["zoe"]
    assert zoe not in {one.assignee_id for one in day.store.conversations.values()}
