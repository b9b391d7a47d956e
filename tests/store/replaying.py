"""A recorded day as a console would have lived it: lists, socket, re-reads, reconnections.

Whatever is asked is answered out of the recording by the next answer to the same question:
a call of that day, or else what was read at its end. A conversation that is missing there is
not found.
"""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    AgentsLoaded,
    Asked,
    ConversationGone,
    ConversationLoaded,
    ConversationsLoaded,
    EventsMissed,
    Happening,
    MessagesLoaded,
    Opened,
    Reach,
)
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL
from hoory_tui.wire.answers import ConversationPage, MessagePage
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import read_event
from hoory_tui.wire.frames import Confirmed, Data, read_frame
from hoory_tui.wire.moments import read_moment
from hoory_tui.wire.payload import read_payload
from hoory_tui.wire.people import UserPayload
from tests.recordings import Answer, Line, Recording

REST: Final = 1000.0
"""Milliseconds after which what is in doubt is read again."""
MESSAGE_PAGE: Final = 20
MESSAGE_PAGE_AFTER: Final = 100

Json = dict[str, Any]


@dataclass(frozen=True)
class Archive:
    """What REST said that day, by question and time."""

    recording: Recording

    @cached_property
    def account_id(self) -> int:
        return int(self.recording.index["account_id"])

    @cached_property
    def t0(self) -> float:
        return float(self.recording.index["t0_unix_ms"]) / 1000

    @cached_property
    def _finals(self) -> list[Answer]:
        return list(self.recording.finals())

    @cached_property
    def rows(self) -> dict[int, list[tuple[float, Json | None]]]:
        """Every answer that showed a conversation, by number, in the order of time."""
        found: dict[int, list[tuple[float, Json | None]]] = {}
        place = rf"/api/v1/accounts/{self.account_id}/conversations"
        for answer in (*self.recording.answers(), *self._finals):
            if not answer.path.startswith(place):
                continue
            one = re.fullmatch(place + r"/(\d+)(/update_last_seen)?", answer.path)
            if one and answer.status in (200, 404) and answer.method != "DELETE":
                is_row = answer.status == 200 and isinstance(answer.body, dict)
                row = answer.body if is_row else None
                if row is None or "meta" in row:
                    found.setdefault(int(one[1]), []).append((answer.at_ms, row))
            for row in _listed(answer.body) if answer.path == place else ():
                found.setdefault(row["id"], []).append((answer.at_ms, row))
        for told in found.values():
            told.sort(key=lambda item: item[0])
        return found

    @cached_property
    def final_rows(self) -> dict[int, Json]:
        found = {}
        for answer in self._finals:
            one = re.fullmatch(r".*/conversations/(\d+)", answer.path)
            if one and answer.status == 200:
                found[int(one[1])] = answer.body
        return found

    @cached_property
    def final_messages(self) -> dict[int, tuple[float, list[Json]]]:
        found: dict[int, tuple[float, list[Json]]] = {}
        for answer in self._finals:
            one = re.fullmatch(r".*/conversations/(\d+)/messages", answer.path)
            if one and answer.status == 200:
                found[int(one[1])] = (answer.at_ms, answer.body["payload"])
        return found

    @cached_property
    def final_agents(self) -> list[Json]:
        return next(answer.body for answer in self._finals if answer.path.endswith("/agents"))

    def row(self, number: int, ms: float) -> tuple[float, Json | None]:
        """Return the next answer to the question for a conversation, None for not found."""
        if number not in self.final_rows:
            later = [item for item in self.rows.get(number, []) if item[0] >= ms]
            return later[0] if later else (ms, None)
        told = self.rows[number]
        return next((item for item in told if item[0] >= ms), told[-1])

    def inboxes_of(self, agent: str) -> set[int]:
        """Return the inboxes that an agent sees all day: of others she cannot know everything."""
        number = self.recording.index["users"][agent]
        everything = {row["inbox_id"] for row in self.final_rows.values()}
        calls = list(self.recording.answers())
        roles = [one for one in calls if re.search(rf"/agents/{number}$", one.path) and one.sent]
        if self._role(number) == "administrator" and not roles:
            return everything
        from_ms = next((line.ms for line in frames_of(self.recording, agent)), 0.0)
        members: dict[int, set[int]] = {}
        unstable: set[int] = set()
        for call in calls:
            if not call.path.endswith("/inbox_members") or call.status != 200 or not call.sent:
                continue
            inbox = members.setdefault(call.sent["inbox_id"], set())
            was_member = number in inbox
            if call.method == "DELETE":
                inbox.difference_update(call.sent["user_ids"])
            else:
                kept = inbox if call.method == "POST" else set()
                members[call.sent["inbox_id"]] = inbox = kept | set(call.sent["user_ids"])
            if call.at_ms > from_ms and (number in inbox) != was_member:
                unstable.add(call.sent["inbox_id"])
        return {key for key, numbers in members.items() if number in numbers} - unstable

    def _role(self, number: int) -> str | None:
        return next((row["role"] for row in self.final_agents if row["id"] == number), None)

    def born_before(self, ms: float) -> list[int]:
        """Return the conversations that are left at the end and began before this."""
        until = self.t0 + min(ms, 1e12) / 1000
        return [
            number
            for number, row in self.final_rows.items()
            if (read_moment(row["created_at"]) or 0.0) <= until
        ]

    def asked(self, step: int, at_ms: float) -> Asked:
        at = self.t0 + at_ms / 1000
        return Asked(step, float(math.floor(at)), float(math.floor(at)) + 2)


