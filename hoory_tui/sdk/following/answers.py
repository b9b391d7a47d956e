"""What an answer of the API tells, as the event that would have told it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from hoory_tui.sdk.following.items import DELETED
from hoory_tui.sdk.following.writing import write_payload
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.events import Event, read_event
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.notification import NotificationPayload

Place = tuple[float, int, int]
"""Where something stands among what was missed: when, what kind of thing, and its id."""

CREATED: Final = "message.created"
UPDATED: Final = "message.updated"
BEGUN: Final = "conversation.created"
CHANGED: Final = "conversation.updated"
NOTIFIED: Final = "notification.created"
_LAST: Final = float("inf")
_BEFORE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Missed:
    """Something that no event told us, in the shape of one."""

    place: Place
    name: str
    event: Event
    data: dict[str, Any]
    conversation_id: int | None
    message: MessagePayload | None = None
    conversation: ConversationPayload | None = None
    as_of: float | None = None
    """By the server's clock, a moment of which this surely tells."""
    is_first: bool = False
    """Whether this stream never told of it before."""


def missed_message(
    message: MessagePayload,
    conversation_id: int,
    account_id: int,
    as_of: float | None,
    *,
    is_new: bool,
) -> Missed:
    """Return a message of a thread as the event that made it or changed it.

    Answers do not say when a message changed, events do: it is dated by the moment of which the
    answer surely tells.
    """
    name = CREATED if is_new else UPDATED
    data = write_payload(message)
    data |= {"account_id": account_id, "conversation_id": conversation_id}
    if as_of is not None:
        data.setdefault("updated_at", as_of)
    place = (message.created_at or 0.0, 1, message.id)
    return Missed(
        place,
        name,
        read_event(name, data),
        data,
        conversation_id,
        message=message,
        as_of=as_of,
        is_first=is_new,
    )


def missed_conversation(
    conversation: ConversationPayload,
    account_id: int,
    as_of: float | None,
    *,
    at: float | None,
    is_new: bool,
) -> Missed:
    """Return a conversation of an answer as the event that would have told it; `at` is its place.

    Lists leave out who is not there, events say null. The messages inside are copies, and older
    than those that are told by themselves: they are dated so, or left out where nobody knows when.
    """
    name = BEGUN if is_new else CHANGED
    data = write_payload(conversation)
    nested = [*data.pop("messages", ()), data.pop("last_non_activity_message", None)]
    if as_of is not None:
        dated = {"updated_at": as_of - _BEFORE}
        copies = {one["id"]: {**one, **dated} for one in nested if one is not None}
        data["messages"] = list(copies.values())
    meta = data.setdefault("meta", {})
    channel = meta.pop("channel", None)
    if channel and not data.get("channel"):
        data["channel"] = channel
    for key in ("assignee", "team"):
        meta.setdefault(key, None)
    data["account_id"] = account_id
    moment = conversation.updated_at or _LAST if at is None else at
    return Missed(
        (moment, 0, conversation.id),
        name,
        read_event(name, data),
        data,
        conversation.id,
        conversation=conversation,
        as_of=as_of,
        is_first=is_new,
    )


def missed_notification(notification: NotificationPayload, account_id: int) -> Missed:
    """Return a notification of a list as the event that would have told it."""
    data = {"notification": write_payload(notification), "account_id": account_id}
    event = read_event(NOTIFIED, data)
    actor = notification.primary_actor
    place = (notification.created_at or _LAST, 2, notification.id)
    return Missed(place, NOTIFIED, event, data, actor.id if actor else None)


def lost_conversation(conversation_id: int, account_id: int) -> Missed:
    """Return that a conversation is no longer there, which no event says."""
    data = {"id": conversation_id, "account_id": account_id}
    place = (_LAST, 3, conversation_id)
    return Missed(place, DELETED, read_event(DELETED, data), data, conversation_id)
