"""Deeds in a few words: what was done, what is being done, and what stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Final

from hoory_tui.store.deeds import (
    Assign,
    AssignTeam,
    ChangeLabels,
    ChangeParticipants,
    Deed,
    RunMacro,
    SendTranscript,
    SetAttribute,
    SetMuted,
    SetPriority,
    SetRead,
    SetStatus,
)
from hoory_tui.store.state import Store
from hoory_tui.wire.clean import clean_line

_DONE: Final = {
    "open": "Opened",
    "resolved": "Resolved",
    "pending": "Set pending",
    "snoozed": "Snoozed",
}
_DOING: Final = {
    "open": "Opening",
    "resolved": "Resolving",
    "pending": "Setting pending",
    "snoozed": "Snoozing",
}
_MINUS: Final = "−"


def done_words(store: Store, deed: Deed, zone: tzinfo | None = None) -> str:
    """Return what a deed did, such as "Resolved" or "Assigned to Ana"; it stands before an id."""
    match deed:
        case SetStatus("snoozed", float(until)):
            # %e and the like are not the same everywhere.
            at = datetime.fromtimestamp(until, zone or UTC)
            return f"Snoozed until {at:%a} {at.day} {at:%b %H:%M}"
        case SetStatus(status):
            return _DONE.get(status, f"Set {status}")
        case Assign(agent_id):
            return f"Assigned to {agent_name(store, agent_id)}" if agent_id else "Unassigned"
        case AssignTeam(team_id):
            return f"Given to {team_name(store, team_id)}" if team_id else "Taken from its team"
        case ChangeLabels():
            return _labels(deed)
        case SetPriority(priority):
            return f"Priority {priority}" if priority else "No priority"
        case SetMuted(muted):
            # Servers resolve what is muted, and open nothing that is unmuted.
            return "Muted and resolved" if muted else "Unmuted"
        case SetRead(read):
            return "Marked read" if read else "Marked unread"
        case ChangeParticipants(add, remove):
            names = [f"+{agent_name(store, one)}" for one in add]
            return " ".join([*names, *(f"{_MINUS}{agent_name(store, one)}" for one in remove)])
        case SetAttribute(key, value):
            return f"{key}: {clean_line(str(value))}" if value is not None else f"No {key}"
        case SendTranscript(email):
            return f"Transcript to {email}"
        case RunMacro(macro_id):
            return f"Macro {macro_name(store, macro_id)}"
    raise TypeError(f"no words for {deed!r}")


def done_to_many(store: Store, deed: Deed, count: int, zone: tzinfo | None = None) -> str:
    """Return what a deed did to so many, such as "3 resolved" or "2 assigned to Ana"."""
    words = done_words(store, deed, zone)
    match deed:
        case ChangeLabels():
            return f"{count} labelled {words}"
        case SetPriority(priority):
            return f"{count} {'set to priority ' + priority if priority else 'without priority'}"
        case ChangeParticipants():
            return f"{count} with participants {words}"
        case SetAttribute(key, value):
            return f"{count} {'with' if value is not None else 'without'} " + (
                words if value is not None else key
            )
        case AssignTeam(None):
            return f"{count} taken from {'its team' if count == 1 else 'their teams'}"
        case SendTranscript(email):
            return f"{count} transcript{'' if count == 1 else 's'} to {email}"
        case RunMacro():
            return f"{count} given to the macro {macro_name(store, deed.macro_id)}"
    return f"{count} {words[0].lower()}{words[1:]}"


def _labels(deed: ChangeLabels) -> str:
    return " ".join([*(f"+{one}" for one in deed.add), *(f"{_MINUS}{one}" for one in deed.remove)])


def doing_words(deed: Deed) -> str:
    """Return what is being done, before "120 of 200"."""
    match deed:
        case SetStatus(status):
            return _DOING.get(status, "Changing")
        case Assign(agent_id):
            return "Assigning" if agent_id else "Unassigning"
        case AssignTeam():
            return "Assigning"
        case ChangeLabels():
            return "Labelling"
        case SetMuted(muted):
            return "Muting" if muted else "Unmuting"
        case SetRead(read):
            return "Marking read" if read else "Marking unread"
        case SendTranscript():
            return "Mailing"
        case RunMacro():
            return "Starting the macro on"
    return "Changing"


def kept_words(deed: Deed, conversation_id: int, status: str) -> str:
    """Return what is as it was after the server refused a deed."""
    one = f"#{conversation_id}"
    match deed:
        case SetStatus():
            return f"{one} is still {status}"
        case Assign():
            return f"The assignee of {one} is unchanged"
        case AssignTeam():
            return f"The team of {one} is unchanged"
        case ChangeLabels():
            return f"The labels of {one} are unchanged"
        case SetPriority():
            return f"The priority of {one} is unchanged"
        case SetMuted(muted):
            return f"{one} is not {'muted' if muted else 'unmuted'}"
        case SetRead(read):
            return f"{one} is not marked {'read' if read else 'unread'}"
        case ChangeParticipants():
            return f"The participants of {one} are unchanged"
        case SetAttribute(key):
            return f"{key} of {one} is unchanged"
        case SendTranscript():
            return f"No transcript of {one} was sent"
    return f"The macro was not started on {one}"


def agent_name(store: Store, agent_id: int) -> str:
    """Return whom an id stands for."""
    agent = store.agents.get(agent_id)
    return agent.label if agent is not None else f"agent {agent_id}"


def team_name(store: Store, team_id: int) -> str:
    """Return which team an id stands for."""
    team = store.teams.get(team_id)
    return team.name if team is not None and team.name else f"team {team_id}"


def macro_name(store: Store, macro_id: int) -> str:
    """Return which macro an id stands for."""
    found = (one.name for one in store.library.macros if one.id == macro_id)
    return next(found, "") or f"{macro_id}"
