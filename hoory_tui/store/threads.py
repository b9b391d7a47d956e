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
from hoory_tui.wire.clean import clean
from hoory_tui.wire.message import MessageConversationPayload, MessagePayload

GONE: Final = "gone"
"""The status of a conversation that the server no longer has while words of ours are left."""

_CLOCK_SLACK: Final = 120.0
"""Seconds by which our clock may be ahead of the server's when matching a lost answer."""


def hear_message(
    store: Store, payload: MessagePayload, changes: Changes, *, is_new: bool = True
) -> None:
    """Take in a message of an event: once, in its place, whoever tells of it first.

    `is_new` tells that it was written just now, which ends its author's typing.
    """
    conversation_id = payload.conversation_id
    if conversation_id is None:
        store.malformed_events["message without conversation"] += 1
        return
    message = fold_message(store, payload, conversation_id)
    settle(store, message, payload.echo_id, changes)
    if is_new:
        end_typing(store, message, changes)
    held = store.conversations.get(conversation_id)
    if held is None:
        changes.missing.add(conversation_id)
        return
    # A receipt brings the count of its own moment, and nothing tells whether that is past.
    facts = payload.conversation if is_new else None
    conversation = _told_by_message(with_last_message(held, message), facts, message)
    put_conversation(store, conversation, changes)


def settle(store: Store, message: Message, echo_id: str | None, changes: Changes) -> None:
    """Put a message into its timeline and drop the pending send that it answers.

    The REST answer and the cable event come in either order; whichever is second finds
    the id taken and the pending row gone. Lists and updates carry no echo id: there, a
    message answers a send that it is like, but only when it is seen for the first time, so
    that it never answers two.
    """
    timeline = store.timelines.get(message.conversation_id)
    is_first_sight = timeline is None or message.id not in timeline
    if is_first_sight and (echo_id is None or echo_id in store.guessed_echoes):
        # Its own send may have been taken for that of a twin; then the twin's is left for it.
        echo_id = _alike(store, message)
        store.guessed_echoes |= {echo_id} if echo_id is not None else set()
    pending = store.outbox.get(echo_id) if echo_id is not None else None
    if pending is not None and pending.conversation_id == message.conversation_id:
        del store.outbox[pending.echo_id]
        _touch(pending, changes)
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
        conversation.spoken_at,
        conversation.status,
        conversation.assignee_id,
        conversation.team_id,
        conversation.inbox_id,
        conversation.labels,
    )


def _told_by_message(
    conversation: Conversation, facts: MessageConversationPayload | None, message: Message
) -> Conversation:
    newest = conversation.last_message is None or message.place >= conversation.last_message.place
    # A message that comes late tells of a state that is past.
    if not newest or (message.direction is Direction.ACTIVITY and facts is None):
        return conversation
    fields: dict[str, Any] = {}
    if facts is not None and facts.unread_count is not None and _counts(message, conversation):
        fields["unread_count"] = facts.unread_count
        fields["counted_at"] = message.updated_at or conversation.counted_at
    activity = (facts.last_activity_at if facts else None) or message.created_at
    if activity > conversation.last_activity_at:
        fields["last_activity_at"] = activity
    fields = {key: value for key, value in fields.items() if getattr(conversation, key) != value}
    return replace(conversation, **fields) if fields else conversation


def _counts(message: Message, conversation: Conversation) -> bool:
    # Whatever was counted later included the message, and may have been read since then:
    # an event that was held up must not undo that.
    return (
        conversation.counted_at is None
        or message.updated_at is None
        or message.updated_at > conversation.counted_at
    )


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
        settle(store, message, payload.echo_id, changes)
        if (held := store.conversations.get(conversation_id)) is not None:
            put_conversation(store, with_last_message(held, message), changes)
    oldest_id = min((payload.id for payload in happening.page.payload), default=0)
    if happening.reach is Reach.LATEST:
        if not timeline.loaded and not happening.exhausted:
            # What events told before the first page has a hole behind it.
            timeline.forget_before(oldest_id)
        timeline.loaded, timeline.stale, timeline.known_to = True, False, 0
    # A newest page says nothing of what lies before older pages that are already held.
    if happening.reach is Reach.OLDER or (
        happening.reach is Reach.LATEST and oldest_id == (timeline.oldest_id() or 0)
    ):
        timeline.has_older = not happening.exhausted
    changes.timelines.add(conversation_id)


def _alike(store: Store, message: Message) -> str | None:
    """Return the echo id of the send of ours that this message can only be the outcome of.

    It is recognised by author, words and being newer than anything known when it left. Of
    several alike, the one that the fewest messages can belong to goes first, and one that
    surely failed goes last.
    """
    sender = message.sender
    if sender is None or sender.kind is not Kind.AGENT or sender.id != store.me_id:
        return None
    alike = [
        pending
        for pending in store.outbox.values()
        if pending.conversation_id == message.conversation_id
        and pending.private == message.private
        and message.id > pending.after_id
        and message.created_at > pending.created_at - _CLOCK_SLACK
        and _words(pending.content) == _words(message.content)
    ]
    alike.sort(key=lambda pending: (pending.state is SendState.FAILED, -pending.after_id))
    return alike[0].echo_id if alike else None


def _words(text: str) -> list[str]:
    # Ours has not been through the wire, where tabs and hidden characters are replaced.
    return clean(text).split()


def change_outbox(
    store: Store,
    happening: SendStarted | SendSettled | SendFailed | SendRetried | SendDiscarded,
    changes: Changes,
) -> None:
    """Follow a message of ours until the server has shown it."""
    if isinstance(happening, SendStarted):
        pending = happening.pending
        if pending.conversation_id not in store.conversations:
            # It went while the words were being written; they need a place to be found at.
            gone = Conversation(
                pending.conversation_id, status=GONE, last_activity_at=pending.created_at
            )
            put_conversation(store, gone, changes)
        after_id = max(pending.after_id, _newest_id(store, pending.conversation_id))
        _replace_pending(store, replace(pending, after_id=after_id), changes)
        return
    held = store.outbox.get(happening.echo_id)
    match happening:
        case SendSettled(echo_id, payload):
            conversation_id = payload.conversation_id or (held.conversation_id if held else None)
            if conversation_id is not None:
                told = {
                    "conversation_id": conversation_id,
                    "echo_id": echo_id,
                    # It shows the message as it was made; what events said since then is newer.
                    "updated_at": payload.updated_at or payload.created_at,
                }
                hear_message(store, payload.model_copy(update=told), changes)
        case SendFailed(_, problem, may_have_arrived) if held is not None:
            state = SendState.UNKNOWN if may_have_arrived else SendState.FAILED
            _replace_pending(store, replace(held, state=state, problem=problem), changes)
        case SendRetried() if held is not None:
            sending = replace(held, state=SendState.SENDING, problem="")
            _replace_pending(store, sending, changes)
        case SendDiscarded() if held is not None:
            del store.outbox[held.echo_id]
            _touch(held, changes)


def _newest_id(store: Store, conversation_id: int) -> int:
    # The last message is often known before the first page is.
    timeline = store.timelines.get(conversation_id)
    conversation = store.conversations.get(conversation_id)
    last = conversation.last_message if conversation is not None else None
    return max(timeline.newest_id() if timeline is not None else 0, last.id if last else 0)


def _replace_pending(store: Store, pending: Pending, changes: Changes) -> None:
    store.outbox[pending.echo_id] = pending
    _touch(pending, changes)


def _touch(pending: Pending, changes: Changes) -> None:
    changes.timelines.add(pending.conversation_id)
    changes.conversations.add(pending.conversation_id)
