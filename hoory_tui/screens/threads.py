"""Which items the thread of the conversation at hand has, its unread line held still."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from hoory_tui.render.facts import Moment
from hoory_tui.render.mend import MendedThread, Part, is_cut
from hoory_tui.render.thread import Item, ItemKey, ThreadFacts, first_unread
from hoory_tui.store import select
from hoory_tui.store.records import Conversation, Kind, Message, amended
from hoory_tui.store.state import Store
from hoory_tui.words import said

_AT_FIRST: Final = 200
"""So many of the newest messages are laid out at once; the rest when it is come near to."""
_LED_UP: Final = 20
"""So many are before the first new one, for what led to it."""
_FROM_THE_START: Final = (float("-inf"), 0)


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
        self._thread = MendedThread(self._quote)
        self._from: tuple[float, int] | None = None
        self._labels: dict[int, str | None] = {}
        self.hidden = 0
        """How many held messages come before the items."""

    def turn_to(self, conversation: Conversation) -> None:
        """Hold the unread state of another conversation."""
        self._conversation_id = conversation.id
        self._unread_count = conversation.unread_count
        self._last_seen = conversation.agent_last_seen_at
        self._unread_from = None
        self._thread = MendedThread(self._quote)
        self._from = None
        self._labels = {}

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
            beginning = said("Loading the messages…")
        elif timeline is not None and timeline.has_older:
            beginning = said("older messages above")
        else:
            beginning = said("the conversation began here")
        self.hidden = self._first(messages)
        facts = ThreadFacts(
            messages=messages,
            pending=select.pending_of(store, conversation.id),
            unread_from=self._unread_from or 0,
            unread_count=self._unread_count,
            beginning=beginning,
            now=at.now,
            zone=at.zone,
            expanded=expanded,
        )
        if any(self._label_of(one) != label for one, label in self._labels.items()):
            self._thread.forget()
        return self._thread.items(Part(facts, self.hidden), self._renamed)

    def show_earlier(self, count: int) -> None:
        """Have so many more messages among the items, as far as there are."""
        messages = select.messages_of(self._store, self._conversation_id or 0)
        self._begin_with(messages, max(0, self.hidden - count))

    def unread_just_found(self) -> bool:
        """Tell, once, that the first new message became known."""
        found, self._just_found = self._just_found, False
        return found

    def _first(self, messages: Sequence[Message]) -> int:
        if self._from is None and len(messages) > _AT_FIRST:
            first = len(messages) - _AT_FIRST
            if self._unread_from:
                ids = [message.id for message in messages]
                unread = ids.index(self._unread_from) if self._unread_from in ids else first
                first = max(0, min(first, unread - _LED_UP))
            self._begin_with(messages, first)
        if self._from is None or self._from == _FROM_THE_START:
            return 0
        first = bisect_left(messages, self._from, key=_place_of)
        # What changed meanwhile may have left a run of activity lines across it.
        while not is_cut(messages, first):
            first -= 1
        return first

    def _begin_with(self, messages: Sequence[Message], first: int) -> None:
        while not is_cut(messages, first):
            first -= 1
        self._from = messages[first].place if first else _FROM_THE_START

    def _label_of(self, contact_id: int) -> str | None:
        contact = self._store.contacts.get(contact_id)
        return contact.label if contact is not None else None

    def _renamed(self, message: Message) -> Message:
        # A message carries the name its author had then; a contact has but one name at a time.
        sender = message.sender
        if sender is None or sender.kind is not Kind.CONTACT:
            return message
        label = self._labels[sender.id] = self._label_of(sender.id)
        if label is None or label == sender.name:
            return message
        return amended(message, sender=replace(sender, name=label))

    def _quote(self, message_id: int) -> str:
        timeline = self._store.timelines.get(self._conversation_id or 0)
        message = timeline.get(message_id) if timeline else None
        return message.content if message else said("reply to #{number}", number=message_id)


def _place_of(message: Message) -> tuple[float, int]:
    return message.place
