"""What has been told of a contact's conversations, so that all of it is told once and in order.

Pure: it takes events and pages in, gives events out, and knows no clock and no network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hoory_tui.sdk.inbox.facts import (
    Facts,
    event_facts,
    message_payload,
    public_facts,
    talk_payload,
)
from hoory_tui.wire.events import (
    ConversationCreated,
    ConversationEvent,
    ConversationStatusChanged,
    ConversationUpdated,
    Event,
    FirstReplyCreated,
    MessageCreated,
    MessageEvent,
    MessageUpdated,
    PresenceUpdate,
    TypingEvent,
)
from hoory_tui.wire.message import ACTIVITY
from hoory_tui.wire.visitor import PublicConversation, PublicMessage

SETTLED: Final = 60.0
"""Seconds after which no earlier message comes late: servers tell of two in either order."""
_MOST: Final = 2000
"""Messages of one conversation that are remembered."""
_ALWAYS: Final = float("-inf")


@dataclass(slots=True)
class _Thread:
    told: dict[int, Facts] = field(default_factory=dict)
    told_at: dict[int, float] = field(default_factory=dict)
    floor: int = 0
    """Messages with a lower id were there before us and are not remembered."""
    sure: int | None = None
    """While events may be missing: up to which id none is."""

    def note(self, message_id: int, facts: Facts, at: float) -> None:
        known = self.told.get(message_id)
        self.told[message_id] = facts if known is None else facts.completed(known)
        self.told_at.setdefault(message_id, at)
        if len(self.told) > _MOST:
            for old in sorted(self.told)[: _MOST // 2]:
                del self.told[old], self.told_at[old]
            self.floor = min(self.told)


@dataclass(slots=True)
class _Talk:
    status: str | None
    updated_at: float | None = None


class Memory:
    """The conversations of one session as they were told."""

    def __init__(self) -> None:
        self.account_id: int | None = None
        self._threads: dict[int, _Thread] = {}
        self._talks: dict[int, _Talk] = {}
        self._presence: object = None
        self._is_unsure = False

    # -- what is known without being told ---------------------------------------------------

    def learn_talk(self, talk: PublicConversation) -> None:
        """Take a conversation as the caller knows it already."""
        self._talks[talk.id] = _Talk(talk.status)
        self.learn_account(talk)
        self.learn_messages(talk.id, talk.messages)

    def learn_account(self, talk: PublicConversation) -> None:
        """Take note of which account a conversation is in."""
        if talk.contact is not None:
            self.account_id = talk.contact.account_id or self.account_id

    def learn_messages(self, conversation_id: int, messages: Sequence[PublicMessage]) -> None:
        """Take messages as the caller knows them already, and all older ones with them."""
        thread = self._thread(conversation_id)
        if messages and not thread.told:
            thread.floor = min(message.id for message in messages)
        for message in messages:
            thread.note(message.id, public_facts(message), _ALWAYS)

    @property
    def talk_ids(self) -> frozenset[int]:
        """The conversations that are known."""
        return frozenset(self._talks)

    def newest(self, conversation_id: int) -> int:
        """Return the highest id known of a conversation's messages, 0 for none."""
        return max(self._thread(conversation_id).told, default=0)

    # -- what the cable says ----------------------------------------------------------------

    def take(self, event: Event, now: float) -> Event | None:
        """Return the event to tell for one that came, None for what is no news to a contact."""
        match event:
            case FirstReplyCreated():
                return None
            case MessageCreated() | MessageUpdated():
                return self._take_message(event, now)
            case ConversationCreated() | ConversationStatusChanged() | ConversationUpdated():
                return self._take_talk(event)
            case TypingEvent():
                return None if event.is_private else event
            case PresenceUpdate():
                # Each of our own beats is answered with all of it, changed or not.
                before, self._presence = self._presence, event.presence.users
                return None if before == event.presence.users else event
        return None

    def _take_message(self, event: MessageEvent, now: float) -> Event | None:
        message = event.message
        if message.private or message.message_type == ACTIVITY or message.conversation_id is None:
            return None
        thread, facts = self._thread(message.conversation_id), event_facts(message)
        known = thread.told.get(message.id)
        if known is not None:
            if isinstance(event, MessageCreated) or facts.is_older(known):
                return None
            thread.note(message.id, facts, now)
            return event if facts.differs(known) else None
        if message.id < thread.floor:
            return event if isinstance(event, MessageUpdated) else None
        thread.note(message.id, facts, now)
        # Servers may tell of a change before they tell of the message.
        return MessageCreated(event.account_id, message)

    def _take_talk(self, event: ConversationEvent) -> Event | None:
        payload = event.conversation
        known = self._talks.get(payload.id)
        if known is None:
            self._talks[payload.id] = _Talk(payload.status, payload.updated_at)
            is_new = isinstance(event, ConversationCreated)
            return event if is_new else ConversationCreated(event.account_id, payload)
        if isinstance(event, ConversationCreated):
            return None
        if isinstance(event, ConversationUpdated):
            # Its status may be one of before: only the event about the status tells of that.
            return event
        dated = payload.updated_at is not None and known.updated_at is not None
        if dated and (payload.updated_at or 0.0) < (known.updated_at or 0.0):
            return None
        before, known.status = known.status, payload.status
        known.updated_at = payload.updated_at or known.updated_at
        return None if before == payload.status else event

    # -- what the cable may have missed -----------------------------------------------------

    def doubt(self, heard_at: float) -> None:
        """Take it that events after this moment may be missing, until `trust`."""
        if self._is_unsure:
            return
        self._is_unsure = True
        for thread in self._threads.values():
            settled = (one for one, at in thread.told_at.items() if at <= heard_at - SETTLED)
            thread.sure = max(settled, default=0)

    def trust(self) -> None:
        """Take it that everything was read again."""
        self._is_unsure = False
        for thread in self._threads.values():
            thread.sure = None

    def sure_up_to(self, conversation_id: int) -> int:
        """Return the id up to which no message of a conversation can be missing."""
        thread = self._thread(conversation_id)
        return max(thread.told, default=0) if thread.sure is None else thread.sure

    def is_behind(self, talk: PublicConversation) -> bool:
        """Tell whether a conversation has to be read for what was missed in it."""
        told = self._thread(talk.id).told
        for message in talk.messages:
            known = told.get(message.id)
            if known is None:
                if message.id >= self._thread(talk.id).floor:
                    return True
            elif public_facts(message).differs(known):
                return True
        return not talk.messages

    def missed_talks(self, talks: Sequence[PublicConversation]) -> list[Event]:
        """Return events for the conversations that nobody told of, and take them as told."""
        return [self._begun(talk) for talk in talks if talk.id not in self._talks]

    def _begun(self, talk: PublicConversation) -> Event:
        self.learn_account(talk)
        self._talks[talk.id] = _Talk(talk.status)
        return ConversationCreated(self.account_id, talk_payload(talk, self.account_id))

    def missed_statuses(self, talks: Sequence[PublicConversation]) -> list[Event]:
        """Return events for the statuses that changed, and take them as told."""
        events: list[Event] = []
        for talk in talks:
            known = self._talks.get(talk.id)
            if known is not None and talk.status is not None and known.status != talk.status:
                known.status = talk.status
                payload = talk_payload(talk, self.account_id)
                events.append(ConversationStatusChanged(self.account_id, payload))
        return events

    def missed_messages(
        self, conversation_id: int, messages: Sequence[PublicMessage], now: float
    ) -> list[MessageEvent]:
        """Return events for what is new or different among messages, and take them as told."""
        thread = self._thread(conversation_id)
        events: list[MessageEvent] = []
        for message in messages:
            facts, known = public_facts(message), thread.told.get(message.id)
            if known is not None and not facts.differs(known):
                continue
            if known is None and message.id < thread.floor:
                continue
            thread.note(message.id, facts, now)
            kind = MessageCreated if known is None else MessageUpdated
            payload = message_payload(message, conversation_id, self.account_id)
            events.append(kind(self.account_id, payload))
        return events

    def _thread(self, conversation_id: int) -> _Thread:
        thread = self._threads.get(conversation_id)
        if thread is None:
            # One that began while events may have been missing has to be read from its beginning.
            thread = self._threads[conversation_id] = _Thread(sure=0 if self._is_unsure else None)
        return thread
