"""The public client API's answers: what a contact's own client sees."""

from __future__ import annotations

from pydantic import Field, SecretStr

from hoory_tui.wire.message import Attachments, ContentAttributes
from hoory_tui.wire.payload import Body, Count, Id, Line, Moment, Payload, Word
from hoory_tui.wire.people import ContactPayload, SenderPayload


class WorkingHours(Payload):
    """When an inbox answers on one day of the week; 0 is Sunday, hours are the inbox's own."""

    day_of_week: Count | None = None
    closed_all_day: bool | None = None
    open_all_day: bool | None = None
    open_hour: Count | None = None
    open_minutes: Count | None = None
    close_hour: Count | None = None
    close_minutes: Count | None = None


class PublicInbox(Payload):
    """An inbox as its contacts may know it."""

    identifier: Line | None = None
    identity_validation_enabled: bool | None = None
    """Whether it takes nobody without a proof of identity."""
    name: Line | None = None
    timezone: Line | None = None
    working_hours: list[WorkingHours] | None = None
    working_hours_enabled: bool | None = None
    csat_survey_enabled: bool | None = None
    greeting_enabled: bool | None = None


class ContactSession(Payload):
    """A contact's session with an API inbox: where it is addressed and the key to its cable."""

    source_id: Line = Field(repr=False)
    pubsub_token: SecretStr
    id: Id
    name: Line | None = None
    email: Line | None = None
    phone_number: Line | None = None


class PublicMessage(Payload):
    """A message as its contact sees it; there is no delivery status and no echo id."""

    id: Id
    content: Body | None = None
    message_type: int = 0
    content_type: Word | None = None
    content_attributes: ContentAttributes | None = None
    created_at: Moment = None
    conversation_id: Id | None = None
    attachments: Attachments | None = None
    sender: SenderPayload | None = None


class PublicConversation(Payload):
    """A conversation as its contact sees it; `id` is the display id."""

    id: Id
    uuid: Line | None = None
    inbox_id: Id | None = None
    status: Word | None = None
    contact_last_seen_at: Moment = None
    agent_last_seen_at: Moment = None
    messages: list[PublicMessage] = Field(default_factory=list)
    contact: ContactPayload | None = None
