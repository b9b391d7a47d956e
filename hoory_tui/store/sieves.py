"""Which conversations belong to a list, and where among the others each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.records import GONE, Conversation
from hoory_tui.store.views import Predicate, ScopeKind, Sort

Rank = tuple[float, float, int]
"""Where a conversation stands: smaller is higher up; the last part is its negative id."""

Judge = Callable[[Predicate, Conversation], bool]
"""Tells whether a rule of the agent's own takes a conversation."""

_PRIORITIES: Final[Mapping[str, float]] = {"low": 1.0, "medium": 2.0, "high": 3.0, "urgent": 4.0}
_LAST: Final = float("inf")
PRESSING: Final = 1
"""The need of what is an agent's own and can wait for nothing but a mention."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which conversations belong to a roster; `assignee_id` counts unless it is of `anybody`.

    `kind` stands for what neither of the ids tells: mentions, unattended, participating.
    """

    status: str = "open"
    anybody: bool = True
    assignee_id: int | None = None
    inbox_id: int = 0
    team_id: int = 0
    label: str = ""
    kind: ScopeKind | None = None
    filter: Predicate | None = None
    needs_me: bool = False

    def takes(self, conversation: Conversation, judge: Judge | None = None) -> bool:
        """Tell whether a conversation belongs; a filter needs a judge."""
        status = conversation.status
        if status != self.status and (self.status != "all" or status == GONE):
            return False
        if not self.anybody and conversation.assignee_id != self.assignee_id:
            return False
        if self.inbox_id and conversation.inbox_id != self.inbox_id:
            return False
        if self.team_id and conversation.team_id != self.team_id:
            return False
        if self.label and self.label not in conversation.labels:
            return False
        if self.kind is not None and not _IN_KIND[self.kind](conversation):
            return False
        if self.needs_me and need_of(conversation, self.assignee_id) is None:
            return False
        return self.filter is None or (judge is not None and judge(self.filter, conversation))


def is_unattended(conversation: Conversation) -> bool:
    """Tell whether nobody has answered yet, or not since the contact last wrote."""
    return conversation.first_reply_at is None or conversation.waiting_since is not None


_IN_KIND: Final[Mapping[ScopeKind, Callable[[Conversation], bool]]] = {
    ScopeKind.MENTIONS: lambda one: one.mentions_me,
    ScopeKind.UNATTENDED: is_unattended,
    ScopeKind.PARTICIPATING: lambda one: one.participating,
}


def need_of(conversation: Conversation, me_id: int | None) -> int | None:
    """Return how urgently a conversation needs an agent, 0 for most; None when it does not."""
    if conversation.mention_unread:
        return 0
    if conversation.assignee_id is None:
        return 3 if conversation.unread_count else None
    if conversation.assignee_id != me_id:
        return None
    if not conversation.unread_count and conversation.waiting_since is None:
        return None
    return PRESSING if conversation.priority == "urgent" else 2


def rank_by_need(me_id: int) -> Callable[[Conversation], Rank]:
    """Return what ranks those that need an agent, within each kind the longest waiting first."""

    def rank(one: Conversation) -> Rank:
        need = need_of(one, me_id)
        return (float(4 if need is None else need), _number(one.waiting_since, _LAST), -one.id)

    return rank


def _number(value: float | None, missing: float) -> float:
    # What is not a number is neither before nor behind anything.
    return missing if value is None or value != value else value


def _latest(one: Conversation) -> Rank:
    return (-_number(one.spoken_at, 0.0), 0.0, -one.id)


def _least_recent(one: Conversation) -> Rank:
    return (_number(one.spoken_at, 0.0), 0.0, -one.id)


def _newest(one: Conversation) -> Rank:
    return (-_number(one.created_at, 0.0), 0.0, -one.id)


def _oldest(one: Conversation) -> Rank:
    return (_number(one.created_at, _LAST), 0.0, -one.id)


def _priority(one: Conversation) -> Rank:
    return (-_PRIORITIES.get(one.priority, 0.0), -_number(one.spoken_at, 0.0), -one.id)


def _least_priority(one: Conversation) -> Rank:
    return (_PRIORITIES.get(one.priority, 0.0), _number(one.spoken_at, 0.0), -one.id)


def _priority_oldest(one: Conversation) -> Rank:
    return (-_PRIORITIES.get(one.priority, 0.0), _number(one.created_at, _LAST), -one.id)


def _longest_waiting(one: Conversation) -> Rank:
    return (_number(one.waiting_since, _LAST), _number(one.created_at, _LAST), -one.id)


def _shortest_waiting(one: Conversation) -> Rank:
    return (-_number(one.waiting_since, -_LAST), -_number(one.created_at, 0.0), -one.id)


def _unread(one: Conversation) -> Rank:
    return (-float(one.unread_count), -_number(one.spoken_at, 0.0), -one.id)


RANKS: Final[Mapping[Sort, Callable[[Conversation], Rank]]] = {
    Sort.LATEST: _latest,
    Sort.LEAST_RECENT: _least_recent,
    Sort.NEWEST: _newest,
    Sort.OLDEST: _oldest,
    Sort.PRIORITY: _priority,
    Sort.LEAST_PRIORITY: _least_priority,
    Sort.PRIORITY_OLDEST: _priority_oldest,
    Sort.LONGEST_WAITING: _longest_waiting,
    Sort.SHORTEST_WAITING: _shortest_waiting,
    Sort.UNREAD: _unread,
}
"""How each order ranks a conversation.

Where the servers go by the last activity, ours goes by when somebody last said something: rows
must not jump away under the hand that assigns or resolves them.
"""


def rank_of(conversation: Conversation, sort: Sort = Sort.LATEST) -> Rank:
    """Return the place of a conversation among others."""
    return RANKS[sort](conversation)
