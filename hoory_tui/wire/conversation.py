"""Conversations, in the shapes of events and of REST answers."""

from __future__ import annotations

from pydantic import Field

from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.payload import Count, Id, JsonObject, Line, Moment, Payload, Word
from hoory_tui.wire.people import ContactPayload, SenderPayload, TeamPayload, UserPayload


class ContactInboxPayload(Payload):
    """The contact's session with an inbox.

    The server also sends the contact's live cable token here. It is not declared, so it
    is dropped before anything of ours holds it.
    """

    id: Id
    contact_id: Id | None = None


class ConversationMeta(Payload):
    """The people of a conversation; `channel` is here in REST, at the top in events."""

    null_clears = frozenset(("assignee", "team", "channel"))

    sender: ContactPayload | None = None
    assignee: UserPayload | None = None
    assignee_type: Word | None = None
    team: TeamPayload | None = None
    channel: Word | None = None


class AppliedSlaPayload(Payload):
    """The promise that a conversation is under; thresholds are in seconds.

    Lists send an empty object where there is none.
    """

    id: Id | None = None
    sla_name: Line | None = None
    sla_status: Word | None = None
    sla_first_response_time_threshold: float | None = None
    sla_next_response_time_threshold: float | None = None
    sla_resolution_time_threshold: float | None = None


class ConversationPayload(Payload):
    """One conversation; `id` is the display id, the number that people use.

    `updated_at` is absent on servers before 4.0 and in copies nested in other objects.
    `messages` holds the last message at most, never the history.
    """

    null_clears = frozenset(
        (
            *("priority", "snoozed_until", "waiting_since", "created_at"),
            *("agent_last_seen_at", "contact_last_seen_at", "first_reply_created_at"),
            *("custom_attributes", "applied_sla"),
        )
    )

    id: Id
    account_id: Id | None = None
    inbox_id: Id | None = None
    channel: Word | None = None
    status: Word | None = None
    priority: Word | None = None
    can_reply: bool | None = None
    labels: list[Line] | None = None
    muted: bool | None = None
    additional_attributes: JsonObject = Field(default_factory=dict)
    custom_attributes: JsonObject = Field(default_factory=dict)
    first_reply_created_at: Moment = None
    applied_sla: AppliedSlaPayload | None = None
    snoozed_until: Moment = None
    unread_count: Count | None = None
    waiting_since: Moment = None
    agent_last_seen_at: Moment = None
    contact_last_seen_at: Moment = None
    last_activity_at: Moment = None
    timestamp: Moment = None
    created_at: Moment = None
    updated_at: Moment = None
    contact_inbox: ContactInboxPayload | None = None
    messages: list[MessagePayload] | None = None
    last_non_activity_message: MessagePayload | None = None
    meta: ConversationMeta | None = None
    performer: SenderPayload | None = None
    """Who caused the event that it came with, on servers that tell."""

    @property
    def is_listing(self) -> bool:
        """Tell the REST shape, in which an absent assignee or team means that there is none."""
        return self.meta is not None and self.meta.sent("channel")
