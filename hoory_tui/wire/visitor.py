"""The public client API's answers: what a contact's own client sees."""

from __future__ import annotations

from pydantic import Field, SecretStr

from hoory_tui.wire.message import AttachmentPayload, ContentAttributes
from hoory_tui.wire.payload import Body, Id, Line, Moment, Payload, Word
from hoory_tui.wire.people import ContactPayload, SenderPayload


class ContactSession(Payload):
    """A contact's session with an API inbox: where it is addressed and the key to its cable."""

    source_id: Line
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
    attachments: list[AttachmentPayload] | None = None
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
