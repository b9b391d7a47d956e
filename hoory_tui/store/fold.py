"""Payloads into records: an absent key keeps what is held, an explicit null clears it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final, TypeVar

from hoory_tui.store.records import (
    Agent,
    Attachment,
    Contact,
    Conversation,
    Direction,
    Kind,
    Mail,
    Message,
    Notification,
    Sender,
)
from hoory_tui.store.state import Store
from hoory_tui.wire.clean import clean_line, first_seen, has_hidden_marks
from hoory_tui.wire.conversation import ConversationMeta, ConversationPayload
from hoory_tui.wire.message import (
    ACTIVITY,
    INCOMING,
    OUTGOING,
    TEMPLATE,
    AttachmentPayload,
    ContentAttributes,
    MailPayload,
    MessagePayload,
)
from hoory_tui.wire.notification import NotificationPayload
from hoory_tui.wire.people import ContactPayload, SenderPayload, UserPayload

R = TypeVar("R", Contact, Agent, Conversation)

_DIRECTIONS: Final = {
    INCOMING: Direction.INCOMING,
    OUTGOING: Direction.OUTGOING,
    ACTIVITY: Direction.ACTIVITY,
    TEMPLATE: Direction.TEMPLATE,
}
_KINDS: Final = {
    "contact": Kind.CONTACT,
    "user": Kind.AGENT,
    "agent_bot": Kind.BOT,
    "captain_assistant": Kind.BOT,
    "agentbot": Kind.BOT,
    "captain::assistant": Kind.BOT,
}
MAIL_BYTES: Final = 65_536
"""A mail is kept whole up to this size; of a larger one only the message's content."""
_TEXTS: Final = ("name", "email", "phone_number", "identifier")
# A null in one of these means "not told": the servers' background jobs leave them out.
_NEVER_NULL: Final = ("status", "inbox_id", "channel", "can_reply", "muted")
_CLEARED_BY_NULL: Final = (
    "snoozed_until",
    "waiting_since",
    "created_at",
    "contact_last_seen_at",
)


def fold_contact(held: Contact | None, payload: ContactPayload) -> Contact:
    """Return the contact after this payload."""
    held = held or Contact(payload.id)
    fields: dict[str, Any] = {
        key: getattr(payload, key) or "" for key in _TEXTS if payload.sent(key)
    }
    for key in ("additional_attributes", "custom_attributes"):
        if payload.sent(key):
            fields[key] = getattr(payload, key)
    for key in ("blocked", "last_activity_at", "created_at"):
        if getattr(payload, key) is not None:
            fields[key] = getattr(payload, key)
    return _changed(held, fields)


def fold_agent(held: Agent | None, payload: UserPayload) -> Agent:
    """Return the agent after this payload; an unknown availability keeps the known one."""
    held = held or Agent(payload.id)
    fields: dict[str, Any] = {}
    if name := payload.available_name or payload.name:
        fields["name"] = name
    for key, ours in (
        ("email", "email"),
        ("role", "role"),
        ("availability_status", "availability"),
    ):
        if value := getattr(payload, key):
            fields[ours] = value
    return _changed(held, fields)


def fold_conversation(
    held: Conversation | None, payload: ConversationPayload, *, counts: bool = True
) -> Conversation:
    """Return the conversation after this payload, without its messages and people's details.

    `counts` tells that its unread count is not older than the held one.
    """
    known = held or Conversation(payload.id)
    fields: dict[str, Any] = {}
    for key in _NEVER_NULL:
        if getattr(payload, key) is not None:
            fields[key] = getattr(payload, key)
    for key in _CLEARED_BY_NULL:
        if payload.sent(key):
            fields[key] = getattr(payload, key)
    if payload.sent("priority"):
        fields["priority"] = payload.priority or ""
    if payload.labels is not None:
        fields["labels"] = tuple(payload.labels)
    if payload.updated_at is not None:
        fields["updated_at"] = payload.updated_at
    activity = payload.last_activity_at or payload.timestamp or known.last_activity_at
    fields["last_activity_at"] = max(activity, known.last_activity_at)
    if counts:
        if payload.unread_count is not None:
            fields["unread_count"] = payload.unread_count
        if payload.sent("agent_last_seen_at"):
            fields["agent_last_seen_at"] = payload.agent_last_seen_at
    subject = payload.additional_attributes.get("mail_subject")
    if isinstance(subject, str):
        fields["subject"] = clean_line(subject)
    if payload.meta is not None:
        fields |= _fold_meta(payload.meta, listing=payload.is_listing)
    elif payload.contact_inbox is not None and payload.contact_inbox.contact_id is not None:
        fields["contact_id"] = payload.contact_inbox.contact_id
    return _changed(known, fields)


def _fold_meta(meta: ConversationMeta, *, listing: bool) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if meta.sender is not None:
        fields["contact_id"] = meta.sender.id
    if meta.channel:
        fields["channel"] = meta.channel
    # Lists leave the key out when there is none; events say null.
    if meta.sent("assignee") or listing:
        assignee = meta.assignee
        # Bots and agents are numbered apart: a bot's id would name some agent.
        fields["assignee_id"] = assignee.id if assignee and not is_bot_assigned(meta) else None
        fields["assignee_name"] = (
            (assignee.available_name or assignee.name or "") if assignee else ""
        )
    if meta.sent("team") or listing:
        fields["team_id"] = meta.team.id if meta.team else None
        fields["team_name"] = (meta.team.name or "") if meta.team else ""
    return fields


