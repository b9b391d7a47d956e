"""What makes two tellings of one message or conversation the same, be it an event or an answer."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any, Final

from hoory_tui.wire.conversation import ConversationMeta, ConversationPayload
from hoory_tui.wire.message import MessagePayload

Facts = dict[str, Any]
"""Of a conversation, by name: what agents decide about it; only what was told."""

_BOTS: Final = frozenset({"agent_bot", "captain_assistant", "agentbot", "captain::assistant"})


def version_of(message: MessagePayload) -> str:
    """Return a short mark of all that may change about a message."""
    attributes = message.content_attributes
    told: list[object] = [
        message.content or "",
        message.status or "sent",
        message.content_type or "text",
        message.private,
        sorted(one.id for one in message.attachments or ()),
    ]
    if attributes is not None:
        told += [
            bool(attributes.deleted),
            attributes.external_error or "",
            attributes.submitted_email or "",
            attributes.submitted_values or None,
            attributes.translations or None,
        ]
    else:
        told += [False, "", "", None, None]
    return _mark(told)


def facts_of(conversation: ConversationPayload) -> Facts:
    """Return what this telling says of a conversation, without what messages change too."""
    facts: Facts = {}
    if conversation.status is not None:
        facts["status"] = str(conversation.status)
    if conversation.labels is not None:
        facts["labels"] = sorted(map(str, conversation.labels))
    if conversation.sent("priority"):
        facts["priority"] = conversation.priority or ""
    if conversation.sent("snoozed_until"):
        facts["snoozed_until"] = int(conversation.snoozed_until or 0)
    if conversation.sent("contact_last_seen_at"):
        facts["contact_seen"] = int(conversation.contact_last_seen_at or 0)
    if conversation.sent("custom_attributes"):
        facts["attributes"] = _mark(conversation.custom_attributes)
    if conversation.meta is not None:
        facts |= _people(conversation.meta, listing=conversation.is_listing)
    return facts


def _people(meta: ConversationMeta, *, listing: bool) -> Facts:
    facts: Facts = {}
    if meta.sender is not None:
        facts["contact"] = meta.sender.id
    if meta.sent("assignee") or listing:
        one = meta.assignee
        is_bot = one is not None and (
            meta.assignee_type == "AgentBot" or (one.type or "").lower() in _BOTS
        )
        facts["assignee"] = None if one is None else -one.id if is_bot else one.id
    if meta.sent("team") or listing:
        facts["team"] = None if meta.team is None else meta.team.id
    return facts


def differ(known: Facts, told: Facts) -> bool:
    """Tell whether a telling says anything else than what is known."""
    return any(known.get(key, ...) != value for key, value in told.items())


def _mark(told: object) -> str:
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), default=str)
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
