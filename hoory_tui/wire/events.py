"""One typed event for each name that a server may say on the cable.

A name is looked up with dots and underscores alike, so ``conversation.typing_on`` and
``conversation_typing_on`` are the same event. Names that nobody knows become `Unknown`,
known names with unusable data become `Malformed`: both are counted, neither is an error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from hoory_tui.wire.clean import clean_line
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.notification import NotificationEnvelope, NotificationPayload
from hoory_tui.wire.payload import Id, Line, Payload, WireError, read_payload
from hoory_tui.wire.people import ContactPayload, PresencePayload, SenderPayload


@dataclass(frozen=True, slots=True)
class ConversationEvent:
    """A conversation as the server sent it because something about it happened."""

    account_id: int | None
    conversation: ConversationPayload


class ConversationCreated(ConversationEvent):
    """A conversation began; its first message usually follows on its own."""


class ConversationUpdated(ConversationEvent):
    """Status, people, labels, priority or attributes changed (newer servers)."""


class ConversationStatusChanged(ConversationEvent):
    """A conversation was opened, resolved, snoozed or set pending."""


class ConversationRead(ConversationEvent):
    """The contact, not an agent, read the conversation."""


class ConversationContactChanged(ConversationEvent):
    """The conversation now belongs to another contact, as after a merge."""


class ConversationMentioned(ConversationEvent):
    """We were mentioned in a private note."""


class AssigneeChanged(ConversationEvent):
    """The conversation has another assignee or none."""


class TeamChanged(ConversationEvent):
    """The conversation has another team or none."""


@dataclass(frozen=True, slots=True)
class MessageEvent:
    """A message as the server sent it."""

    account_id: int | None
    message: MessagePayload


class MessageCreated(MessageEvent):
    """A message was written, by anyone, us included."""


class MessageUpdated(MessageEvent):
    """Delivery, deletion, translation or an answered form changed a message."""


class FirstReplyCreated(MessageEvent):
    """The first reply of a conversation, a message that was announced already."""


class TypingPayload(Payload):
    """Who types where; `is_private` tells that it is a note."""

    conversation: ConversationPayload
    user: SenderPayload
    is_private: bool = False
    account_id: Id | None = None


@dataclass(frozen=True, slots=True)
class TypingEvent:
    """Somebody else started or stopped typing."""

    account_id: int | None
    conversation_id: int
    user: SenderPayload
    is_private: bool


class TypingOn(TypingEvent):
    """Somebody types; nothing is sent should they vanish, so it must expire by itself."""


class TypingOff(TypingEvent):
    """Somebody stopped typing."""


@dataclass(frozen=True, slots=True)
class ContactEvent:
    """A contact as the server sent it."""

    account_id: int | None
    contact: ContactPayload


class ContactCreated(ContactEvent):
    """A contact came into being."""


class ContactUpdated(ContactEvent):
    """A contact changed, or merely was active: every incoming message causes one."""


class ContactMerged(ContactEvent):
    """Two contacts became one; this is the one that is left."""


class ContactDeleted(ContactEvent):
    """A contact is gone, and its conversations with it, of which nothing is said."""


@dataclass(frozen=True, slots=True)
class PresenceUpdate:
    """Who is present: a snapshot, sent only in answer to our own beat."""

    account_id: int | None
    presence: PresencePayload


@dataclass(frozen=True, slots=True)
class NotificationEvent:
    """A notification with the counters after it, None where the server sent none."""

    account_id: int | None
    notification: NotificationPayload
    unread_count: int | None


class NotificationCreated(NotificationEvent):
    """We were told something."""


class NotificationUpdated(NotificationEvent):
    """A notification was read, unread or snoozed."""


class NotificationDeleted(NotificationEvent):
    """A notification is gone; only its id is known."""


class CacheKeys(Payload):
    """Opaque version marks of the account's lists; a different one means: fetch it again."""

    label: Line | None = None
    inbox: Line | None = None
    team: Line | None = None


class CacheInvalidatedPayload(Payload):
    """The data of `account.cache_invalidated`."""

    cache_keys: CacheKeys
    account_id: Id | None = None


@dataclass(frozen=True, slots=True)
class CacheInvalidated:
    """Labels, inboxes or teams changed."""

    account_id: int | None
    keys: CacheKeys


@dataclass(frozen=True, slots=True)
class UnreadCountsChanged:
    """A hint to fetch the unread counts again; it carries no numbers."""

    account_id: int | None