def _listed(body: Any) -> Iterable[Json]:
    data = body.get("data") or body if isinstance(body, dict) else {}
    rows = data.get("payload") if isinstance(data, dict) else None
    return [row for row in rows or () if isinstance(row, dict) and "meta" in row]


@dataclass
class Day:
    """One agent's console in the course of the day."""

    archive: Archive
    agent: str
    store: Store = field(init=False)
    inboxes: set[int] = field(init=False)
    doubtful: set[int] = field(default_factory=set)
    doubtful_threads: set[int] = field(default_factory=set)
    due_at: float | None = None
    ms: float = 0.0
    reads: int = 0

    def __post_init__(self) -> None:
        index = self.archive.recording.index
        self.store = Store(self.archive.account_id, me_id=index["users"][self.agent])
        self.inboxes = self.archive.inboxes_of(self.agent)

    def live(self) -> None:
        """Live through the day, and settle what is in doubt at its end."""
        lives = 0
        for line in frames_of(self.archive.recording, self.agent):
            self.rest_until(line.ms)
            self.ms = line.ms
            if line.direction == "note":
                if line.text.startswith("closed"):
                    self.take(EventsMissed())
                continue
            frame = read_frame(line.text) if line.direction == "s>c" else None
            if isinstance(frame, Confirmed):
                self.catch_up(is_first=lives == 0)
                lives += 1
            elif isinstance(frame, Data):
                self.take(read_event(frame.event, frame.data))
        if not any(row["id"] == self.store.me_id for row in self.archive.final_agents):
            # Nobody tells her anything from the moment of her removal on.
            self.catch_up(is_first=False)
        self.settle()

    def settle(self) -> None:
        """Read the agents once more, what the lists leave out, and everything in doubt."""
        self.ms = math.inf
        self.read_agents()
        for number in self.store.conversations.keys() - self.archive.final_rows.keys():
            self.read_conversation(number)
        for _ in range(10):
            if not self.doubtful and not self.doubtful_threads:
                return
            self.read_doubtful()
        raise AssertionError("the doubts never end")

    def take(self, step: Any) -> None:
        now = self.archive.t0 + (self.ms if self.ms < math.inf else 1e9) / 1000
        self.react(apply(self.store, step, now))

    def react(self, changes: Changes) -> None:
        for number in changes.missing:
            self.read_conversation(number)
        if changes.doubtful or changes.doubtful_threads:
            self.doubtful |= changes.doubtful
            self.doubtful_threads |= changes.doubtful_threads
            self.due_at = self.due_at if self.due_at is not None else self.ms + REST
        if "agent" in changes.stale_lists:
            self.read_agents()
        for number in changes.conversations & self.store.conversations.keys():
            if number not in self.store.timelines and number in self.archive.final_messages:
                self.take(Opened(number))
                self.read_page(number, Reach.LATEST)

    def rest_until(self, ms: float) -> None:
        if self.due_at is not None and ms >= self.due_at:
            self.ms = self.due_at
            self.read_doubtful()

    def read_doubtful(self) -> None:
        self.due_at = None
        doubtful, self.doubtful = self.doubtful, set()
        threads, self.doubtful_threads = self.doubtful_threads, set()
        for number in sorted(doubtful):
            self.read_conversation(number)
        for number in sorted(threads & self.store.timelines.keys()):
            self.read_page(number, Reach.LATEST)

    # Questions

    def read_agents(self) -> None:
        rows = self.archive.final_agents
        self.take(AgentsLoaded([read_payload(UserPayload, row) for row in rows]))

    def read_conversation(self, number: int) -> None:
        self.reads += 1
        at_ms, row = self.archive.row(number, self.ms)
        step: Happening = ConversationGone(number)
        if row is not None:
            asked = self.archive.asked(self.store.steps, at_ms)
            step = ConversationLoaded(read_payload(ConversationPayload, row), asked)
        self.take(step)

    def catch_up(self, *, is_first: bool) -> None:
        """Read the list, those held that it leaves out, the threads and the agents."""
        self.take(EventsMissed())
        self.read_agents()
        held = set(self.store.conversations)
        known = held & self.store.timelines.keys()
        for number in self.archive.born_before(self.ms):
            at_ms, row = self.archive.row(number, self.ms)
            is_listed = row is not None and (is_first or row["status"] == "open")
            if row is not None and is_listed and row["inbox_id"] in self.inboxes:
                asked = self.archive.asked(self.store.steps, at_ms)
                page = read_payload(ConversationPage, {"payload": [row]})
                self.take(ConversationsLoaded(page, ALL, complete=False, asked=asked))
                held.discard(number)
        for number in sorted(held):
            self.read_conversation(number)
        for number in sorted(known & self.store.timelines.keys()):
            self.read_thread(number)

    def read_thread(self, number: int) -> None:
        timeline = self.store.timelines[number]
        after = timeline.known_to if timeline.stale else timeline.newest_id()
        while after and timeline.loaded:
            ids = self.read_page(number, Reach.NEWER, after=after)
            if len(ids) < MESSAGE_PAGE_AFTER:
                break
            after = ids[-1]
        if number in self.store.timelines:
            self.read_page(number, Reach.LATEST)
        while (before := timeline.unsure_before) is not None and number in self.store.timelines:
            self.read_page(number, Reach.OLDER, before=before)
            if timeline.unsure_before == before:
                break

    def read_older(self, number: int) -> None:
        """Page back to the beginning of a thread."""
        timeline = self.store.timelines[number]
        while timeline.has_older:
            self.read_page(number, Reach.OLDER, before=timeline.oldest_id() or 0)

    def read_page(self, number: int, reach: Reach, *, after: int = 0, before: int = 0) -> list[int]:
        self.reads += 1
        if number not in self.archive.final_messages:
            self.take(ConversationGone(number))
            return []
        at_ms, rows = self.archive.final_messages[number]
        until = self.archive.t0 + self.ms / 1000
        rows = [row for row in rows if row["created_at"] <= until and row["id"] > after]
        rows = [row for row in rows if not before or row["id"] < before]
        limit = MESSAGE_PAGE_AFTER if reach is Reach.NEWER else MESSAGE_PAGE
        rows = rows[:limit] if reach is Reach.NEWER else rows[-limit:]
        page = read_payload(MessagePage, {"payload": rows})
        asked = self.archive.asked(self.store.steps, at_ms)
        exhausted = len(rows) < limit and reach is not Reach.NEWER
        self.take(MessagesLoaded(number, page, reach, exhausted, asked))
        return [row["id"] for row in rows]


def agents_of(recording: Recording) -> list[str]:
    """Return the agents with a socket, those who left in the course of the day included."""
    return [name for name in recording.index["users"] if name in recording.sockets()]


def frames_of(recording: Recording, agent: str) -> Iterator[Line]:
    """Yield all that one agent's sockets said, those of a later token included, in order."""
    mine = [name for name in recording.sockets() if re.fullmatch(rf"{agent}(-rotated\d*)?", name)]
    return heapq.merge(*(recording.frames(name) for name in mine), key=lambda line: line.ms)
