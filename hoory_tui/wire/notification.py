"""Notifications, as they come wrapped in events, bare in the guide, and in REST."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.payload import Body, Count, Id, JsonObject, Line, Moment, Payload, Word


def _nobody_as_none(value: object) -> object:
    # 2.x sends an actor of nulls where it tells participants of a new message.
    return None if isinstance(value, dict) and value.get("id", 0) is None else value


Actor = Annotated[ConversationPayload | None, BeforeValidator(_nobody_as_none)]


class NotificationPayload(Payload):
    """Something an agent is told; `primary_actor.id` is the display id to open.

    Of a deleted notification only the id is sent.
    """

    id: Id
    notification_type: Word | None = None
    primary_actor_type: Word | None = None
    primary_actor_id: Id | None = None
    primary_actor: Actor = None
    read_at: Moment = None
    secondary_actor: JsonObject = Field(default_factory=dict)
    created_at: Moment = None
    last_activity_at: Moment = None
    snoozed_until: Moment = None
    account_id: Id | None = None
    push_message_title: Line | None = None
    push_message_body: Body | None = None
    meta: JsonObject = Field(default_factory=dict)


class NotificationEnvelope(Payload):
    """A notification with the counters that hold after it."""

    notification: NotificationPayload
    unread_count: Count | None = None
    count: Count | None = None
    account_id: Id | None = None
