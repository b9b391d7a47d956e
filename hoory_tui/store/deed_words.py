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
from hoory_tui.words import counted, said, times, to_say
from hoory_tui.words.terms import term

_DONE: Final = {
    "open": to_say("Opened"),
    "resolved": to_say("Resolved"),
    "pending": to_say("Set pending"),
    "snoozed": to_say("Snoozed"),
}
_DOING: Final = {
    "open": to_say("Opening"),
    "resolved": to_say("Resolving"),
    "pending": to_say("Setting pending"),
    "snoozed": to_say("Snoozing"),
}
_CHANGING: Final = to_say("Changing")
_MINUS: Final = "−"


def done_words(store: Store, deed: Deed, zone: tzinfo | None = None) -> str:
    """Return what a deed did, such as "Resolved" or "Assigned to Ana"; it stands before an id."""
    match deed:
        case SetStatus("snoozed", float(until)):
            # %e and the like are not the same everywhere.
            at = datetime.fromtimestamp(until, zone or UTC)
            if (told := times()) is not None:
                return said("Snoozed until {when}", when=f"{told.day_of_week(at)} {at:%H:%M}")
            return f"Snoozed until {at:%a} {at.day} {at:%b %H:%M}"
        case SetStatus(status):
            return said(_DONE[status]) if status in _DONE else said("Set {status}", status=status)
        case Assign(agent_id):
            if not agent_id:
                return said("Unassigned")
            return said("Assigned to {name}", name=agent_name(store, agent_id))
        case AssignTeam(team_id):
            if not team_id:
                return said("Taken from its team")
            return said("Given to {team}", team=team_name(store, team_id))
        case ChangeLabels():
            return _labels(deed)
        case SetPriority(priority):
            if not priority:
                return said("No priority")
            return said("Priority {priority}", priority=term(priority))
        case SetMuted(muted):
            # Servers resolve what is muted, and open nothing that is unmuted.
            return said("Muted and resolved") if muted else said("Unmuted")
        case SetRead(read):
            return said("Marked read") if read else said("Marked unread")
        case ChangeParticipants(add, remove):
            names = [f"+{agent_name(store, one)}" for one in add]
            return " ".join([*names, *(f"{_MINUS}{agent_name(store, one)}" for one in remove)])
        case SetAttribute(key, value):
            return (
                f"{key}: {clean_line(str(value))}"
                if value is not None
                else said("No {name}", name=key)
            )
        case SendTranscript(email):
            return said("Transcript to {email}", email=email)
        case RunMacro(macro_id):
            return said("Macro {name}", name=macro_name(store, macro_id))
    raise TypeError(f"no words for {deed!r}")


def done_to_many(store: Store, deed: Deed, count: int, zone: tzinfo | None = None) -> str:
    """Return what a deed did to so many, such as "3 resolved" or "2 assigned to Ana"."""
    words = done_words(store, deed, zone)
    match deed:
        case ChangeLabels():
            return said("{count} labelled {labels}", count=count, labels=words)
        case SetPriority(""):
            return said("{count} without priority", count=count)
        case SetPriority(priority):
            return said("{count} set to priority {priority}", count=count, priority=term(priority))
        case ChangeParticipants():
            return said("{count} with participants {names}", count=count, names=words)
        case SetAttribute(key, None):
            return said("{count} without {name}", count=count, name=key)
        case SetAttribute():
            return said("{count} with {value}", count=count, value=words)
        case AssignTeam(None):
            return counted("{count} taken from its team", "{count} taken from their teams", count)
        case SendTranscript(email):
            return counted(
                "{count} transcript to {email}",
                "{count} transcripts to {email}",
                count,
                email=email,
            )
        case RunMacro():
            name = macro_name(store, deed.macro_id)
            return said("{count} given to the macro {name}", count=count, name=name)
    return f"{count} {words[0].lower()}{words[1:]}"


def _labels(deed: ChangeLabels) -> str:
    return " ".join([*(f"+{one}" for one in deed.add), *(f"{_MINUS}{one}" for one in deed.remove)])


def doing_words(deed: Deed) -> str:
    """Return what is being done, before "120 of 200"."""
    match deed:
        case SetStatus(status):
            return said(_DOING.get(status, _CHANGING))
        case Assign(agent_id):
            return said("Assigning") if agent_id else said("Unassigning")
        case AssignTeam():
            return said("Assigning")
        case ChangeLabels():
            return said("Labelling")
        case SetMuted(muted):
            return said("Muting") if muted else said("Unmuting")
        case SetRead(read):
            return said("Marking read") if read else said("Marking unread")
        case SendTranscript():
            return said("Mailing")
        case RunMacro():
            return said("Starting the macro on")
    return said(_CHANGING)


def kept_words(deed: Deed, conversation_id: int, status: str) -> str:
    """Return what is as it was after the server refused a deed."""
    one = f"#{conversation_id}"
    match deed:
        case SetStatus():
            return said("{one} is still {status}", one=one, status=term(status))
        case Assign():
            return said("The assignee of {one} is unchanged", one=one)
        case AssignTeam():
            return said("The team of {one} is unchanged", one=one)
        case ChangeLabels():
            return said("The labels of {one} are unchanged", one=one)
        case SetPriority():
            return said("The priority of {one} is unchanged", one=one)
        case SetMuted(muted):
            return said("{one} is not muted" if muted else "{one} is not unmuted", one=one)
        case SetRead(read):
            return said(
                "{one} is not marked read" if read else "{one} is not marked unread", one=one
            )
        case ChangeParticipants():
            return said("The participants of {one} are unchanged", one=one)
        case SetAttribute(key):
            return said("{name} of {one} is unchanged", name=key, one=one)
        case SendTranscript():
            return said("No transcript of {one} was sent", one=one)
    return said("The macro was not started on {one}", one=one)


def agent_name(store: Store, agent_id: int) -> str:
    """Return whom an id stands for."""
    agent = store.agents.get(agent_id)
    return agent.label if agent is not None else said("agent {number}", number=agent_id)


def team_name(store: Store, team_id: int) -> str:
    """Return which team an id stands for."""
    team = store.teams.get(team_id)
    return team.name if team is not None and team.name else said("team {number}", number=team_id)


def macro_name(store: Store, macro_id: int) -> str:
    """Return which macro an id stands for."""
    found = (one.name for one in store.library.macros if one.id == macro_id)
    return next(found, "") or f"{macro_id}"
