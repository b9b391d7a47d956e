"""The state that a session ends in, as JSON that two programs can be compared by."""

from __future__ import annotations

from typing import Any

from hoory_tui.store.records import Conversation, Message
from hoory_tui.store.state import Store


def outcome(store: Store) -> dict[str, Any]:
    """Return conversations by id with their messages, the newest last, and counts of all."""
    talks = [store.conversations[key] for key in sorted(store.conversations)]
    statuses = sorted({one.status for one in talks})
    return {
        "account_id": store.account_id,
        "counts": {
            "conversations": len(talks),
            **{key: sum(one.status == key for one in talks) for key in statuses},
            "messages": sum(len(one) for one in store.timelines.values()),
            "contacts": len(store.contacts),
            "unknown_events": sum(store.unknown_events.values()),
            "malformed_events": sum(store.malformed_events.values()),
        },
        "link": {"state": store.link.state.value, "cause": store.link.cause.value},
        "conversations": [_conversation(store, one) for one in talks],
    }


def _conversation(store: Store, one: Conversation) -> dict[str, Any]:
    timeline = store.timelines.get(one.id)
    return {
        "id": one.id,
        "inbox_id": one.inbox_id,
        "contact_id": one.contact_id,
        "status": one.status,
        "priority": one.priority,
        "assignee_id": one.assignee_id,
        "team_id": one.team_id,
        "labels": list(one.labels),
        "unread_count": one.unread_count,
        "snoozed_until": one.snoozed_until,
        "last_activity_at": one.last_activity_at,
        "messages": [_message(each) for each in timeline.messages()] if timeline else [],
    }


def _message(one: Message) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.direction.name.lower(),
        "content": str(one.content),
        "content_type": one.content_type,
        "created_at": one.created_at,
        "private": one.private,
        "status": one.status,
        "deleted": one.deleted,
        "attachments": len(one.attachments),
        "sender": None if one.sender is None else f"{one.sender.kind.value}:{one.sender.id}",
    }
