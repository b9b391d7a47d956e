"""Payloads into records: an absent key keeps what is held, an explicit null clears it."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from msgspec.structs import astuple

from hoory_tui.store.records import (
    Agent,
    Attachment,
    Contact,
    Conversation,
    Direction,
    Inbox,
    Kind,
    Mail,
    Message,
    Notification,
    Sender,
    Sla,
    amended,
)
from hoory_tui.store.state import Store
from hoory_tui.store.templates import read_templates
from hoory_tui.wire.clean import clean_line, cut_body, first_seen
from hoory_tui.wire.conversation import AppliedSlaPayload, ConversationMeta, ConversationPayload
from hoory_tui.wire.desk import InboxPayload
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

DIRECTIONS: Final = {
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
_MOST_LANGUAGES: Final = 8
"""Translations of one message that are held; a desk asks for one, or a few."""
MAIL_BYTES: Final = 65_536
"""A mail is kept whole up to this size; of a larger one only the message's content."""
# A null in one of these means "not told": the servers' background jobs leave them out.
_NEVER_NULL: Final = ("status", "inbox_id", "channel", "can_reply", "muted", "updated_at")


def fold_contact(held: Contact | None, payload: ContactPayload) -> Contact:
    """Return the contact after this payload."""
    fields: dict[str, Any] = {
        "name": payload.name or "",
        "email": payload.email or "",
        "phone_number": payload.phone_number or "",
        "identifier": payload.identifier or "",
        "additional_attributes": payload.additional_attributes,
        "custom_attributes": payload.custom_attributes,
    }
    for key in payload.untold:
        del fields[key]
    for key in ("blocked", "last_activity_at", "created_at"):
        if (value := getattr(payload, key)) is not None:
            fields[key] = value
    return _changed(held or Contact(payload.id), fields)


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
    activity = payload.last_activity_at or payload.timestamp or known.last_activity_at
    fields: dict[str, Any] = {
        "priority": payload.priority or "",
        "snoozed_until": payload.snoozed_until,
        "waiting_since": payload.waiting_since,
        "created_at": payload.created_at,
        "contact_last_seen_at": payload.contact_last_seen_at,
        "agent_last_seen_at": payload.agent_last_seen_at,
        "first_reply_created_at": payload.first_reply_created_at,
        "custom_attributes": payload.custom_attributes,
        "applied_sla": payload.applied_sla,
        "last_activity_at": max(activity, known.last_activity_at),
    }
    for key in payload.untold:
        del fields[key]
    if "first_reply_created_at" in fields:
        fields["first_reply_at"] = fields.pop("first_reply_created_at")
    if "applied_sla" in fields:
        fields["sla"] = _sla(fields.pop("applied_sla"))
    for key in _NEVER_NULL:
        if (value := getattr(payload, key)) is not None:
            fields[key] = value
    if payload.labels is not None:
        fields["labels"] = tuple(payload.labels)
    if not counts:
        fields.pop("agent_last_seen_at", None)
    elif payload.unread_count is not None:
        fields["unread_count"] = payload.unread_count
    if payload.additional_attributes:
        fields["additional_attributes"] = payload.additional_attributes
        subject = payload.additional_attributes.get("mail_subject")
        if isinstance(subject, str):
            fields["subject"] = clean_line(subject)
    if payload.meta is not None:
        _fold_meta(fields, payload.meta, listing=payload.is_listing)
    elif payload.contact_inbox is not None and payload.contact_inbox.contact_id is not None:
        fields["contact_id"] = payload.contact_inbox.contact_id
    return _changed(known, fields)


def _sla(payload: AppliedSlaPayload | None) -> Sla | None:
    if payload is None or payload.id is None:
        return None
    return Sla(
        payload.sla_name or "",
        payload.sla_status or "",
        payload.sla_first_response_time_threshold,
        payload.sla_next_response_time_threshold,
        payload.sla_resolution_time_threshold,
    )


def _fold_meta(fields: dict[str, Any], meta: ConversationMeta, *, listing: bool) -> None:
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


def is_bot_assigned(meta: ConversationMeta) -> bool:
    """Tell whether the assignee is a bot, not a person."""
    said = meta.assignee.type if meta.assignee is not None else None
    return meta.assignee_type == "AgentBot" or _KINDS.get(said or "") is Kind.BOT


