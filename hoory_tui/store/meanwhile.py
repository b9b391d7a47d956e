"""What somebody else did to a conversation meanwhile, told of the parts that they changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from hoory_tui.store.deed_words import agent_name, team_name
from hoory_tui.store.state import Store
from hoory_tui.store.undoing import (
    ASSIGNEE,
    ATTRIBUTE,
    LABEL,
    MUTED,
    PARTICIPANT,
    PRIORITY,
    STATUS,
    TEAM,
    UNREAD,
    Parts,
)
from hoory_tui.wire.message import ACTIVITY

if TYPE_CHECKING:
    from hoory_tui.wire.conversation import ConversationPayload


def what_happened(
    store: Store, payload: ConversationPayload, lost: Collection[str], now: Parts
) -> str:
    """Return who changed a conversation, as far as that is known, and how it is now."""
    who = who_changed(store, payload, now if ASSIGNEE in lost else {})
    parts = ", ".join(as_it_is(store, key, now) for key in sorted(lost))
    return f"{who or 'Somebody'} changed #{payload.id} meanwhile: {parts}."


def who_changed(store: Store, payload: ConversationPayload, now: Parts) -> str:
    """Return the colleague whom the last line of the thread names, or who took it over, or ""."""
    others = [one for one in store.agents.values() if one.id != store.me_id]
    for message in payload.messages or ():
        if message.message_type == ACTIVITY:
            text = message.content or ""
            # "Assigned to Ana by Tomas": whoever did it stands last, or first before the verb.
            named = [(text.rfind(one.label), one.label) for one in others if one.label in text]
            by = [name for at, name in named if text[:at].endswith("by ") or at == 0]
            if by:
                return by[-1]
    taken_by = now.get(ASSIGNEE)
    if taken_by is not None and taken_by != store.me_id:
        return agent_name(store, taken_by)
    return ""


def as_it_is(store: Store, key: str, now: Parts) -> str:
    """Return one part of a conversation as it is now, in a few words."""
    value: Any = now.get(key)
    if key.startswith(LABEL):
        return f"{key.removeprefix(LABEL)} is {'on' if value else 'off'}"
    if key.startswith(PARTICIPANT):
        name = agent_name(store, int(key.removeprefix(PARTICIPANT)))
        return f"{name} {'watches' if value else 'does not watch'}"
    if key.startswith(ATTRIBUTE):
        return f"{key.removeprefix(ATTRIBUTE)} is {value if value is not None else 'empty'}"
    words = {
        STATUS: lambda: f"it is {value[0]}",
        ASSIGNEE: lambda: f"it is {agent_name(store, value)}'s" if value else "it is nobody's",
        TEAM: lambda: f"it is with {team_name(store, value)}" if value else "it is with no team",
        PRIORITY: lambda: f"its priority is {value}" if value else "it has no priority",
        MUTED: lambda: f"the contact is {'' if value else 'not '}muted",
        UNREAD: lambda: f"{value[0]} unread",
    }
    return words[key]()
