"""Notifications, as they come wrapped in events, bare in the guide, and in REST."""

from __future__ import annotations

from pydantic import Field

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.payload import Body, JsonObject, Line, Moment, Payload, Word


class NotificationPayload(Payload):
    """Something an agent is told; `primary_actor.id` is the display id to open.

    Of a deleted notification only the id is sent.
    """

    id: int
    notification_type: Word | None = None
    primary_actor_type: Word | None = None
    primary_actor_id: int | None = None
    primary_actor: ConversationPayload | None = None
    read_at: Moment = None
    secondary_actor: JsonObject = Field(default_factory=dict)
    created_at: Moment = None
    last_activity_at: Moment = None
    snoozed_until: Moment = None
    account_id: int | None = None
    push_message_title: Line | None = None
    push_message_body: Body | None = None
    meta: JsonObject = Field(default_factory=dict)


class NotificationEnvelope(Payload):
    """A notification with the counters that hold after it."""

    notification: NotificationPayload
    unread_count: int | None = None
    count: int | None = None
    account_id: int | None = None