def fold_message(store: Store, payload: MessagePayload, conversation_id: int) -> Message:
    """Return the record of this message; authors are shared through the store."""
    message = Message(
        payload.id,
        conversation_id,
        DIRECTIONS.get(payload.message_type, Direction.ACTIVITY),
        payload.content or "",
        payload.created_at or 0.0,
        payload.updated_at,
        payload.private,
        payload.status or "sent",
        payload.content_type or "text",
        _sender(store, payload.sender) if payload.sender is not None else None,
        tuple(map(fold_attachment, payload.attachments)) if payload.attachments else (),
    )
    attributes = payload.content_attributes
    return message if attributes is None else with_attributes(message, attributes)


def with_attributes(message: Message, attributes: ContentAttributes) -> Message:
    """Return a message with what it carries beside its words."""
    fields: dict[str, Any] = {}
    if attributes.deleted:
        fields["deleted"] = True
    if attributes.external_error:
        fields["error"] = attributes.external_error
    if attributes.in_reply_to is not None:
        fields["in_reply_to"] = attributes.in_reply_to
    if attributes.items:
        fields["choices"] = _choices(attributes.items)
    if attributes.submitted_email or attributes.submitted_values:
        fields["answer"] = _answer(attributes)
    if attributes.translations:
        fields["translations"] = _translations(attributes.translations)
    if (mail := attributes.email) is not None:
        text = mail.text_content
        content = (text.reply or text.full if text else None) or message.content
        fields |= {"content": content, "subject": mail.subject or "", "mail": _mail(mail, content)}
    elif heads := _heads(attributes):
        fields["mail"] = heads
    return amended(message, **fields) if fields else message


def _translations(told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    words = ((code, cut_body(text)) for code, text in told.items() if isinstance(text, str))
    return tuple((code, text) for code, text in words if text.strip())[:_MOST_LANGUAGES]


def _heads(attributes: ContentAttributes) -> Mail | None:
    """Return to whom a mail of an agent went, None where nobody said anything of that."""
    told = (attributes.to_emails, attributes.cc_emails, attributes.bcc_emails)
    if not any(told):
        return None
    to, cc, bcc = (", ".join(some or ()) for some in told)
    return Mail(to=to, cc=cc, bcc=bcc)


def fold_inbox(payload: InboxPayload) -> Inbox:
    """Return an inbox of a list; of its templates those that may be sent."""
    return Inbox(
        payload.id,
        payload.name or "",
        payload.channel_type or "",
        payload.email or "",
        payload.forward_to_email or "",
        payload.medium or "",
        read_templates(payload.message_templates or ()),
    )


def _mail(payload: MailPayload, content: str) -> Mail:
    html, text = payload.html_content, payload.text_content
    full = (text.full or "") if text else ""
    return Mail(
        sender=", ".join(payload.from_ or ()),
        to=", ".join(payload.to or ()),
        cc=", ".join(payload.cc or ()),
        bcc=", ".join(payload.bcc or ()),
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
        message_id=_message_of(payload.secondary_actor),
        snoozed_until=payload.snoozed_until,
    )


def _message_of(actor: dict[str, Any]) -> int | None:
    # Only messages have this key; of an assignment the actor is an agent or nobody.
    number = actor.get("id") if "message_type" in actor else None
    return number if isinstance(number, int) and number > 0 else None


def sender_kind(payload: SenderPayload) -> Kind:
    """Return what the sender is; agents in REST lists carry no type."""
    return _KINDS.get((payload.type or "user").lower(), Kind.BOT)


def sender_name(payload: SenderPayload) -> str:
    """Return the best name of a sender."""
    seen = first_seen(
        payload.available_name or "",
        payload.name or "",
        payload.email or "",
        payload.phone_number or "",
    )
    return seen or f"#{payload.id}"


def _sender(store: Store, payload: SenderPayload) -> Sender:
    key = (sender_kind(payload), payload.id, sender_name(payload))
    shared = store.senders.get(key)
    if shared is None:
        shared = store.senders[key] = Sender(*key)
    return shared


def fold_attachment(payload: AttachmentPayload) -> Attachment:
    """Return the file, place or link."""
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


def _choices(items: list[dict[str, Any]]) -> tuple[str, ...]:
    titles = (item.get("title") or item.get("label") for item in items)
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
    after = amended(held, **fields)
    return held if after == held and _kinds(after) == _kinds(held) else after


def _kinds(record: Contact | Agent | Conversation) -> list[type]:
    # Without its direction controls a text may equal one that never had any; its type tells.
    return list(map(type, astuple(record)))
