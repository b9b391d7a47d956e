"""The rows of the pretend database."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

Json = dict[str, Any]


class MessageType(IntEnum):
    """Who a message comes from, as the number the wire carries."""

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3


@dataclass(slots=True)
class Agent:
    """A signed-in person of the company; ``role`` is "agent" or "administrator"."""

    id: int
    name: str
    email: str
    role: str
    password: str = field(repr=False)
    access_token: str = field(repr=False)
    pubsub_token: str = field(repr=False)
    availability: str = "online"
    auto_offline: bool = True
    display_name: str | None = None
    message_signature: str | None = None
    ui_settings: Json = field(default_factory=dict)
    created_at: float = 0.0

    @property
    def available_name(self) -> str:
        """Return the name shown to visitors."""
        return self.display_name or self.name

    @property
    def is_administrator(self) -> bool:
        """Return whether this person sees every inbox."""
        return self.role == "administrator"


@dataclass(slots=True)
class Inbox:
    """A channel conversations come through; ``identifier`` is set for API channels only."""

    id: int
    name: str
    channel_type: str
    channel_id: int
    member_ids: set[int]
    identifier: str | None = None
    hmac_token: str = field(default="", repr=False)
    hmac_mandatory: bool = False
    greeting_message: str | None = None
    csat_survey_enabled: bool = False
    extra: Json = field(default_factory=dict)
    created_at: float = 0.0


@dataclass(slots=True)
class Team:
    """A named group of agents."""

    id: int
    name: str
    description: str
    member_ids: list[int]
    allow_auto_assign: bool = False
    created_at: float = 0.0


@dataclass(slots=True)
class Label:
    """A coloured word conversations can carry."""

    id: int
    title: str
    description: str
    color: str
    show_on_sidebar: bool = True


@dataclass(slots=True)
class CannedResponse:
    """A prepared answer."""

    id: int
    short_code: str
    content: str
    created_at: float


@dataclass(slots=True)
class Macro:
    """A named list of actions run over conversations."""

    id: int
    name: str
    visibility: str
    author_id: int
    actions: list[Json]


@dataclass(slots=True)
class CustomFilter:
    """One agent's saved conversation filter."""

    id: int
    agent_id: int
    name: str
    query: Json
    created_at: float


@dataclass(slots=True)
class Contact:
    """A person who writes to the company."""

    id: int
    name: str
    created_at: float
    updated_at: float
    email: str | None = None
    phone_number: str | None = None
    identifier: str | None = None
    blocked: bool = False
    last_activity_at: float | None = None
    additional_attributes: Json = field(default_factory=dict)
    custom_attributes: Json = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    language: str = "en"


@dataclass(slots=True)
class Session:
    """A contact's seat in one inbox (the wire calls it contact_inbox)."""

    id: int
    contact_id: int
    inbox_id: int
    source_id: str
    pubsub_token: str = field(repr=False)
    created_at: float
    updated_at: float
    hmac_verified: bool = False


@dataclass(slots=True)
class Attachment:
    """A file, a place or a link that came with a message."""

    id: int
    message_id: int
    file_type: str
    created_at: float
    file_name: str = ""
    content_type: str = ""
    body: bytes | None = field(default=None, repr=False)
    sample: str = ""
    width: int | None = None
    height: int | None = None
    extra: Json = field(default_factory=dict)


@dataclass(slots=True)
class Message:
    """One line of a conversation; ``conversation_id`` is the database id."""

    id: int
    conversation_id: int
    message_type: MessageType
    content: str | None
    created_at: float
    updated_at: float
    private: bool = False
    status: str = "sent"
    content_type: str = "text"
    content_attributes: Json = field(default_factory=dict)
    sender_type: str | None = None
    sender_id: int | None = None
    source_id: str | None = None
    attachments: list[Attachment] = field(default_factory=list)
    template: Json | None = None
    """The template that the channel was given with it, as it was sent."""


@dataclass(slots=True)
class Conversation:
    """A talk; people and URLs use ``display_id``, the database ``id`` is another number."""

    id: int
    display_id: int
    uuid: str
    inbox_id: int
    contact_id: int
    session_id: int
    created_at: float
    updated_at: float
    last_activity_at: float
    status: str = "open"
    priority: str | None = None
    assignee_id: int | None = None
    team_id: int | None = None
    labels: list[str] = field(default_factory=list)
    additional_attributes: Json = field(default_factory=dict)
    custom_attributes: Json = field(default_factory=dict)
    snoozed_until: float | None = None
    first_reply_created_at: float | None = None
    waiting_since: float | None = None
    agent_last_seen_at: float | None = None
    assignee_last_seen_at: float | None = None
    contact_last_seen_at: float | None = None
    # Unread is counted by message id, since a stopped clock gives many messages one moment.
    agent_seen_message_id: int = 0
    messages: list[Message] = field(default_factory=list)
    participant_ids: list[int] = field(default_factory=list)
    mentioned_ids: set[int] = field(default_factory=set)
    applied_sla: Json | None = None
    draft: str | None = None


@dataclass(slots=True)
class Notification:
    """A line of one agent's bell."""

    id: int
    agent_id: int
    notification_type: str
    conversation_id: int
    message_id: int | None
    created_at: float
    updated_at: float
    read_at: float | None = None
    snoozed_until: float | None = None


@dataclass(slots=True)
class ContactNote:
    """A note agents keep about a contact."""

    id: int
    contact_id: int
    agent_id: int
    content: str
    created_at: float
