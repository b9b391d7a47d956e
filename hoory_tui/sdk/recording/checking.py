"""Whether a session is complete: what is missing from it, doubled, out of order or unreadable."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from hoory_tui.sdk.following.items import Source
from hoory_tui.sdk.recording.format import Entry, Heard, Part
from hoory_tui.sdk.recording.into_store import StoreFeed, started_at
from hoory_tui.sdk.recording.lines import REACHES
from hoory_tui.sdk.recording.reader import Session
from hoory_tui.store.state import Store
from hoory_tui.wire.events import (
    ConversationEvent,
    Malformed,
    MessageCreated,
    MessageEvent,
    MessageUpdated,
)
from hoory_tui.wire.message import MessagePayload

_MOST_NAMED: Final = 20
KINDS: Final = ("missing", "doubled", "out of order", "unreadable")


@dataclass(slots=True)
class Findings:
    """What is wrong with a session, and the store that it leaves behind all the same."""

    store: Store
    events: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    """By kind, one of KINDS."""
    sentences: list[str] = field(default_factory=list)
    """The first of them, each in a sentence."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.counts

    def note(self, kind: str, sentence: str) -> None:
        """Add something that is wrong."""
        self.counts[kind] += 1
        if self.counts[kind] <= _MOST_NAMED:
            self.sentences.append(sentence)


def check(session: Session) -> Findings:
    """Feed a session into an empty store and return what is wrong with it."""
    feed = StoreFeed(session.header)
    checker = _Checker(Findings(feed.store), started_at(session.header))
    for entry in session.entries:
        checker.look_at(entry, feed)
    checker.finish()
    for sentence in session.problems:
        checker.findings.note("unreadable", sentence)
    checker.findings.counts["unreadable"] += session.unread - len(session.problems)
    # An empty kind is no finding.
    checker.findings.counts = +checker.findings.counts
    return checker.findings


class _Checker:
    def __init__(self, findings: Findings, began_at: float) -> None:
        self.findings = findings
        self._began_at = began_at
        self._at = 0.0
        self._created: set[int] = set()
        self._there: set[int] = set()
        """Messages of the snapshot, which nobody has to tell of again."""
        self._changed_at: dict[int, float] = {}
        self._claimed: dict[int, str] = {}
        """Messages that something else spoke of, and how."""

    def look_at(self, entry: Entry, feed: StoreFeed) -> None:
        known = len(feed.unreadable)
        event = feed.take(entry)
        for problem in feed.unreadable[known:]:
            self.findings.note("unreadable", f"The snapshot cannot be read: {problem}.")
        if isinstance(entry, Part):
            # Read while it already came, and written before it.
            self._note_there(entry)
            return
        if entry.at < self._at:
            self.findings.note(
                "out of order", f"What came after {self._at:.3f} s is dated {entry.at:.3f} s."
            )
        self._at = max(self._at, entry.at)
        if isinstance(entry, Heard) and event is not None:
            self.findings.events += 1
            match event:
                case Malformed(is_lost=True):
                    self.findings.note(
                        "unreadable", f"At {entry.at:.3f} s: {event.kind} could not be read."
                    )
                case MessageEvent(message=message):
                    self._look_at_message(entry, message, type(event))
                case ConversationEvent(conversation=conversation):
                    for message in conversation.messages or ():
                        words = f"by {entry.event} at {entry.at:.3f} s"
                        self._claim(message, words)

    def finish(self) -> None:
        for message_id, words in self._claimed.items():
            if message_id not in self._created and message_id not in self._there:
                self.findings.note(
                    "missing", f"Message {message_id} was spoken of {words} and never came."
                )

    def _note_there(self, part: Part) -> None:
        if part.name in (*REACHES, "conversations") and isinstance(part.data, list):
            for one in part.data:
                nested = one.get("messages") if isinstance(one, dict) else None
                rows = nested if part.name == "conversations" else [one]
                for row in rows if isinstance(rows, list) else ():
                    if isinstance(row, dict) and isinstance(row.get("id"), int):
                        self._there.add(row["id"])

    def _look_at_message(
        self, entry: Heard, message: MessagePayload, kind: type[MessageEvent]
    ) -> None:
        is_live = entry.line.get("source") == Source.LIVE
        if kind is MessageCreated:
            if message.id in self._created:
                self.findings.note(
                    "doubled", f"Message {message.id} came again at {entry.at:.3f} s."
                )
            self._created.add(message.id)
        elif kind is MessageUpdated:
            self._claim(message, f"by {entry.event} at {entry.at:.3f} s")
        told = message.updated_at or 0.0
        if is_live and told < self._changed_at.get(message.id, 0.0):
            self.findings.note(
                "out of order",
                f"Message {message.id} was told of at {entry.at:.3f} s as it had been before.",
            )
        self._changed_at[message.id] = max(told, self._changed_at.get(message.id, 0.0))

    def _claim(self, message: MessagePayload, words: str) -> None:
        # Servers write whole seconds in some places, so the first one is nobody's.
        if (message.created_at or 0.0) > self._began_at + 1.0:
            self._claimed.setdefault(message.id, words)
