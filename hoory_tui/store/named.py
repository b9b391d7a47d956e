"""Which conversations name us in a note, and which of those we have not turned to since."""

from __future__ import annotations

from typing import Final

from hoory_tui.store import threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.records import Conversation, Notification, amended
from hoory_tui.store.state import Store

MENTION: Final = "conversation_mention"
"""The kind of a notification that tells of it."""


def note(store: Store, conversation_id: int | None, changes: Changes) -> None:
    """Remember that a note has just named us."""
    _put(store, conversation_id, changes, known=True, unread=True)


def find(store: Store, conversation_id: int, changes: Changes) -> None:
    """Take in that a note named us at some time; what the bell still tells of is unread."""
    held = store.conversations.get(conversation_id)
    if held is not None and not held.mentions_me:
        _put(store, held.id, changes, known=True, unread=_is_told(store, held))


def follow(store: Store, before: Notification | None, now: Notification, changes: Changes) -> None:
    """Take in what the bell tells: a mention is new, or it was read elsewhere."""
    if now.kind != MENTION or now.conversation_id is None:
        return
    if now.read_at is None:
        if before is None:
            note(store, now.conversation_id, changes)
    elif before is not None and before.read_at is None:
        settle(store, now.conversation_id, changes)


def settle(store: Store, conversation_id: int, changes: Changes) -> None:
    """Take a mention for read, once the bell tells of none in that conversation."""
    held = store.conversations.get(conversation_id)
    if held is not None and not _is_told(store, held):
        _put(store, conversation_id, changes, known=held.mentions_me, unread=False)


def see(store: Store, conversation_id: int, changes: Changes) -> None:
    """Take a mention for seen, whatever the bell still tells of it."""
    held = store.conversations.get(conversation_id)
    if held is not None and held.mention_unread:
        _put(store, conversation_id, changes, known=True, unread=False)


def _is_told(store: Store, conversation: Conversation) -> bool:
    return any(
        one.kind == MENTION and one.read_at is None and one.conversation_id == conversation.id
        for one in store.notifications.values()
    )


def _put(
    store: Store, conversation_id: int | None, changes: Changes, *, known: bool, unread: bool
) -> None:
    held = store.conversations.get(conversation_id or 0)
    if held is not None and (held.mentions_me, held.mention_unread) != (known, unread):
        after = amended(held, mentions_me=known, mention_unread=unread)
        threads.put_conversation(store, after, changes)
