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
from hoory_tui.words import said
from hoory_tui.words.terms import term

if TYPE_CHECKING:
    from hoory_tui.wire.conversation import ConversationPayload


def what_happened(
    store: Store, payload: ConversationPayload, lost: Collection[str], now: Parts
) -> str:
    """Return who changed a conversation, as far as that is known, and how it is now."""
    who = who_changed(store, payload, now if ASSIGNEE in lost else {})
    parts = ", ".join(as_it_is(store, key, now) for key in sorted(lost))
    who = who or said("Somebody")
    return said(
        "{who} changed #{number} meanwhile: {parts}.", who=who, number=payload.id, parts=parts
    )


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
        return said("{label} is on" if value else "{label} is off", label=key.removeprefix(LABEL))
    if key.startswith(PARTICIPANT):
        name = agent_name(store, int(key.removeprefix(PARTICIPANT)))
        return said("{name} watches" if value else "{name} does not watch", name=name)
    if key.startswith(ATTRIBUTE):
        name = key.removeprefix(ATTRIBUTE)
        if value is None:
            return said("{name} is empty", name=name)
        return said("{name} is {value}", name=name, value=value)
    words = {
        STATUS: lambda: said("it is {status}", status=term(value[0])),
        ASSIGNEE: lambda: (
            said("it is {name}'s", name=agent_name(store, value))
            if value
            else said("it is nobody's")
        ),
        TEAM: lambda: (
            said("it is with {team}", team=team_name(store, value))
            if value
            else said("it is with no team")
        ),
        PRIORITY: lambda: (
            said("its priority is {priority}", priority=term(value))
            if value
            else said("it has no priority")
        ),
        MUTED: lambda: said("the contact is muted" if value else "the contact is not muted"),
        UNREAD: lambda: said("{count} unread", count=value[0]),
    }
    return words[key]()
