"""What the agent asks for beside the thread: contacts, participants, notifications, own state."""

from __future__ import annotations

from typing import Any

from textual.message import Message

from hoory_tui.lazily import dataclass


@dataclass
class LookUp(Message):
    """Look up what is kept about a contact and around a conversation; `whole` leaves out nothing.

    What was looked up a short while ago is not asked for again, unless `whole` asks for it.
    """

    contact_id: int
    conversation_id: int
    whole: bool = False


@dataclass
class ChangeContact(Message):
    """Give fields of a contact other values; attributes that are not named stay."""

    contact_id: int
    fields: dict[str, Any]
    what: str
    """What is changed, as the sentence about a refusal calls it."""


@dataclass
class ChangeContactLabels(Message):
    """Put labels on a contact and take labels off; all others stay."""

    contact_id: int
    add: tuple[str, ...]
    remove: tuple[str, ...]


@dataclass
class AddNote(Message):
    """Write a note about a contact."""

    contact_id: int
    content: str


@dataclass
class DeleteNote(Message):
    """Take a note about a contact away for good."""

    contact_id: int
    note_id: int


@dataclass
class ChooseParticipants(Message):
    """Choose who watches a conversation, from who watches it now."""

    conversation_id: int


@dataclass
class SetAvailability(Message):
    """Be online, busy or offline, as the others see us."""

    availability: str


@dataclass
class SetAutoOffline(Message):
    """Be offline whenever nothing of ours is connected, or stay as chosen."""

    on: bool


@dataclass
class Observe(Message):
    """Stay unseen, or be seen again with this availability."""

    on: bool
    availability: str = "offline"


@dataclass
class ReadBell(Message):
    """Read a page of notifications, from 1; `with_read` includes what was read or snoozed."""

    page: int
    with_read: bool


@dataclass
class MarkNotification(Message):
    """Mark a notification as read or unread."""

    notification_id: int
    read: bool


@dataclass
class SnoozeNotification(Message):
    """Hide a notification until this moment, in unix seconds."""

    notification_id: int
    until: float


@dataclass
class DeleteNotification(Message):
    """Take a notification away."""

    notification_id: int


@dataclass
class MarkAllNotifications(Message):
    """Mark all notifications as read."""


@dataclass
class JumpTo(Message):
    """Go to a conversation, whether it is held or not, and to a message of it if one is named."""

    conversation_id: int
    message_id: int | None = None
