"""What a stream has told so far: which version of which message and conversation, and since when.

It is a value that knows neither network nor clock. Events and answers are held against it, and it
says what of them is news. It forgets what was told longest ago, so that it never grows beyond a
bound.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from hoory_tui.sdk.following.versions import Facts, differ, facts_of, version_of
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload

MOST_OF_ONE: Final = 500
"""Messages of one conversation whose versions are remembered."""
MOST: Final = 20_000
"""Of all conversations together."""
_LATEST: Final = 600.0
"""Seconds by which a server that has fallen behind sends its events late."""
_FIRST_REPLY: Final = "first.reply.created"
_MESSAGE_CREATED: Final = "message.created"


Telling = tuple[float | None, Facts, int | None, float | None]
"""Of a conversation: when it changed, what is decided about it, its unread count and activity."""


class Verdict(Enum):
    """What to do with a live event."""

    TELL = auto()
    TELL_AS_CREATED = auto()
    """It changes a message that this stream has never told of, and that is newer than it."""
    DROP = auto()
    """It was told already, by an event or by what was read."""
    DOUBT = auto()
    """Likewise, or so the clocks say, which are those of several machines: read it again."""


class Standing(Enum):
    """How a message or a conversation of an answer stands to what was told."""

    NEW = auto()
    CHANGED = auto()
    TOLD = auto()
    OLD = auto()
    """It is from before this stream, which never told of it."""


@dataclass(slots=True)
class Version:
    """The last telling of a message."""

    mark: str
    at: float | None = None
    """By the server's clock, when it was made so, or a moment at which it surely was so."""
    was_read: bool = False
    """Whether an answer told it, and no event."""


@dataclass(slots=True)
class Thread:
    """What was told of one conversation."""

    facts: Facts | None = None
    """None as long as only messages of it were told."""
    heard_at: float = 0.0
    """The latest time of change that was told, 0.0 for none."""
    read_at: float = 0.0
    """The same, of answers alone."""
    was_read: bool = False
    """Whether an answer told of it last, and no event."""
    seen_at: float = 0.0
    """The time of change up to which its messages are known to be told."""
    first_reply: int = 0
    last: dict[str, Telling] = field(default_factory=dict)
    """By name of event, the last telling, for servers that say things twice or out of order."""
    messages: dict[int, Version] = field(default_factory=dict)


