"""What a list can show: of which conversations, in which status, in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Protocol

from hoory_tui.lazily import dataclass

if TYPE_CHECKING:
    from hoory_tui.store.records import Conversation
    from hoory_tui.store.state import Store


class ScopeKind(StrEnum):
    """By what conversations are chosen."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    ALL = "all"
    MENTIONS = "mentions"
    UNATTENDED = "unattended"
    PARTICIPATING = "participating"
    INBOX = "inbox"
    TEAM = "team"
    LABEL = "label"
    FOLDER = "folder"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Scope:
    """Which conversations; an inbox, team or folder is named by its id, a label by its title."""

    kind: ScopeKind
    id: int = 0
    name: str = ""


class Sort(StrEnum):
    """In which order; the values are the servers' names, but for the one that none has."""

    LATEST = "last_activity_at_desc"
    LEAST_RECENT = "last_activity_at_asc"
    NEWEST = "created_at_desc"
    OLDEST = "created_at_asc"
    PRIORITY = "priority_desc"
    LEAST_PRIORITY = "priority_asc"
    PRIORITY_OLDEST = "priority_desc_created_at_asc"
    LONGEST_WAITING = "waiting_since_asc"
    SHORTEST_WAITING = "waiting_since_desc"
    UNREAD = "unread_count"


OLD_SORTS: Final[Mapping[Sort, str]] = {
    Sort.LATEST: "latest",
    Sort.OLDEST: "sort_on_created_at",
    Sort.PRIORITY: "sort_on_priority",
    Sort.LONGEST_WAITING: "sort_on_waiting_since",
}
"""The names that servers of before 4.0 know too."""

STATUSES: Final = ("open", "resolved", "pending", "snoozed", "all")


class Question(Protocol):
    """What the server is asked for a rule."""

    @property
    def body(self) -> dict[str, Any]:
        """The body of the request."""


class Predicate(Protocol):
    """A rule of the agent's own; equal rules are equal and hash alike."""

    @property
    def text(self) -> str:
        """The rule as it was typed."""

    @property
    def is_timely(self) -> bool:
        """Whether what it takes changes as time goes by, without any event."""

    @property
    def has_status(self) -> bool:
        """Whether it says itself which statuses it means."""

    @property
    def status_words(self) -> str:
        """The statuses that it means, in words; "" when it says none."""

    @property
    def searched(self) -> str:
        """The words to look for, as a search wants them, "" for none."""

    def takes(self, store: Store, conversation: Conversation, now: float) -> bool:
        """Tell whether a conversation belongs at `now` (unix seconds)."""

    def within(self, status: str) -> Predicate:
        """Return the rule that takes of these only what has a status."""

    def payload(self, now: float) -> Question:
        """Return what the server is asked, which takes at least all that this takes."""


@dataclass(frozen=True, slots=True)
class ListView:
    """A list of conversations; equal views show the same, so that one can be a key."""

    scope: Scope
    status: str = "open"
    sort: Sort = Sort.LATEST
    filter: Predicate | None = None

    @property
    def range(self) -> ListView:
        """The same conversations in the usual order: what is known whole is so in any order."""
        return self if self.sort is Sort.LATEST else replace(self, sort=Sort.LATEST)


def view_of(
    kind: ScopeKind | str, status: str = "open", sort: Sort = Sort.LATEST, *, id: int = 0
) -> ListView:
    """Return the view of a scope that needs no more than its kind, or an id."""
    return ListView(Scope(ScopeKind(kind), id), status, sort)


MINE: Final = view_of(ScopeKind.MINE)
UNASSIGNED: Final = view_of(ScopeKind.UNASSIGNED)
ALL: Final = view_of(ScopeKind.ALL)
MENTIONS: Final = view_of(ScopeKind.MENTIONS)
UNATTENDED: Final = view_of(ScopeKind.UNATTENDED)
PARTICIPATING: Final = view_of(ScopeKind.PARTICIPATING)

FIXED: Final = (MINE, UNASSIGNED, ALL, MENTIONS, UNATTENDED, PARTICIPATING)
"""The views that every account has, in the order of their keys."""
TABS: Final = (MINE, UNASSIGNED, ALL, MENTIONS)
"""Those whose counts always stand in the top bar."""
BY_ASSIGNEE: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.MINE: "me",
    ScopeKind.UNASSIGNED: "unassigned",
    ScopeKind.ALL: "all",
}
"""The scopes that the server calls assignee types: one answer counts all three."""
BY_TYPE: Final[Mapping[ScopeKind, str]] = {
    ScopeKind.MENTIONS: "mention",
    ScopeKind.UNATTENDED: "unattended",
    ScopeKind.PARTICIPATING: "participating",
}
"""The scopes that the server calls conversation types."""
