"""Raw event data in the desk's own shapes, to be bent and pushed without the desk's knowledge."""

from __future__ import annotations

import copy
from typing import Any

from hoory_tui.demo.records import Json
from hoory_tui.demo.times import iso

from .console import NOW, Console

NEW_ID = 4711
"""A conversation, contact or message that nobody has heard of."""


def conversation(console: Console, conversation_id: int, **changes: Any) -> Json:
    """Return a conversation object, changed a moment ago."""
    row = console.desk.conversation(conversation_id)
    data = copy.deepcopy(console.desk.engine.events.conversation(row))
    fresh = {"updated_at": NOW + 1, "account_id": console.desk.account_id}
    return data | fresh | changes


def with_meta(data: Json, **people: Any) -> Json:
    """Return the conversation object with other people in it."""
    return data | {"meta": data["meta"] | people}


def contact(console: Console, conversation_id: int, **changes: Any) -> Json:
    """Return the contact object of a conversation."""
    row = console.desk.contact_of(conversation_id)
    data = copy.deepcopy(console.desk.engine.events.contact(row))
    return data | {"account_id": console.desk.account_id} | changes


def agent(console: Console, agent_id: int) -> Json:
    """Return the user object of an agent."""
    return copy.deepcopy(console.desk.engine.events.agent(console.desk.agent(agent_id)))


def message(console: Console, message_id: int, **changes: Any) -> Json:
    """Return a message object, changed a moment ago."""
    row = console.desk.engine.world.messages[message_id]
    data = copy.deepcopy(console.desk.engine.events.message(row))
    return data | {"updated_at": iso(NOW + 1)} | changes


def new_message(console: Console, conversation_id: int, text: str, **changes: Any) -> Json:
    """Return the object of a message that the contact has just written."""
    last = console.desk.conversation(conversation_id).messages[-1]
    data = message(console, last.id, id=last.id + 100_000, content=text, created_at=int(NOW))
    data["conversation"] |= {"unread_count": 1, "last_activity_at": int(NOW)}
    data |= {"message_type": 0, "sender_type": "Contact", "content_attributes": {}}
    data |= {"sender": contact(console, conversation_id)}
    return data | changes


def typing(console: Console, conversation_id: int, user: Json, *, is_private: bool = False) -> Json:
    """Return the data of a typing event."""
    return {
        "conversation": conversation(console, conversation_id),
        "user": user,
        "is_private": is_private,
        "account_id": console.desk.account_id,
    }


def notification(console: Console, conversation_id: int) -> Json:
    """Return a bare notification object."""
    return {
        "id": NEW_ID,
        "notification_type": "assigned_conversation_new_message",
        "primary_actor_type": "Conversation",
        "primary_actor_id": console.desk.conversation(conversation_id).id,
        "primary_actor": conversation(console, conversation_id),
        "read_at": None,
        "secondary_actor": None,
        "created_at": int(NOW),
        "account_id": console.desk.account_id,
        "push_message_title": "Zoë wrote",
    }