@dataclass(frozen=True, slots=True)
class Ignored:
    """An event that is known and concerns no console, such as a phone call's signalling."""

    account_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event of a name that is in no list of ours."""

    account_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class Malformed:
    """What could not be read: a known event's data, or a whole frame, which has no name.

    `problem` names keys, never values.
    """

    account_id: int | None
    name: str
    problem: str
    is_lost: bool = True
    """False where only some keys were left out, and the rest came as an event of its own."""

    @property
    def kind(self) -> str:
        """What it is counted as."""
        return f"{self.name}: {self.problem}" if self.name else f"a frame: {self.problem}"


Event = (
    ConversationEvent
    | MessageEvent
    | TypingEvent
    | ContactEvent
    | PresenceUpdate
    | NotificationEvent
    | CacheInvalidated
    | UnreadCountsChanged
    | Ignored
    | Unknown
    | Malformed
)

LeaveOut = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Shape:
    """What the data of an event is read as, and the event that is made of it."""

    model: type[Payload]
    event: Callable[[int | None, Any], Event]


def _typing(kind: type[TypingEvent]) -> Callable[[int | None, TypingPayload], Event]:
    return lambda account_id, typing: kind(
        account_id, typing.conversation.id, typing.user, typing.is_private
    )


def _cache(account_id: int | None, read: CacheInvalidatedPayload) -> Event:
    return CacheInvalidated(account_id, read.cache_keys)


_SHAPES: Final[dict[str, Shape]] = {
    "conversation_created": Shape(ConversationPayload, ConversationCreated),
    "conversation_updated": Shape(ConversationPayload, ConversationUpdated),
    "conversation_status_changed": Shape(ConversationPayload, ConversationStatusChanged),
    # Servers of the 2.x line said these three where later ones say status_changed.
    "conversation_opened": Shape(ConversationPayload, ConversationStatusChanged),
    "conversation_resolved": Shape(ConversationPayload, ConversationStatusChanged),
    "conversation_lock_toggle": Shape(ConversationPayload, ConversationUpdated),
    "conversation_read": Shape(ConversationPayload, ConversationRead),
    "conversation_contact_changed": Shape(ConversationPayload, ConversationContactChanged),
    "conversation_mentioned": Shape(ConversationPayload, ConversationMentioned),
    "assignee_changed": Shape(ConversationPayload, AssigneeChanged),
    "team_changed": Shape(ConversationPayload, TeamChanged),
    "message_created": Shape(MessagePayload, MessageCreated),
    "message_updated": Shape(MessagePayload, MessageUpdated),
    "first_reply_created": Shape(MessagePayload, FirstReplyCreated),
    "conversation_typing_on": Shape(TypingPayload, _typing(TypingOn)),
    "conversation_typing_off": Shape(TypingPayload, _typing(TypingOff)),
    "contact_created": Shape(ContactPayload, ContactCreated),
    "contact_updated": Shape(ContactPayload, ContactUpdated),
    "contact_merged": Shape(ContactPayload, ContactMerged),
    "contact_deleted": Shape(ContactPayload, ContactDeleted),
    "presence_update": Shape(PresencePayload, PresenceUpdate),
    "account_cache_invalidated": Shape(CacheInvalidatedPayload, _cache),
}

_NOTIFICATIONS: Final[dict[str, type[NotificationEvent]]] = {
    "notification_created": NotificationCreated,
    "notification_updated": NotificationUpdated,
    "notification_deleted": NotificationDeleted,
}

_IGNORED: Final = frozenset(
    {
        "copilot_message_created",
        "account_enrichment_completed",
        "voice_call_incoming",
        "voice_call_outbound_connected",
        "voice_call_outbound_accepted",
        "voice_call_ended",
        "voice_call_permission_granted",
        "user_logout",
        "page_reload",
    }
)


def shape_of(name: str) -> Shape | None:
    """Return the shape of the events of this name, None for those that have none of their own."""
    return _SHAPES.get(_key(name))


def _key(name: str) -> str:
    return name.replace(".", "_").replace(":", "_")


def read_event(name: str, data: object, leave_out: LeaveOut = lambda _: None) -> Event:
    """Return the typed event of this name and data; never raises.

    `leave_out` is told of keys that could not be read, where the rest could.
    """
    account_id = data.get("account_id") if isinstance(data, dict) else None
    if not isinstance(account_id, int) or isinstance(account_id, bool):
        account_id = None
    key = _key(name)
    try:
        if shape := _SHAPES.get(key):
            return shape.event(account_id, read_payload(shape.model, data, leave_out))
        if notified := _NOTIFICATIONS.get(key):
            return _read_notification(notified, account_id, data, leave_out)
    except WireError as error:
        return Malformed(account_id, clean_line(name[:80]), str(error))
    if key == "conversation_unread_count_changed":
        return UnreadCountsChanged(account_id)
    kind = Ignored if key in _IGNORED else Unknown
    return kind(account_id, clean_line(name[:80]))


def _read_notification(
    kind: type[NotificationEvent], account_id: int | None, data: object, leave_out: LeaveOut
) -> Event:
    if isinstance(data, dict) and isinstance(data.get("notification"), dict):
        envelope = read_payload(NotificationEnvelope, data, leave_out)
        return kind(account_id, envelope.notification, envelope.unread_count)
    # The guide shows the notification bare, without the counters.
    return kind(account_id, read_payload(NotificationPayload, data, leave_out), None)
