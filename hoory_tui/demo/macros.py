"""Running a macro's actions over one conversation."""

from __future__ import annotations

from .conversation_actions import PRIORITIES, STATUSES
from .engine import Engine
from .message_actions import Draft
from .records import Agent, Conversation, Macro


def run_macro(engine: Engine, macro: Macro, conversation: Conversation, by: Agent) -> None:
    """Do a macro's actions in order; wrong parameters are passed over in silence."""
    for action in macro.actions:
        params = action.get("action_params") or []
        first = params[0] if params else None
        _run(engine, str(action.get("action_name")), params, first, conversation, by)


def _run(
    engine: Engine,
    name: str,
    params: list[object],
    first: object,
    conversation: Conversation,
    by: Agent,
) -> None:
    actions = engine.conversations
    match name:
        case "add_label":
            wanted = [*conversation.labels, *map(str, params)]
            actions.set_labels(conversation, wanted, by)
        case "remove_label":
            kept = [one for one in conversation.labels if one not in params]
            actions.set_labels(conversation, kept, by)
        case "assign_agent":
            agent = by if first == "self" else engine.world.agents.get(_whole(first))
            actions.assign(conversation, agent, by)
        case "assign_team" if _whole(first) in engine.world.teams:
            actions.assign_team(conversation, _whole(first), by)
        case "remove_assigned_team":
            actions.assign_team(conversation, None, by)
        case "send_message" | "add_private_note":
            private = name == "add_private_note"
            engine.messages.agent_writes(by, conversation, Draft(str(first), private))
        case "resolve_conversation":
            actions.set_status(conversation, "resolved", by)
        case "snooze_conversation":
            actions.set_status(conversation, "snoozed", by)
        case "change_status" if first in STATUSES:
            actions.set_status(conversation, str(first), by)
        case "change_priority":
            priority = str(first) if first in PRIORITIES else None
            actions.set_priority(conversation, priority, by)
        case "mute_conversation":
            actions.mute(conversation, by)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
