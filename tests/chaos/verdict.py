"""The final screens beside the server: what is lost, doubled, out of order or not true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Conversation, Message, MessageType
from hoory_tui.demo.world import unread_count

from .eyes import Row

_NUMBERED: Final = re.compile(r"^[mn]\d{5}$")
_TICKS: Final = {"sent": "✓ sent", "delivered": "✓✓", "read": "✓✓ read", "failed": "✗ failed"}


@dataclass
class Verdict:
    """What was found wrong; all zero and empty when the screens are true."""

    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    untrue: list[str] = field(default_factory=list)
    """Sentences: what is drawn that the server does not have so."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.disordered or self.untrue)

    def judge_thread(self, desk: DemoDesk, conversation_id: int, stream: Sequence[str]) -> None:
        """Compare a thread as it was drawn with the server's messages."""
        messages = in_order(desk.conversation(conversation_id).messages)
        real = [word for one in messages for word in words_of(one) if _NUMBERED.match(word)]
        drawn = [word for word in stream if _NUMBERED.match(word)]
        self.judge_sequence(f"#{conversation_id}", real, drawn)
        if difference := first_difference(stream, messages):
            self.untrue.append(f"#{conversation_id}: {difference}")

    def judge_sequence(self, where: str, real: Sequence[str], found: Sequence[str]) -> None:
        """Compare numbered words: each once, in this order."""
        missing = Counter(real) - Counter(found)
        more = Counter(found) - Counter(real)
        places = {word: place for place, word in enumerate(real)}
        known = [places[word] for word in found if word in places]
        self.lost += missing.total()
        self.doubled += more.total()
        self.disordered += sum(after < before for before, after in pairwise(known))
        for what, words in (("lost", missing), ("too many", more)):
            if words:
                self.untrue.append(f"{where}: {what}: {' '.join(sorted(words)[:8])}")

    def judge_rows(self, desk: DemoDesk, tab: str, rows: Sequence[Row]) -> None:
        """Compare a tab of the list with the server: which rows, in which order, saying what."""
        talks = open_talks(desk, tab)
        names = [_squeezed(desk.contact_of(one.display_id).name) for one in talks]
        if names != [row.name for row in rows]:
            self.untrue.append(f"{tab}: rows {[row.name for row in rows]} should be {names}")
            return
        for talk, row in zip(talks, rows, strict=True):
            if wrong := _wrong_row(desk, talk, row):
                self.untrue.append(f"{tab}: row of #{talk.display_id}: {wrong}")


def in_order(messages: Sequence[Message]) -> list[Message]:
    """Return messages as a thread has them: the wire tells whole seconds."""
    return sorted(messages, key=lambda one: (int(one.created_at), one.id))


def words_of(message: Message) -> list[str]:
    """Return what is drawn of a message, word by word."""
    if message.message_type is MessageType.ACTIVITY:
        return ["·", *str(message.content).split()]
    if message.content_attributes.get("deleted"):
        return ["message", "deleted"]
    words = str(message.content).split()
    if message.message_type is MessageType.OUTGOING and not message.private:
        words.append(f"<{_TICKS[message.status]}>")
    return words


def first_difference(stream: Sequence[str], messages: Sequence[Message]) -> str:
    """Return where a drawn thread first differs from these messages, empty for nowhere."""
    at = place = 0
    while place < len(messages):
        if at < len(stream) and stream[at].startswith("+"):
            folded = messages[place : place + int(stream[at][1:])]
            if any(one.message_type is not MessageType.ACTIVITY for one in folded):
                return f"{stream[at]} folds more than changes"
            place, at = place + len(folded), at + 1
            continue
        words = words_of(messages[place])
        if list(stream[at : at + len(words)]) != words:
            here = " ".join(stream[at : at + len(words) + 3])
            return f"says {here!r} for {' '.join(words)!r} ({messages[place].id})"
        place, at = place + 1, at + len(words)
    return f"says {' '.join(stream[at : at + 8])!r} too" if at < len(stream) else ""


def open_talks(desk: DemoDesk, tab: str) -> list[Conversation]:
    """Return the conversations of a tab, the one last spoken in first."""
    me = desk.agents[0].id
    wanted = {"Mine": (me,), "Unassigned": (None,)}.get(tab)
    talks = [
        one
        for one in desk.engine.world.conversations.values()
        if one.status == "open" and (wanted is None or one.assignee_id in wanted)
    ]
    return sorted(talks, key=lambda one: (-_spoken_at(one), -one.display_id))


def _spoken(talk: Conversation) -> Message | None:
    spoken = [one for one in talk.messages if one.message_type is not MessageType.ACTIVITY]
    return in_order(spoken)[-1] if spoken else None


def _spoken_at(talk: Conversation) -> int:
    last = _spoken(talk)
    return int(last.created_at if last is not None else talk.last_activity_at)


def _wrong_row(desk: DemoDesk, talk: Conversation, row: Row) -> str:
    unread = unread_count(talk)
    badge = "" if not unread else "9+" if unread > 9 else str(unread)
    if row.unread != badge:
        return f"{row.unread!r} unread should be {badge!r}"
    owner = desk.agent(talk.assignee_id).name.split()[0] if talk.assignee_id else "–"
    if row.assignee != owner[:5]:
        return f"assignee {row.assignee!r} should be {owner!r}"
    fact = _fact(_spoken(talk))
    seen = row.fact.removesuffix("…").rstrip()
    return "" if fact.startswith(seen) and seen else f"{row.fact!r} should be {fact!r}"


def _fact(message: Message | None) -> str:
    if message is None:
        return ""
    is_deleted = message.content_attributes.get("deleted")
    text = "message deleted" if is_deleted else _squeezed(str(message.content))
    if message.status == "failed":
        return f"✗ {text}"
    if message.private:
        return f"NOTE {text}"
    return text if message.message_type is MessageType.INCOMING else f"↩ {text}"


def _squeezed(text: str) -> str:
    return " ".join(text.split())
