"""What a macro would do to one conversation, step by step, in words with all names resolved."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.deeds import Assign, AssignTeam, ChangeLabels, Deed, SetPriority, SetStatus
from hoory_tui.store.effects import effect
from hoory_tui.store.library import Macro, MacroAction
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.variables import filled, unresolved, values_of
from hoory_tui.words import said, to_say

_SELF: Final = ("self", "me")
_NOBODY: Final = ("nil", "nobody", "none", "")
_STATUS_WORDS: Final = {
    "open": to_say("reopen it"),
    "resolved": to_say("resolve it"),
    "pending": to_say("set it pending"),
    "snoozed": to_say("snooze it until the next reply"),
}


class Reach(Enum):
    """Who notices what a step does."""

    STATE = auto()
    """It changes the conversation, as keys do."""
    TEAM = auto()
    """Colleagues read it."""
    CUSTOMER = auto()
    """Somebody outside reads it."""
    UNKNOWN = auto()
    """Only the server knows what it does."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One step in words; `deed` is what does the same here, `words` what would be written.

    `problem` is why it cannot be done at all, `is_idle` tells that it would change nothing.
    """

    text: str
    reach: Reach = Reach.STATE
    deed: Deed | None = None
    words: str = ""
    problem: str = ""
    is_idle: bool = False


def asks_first(plan: list[Planned]) -> bool:
    """Tell whether a macro does more than to change the state of conversations."""
    return any(one.reach is not Reach.STATE for one in plan)


def idle(store: Store, deed: Deed, conversation: Conversation | None) -> bool:
    """Tell whether a deed would leave a conversation as it is."""
    if conversation is None:
        return False
    fields = effect(store, deed, conversation)
    return all(getattr(conversation, name) == value for name, value in fields.items())


def planned_deed(text: str, deed: Deed, store: Store, conversation: Conversation | None) -> Planned:
    """Return the step that a deed is."""
    return Planned(text, deed=deed, is_idle=idle(store, deed, conversation))


def planned_words(
    lead: str, words: str, reach: Reach, store: Store, conversation: Conversation | None
) -> Planned:
    """Return the step that writes something, as it will read in this conversation."""
    values = values_of(store, conversation) if conversation is not None else {}
    text = filled(words, values)
    missing = unresolved(words, values) if conversation is not None else ()
    note = ("  " + said("(nothing known for {names})", names=", ".join(missing))) if missing else ""
    return Planned(f"{lead}: {text}{note}", reach, words=text)


def server_plan(store: Store, macro: Macro, conversation: Conversation | None) -> list[Planned]:
    """Return what a macro of the server does; only the server carries its steps out."""
    return [_action(store, one, conversation) for one in macro.actions]


def _action(store: Store, action: MacroAction, here: Conversation | None) -> Planned:
    texts = [str(one) for one in action.params]
    first = texts[0] if texts else ""
    match action.name:
        case "assign_agent":
            return agent_step(store, first, here)
        case "assign_team":
            return team_step(store, first, here)
        case "remove_assigned_agent":
            return planned_deed(said("assign to nobody"), Assign(None), store, here)
        case "remove_assigned_team":
            return planned_deed(said("take it off its team"), AssignTeam(None), store, here)
        case "add_label":
            deed = ChangeLabels(add=tuple(texts))
            return planned_deed(
                said("add label {names}", names=", ".join(texts)), deed, store, here
            )
        case "remove_label":
            deed = ChangeLabels(remove=tuple(texts))
            return planned_deed(
                said("remove label {names}", names=", ".join(texts)), deed, store, here
            )
        case "change_priority":
            return priority_step(store, first, here)
        case "send_message":
            return planned_words(said("send to the customer"), first, Reach.CUSTOMER, store, here)
        case "add_private_note":
            return planned_words(said("private note"), first, Reach.TEAM, store, here)
    return _status_action(store, action, here) or _other_action(action, first)


def _status_action(store: Store, action: MacroAction, here: Conversation | None) -> Planned | None:
    status = {
        "resolve_conversation": "resolved",
        "snooze_conversation": "snoozed",
        "open_conversation": "open",
        "pending_conversation": "pending",
        "change_status": str(action.params[0]) if action.params else "",
    }.get(action.name, "")
    if status not in _STATUS_WORDS:
        return None
    return status_step(store, status, here)


def _other_action(action: MacroAction, first: str) -> Planned:
    match action.name:
        case "mute_conversation":
            return Planned(said("block the contact and resolve it"), Reach.TEAM)
        case "send_attachment":
            return Planned(said("send a file to the customer"), Reach.CUSTOMER)
        case "send_email_transcript":
            return Planned(said("mail the whole thread to {first}", first=first), Reach.CUSTOMER)
        case "send_webhook_event":
            return Planned(said("tell {first} of it", first=first), Reach.UNKNOWN)
    words = action.name.replace("_", " ") or said("a step without a name")
    return Planned(f"{words} {first}".strip(), Reach.UNKNOWN)


# Steps that macros of the server and our own have in common


def status_step(store: Store, status: str, here: Conversation | None) -> Planned:
    """Return the step that gives a status."""
    return planned_deed(said(_STATUS_WORDS[status]), SetStatus(status), store, here)


def priority_step(store: Store, priority: str, here: Conversation | None) -> Planned:
    """Return the step that gives a priority, none for "nil"."""
    wanted = "" if priority in _NOBODY else priority
    text = said("priority {wanted}", wanted=wanted) if wanted else said("no priority")
    return planned_deed(text, SetPriority(wanted), store, here)


def agent_step(store: Store, wanted: str, here: Conversation | None) -> Planned:
    """Return the step that assigns to an agent: an id, a name, an address, self or nobody."""
    if wanted.casefold() in _NOBODY:
        return planned_deed(said("assign to nobody"), Assign(None), store, here)
    if wanted.casefold() in _SELF:
        return planned_deed(said("assign to me"), Assign(store.me_id), store, here)
    folded = wanted.casefold()
    found = [
        one
        for one in store.agents.values()
        if folded in (str(one.id), one.name.casefold(), one.email.casefold())
    ]
    if len(found) != 1:
        problem = said("several agents are called so") if found else said("there is no such agent")
        return Planned(said("assign to {wanted}", wanted=wanted), problem=problem)
    return planned_deed(
        said("assign to {label}", label=found[0].label), Assign(found[0].id), store, here
    )


def team_step(store: Store, wanted: str, here: Conversation | None) -> Planned:
    """Return the step that assigns to a team: an id, a name or none."""
    folded = wanted.casefold()
    if folded in _NOBODY:
        return planned_deed(said("take it off its team"), AssignTeam(None), store, here)
    found = [one for one in store.teams.values() if folded in (str(one.id), one.name.casefold())]
    if len(found) != 1:
        problem = said("several teams are called so") if found else said("there is no such team")
        return Planned(said("assign to team {wanted}", wanted=wanted), problem=problem)
    text = said("assign to team {name}", name=found[0].name)
    return planned_deed(text, AssignTeam(found[0].id), store, here)