def is_bot_assigned(meta: ConversationMeta) -> bool:
    """Tell whether the assignee is a bot, not a person."""
    said = meta.assignee.type if meta.assignee is not None else None
    return meta.assignee_type == "AgentBot" or _KINDS.get(said or "") is Kind.BOT


def fold_message(store: Store, payload: MessagePayload, conversation_id: int) -> Message:
    """Return the record of this message; authors are shared through the store."""
    attributes = payload.content_attributes or ContentAttributes()
    mail = attributes.email
    content = payload.content or ""
    if mail is not None and mail.text_content is not None:
        content = mail.text_content.reply or mail.text_content.full or content
    return Message(
        id=payload.id,
        conversation_id=conversation_id,
        direction=_DIRECTIONS.get(payload.message_type, Direction.ACTIVITY),
        content=content,
        created_at=payload.created_at or 0.0,
        updated_at=payload.updated_at,
        private=payload.private,
        status=payload.status or "sent",
        content_type=payload.content_type or "text",
        sender=_sender(store, payload),
        attachments=tuple(_attachment(item) for item in payload.attachments or ()),
        deleted=bool(attributes.deleted),
        error=attributes.external_error or "",
        in_reply_to=attributes.in_reply_to,
        subject=(mail.subject or "") if mail else "",
        mail=_mail(mail, content) if mail else None,
        choices=_choices(attributes),
        answer=_answer(attributes),
    )


def _mail(payload: MailPayload, content: str) -> Mail:
    html, text = payload.html_content, payload.text_content
    full = (text.full or "") if text else ""
    return Mail(
        sender=", ".join(payload.from_ or ()),
        to=", ".join(payload.to or ()),
        cc=", ".join(payload.cc or ()),
        date=payload.date or "",
        html=_unless_large((html.full or html.reply or "") if html else ""),
        full=_unless_large(full) if full != content else "",
    )


def _unless_large(text: str) -> str:
    # What a day brings is held in memory, and nobody sets a limit to a newsletter.
    if len(text) > MAIL_BYTES or len(text.encode("utf-8", "replace")) > MAIL_BYTES:
        return ""
    return text


def fold_notification(payload: NotificationPayload) -> Notification:
    """Return the notification; in events the title holds the body text, in REST the headline."""
    actor = payload.primary_actor
    return Notification(
        id=payload.id,
        kind=payload.notification_type or "",
        text=payload.push_message_body or payload.push_message_title or "",
        conversation_id=actor.id if actor else None,
        created_at=payload.created_at,
        read_at=payload.read_at,
    )


def sender_kind(payload: SenderPayload) -> Kind:
    """Return what the sender is; agents in REST lists carry no type."""
    return _KINDS.get((payload.type or "user").lower(), Kind.BOT)


def sender_name(payload: SenderPayload) -> str:
    """Return the best name of a sender."""
    texts = (payload.available_name, payload.name, payload.email, payload.phone_number)
    return first_seen(*(text or "" for text in texts)) or f"#{payload.id}"


def _sender(store: Store, payload: MessagePayload) -> Sender | None:
    if payload.sender is None:
        return None
    sender = payload.sender
    key = (sender_kind(sender), sender.id, sender_name(sender))
    shared = store.senders.get(key)
    if shared is None:
        shared = store.senders[key] = Sender(*key)
    return shared


def _attachment(payload: AttachmentPayload) -> Attachment:
    return Attachment(
        id=payload.id,
        file_type=payload.file_type or "file",
        url=payload.data_url or "",
        extension=payload.extension or "",
        size=payload.file_size or 0,
        title=payload.fallback_title or "",
        latitude=payload.coordinates_lat,
        longitude=payload.coordinates_long,
    )


def _choices(attributes: ContentAttributes) -> tuple[str, ...]:
    titles = (item.get("title") or item.get("label") for item in attributes.items or ())
    return tuple(clean_line(title) for title in titles if isinstance(title, str))


def _answer(attributes: ContentAttributes) -> str:
    if attributes.submitted_email:
        return attributes.submitted_email
    values = attributes.submitted_values
    if isinstance(values, dict):
        csat = values.get("csat_survey_response")
        if isinstance(csat, dict):
            words = str(csat.get("feedback_message") or "").strip()
            rating = f"{csat.get('rating')}/5"
            return clean_line(f"{rating} “{words}”") if words else rating
        values = [{"value": value} for value in values.values()]
    parts = [item.get("title") or item.get("value") for item in values or ()]
    return clean_line(", ".join(str(part) for part in parts if part))


def _changed(held: R, fields: dict[str, Any]) -> R:
    """Return the held object itself when nothing differs, so that caches stay valid."""
    if all(_is_same(getattr(held, key), value) for key, value in fields.items()):
        return held
    return replace(held, **fields)


def _is_same(held: object, value: object) -> bool:
    # Without its direction controls a text may equal one that never had any.
    if isinstance(value, str) and isinstance(held, str):
        return held == value and has_hidden_marks(held) is has_hidden_marks(value)
    return held == value
