"""Payloads into records as the contact sees them: what we wrote is ours, agents are the others."""

from __future__ import annotations

from typing import Final

from hoory_tui.store.fold import (
    DIRECTIONS,
    fold_attachment,
    sender_kind,
    sender_name,
    with_attributes,
)
from hoory_tui.store.records import Contact, Direction, Kind, Message, Sender, amended
from hoory_tui.store.visit.questions import Card, Question, read_question, told_answer
from hoory_tui.store.visit.state import Talk
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.people import SenderPayload
from hoory_tui.wire.visitor import ContactSession, PublicConversation, PublicMessage

_SEATS: Final = {
    Direction.INCOMING: Direction.OUTGOING,
    Direction.OUTGOING: Direction.INCOMING,
}
"""What the server counts as coming in is what we say, and the other way round."""
SUPPORT: Final = "Support"
"""Who wrote what has no author of its own."""


def fold_message(
    payload: MessagePayload | PublicMessage, conversation_id: int
) -> tuple[Message, Question | None]:
    """Return a message and what it asks, both from the contact's chair."""
    direction = DIRECTIONS.get(payload.message_type, Direction.ACTIVITY)
    status, updated_at = "sent", None
    if isinstance(payload, MessagePayload):
        status, updated_at = payload.status or status, payload.updated_at
    message = Message(
        payload.id,
        conversation_id,
        _SEATS.get(direction, direction),
        payload.content or "",
        payload.created_at or 0.0,
        updated_at,
        status=status,
        content_type=payload.content_type or "text",
        sender=_sender(payload.sender, direction),
        attachments=tuple(map(fold_attachment, payload.attachments or ())),
    )
    attributes = payload.content_attributes
    if attributes is not None:
        message = with_attributes(message, attributes)
    question = None if message.deleted else read_question(message.content_type, attributes)
    if question is None or attributes is None:
        return message, question
    if told := told_answer(question, attributes):
        message = amended(message, answer=told)
    return _shown(message, question), question


def _sender(payload: SenderPayload | None, direction: Direction) -> Sender | None:
    if payload is not None:
        return Sender(sender_kind(payload), payload.id, sender_name(payload))
    # Agents who were deleted leave their words without an author.
    return Sender(Kind.AGENT, 0, SUPPORT) if direction is Direction.OUTGOING else None


def _shown(message: Message, question: Question) -> Message:
    """Return a message with all that it shows as words and choices."""
    choices = tuple(option.title for option in question.options)
    if question.fields:
        choices = tuple(f"{one.label} *" if one.required else one.label for one in question.fields)
    parts = [message.content, *map(_card, question.cards)]
    return amended(message, content="\n\n".join(filter(None, parts)), choices=choices)


def _card(card: Card) -> str:
    links = [f"[{words}]({address})" for words, address in card.links]
    title = f"**{card.title}**" if card.title else ""
    return "\n".join(filter(None, [title, card.description, *links]))


def fold_talk(held: Talk | None, payload: ConversationPayload | PublicConversation) -> Talk:
    """Return a conversation after this payload; what it does not tell stays."""
    known = held or Talk(payload.id)
    assignee_id, assignee_name = known.assignee_id, known.assignee_name
    updated_at = known.updated_at
    if isinstance(payload, ConversationPayload):
        updated_at = payload.updated_at or updated_at
        if payload.meta is not None and payload.meta.sent("assignee"):
            someone = payload.meta.assignee
            assignee_id = someone.id if someone is not None else None
            assignee_name = (someone.available_name or someone.name or "") if someone else ""
    return Talk(
        payload.id,
        payload.status or known.status,
        _latest(payload.agent_last_seen_at, known.agents_seen_at),
        _latest(payload.contact_last_seen_at, known.seen_at),
        assignee_id,
        assignee_name,
        updated_at,
    )


def _latest(told: float | None, known: float | None) -> float | None:
    return max(told or 0.0, known or 0.0) or None


def fold_me(session: ContactSession) -> Contact:
    """Return who we are, without the secrets of the session."""
    return Contact(session.id, session.name or "", session.email or "", session.phone_number or "")
