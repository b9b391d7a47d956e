"""Which conversations a list shows: filters, counts, order and pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from .conversation_actions import PRIORITIES
from .listing import Facet
from .records import Agent, Conversation, Json
from .world import World

PAGE_SIZE = 25
_Row = TypeVar("_Row")
_SORTS = frozenset(
    {
        "last_activity_at_asc",
        "created_at_asc",
        "created_at_desc",
        "priority_desc",
        "priority_asc",
        "priority_desc_created_at_asc",
        "waiting_since_asc",
        "waiting_since_desc",
    }
)
"""All but the default one, which any other name means too."""
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

    def add(self, one: Conversation | Facet, viewer: Agent, number: int = 1) -> None:
        """Count one conversation, or so many of one kind."""
        self.all += number
        if one.assignee_id is None:
            self.unassigned += number
        else:
            self.assigned += number
            self.mine += number * (one.assignee_id == viewer.id)

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
    _says: Says | None = field(default=None, repr=False)

    @classmethod
    def read(cls, query: Mapping[str, str], labels: list[str]) -> ConversationQuery:
        """Return the query a request asks for; odd numbers are left out."""

        def whole(key: str) -> int | None:
            text = query.get(key, "")
            return int(text) if text.isdecimal() else None

        sort_by = query.get("sort_by", "")
        words = query.get("q", "").strip().lower()
        return cls(
            status=query.get("status", "open"),
            assignee_type=query.get("assignee_type", "all"),
            inbox_id=whole("inbox_id"),
            team_id=whole("team_id"),
            labels=frozenset(labels),
            conversation_type=query.get("conversation_type", ""),
            words=words,
            sort_by=_OLD_SORT_NAMES.get(sort_by, sort_by),
            page=max(1, whole("page") or 1),
            updated_within=whole("updated_within"),
            source_id=query.get("source_id", ""),
            _says=Says(words) if words else None,
        )

    def run(self, world: World, viewer: Agent) -> list[Conversation]:
        """Return one page (or, with updated_within, everything) and fill ``counts``."""
        since = None if self.updated_within is None else world.now() - self.updated_within
        if world.multitude is not None and self._is_plain():
            return self._look_up(world, viewer, since)

        def is_listed(one: Conversation) -> bool:
            return self._in_tab(one, viewer) and (since is None or one.updated_at > since)

        selection = PageChoice(self.sort_by, None if since is not None else self.page)
        found = selection.run(
            world, viewer, lambda one: self._fits(world, one, viewer), is_listed=is_listed
        )
        self.counts = selection.counts
        return found

    def _is_plain(self) -> bool:
        """Return whether the listing's columns can answer, in the order they are kept in."""
        special = self.conversation_type or self.source_id or self.words
        return not special and _is_default_sort(self.sort_by)

    def _look_up(self, world: World, viewer: Agent, since: float | None) -> list[Conversation]:
        """Answer from the columns of a very long list."""
        visible, wanted = visible_inbox_ids(world, viewer), set()
        for facet, total in world.listing.totals.items():
            if facet.inbox_id in visible and self._fits_facet(facet):
                self.counts.add(facet, viewer, total)
                if self._in_tab(facet, viewer):
                    wanted.add(facet)
        if since is not None:
            found = world.listing.updated_since(wanted, since)
        else:
            found = world.listing.page(wanted, (self.page - 1) * PAGE_SIZE, PAGE_SIZE)
        return rows_of(world, found)

    def _fits_facet(self, one: Conversation | Facet) -> bool:
        return (
            self.status in ("all", one.status)
            and self.inbox_id in (None, one.inbox_id)
            and self.team_id in (None, one.team_id)
            and (not self.labels or not self.labels.isdisjoint(one.labels))
        )

    def _fits(self, world: World, conversation: Conversation, viewer: Agent) -> bool:
        return (
            self._fits_facet(conversation)
            and self._has_type(conversation, viewer)
            and (not self.source_id or self._has_source(world, conversation))
            and (self._says is None or self._says(conversation))
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
        # Nobody has been told the source id of a seat that is not made yet.
        session = world.sessions.if_made(conversation.session_id)
        return session is not None and session.source_id == self.source_id

    def _in_tab(self, conversation: Conversation | Facet, viewer: Agent) -> bool:
        match self.assignee_type:
            case "me":
                return conversation.assignee_id == viewer.id
            case "unassigned":
                return conversation.assignee_id is None
            case "assigned":
                return conversation.assignee_id is not None
        return True


@dataclass(slots=True)
class PageChoice:
    """A look through all conversations for one page (or, without a page, everything)."""

    sort_by: str = ""
    page: int | None = 1
    page_size: int = PAGE_SIZE
    counts: Counts = field(default_factory=Counts)

    def run(
        self,
        world: World,
        viewer: Agent,
        fits: Callable[[Conversation], bool],
        *,
        is_listed: Callable[[Conversation], bool] = lambda _one: True,
    ) -> list[Conversation]:
        """Return the visible conversations that fit and are listed; count all that fit."""
        visible, (key, reverse) = visible_inbox_ids(world, viewer), sort_key(self.sort_by)
        found: list[tuple[tuple[float, float], int]] = []
        for one in world.all_conversations():
            if one.inbox_id in visible and fits(one):
                self.counts.add(one, viewer)
                if is_listed(one):
                    found.append((key(one), one.display_id))
        # By the key alone, so that equals stay in the order they were found in.
        found.sort(key=lambda pair: pair[0], reverse=reverse)
        shown = found if self.page is None else page(found, self.page, self.page_size)
        return rows_of(world, [display_id for _key, display_id in shown])


class Says:
    """Tells whether any message of a conversation holds the words (given in lower case)."""

    def __init__(self, words: str) -> None:
        self._words = words
        # By the list of messages, which a script's many conversations share until they are made.
        self._known: dict[int, bool] = {}

    def __call__(self, conversation: Conversation) -> bool:
        """Return whether this conversation does."""
        place = id(conversation.messages)
        known = self._known.get(place)
        if known is None:
            known = any(self._words in (one.content or "").lower() for one in conversation.messages)
            self._known[place] = known
        return known


def rows_of(world: World, display_ids: Iterable[int]) -> list[Conversation]:
    """Return the conversations with these display ids."""
    return [row for one in display_ids if (row := world.conversation(one)) is not None]


def visible_inbox_ids(world: World, viewer: Agent) -> set[int]:
    """Return the inboxes whose conversations an agent may see."""
    return {one for one in world.inboxes if world.may_see_inbox(viewer, one)}


def page(found: list[_Row], number: int, size: int = PAGE_SIZE) -> list[_Row]:
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


def _is_default_sort(name: str) -> bool:
    return name not in _SORTS
