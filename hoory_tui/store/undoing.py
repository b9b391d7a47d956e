"""Taking back: what a deed really changed, whether that is still so, and which deeds undo it.

A conversation is looked at in parts, such as its status or one label, each under a key of its
own: what somebody else changed since is left alone, part by part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field
from typing import Any, Final

from hoory_tui.lazily import dataclass
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
from hoory_tui.store.records import Conversation
from hoory_tui.words import said, to_say

Parts = Mapping[str, Any]
"""By key, the parts of a conversation; a part that is not there is None."""

STATUS: Final = "status"
ASSIGNEE: Final = "assignee"
TEAM: Final = "team"
PRIORITY: Final = "priority"
MUTED: Final = "muted"
UNREAD: Final = "unread"
LABEL: Final = "label:"
ATTRIBUTE: Final = "attribute:"
PARTICIPANT: Final = "participant:"

_FOR_EVER: Final[dict[type, str]] = {
    SendTranscript: to_say("a mail that was sent cannot be called back"),
    RunMacro: to_say("the server does not tell what a macro changed"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What became of parts of a conversation: each key's value before and after."""

    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.after)

    def only(self, keys: Collection[str]) -> Change:
        """Return the change of these parts alone."""
        return Change(
            {key: value for key, value in self.before.items() if key in keys},
            {key: value for key, value in self.after.items() if key in keys},
        )


def parts_of(conversation: Conversation) -> dict[str, Any]:
    """Return the parts of a conversation that deeds change; participants are not known here.

    Being read is one part with the moment of reading: reading again is another reading.
    """
    one = conversation
    parts: dict[str, Any] = {
        STATUS: (one.status, _whole(one.snoozed_until)),
        ASSIGNEE: one.assignee_id,
        TEAM: one.team_id,
        PRIORITY: one.priority,
        MUTED: one.muted,
        UNREAD: (one.unread_count, _whole(one.agent_last_seen_at)),
    }
    parts |= {f"{LABEL}{title}": True for title in one.labels}
    attributes = one.custom_attributes.items()
    parts |= {f"{ATTRIBUTE}{key}": value for key, value in attributes if value is not None}
    return parts


def _whole(moment: float | None) -> int | None:
    # Servers keep these in whole seconds, or cut them to that in some of their answers.
    return None if moment is None else int(moment)


def participants(agent_ids: Iterable[int]) -> dict[str, Any]:
    """Return these agents' watching as parts."""
    return {f"{PARTICIPANT}{agent_id}": True for agent_id in agent_ids}


def change_between(before: Parts, after: Parts, keys: Collection[str] | None = None) -> Change:
    """Return what differs, in these parts or in all."""
    differing = [
        key
        for key in dict.fromkeys((*before, *after))
        if before.get(key) != after.get(key) and (keys is None or key in keys)
    ]
    return Change(
        {key: before.get(key) for key in differing}, {key: after.get(key) for key in differing}
    )


def still_ours(change: Change, now: Parts, touched: Collection[str] = ()) -> frozenset[str]:
    """Return the parts that are as we made them and that nobody `touched` since."""
    return frozenset(
        key for key, value in change.after.items() if now.get(key) == value and key not in touched
    )


def why_for_ever(deed: Deed) -> str:
    """Return why a deed can never be undone, or ""."""
    return said(_FOR_EVER.get(type(deed), ""))


def inverse(change: Change, now: Parts, *, opening_assigns: bool, me_id: int) -> tuple[Deed, ...]:
    """Return the deeds that make the parts of a change what they were before it, in order.

    `now` is what the conversation is at present. Where a deed of these moves another part as
    well, as muting resolves and as opening and teams assign, one more puts that part back.
    """
    deeds: list[Deed] = []
    moves_status = moves_assignee = False
    for key, undo in _SINGLE.items():
        if key in change.after:
            deed = undo(change.before[key])
        elif key == STATUS and moves_status:
            deed = undo(now[STATUS])
        elif key == ASSIGNEE and moves_assignee:
            deed = Assign(now.get(ASSIGNEE))
        else:
            continue
        deeds.append(deed)
        moves_status |= isinstance(deed, SetMuted) and deed.muted
        opens = isinstance(deed, SetStatus) and deed.status == "open" and opening_assigns
        moves_assignee |= isinstance(deed, AssignTeam) or (opens and now.get(ASSIGNEE) != me_id)
    return (*deeds, *_undo_many(change))


def _undo_many(change: Change) -> Iterable[Deed]:
    """Return what puts labels, participants and attributes back."""
    added, removed = _named(change, LABEL)
    if added or removed:
        yield ChangeLabels(add=removed, remove=added)
    joined, left = _named(change, PARTICIPANT)
    if joined or left:
        yield ChangeParticipants(tuple(map(int, left)), tuple(map(int, joined)))
    for key, value in change.before.items():
        if key.startswith(ATTRIBUTE):
            yield SetAttribute(key.removeprefix(ATTRIBUTE), value)


def _named(change: Change, prefix: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names that a change put there and those that it took away."""
    names = [key for key in change.after if key.startswith(prefix)]
    there = tuple(key.removeprefix(prefix) for key in names if change.after[key])
    gone = tuple(key.removeprefix(prefix) for key in names if not change.after[key])
    return there, gone


def _undo_status(before: tuple[str, int | None]) -> Deed:
    status, until = before
    return SetStatus(status, None if until is None else float(until))


# In the order in which they have to be done: muting resolves, teams and opening assign.
_SINGLE: Final[dict[str, Callable[[Any], Deed]]] = {
    MUTED: SetMuted,
    STATUS: _undo_status,
    TEAM: AssignTeam,
    ASSIGNEE: Assign,
    PRIORITY: SetPriority,
    UNREAD: lambda before: SetRead(before[0] == 0),
}
