"""Messages and their attachments, in the shapes of events and of REST answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field

from hoory_tui.wire.payload import Body, Count, Id, JsonObject, Line, Moment, Payload, Word
from hoory_tui.wire.people import SenderPayload

INCOMING, OUTGOING, ACTIVITY, TEMPLATE = 0, 1, 2, 3

MARKER = "hoory_tui"
"""The content attribute that carries the echo id of a message of ours, for good.

Newer servers keep it and show it in every list; older ones drop it. It is a random id, for
the contact's side can see it.
"""


class MailTextPayload(Payload):
    """A mail as plain text or as HTML, whole and without the quoted rest."""

    reply: Body | None = None
    full: Body | None = None


class MailPayload(Payload):
    """The mail behind an e-mail message."""

    subject: Line | None = None
    from_: list[Line] | None = Field(default=None, validation_alias="from")
    to: list[Line] | None = None
    cc: list[Line] | None = None
    bcc: list[Line] | None = None
    date: Line | None = None
    text_content: MailTextPayload | None = None
    html_content: MailTextPayload | None = None


class ContentAttributes(Payload):
    """What a message carries beside its text; which keys come depends on the content type."""

    in_reply_to: Id | None = None
    deleted: bool | None = None
    external_error: Line | None = None
    items: list[JsonObject] | None = None
    submitted_values: JsonObject | list[JsonObject] | None = None
    submitted_email: Line | None = None
    email: MailPayload | None = None
    to_emails: list[Line] | None = None
    cc_emails: list[Line] | None = None
    bcc_emails: list[Line] | None = None
    translations: JsonObject = Field(default_factory=dict)
    """What the message says in other languages, by their codes."""
    marker: Line | None = Field(default=None, validation_alias=MARKER)


class AttachmentPayload(Payload):
    """A file, place or link; `data_url` is a redirect that needs no credentials."""

    id: Id
    file_type: Word | None = None
    extension: Line | None = None
    data_url: Line | None = None
    file_size: Count | None = None
    fallback_title: Line | None = None
    coordinates_lat: float | None = None
    coordinates_long: float | None = None


def _as_list(value: object) -> object:
    # 2.x sent a single attachment, not in a list, in some answers.
    return [value] if isinstance(value, dict) else value


Attachments = Annotated[list[AttachmentPayload], BeforeValidator(_as_list)]


class MessageConversationPayload(Payload):
    """The few facts of the conversation that ride on a message event."""

    assignee_id: Id | None = None
    unread_count: Count | None = None
    last_activity_at: Moment = None


class MessagePayload(Payload):
    """One message; `updated_at`, `account_id` and `conversation` come in events only."""

    id: Id
    content: Body | None = None
    account_id: Id | None = None
    inbox_id: Id | None = None
    conversation_id: Id | None = None
    message_type: int = INCOMING
    created_at: Moment = None
    updated_at: Moment = None
    private: bool = False
    status: Word | None = None
    content_type: Word | None = None
    content_attributes: ContentAttributes | None = None
    sender_id: Id | None = None
    sender: SenderPayload | None = None
    attachments: Attachments | None = Field(
        default=None, validation_alias=AliasChoices("attachments", "attachment")
    )
    conversation: MessageConversationPayload | None = None
    echo_id: Line | None = None

    @property
    def sent_as(self) -> str | None:
        """The echo id of the send that this message came from, where it is told at all."""
        marker = self.content_attributes.marker if self.content_attributes else None
        return self.echo_id or marker
