"""Which conversations a list shows: filters, counts, order and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from .conversation_actions import PRIORITIES
from .records import Agent, Conversation, Json
from .world import World

PAGE_SIZE = 25
_OLD_SORT_NAMES = {
    "latest": "last_activity_at_desc",
    "sort_on_created_at": "created_at_asc",
    "sort_on_priority": "priority_desc",
    "sort_on_waiting_since": "waiting_since_asc",
}


@dataclass(slots=True)
class Counts:
    """The four tab numbers of one filter, whatever the assignee tab."""

    mine: int = 0
    assigned: int = 0
    unassigned: int = 0
    all: int = 0

    def add(self, conversation: Conversation, viewer: Agent) -> None:
        """Count one conversation."""
        self.all += 1
        if conversation.assignee_id is None:
            self.unassigned += 1
        else:
            self.assigned += 1
            self.mine += conversation.assignee_id == viewer.id

    def as_meta(self, *, with_assigned: bool = True) -> Json:
        """Return the wire's ``meta``."""
        meta: Json = {"mine_count": self.mine}
        if with_assigned:
            meta["assigned_count"] = self.assigned
        return meta | {"unassigned_count": self.unassigned, "all_count": self.all}


@dataclass(slots=True)
class ConversationQuery:
    """The list's parameters, read from a query string."""

    status: str = "open"
    assignee_type: str = "all"
    inbox_id: int | None = None
    team_id: int | None = None
    labels: frozenset[str] = frozenset()
    conversation_type: str = ""
    words: str = ""
    sort_by: str = "last_activity_at_desc"
    page: int = 1
    updated_within: int | None = None
    source_id: str = ""
    counts: Counts = field(default_factory=Counts)

    @classmethod
    def read(cls, query: Mapping[str, str], labels: list[str]) -> ConversationQuery:
        """Return the query a request asks for; odd numbers are left out."""

        def whole(key: str) -> int | None:
            text = query.get(key, "")
            return int(text) if text.isdecimal() else None

        sort_by = query.get("sort_by", "")
        return cls(
            status=query.get("status", "open"),
            assignee_type=query.get("assignee_type", "all"),
            inbox_id=whole("inbox_id"),
            team_id=whole("team_id"),
            labels=frozenset(labels),
            conversation_type=query.get("conversation_type", ""),
            words=query.get("q", "").strip().lower(),
            sort_by=_OLD_SORT_NAMES.get(sort_by, sort_by),
            page=max(1, whole("page") or 1),
            updated_within=whole("updated_within"),
            source_id=query.get("source_id", ""),
        )

    def run(self, world: World, viewer: Agent) -> list[Conversation]:
        """Return one page (or, with updated_within, everything) and fill ``counts``."""
        visible = visible_inbox_ids(world, viewer)
        since = None if self.updated_within is None else world.now() - self.updated_within
        found = []
        for conversation in world.conversations.values():
            if conversation.inbox_id not in visible or not self._fits(world, conversation, viewer):
                continue
            self.counts.add(conversation, viewer)
            if self._in_tab(conversation, viewer) and (
                since is None or conversation.updated_at > since
            ):
                found.append(conversation)
        key, reverse = sort_key(self.sort_by)
        found.sort(key=key, reverse=reverse)
        return found if since is not None else page(found, self.page)

    def _fits(self, world: World, conversation: Conversation, viewer: Agent) -> bool:
        return (
            self.status in ("all", conversation.status)
            and self.inbox_id in (None, conversation.inbox_id)
            and self.team_id in (None, conversation.team_id)
            and (not self.labels or not self.labels.isdisjoint(conversation.labels))
            and self._has_type(conversation, viewer)
            and (not self.source_id or self._has_source(world, conversation))
            and (not self.words or says(conversation, self.words))
        )

    def _has_type(self, conversation: Conversation, viewer: Agent) -> bool:
        match self.conversation_type:
            case "mention":
                return viewer.id in conversation.mentioned_ids
            case "participating":
                return viewer.id in conversation.participant_ids
            case "unattended":
                return (
                    conversation.first_reply_created_at is None
                    or conversation.waiting_since is not None
                )
        return True

    def _has_source(self, world: World, conversation: Conversation) -> bool:
        return world.sessions[conversation.session_id].source_id == self.source_id

    def _in_tab(self, conversation: Conversation, viewer: Agent) -> bool:
        match self.assignee_type:
            case "me":
                return conversation.assignee_id == viewer.id
            case "unassigned":
                return conversation.assignee_id is None
            case "assigned":
                return conversation.assignee_id is not None
        return True


def visible_inbox_ids(world: World, viewer: Agent) -> set[int]:
    """Return the inboxes whose conversations an agent may see."""
    return {one for one in world.inboxes if world.may_see_inbox(viewer, one)}


def says(conversation: Conversation, words: str) -> bool:
    """Return whether any message holds the words (given in lower case)."""
    return any(words in (one.content or "").lower() for one in conversation.messages)


def page(found: list[Conversation], number: int, size: int = PAGE_SIZE) -> list[Conversation]:
    """Return the 1-based page of a list."""
    return found[(number - 1) * size : number * size]


def by_last_activity(found: Iterable[Conversation]) -> list[Conversation]:
    """Return conversations, the latest first."""
    key, reverse = sort_key("last_activity_at_desc")
    return sorted(found, key=key, reverse=reverse)


def _rank(conversation: Conversation) -> int:
    return PRIORITIES.index(conversation.priority) if conversation.priority else -1


def sort_key(name: str) -> tuple[Callable[[Conversation], tuple[float, float]], bool]:
    """Return a sort key and whether to reverse; unknown names mean the default."""
    match name:
        case "last_activity_at_asc":
            return (lambda one: (one.last_activity_at, one.id)), False
        case "created_at_asc" | "created_at_desc":
            return (lambda one: (one.created_at, one.id)), name.endswith("desc")
        case "priority_desc" | "priority_asc":
            return (lambda one: (_rank(one), one.last_activity_at)), name.endswith("desc")
        case "priority_desc_created_at_asc":
            return (lambda one: (-_rank(one), one.created_at)), False
        case "waiting_since_asc":
            return (lambda one: (one.waiting_since or float("inf"), one.created_at)), False
        case "waiting_since_desc":
            return (lambda one: (one.waiting_since or 0.0, one.created_at)), True
    return (lambda one: (one.last_activity_at, one.id)), True