class Ledger:
    """The versions that were told, of as many conversations as there is room for."""

    def __init__(self, *, most: int = MOST, most_of_one: int = MOST_OF_ONE) -> None:
        self.told_before = 0.0
        """By the server's clock, a moment before which all messages are told, or need not be."""
        self.began = 0.0
        """The same moment as it was at the beginning: what is older was never told."""
        self.recent_ids: frozenset[int] = frozenset()
        """Messages from after it that were told by an earlier run, of which no more is known."""
        self._threads: OrderedDict[int, Thread] = OrderedDict()
        self._most = most
        self._most_of_one = most_of_one
        self._held = 0
        self._notifications: OrderedDict[int, None] = OrderedDict()

    def __len__(self) -> int:
        return self._held

    def thread(self, conversation_id: int) -> Thread | None:
        """Return what was told of a conversation, None for nothing."""
        return self._threads.get(conversation_id)

    def recent(self) -> Iterator[int]:
        """Yield the conversations, the one that was told of last first."""
        return reversed(self._threads)

    # What comes live

    def hear_message(self, name: str, message: MessagePayload) -> Verdict:
        """Judge an event about a message and note it, if it is to be told."""
        conversation_id = message.conversation_id
        if conversation_id is None:
            return Verdict.TELL
        thread = self._threads.get(conversation_id)
        known = thread.messages.get(message.id) if thread is not None else None
        if name == _FIRST_REPLY:
            return self._hear_first_reply(conversation_id, message)
        if known is None:
            self.note_message(conversation_id, message, at=message.updated_at)
            is_late = name != _MESSAGE_CREATED and self._is_fresh(message)
            return Verdict.TELL_AS_CREATED if is_late else Verdict.TELL
        verdict = self._judge(name, message, known)
        if verdict is Verdict.TELL:
            self.note_message(conversation_id, message, at=message.updated_at)
        return verdict

    def _judge(self, name: str, message: MessagePayload, known: Version) -> Verdict:
        if name == _MESSAGE_CREATED:
            return Verdict.DROP
        is_same = known.mark == version_of(message)
        is_before = _is_before(message.updated_at, known.at)
        if known.was_read:
            if is_same:
                return Verdict.DROP
            return Verdict.DOUBT if is_before else Verdict.TELL
        is_again = is_same and (message.updated_at is None or message.updated_at == known.at)
        # Servers send by several hands: what is older than what was told is over.
        return Verdict.DROP if is_again or is_before else Verdict.TELL

    def _is_fresh(self, message: MessagePayload) -> bool:
        is_after = (message.created_at or 0.0) >= self.told_before
        return is_after and message.id not in self.recent_ids

    def _is_next(self, thread: Thread | None, message: MessagePayload) -> bool:
        """Tell whether an event was so late that it was lost with a gap after its message."""
        least = max(self.began, self.told_before - _LATEST)
        if thread is None or (message.created_at or 0.0) < least:
            return False
        return message.id > max(thread.messages, default=message.id)

    def _hear_first_reply(self, conversation_id: int, message: MessagePayload) -> Verdict:
        thread = self._thread_of(conversation_id)
        is_told = thread.first_reply == message.id
        thread.first_reply = message.id
        return Verdict.DROP if is_told else Verdict.TELL

    def hear_conversation(self, name: str, conversation: ConversationPayload) -> Verdict:
        """Judge an event about a conversation and note it, if it is to be told."""
        thread = self._threads.get(conversation.id)
        at, facts = conversation.updated_at, facts_of(conversation)
        telling = (at, facts, conversation.unread_count, conversation.last_activity_at)
        if thread is not None:
            if name in thread.last and _is_over(telling, thread.last[name]):
                return Verdict.DROP
            if at is not None and at <= thread.read_at:
                return Verdict.DROP
            is_told = thread.facts is not None and not differ(thread.facts, facts)
            if at is None and thread.was_read and is_told:
                return Verdict.DROP
        thread = self._thread_of(conversation.id)
        thread.last[name] = telling
        if at is None or at >= thread.heard_at:
            self._note_facts(conversation.id, facts, at)
            thread.was_read = False
        return Verdict.TELL

    # What is read

    def standing_of_message(self, conversation_id: int, message: MessagePayload) -> Standing:
        """Say whether a message of an answer is news."""
        thread = self._threads.get(conversation_id)
        known = thread.messages.get(message.id) if thread is not None else None
        if known is None:
            is_new = self._is_fresh(message) or self._is_next(thread, message)
            return Standing.NEW if is_new else Standing.OLD
        return Standing.TOLD if known.mark == version_of(message) else Standing.CHANGED

    def standing_of_conversation(self, conversation: ConversationPayload) -> Standing:
        """Say whether what agents decide about a conversation of an answer is news."""
        thread = self._threads.get(conversation.id)
        if thread is None or thread.facts is None:
            is_new = (conversation.created_at or 0.0) >= self.told_before
            is_unheard_of = thread is None or not thread.messages
            return Standing.NEW if is_new and is_unheard_of else Standing.OLD
        is_other = differ(thread.facts, facts_of(conversation))
        return Standing.CHANGED if is_other else Standing.TOLD

    def is_unseen(self, conversation: ConversationPayload) -> bool:
        """Tell whether anything about a dated conversation changed since its thread was read."""
        thread = self._threads.get(conversation.id)
        at = conversation.updated_at
        return thread is None or at is None or at > thread.seen_at

    def note_message(
        self, conversation_id: int, message: MessagePayload, *, at: float | None, read: bool = False
    ) -> None:
        """Take it that this version of a message was told, or need not be."""
        thread = self._thread_of(conversation_id)
        if message.id not in thread.messages:
            self._held += 1
        thread.messages[message.id] = Version(version_of(message), at, read)
        self._make_room(thread)

    def note_conversation(self, conversation: ConversationPayload) -> None:
        """Take it that a conversation was told as an answer has it."""
        thread = self._thread_of(conversation.id)
        self._note_facts(conversation.id, facts_of(conversation), conversation.updated_at)
        thread.was_read = True
        if conversation.updated_at is not None:
            thread.read_at = max(thread.read_at, conversation.updated_at)

    def note_seen(self, conversation_id: int, at: float | None) -> None:
        """Take it that all messages of a conversation are told that were there at this change."""
        if at is not None:
            thread = self._thread_of(conversation_id)
            thread.seen_at = max(thread.seen_at, at)

    def note_notification(self, notification_id: int) -> bool:
        """Take it that a notification was told; tells whether it was not before."""
        is_new = notification_id not in self._notifications
        self._notifications[notification_id] = None
        if len(self._notifications) > self._most_of_one:
            self._notifications.popitem(last=False)
        return is_new

    def knows_notification(self, notification_id: int) -> bool:
        """Tell whether a notification was told."""
        return notification_id in self._notifications

    def conversations_of(self, contact_id: int) -> list[int]:
        """Return the conversations that were told to be a contact's."""
        return [
            number
            for number, thread in self._threads.items()
            if thread.facts is not None and thread.facts.get("contact") == contact_id
        ]

    def forget(self, conversation_id: int) -> bool:
        """Let go of a conversation that is gone; tells whether anything of it was told."""
        thread = self._threads.pop(conversation_id, None)
        if thread is None:
            return False
        self._held -= len(thread.messages)
        return True

    def recall(self, conversation_id: int) -> Thread:
        """Return what was told of a conversation in an earlier run, to be filled in."""
        return self._thread_of(conversation_id)

    def recount(self) -> None:
        """Count what was filled in, and let go of what there is no room for."""
        self._held = sum(len(one.messages) for one in self._threads.values())
        if self._threads:
            self._make_room(next(reversed(self._threads.values())))

    def _note_facts(self, conversation_id: int, facts: Facts, at: float | None) -> None:
        thread = self._thread_of(conversation_id)
        thread.facts = {**(thread.facts or {}), **facts}
        thread.heard_at = max(thread.heard_at, at or 0.0)

    def _thread_of(self, conversation_id: int) -> Thread:
        thread = self._threads.get(conversation_id)
        if thread is None:
            thread = self._threads[conversation_id] = Thread()
        self._threads.move_to_end(conversation_id)
        return thread

    def _make_room(self, thread: Thread) -> None:
        while len(thread.messages) > self._most_of_one:
            del thread.messages[min(thread.messages)]
            self._held -= 1
        while self._held > self._most and len(self._threads) > 1:
            _, oldest = self._threads.popitem(last=False)
            self._held -= len(oldest.messages)


def _is_over(telling: Telling, last: Telling) -> bool:
    """Tell whether a telling of a name is the last one again, or older than that."""
    return telling == last or _is_before(telling[0], last[0])


def _is_before(moment: float | None, other: float | None) -> bool:
    return moment is not None and other is not None and moment < other
