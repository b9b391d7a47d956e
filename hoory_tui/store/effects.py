"""What a deed makes of a conversation, so that it can be shown before the server has agreed."""

from __future__ import annotations

from typing import Any, Final

from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Deed,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store

_AGENT: Final = "agent"


def effect(store: Store, deed: Deed, conversation: Conversation) -> dict[str, Any]:
    """Return the fields that a deed gives to a conversation as it is; {} for what is not in it.

    Labels and attributes are added to and taken from what the conversation has, so that what
    others put there meanwhile stays.
    """
    match deed:
        case SetStatus(status, until):
            fields: dict[str, Any] = {"status": status}
            fields["snoozed_until"] = until if status == "snoozed" else None
            if status == "open" and opening_assigns(store):
                fields |= _assigned(store, store.me_id)
            return fields
        case Assign(agent_id):
            return _assigned(store, agent_id)
        case AssignTeam(team_id):
            team = store.teams.get(team_id) if team_id is not None else None
            return {"team_id": team_id, "team_name": team.name if team is not None else ""}
        case ChangeLabels(add, remove):
            return {"labels": with_labels(conversation.labels, add, remove)}
        case SetPriority(priority):
            return {"priority": priority}
        case SetMuted(muted):
            resolved = {"status": "resolved", "snoozed_until": None} if muted else {}
            return {"muted": muted, **resolved}
        case SetRead(read):
            return {"unread_count": 0 if read else max(1, conversation.unread_count)}
        case SetAttribute(key, value):
            return {"custom_attributes": with_attribute(conversation.custom_attributes, key, value)}
    return {}


def opening_assigns(store: Store) -> bool:
    """Tell whether the servers assign to us what we open: they do so for plain agents."""
    me = store.agents.get(store.me_id)
    return me is not None and me.role == _AGENT


def _assigned(store: Store, agent_id: int | None) -> dict[str, Any]:
    agent = store.agents.get(agent_id) if agent_id is not None else None
    return {"assignee_id": agent_id, "assignee_name": agent.label if agent is not None else ""}


def with_labels(
    labels: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the labels with some put on and some taken off, all others in their order."""
    kept = tuple(one for one in labels if one not in remove)
    return (*kept, *dict.fromkeys(one for one in add if one not in kept))


def with_attribute(attributes: dict[str, Any], key: str, value: object) -> dict[str, Any]:
    """Return other attributes in which one has this value, or is not there for None."""
    others = {name: item for name, item in attributes.items() if name != key}
    return others if value is None else {**others, key: value}
