"""Reducing what we do to one message: shown at once, taken back when the server refuses."""

from __future__ import annotations

from typing import Any

from hoory_tui.store import threads
from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_message
from hoory_tui.store.happenings import MessageAnswered, MessageProposalFailed, MessageProposed
from hoory_tui.store.records import Message, amended
from hoory_tui.store.state import Store


def held_message(store: Store, conversation_id: int, message_id: int) -> Message | None:
    """Return a message as it is held: in its thread, or as the last one of its conversation."""
    timeline = store.timelines.get(conversation_id)
    held = timeline.get(message_id) if timeline is not None else None
    if held is not None:
        return held
    conversation = store.conversations.get(conversation_id)
    last = conversation.last_message if conversation is not None else None
    return last if last is not None and last.id == message_id else None


def propose(store: Store, step: MessageProposed, changes: Changes) -> None:
    """Show a message as it would be, had the server agreed already."""
    held = held_message(store, step.conversation_id, step.message_id)
    if held is not None:
        _put(store, held, step.fields, changes)


def withdraw(store: Store, step: MessageProposalFailed, changes: Changes) -> None:
    """Take back what nothing newer has replaced since it was proposed."""
    held = held_message(store, step.conversation_id, step.message_id)
    if held is None:
        return
    ours = {key for key, value in step.fields.items() if getattr(held, key) == value}
    _put(store, held, {key: step.before[key] for key in ours}, changes)


def take_answer(store: Store, step: MessageAnswered, changes: Changes) -> None:
    """Take in a message as the server answered with it; unknown ones are none of our business."""
    if held_message(store, step.conversation_id, step.message.id) is not None:
        message = fold_message(store, step.message, step.conversation_id)
        threads.take_message(store, message, changes, step.asked)


def _put(store: Store, held: Message, fields: dict[str, Any], changes: Changes) -> None:
    message = amended(held, **fields)
    timeline = store.timelines.get(held.conversation_id)
    if timeline is not None and held.id in timeline and timeline.put(message):
        changes.timelines.add(held.conversation_id)
    conversation = store.conversations.get(held.conversation_id)
    last = conversation.last_message if conversation is not None else None
    if conversation is not None and last is not None and last.id == held.id:
        threads.put_conversation(store, amended(conversation, last_message=message), changes)
