"""Messages and conversations in the two shapes a contact gets, and what of them can change."""

from __future__ import annotations

import json
from typing import NamedTuple

from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import ContentAttributes, MessagePayload
from hoory_tui.wire.visitor import PublicConversation, PublicMessage


class Facts(NamedTuple):
    """What of a message can change; None where its source does not tell."""

    deleted: bool
    submitted: str
    files: tuple[int, ...]
    content: str | None
    status: str | None
    updated_at: float | None

    def differs(self, other: Facts) -> bool:
        """Whether something that both tell is not the same."""
        pairs = zip(self, other, strict=True)
        return any(a != b for a, b in pairs if a is not None and b is not None)

    def completed(self, before: Facts) -> Facts:
        """Return these facts with what was known before where they do not tell."""
        return self._replace(
            content=before.content if self.content is None else self.content,
            status=before.status if self.status is None else self.status,
            updated_at=before.updated_at if self.updated_at is None else self.updated_at,
        )

    def is_older(self, other: Facts) -> bool:
        """Whether both have a date, and this one the earlier."""
        mine, theirs = self.updated_at, other.updated_at
        return mine is not None and theirs is not None and mine < theirs


def message_payload(
    message: PublicMessage, conversation_id: int, account_id: int | None
) -> MessagePayload:
    """Return a message of the public API in the shape that events have."""
    return MessagePayload(
        id=message.id,
        content=message.content,
        account_id=account_id,
        conversation_id=message.conversation_id or conversation_id,
        message_type=message.message_type,
        created_at=message.created_at,
        content_type=message.content_type,
        content_attributes=message.content_attributes,
        sender=message.sender,
        attachments=message.attachments,
    )


def public_of(message: MessagePayload) -> PublicMessage:
    """Return a message of an event in the shape that the public API has."""
    # Not validated again: what the quick reader of events made has the same attributes.
    return PublicMessage.model_construct(
        id=message.id,
        content=message.content,
        message_type=message.message_type,
        content_type=message.content_type,
        content_attributes=message.content_attributes,
        created_at=message.created_at,
        conversation_id=message.conversation_id,
        attachments=message.attachments,
        sender=message.sender,
    )


def talk_payload(talk: PublicConversation, account_id: int | None) -> ConversationPayload:
    """Return a conversation of the public API in the shape that events have."""
    return ConversationPayload(
        id=talk.id,
        account_id=account_id,
        inbox_id=talk.inbox_id,
        status=talk.status,
        agent_last_seen_at=talk.agent_last_seen_at,
        contact_last_seen_at=talk.contact_last_seen_at,
    )


def event_facts(message: MessagePayload) -> Facts:
    """Return what an event tells of a message."""
    deleted, submitted = _attributes(message.content_attributes)
    files = tuple(sorted(one.id for one in message.attachments or ()))
    words, status = message.content or "", message.status
    return Facts(deleted, submitted, files, words, status, message.updated_at)


def public_facts(message: PublicMessage) -> Facts:
    """Return what the public API tells of a message."""
    deleted, submitted = _attributes(message.content_attributes)
    files = tuple(sorted(one.id for one in message.attachments or ()))
    # Its words may differ from the event's without any change, as those of a survey do.
    return Facts(deleted, submitted, files, None, None, None)


def _attributes(attributes: ContentAttributes | None) -> tuple[bool, str]:
    if attributes is None:
        return False, ""
    submitted = attributes.submitted_values
    return bool(attributes.deleted), json.dumps(submitted, sort_keys=True) if submitted else ""
