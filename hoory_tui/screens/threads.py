"""Which items the thread of the conversation at hand has, its unread line held still."""

from __future__ import annotations

from dataclasses import replace

from hoory_tui.render.facts import Moment
from hoory_tui.render.thread import Item, ItemKey, ThreadFacts, first_unread, thread_items
from hoory_tui.store import select
from hoory_tui.store.records import Conversation, Kind, Message
from hoory_tui.store.state import Store


class ThreadKeeper:
    """Remembers what was unread when a conversation was turned to.

    Looking at it clears the server's count; the line that shows where the new part begins
    must stay until the agent turns away.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conversation_id: int | None = None
        self._unread_count = 0
        self._last_seen: float | None = None
        self._unread_from: int | None = None
        self._just_found = False

    def turn_to(self, conversation: Conversation) -> None:
        """Hold the unread state of another conversation."""
        self._conversation_id = conversation.id
        self._unread_count = conversation.unread_count
        self._last_seen = conversation.agent_last_seen_at
        self._unread_from = None

    def items(
        self, conversation: Conversation, at: Moment, expanded: frozenset[ItemKey]
    ) -> list[Item]:
        """Return the items of the thread as the store has it now."""
        if conversation.id != self._conversation_id:
            self.turn_to(conversation)
        store = self._store
        timeline = store.timelines.get(conversation.id)
        messages = select.messages_of(store, conversation.id)
        loaded = timeline is not None and timeline.loaded
        if loaded and self._unread_from is None:
            self._unread_from = first_unread(messages, self._unread_count, self._last_seen)
            self._just_found = self._unread_from != 0
        if not loaded:
            beginning = "Loading the messages…"
        elif timeline is not None and timeline.has_older:
            beginning = "older messages above"
        else:
            beginning = "the conversation began here"
        facts = ThreadFacts(
            messages=[self._renamed(message) for message in messages],
            pending=select.pending_of(store, conversation.id),
            unread_from=self._unread_from or 0,
            unread_count=self._unread_count,
            beginning=beginning,
            now=at.now,
            zone=at.zone,
            expanded=expanded,
        )
        return thread_items(facts, self._quote)

    def unread_just_found(self) -> bool:
        """Tell, once, that the first new message became known."""
        found, self._just_found = self._just_found, False
        return found

    def _renamed(self, message: Message) -> Message:
        # A message carries the name its author had then; a contact has but one name at a time.
        sender = message.sender
        if sender is None or sender.kind is not Kind.CONTACT:
            return message
        contact = self._store.contacts.get(sender.id)
        if contact is None or contact.label == sender.name:
            return message
        return replace(message, sender=replace(sender, name=contact.label))

    def _quote(self, message_id: int) -> str:
        timeline = self._store.timelines.get(self._conversation_id or 0)
        message = timeline.get(message_id) if timeline else None
        return message.content if message else f"reply to #{message_id}"
