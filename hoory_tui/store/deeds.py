"""Deeds: what an agent does to a conversation, as values that say what is wanted and no more."""

from __future__ import annotations

from typing import Any

from hoory_tui.lazily import dataclass


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Open, resolve, set pending or snooze; `snoozed_until` None lasts until the next reply."""

    status: str
    snoozed_until: float | None = None


@dataclass(frozen=True, slots=True)
class Assign:
    """Hand it to an agent, or to nobody."""

    agent_id: int | None


@dataclass(frozen=True, slots=True)
class AssignTeam:
    """Hand it to a team, or to none."""

    team_id: int | None


@dataclass(frozen=True, slots=True)
class ChangeLabels:
    """Put labels on and take labels off; all others stay, whoever put them there."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPriority:
    """Give it a priority; "" for none."""

    priority: str


@dataclass(frozen=True, slots=True)
class SetMuted:
    """Block the contact, which resolves the conversation too, or unblock it."""

    muted: bool


@dataclass(frozen=True, slots=True)
class SetRead:
    """Mark it as read or as unread, for all agents."""

    read: bool


@dataclass(frozen=True, slots=True)
class ChangeParticipants:
    """Let agents watch it, or no longer."""

    add: tuple[int, ...] = ()
    remove: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Give a custom attribute a value; None takes it away, all others stay."""

    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class SendTranscript:
    """Have the server mail the thread to an address."""

    email: str


@dataclass(frozen=True, slots=True)
class RunMacro:
    """Have the server run a macro."""

    macro_id: int


Deed = (
    SetStatus
    | Assign
    | AssignTeam
    | ChangeLabels
    | SetPriority
    | SetMuted
    | SetRead
    | ChangeParticipants
    | SetAttribute
    | SendTranscript
    | RunMacro
)
