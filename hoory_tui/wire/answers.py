"""REST answers that hold more than one object, with the numbers that come along."""

from __future__ import annotations

from pydantic import Field

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.notification import NotificationPayload
from hoory_tui.wire.payload import Body, Count, Id, Line, Moment, Payload, Word
from hoory_tui.wire.people import ContactPayload, UserPayload


class ConversationCounts(Payload):
    """How many conversations each tab of a filter holds; one call answers for all tabs."""

    mine_count: Count = 0
    assigned_count: Count = 0
    unassigned_count: Count = 0
    all_count: Count = 0


class ConversationPage(Payload):
    """Up to 25 conversations; a page with fewer is the last."""

    meta: ConversationCounts = Field(default_factory=ConversationCounts)
    payload: list[ConversationPayload] = Field(default_factory=list)


class MessagePageMeta(Payload):
    """The conversation's facts beside a page of messages; times come as ISO here."""

    labels: list[Line] | None = None
    contact: ContactPayload | None = None
    assignee: UserPayload | None = None
    agent_last_seen_at: Moment = None


class TranslationAnswer(Payload):
    """The words of a message in another language, None where nobody translates."""

    content: Body | None = None


class MessagePage(Payload):
    """Messages of one conversation, always oldest first."""

    meta: MessagePageMeta = Field(default_factory=MessagePageMeta)
    payload: list[MessagePayload] = Field(default_factory=list)


class StatusAnswer(Payload):
    """The outcome of a status change."""

    success: bool = True
    conversation_id: Id | None = None
    current_status: Word | None = None
    snoozed_until: Moment = None


class ContactPageMeta(Payload):
    """`count` is of all pages before 4.14, of this page after."""

    count: Count | None = None
    current_page: Count | None = None
    has_more: bool | None = None


class ContactPage(Payload):
    """Up to 15 contacts."""

    meta: ContactPageMeta = Field(default_factory=ContactPageMeta)
    payload: list[ContactPayload] = Field(default_factory=list)


class NotificationPageMeta(Payload):
    """The counters of the notification list."""

    unread_count: Count | None = None
    count: Count | None = None
    current_page: Count | None = None


class NotificationPage(Payload):
    """Up to 15 notifications."""

    meta: NotificationPageMeta = Field(default_factory=NotificationPageMeta)
    payload: list[NotificationPayload] = Field(default_factory=list)
