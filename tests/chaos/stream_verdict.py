"""The lines of a stream, rebuilt into a store and held beside the server's and the console's."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Message as Row
from hoory_tui.sdk.following.versions import version_of
from hoory_tui.store.happenings import Opened
from hoory_tui.store.records import Conversation, Direction, Message
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.events import MessageEvent, read_event

ACTIVITY: Final = Direction.ACTIVITY
_ONE_READING: Final = 2.0
"""Seconds of the server's clock that nobody can tell apart."""


def rebuild(lines: Sequence[str], account_id: int) -> Store:
    """Return an empty store after all that the lines tell."""
    store = Store(account_id)
    for line in map(json.loads, lines):
        number = line["conversation_id"]
        if number is not None and number not in store.timelines:
            apply(store, Opened(number), 0.0)
        apply(store, read_event(line["event"], line["data"]), 0.0)
    return store


@dataclass
class StreamVerdict:
    """What was found wrong with the lines; all empty when they are true."""

    missing: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    statuses: dict[int, str] = field(default_factory=dict)
    """By message, what was said of it last: a store never lets one fall back, servers may."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.missing or self.doubled or self.disordered or self.untrue)

    def sentences(self) -> Iterator[str]:
        """Yield what is wrong."""
        for what in ("missing", "doubled", "disordered", "untrue"):
            yield from (f"{what}: {one}" for one in getattr(self, what))

    def judge_lines(self, lines: Sequence[str]) -> None:
        """Look whether anything is told twice, or a message before it is there."""
        told: dict[int, list[tuple[str, str]]] = defaultdict(list)
        read = [json.loads(line) for line in lines]
        for line in read:
            event = read_event(line["event"], line["data"])
            if isinstance(event, MessageEvent) and line["event"] != "first.reply.created":
                self.statuses[event.message.id] = event.message.status or "sent"
                told[event.message.id].append((line["event"], version_of(event.message)))
        for number, tellings in told.items():
            names = Counter(name for name, _ in tellings)
            if names["message.created"] > 1:
                self.doubled.append(f"message {number} was made {names['message.created']} times")
            if names["message.created"] and tellings[0][0] != "message.created":
                self.disordered.append(f"message {number} changed before it was made")
            if any(one[1] == other[1] for one, other in pairwise(tellings)):
                self.doubled.append(f"message {number}: {tellings}")
        self._judge_order(read)

    def _judge_order(self, read: Sequence[dict[str, Any]]) -> None:
        run: list[tuple[float, int]] = []
        for line in read:
            if line["source"] == "live":
                run = []
            elif line["event"] == "message.created":
                place = (float(line["data"]["created_at"]), int(line["data"]["id"]))
                # A message of the very second in which all is read may come with the next reading.
                is_before = bool(run) and place < (run[-1][0] - _ONE_READING, run[-1][1])
                if line["source"] == "backfill" and is_before:
                    self.disordered.append(f"{place} after {run[-1]}")
                run.append(place)

    def judge_store(self, store: Store, desk: DemoDesk) -> None:
        """Compare a rebuilt store with what the server has."""
        for talk in desk.engine.world.conversations.values():
            number = talk.display_id
            held = store.conversations.get(number)
            if held is None or number not in store.timelines:
                self.missing.append(f"#{number}")
                continue
            messages = {one.id: one for one in store.timelines[number].messages()}
            for row in talk.messages:
                self._judge_message(number, row, messages.pop(row.id, None))
            self.untrue += [f"message {one} is not there" for one in messages]
            facts = (held.status, held.assignee_id, tuple(sorted(held.labels)), held.priority)
            labels = tuple(sorted(talk.labels))
            real_facts = (talk.status, talk.assignee_id, labels, talk.priority or "")
            if facts != real_facts:
                self.untrue.append(f"#{number}: {facts}, should be {real_facts}")

    def _judge_message(self, number: int, row: Row, told: Message | None) -> None:
        if told is None:
            self.missing.append(f"message {row.id} of #{number}: {row.content!r}")
            return
        is_deleted = bool(row.content_attributes.get("deleted"))
        wanted = (row.content or "", row.private, is_deleted)
        if (told.content, told.private, told.deleted) != wanted:
            self.untrue.append(f"message {row.id}: {told.content!r}, should be {wanted}")
        said = self.statuses.get(row.id)
        if said != row.status and not row.private:
            self.untrue.append(f"message {row.id}: {said} for {row.status}")

    def judge_beside(self, store: Store, console: Store) -> None:
        """Compare a rebuilt store with the console's, as far as both hold the same."""
        for number, theirs in console.conversations.items():
            ours = store.conversations.get(number)
            if ours is None:
                self.missing.append(f"#{number}, which the console has")
            elif _facts(ours) != _facts(theirs):
                self.untrue.append(f"#{number}: {_facts(ours)}, the console: {_facts(theirs)}")
            elif _last(store, ours) != _last(console, theirs):
                self.untrue.append(f"#{number}: {_last(store, ours)} is its last message")
        for number, timeline in console.timelines.items():
            held = store.timelines.get(number)
            if held is None or timeline.stale or not timeline.loaded:
                continue
            by_id = {one.id: one for one in held.messages()}
            for message in timeline.messages():
                if (other := by_id.get(message.id)) is None:
                    self.missing.append(f"message {message.id}, which the console has")
                elif _words(other) != _words(message):
                    self.untrue.append(f"message {message.id}: {_words(other)} {_words(message)}")


def _facts(one: Conversation) -> tuple[object, ...]:
    return (
        one.status,
        one.assignee_id,
        one.team_id,
        sorted(one.labels),
        one.priority,
        one.snoozed_until,
        one.contact_id,
        one.inbox_id,
    )


def _last(store: Store, one: Conversation) -> int | None:
    """Return the last message; a row that was told of after it knows it by its thread."""
    if one.last_message is not None:
        return one.last_message.id
    thread = store.timelines.get(one.id)
    spoken = [m.id for m in thread.messages() if m.direction is not ACTIVITY] if thread else []
    return spoken[-1] if spoken else None


def _words(one: Message) -> tuple[object, ...]:
    return (one.content, one.status, one.deleted, one.private, one.direction, one.created_at)
