"""What finished talks leave behind: unread counts, waits, ticks, watchers and bells."""

from __future__ import annotations

import random

from .bell import mentioned_user_ids
from .records import Conversation, Json, Message, MessageType, Notification
from .world import World

# Bells older than this are taken to have been looked at, if the conversation was.
_LOOKED_AT_SECONDS = 7200.0


class Aftermath:
    """Works out a conversation's present state from its finished messages."""

    def __init__(self, world: World, rng: random.Random) -> None:
        self._world = world
        self._rng = rng
        self._now = world.now()

    def settle(self, talks: list[tuple[Conversation, Json]]) -> None:
        """Settle conversations, each with the keys its data file gave it."""
        for conversation, spec in talks:
            self._settle_last_moments(conversation, spec)
            self._settle_waiting(conversation)
            self._settle_ticks(conversation)
            self._settle_watchers(conversation)
        self._ring_bells([conversation for conversation, _spec in talks])

    def _settle_last_moments(self, conversation: Conversation, spec: Json) -> None:
        messages = conversation.messages
        last = messages[-1]
        conversation.last_activity_at = conversation.updated_at = last.created_at
        incoming = _incoming(messages)
        unread = spec.get("unread", _trailing_incoming(messages) if spec.get("fresh", True) else 0)
        if conversation.status in ("resolved", "snoozed"):
            unread = 0
        seen = incoming[-unread].id - 1 if unread else last.id
        conversation.agent_seen_message_id = seen
        looked = [one.created_at for one in messages if one.id <= seen]
        if looked:
            conversation.agent_last_seen_at = min(looked[-1] + 5, self._now)
        contact = self._world.contacts[conversation.contact_id]
        if incoming:
            latest = incoming[-1].created_at
            contact.last_activity_at = max(contact.last_activity_at or 0.0, latest)

    def _settle_waiting(self, conversation: Conversation) -> None:
        waiting: float | None = conversation.created_at
        for message in conversation.messages:
            if message.message_type == MessageType.OUTGOING and not message.private:
                waiting = None
                if conversation.first_reply_created_at is None:
                    conversation.first_reply_created_at = message.created_at
            elif message.message_type == MessageType.INCOMING and waiting is None:
                waiting = message.created_at
        conversation.waiting_since = None if conversation.status == "resolved" else waiting

    def _settle_ticks(self, conversation: Conversation) -> None:
        """Whatever was sent before the contact's last message has been read."""
        incoming = _incoming(conversation.messages)
        last_visit = incoming[-1].created_at if incoming else 0.0
        after = self._rng.choice(["sent", "delivered", "read", "read"])
        for message in conversation.messages:
            ours = message.message_type in (MessageType.OUTGOING, MessageType.TEMPLATE)
            if not ours or message.private or message.status != "sent":
                continue
            message.status = "read" if message.created_at < last_visit else after
            if message.status == "read":
                seen_at = max(last_visit, message.created_at + 30)
                conversation.contact_last_seen_at = min(seen_at, self._now)

    def _settle_watchers(self, conversation: Conversation) -> None:
        for message in conversation.messages:
            if message.private:
                conversation.mentioned_ids |= set(mentioned_user_ids(message.content or ""))
        for agent_id in sorted(conversation.mentioned_ids):
            if agent_id not in conversation.participant_ids:
                conversation.participant_ids.append(agent_id)

    def _ring_bells(self, conversations: list[Conversation]) -> None:
        """Give each agent one line per conversation that wants them, in the order of time."""
        lines: list[tuple[float, int, str, Message, Conversation]] = []
        for conversation in conversations:
            if conversation.status != "resolved":
                for agent_id, (kind, message) in _newest_calls(conversation).items():
                    lines.append((message.created_at, agent_id, kind, message, conversation))
        lines.sort(key=lambda one: one[:2])
        for moment, agent_id, kind, message, conversation in lines:
            number = self._world.ids.take("notification")
            row = Notification(number, agent_id, kind, conversation.id, message.id, moment, moment)
            old = moment < self._now - _LOOKED_AT_SECONDS
            if old and message.id <= conversation.agent_seen_message_id:
                row.read_at = moment + 600
            self._world.bells[agent_id].add(row)


def _incoming(messages: list[Message]) -> list[Message]:
    return [one for one in messages if one.message_type == MessageType.INCOMING]


def _newest_calls(conversation: Conversation) -> dict[int, tuple[str, Message]]:
    """Return the latest mention of, or message for, each agent."""
    newest: dict[int, tuple[str, Message]] = {}
    for message in conversation.messages:
        if message.private:
            for agent_id in mentioned_user_ids(message.content or ""):
                newest[agent_id] = ("conversation_mention", message)
        elif message.sender_type == "Contact" and conversation.assignee_id:
            kind = "assigned_conversation_new_message"
            newest[conversation.assignee_id] = (kind, message)
    return newest


def _trailing_incoming(messages: list[Message]) -> int:
    """Return how many incoming messages came after our last public one."""
    count = 0
    for message in reversed(messages):
        if message.message_type == MessageType.OUTGOING and not message.private:
            break
        count += message.message_type == MessageType.INCOMING
    return count
