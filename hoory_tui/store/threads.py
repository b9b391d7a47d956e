"""Reducing messages: into timelines, the outbox and the facts of their conversation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from hoory_tui.store.changes import Changes
from hoory_tui.store.fold import fold_message
from hoory_tui.store.happenings import (
    MessagesLoaded,
    Opened,
    Reach,
    SendDiscarded,
    SendFailed,
    SendRetried,
    SendSettled,
    SendStarted,
)
from hoory_tui.store.records import Conversation, Direction, Kind, Message, Pending, SendState
from hoory_tui.store.state import Store
from hoory_tui.store.timeline import Timeline, newer_message
from hoory_tui.wire.message import MessagePayload

_CLOCK_SLACK: Final = 120.0
"""Seconds by which our clock may be ahead of the server's when matching a lost answer."""


def hear_message(store: Store, payload: MessagePayload, changes: Changes) -> None:
    """Take in a message of an event: once, in its place, whoever tells of it first."""
    conversation_id = payload.conversation_id
    if conversation_id is None:
        store.malformed_events["message without conversation"] += 1
        return
    message = fold_message(store, payload, conversation_id)
    settle(store, message, payload.echo_id, changes)
    end_typing(store, message, changes)
    held = store.conversations.get(conversation_id)
    if held is None:
        changes.missing.add(conversation_id)
        return
    conversation = _told_by_message(with_last_message(held, message), payload, message)
    put_conversation(store, conversation, changes)


def settle(store: Store, message: Message, echo_id: str | None, changes: Changes) -> None:
    """Put a message into its timeline and drop the pending send that it answers.

    The REST answer and the cable event come in either order; whichever is second finds
    the id taken and the pending row gone.
    """
    pending = store.outbox.get(echo_id) if echo_id is not None else None
    if pending is not None and pending.conversation_id == message.conversation_id:
        del store.outbox[pending.echo_id]
        _touch(pending, changes)
    timeline = store.timelines.get(message.conversation_id)
    if timeline is not None and timeline.upsert(message):
        changes.timelines.add(message.conversation_id)


def end_typing(store: Store, message: Message, changes: Changes) -> None:
    """Forget that somebody was typing once their message is there."""
    typists = store.typing.get(message.conversation_id)
    if not typists or message.sender is None:
        return
    if typists.pop((message.sender.kind, message.sender.id), None) is not None:
        changes.typing.add(message.conversation_id)


def with_last_message(conversation: Conversation, message: Message) -> Conversation:
    """Return the conversation with this as its last message, if it is later than the held one."""
    held = conversation.last_message
    if message.direction is Direction.ACTIVITY:
        return conversation
    if held is not None and held.id == message.id:
        merged = newer_message(held, message)
        return conversation if merged is held else replace(conversation, last_message=merged)
    if held is not None and message.place < held.place:
        return conversation
    return replace(conversation, last_message=message)


def put_conversation(store: Store, conversation: Conversation, changes: Changes) -> None:
    """Store a conversation and note what about the list is dirty; the same object is no change."""
    held = store.conversations.get(conversation.id)
    if held is conversation:
        return
    store.conversations[conversation.id] = conversation
    changes.conversations.add(conversation.id)
    if held is None or _rank(held) != _rank(conversation):
        changes.order = True


def _rank(conversation: Conversation) -> tuple[Any, ...]:
    return (
        conversation.last_activity_at,
        conversation.status,
        conversation.assignee_id,
        conversation.team_id,
        conversation.inbox_id,
        conversation.labels,
    )


def _told_by_message(
    conversation: Conversation, payload: MessagePayload, message: Message
) -> Conversation:
    facts = payload.conversation
    newest = conversation.last_message is None or message.place >= conversation.last_message.place
    # A message that comes late tells of a state that is past.
    if not newest or (message.direction is Direction.ACTIVITY and facts is None):
        return conversation
    fields: dict[str, Any] = {}
    if facts is not None and facts.unread_count is not None:
        fields["unread_count"] = facts.unread_count
    activity = (facts.last_activity_at if facts else None) or message.created_at
    if activity > conversation.last_activity_at:
        fields["last_activity_at"] = activity
    fields = {key: value for key, value in fields.items() if getattr(conversation, key) != value}
    return replace(conversation, **fields) if fields else conversation


def open_timeline(store: Store, happening: Opened, changes: Changes) -> None:
    """Begin to keep a conversation's messages, before the first page is even asked for."""
    store.timelines.setdefault(happening.conversation_id, Timeline())
    changes.timelines.add(happening.conversation_id)


def take_messages(store: Store, happening: MessagesLoaded, changes: Changes) -> None:
    """Take in a page of messages."""
    conversation_id = happening.conversation_id
    timeline = store.timelines.setdefault(conversation_id, Timeline())
    for payload in happening.page.payload:
        message = fold_message(store, payload, conversation_id)
        settle(store, message, payload.echo_id or _lost_answer(store, message), changes)
        if (held := store.conversations.get(conversation_id)) is not None:
            put_conversation(store, with_last_message(held, message), changes)
    if happening.reach is Reach.LATEST:
        timeline.loaded, timeline.stale = True, False
    # A newest page says nothing of what lies before older pages that are already held.
    if happening.reach is Reach.OLDER or len(timeline) <= len(happening.page.payload):
        timeline.has_older = not happening.exhausted
    changes.timelines.add(conversation_id)


def _lost_answer(store: Store, message: Message) -> str | None:
    """Return the echo id of our send that this message answers, when its answer was lost.

    Lists carry no echo ids, so a send of unknown outcome is recognised by author, words
    and being newer than anything known when it left.
    """
    sender = message.sender
    if sender is None or sender.kind is not Kind.AGENT or sender.id != store.me_id:
        return None
    for pending in store.outbox.values():
        if (
            pending.state is SendState.UNKNOWN
            and pending.conversation_id == message.conversation_id
            and pending.private == message.private
            and pending.content.strip() == message.content.strip()
            and message.id > pending.after_id
            and message.created_at > pending.created_at - _CLOCK_SLACK
        ):
            return pending.echo_id
    return None


def change_outbox(
    store: Store,
    happening: SendStarted | SendSettled | SendFailed | SendRetried | SendDiscarded,
    changes: Changes,
) -> None:
    """Follow a message of ours until the server has shown it."""
    if isinstance(happening, SendStarted):
        pending = happening.pending
        store.outbox[pending.echo_id] = pending
        _touch(pending, changes)
        return
    held = store.outbox.get(happening.echo_id)
    match happening:
        case SendSettled(echo_id, payload):
            conversation_id = payload.conversation_id or (held.conversation_id if held else None)
            if conversation_id is not None:
                answer = payload.model_copy(update={"conversation_id": conversation_id})
                hear_message(store, answer.model_copy(update={"echo_id": echo_id}), changes)
        case SendFailed(_, problem, may_have_arrived) if held is not None:
            state = SendState.UNKNOWN if may_have_arrived else SendState.FAILED
            _replace_pending(store, replace(held, state=state, problem=problem), changes)
        case SendRetried() if held is not None:
            sending = replace(held, state=SendState.SENDING, problem="")
            _replace_pending(store, sending, changes)
        case SendDiscarded() if held is not None:
            del store.outbox[held.echo_id]
            _touch(held, changes)


def _replace_pending(store: Store, pending: Pending, changes: Changes) -> None:
    store.outbox[pending.echo_id] = pending
    _touch(pending, changes)


def _touch(pending: Pending, changes: Changes) -> None:
    changes.timelines.add(pending.conversation_id)
    changes.conversations.add(pending.conversation_id)
