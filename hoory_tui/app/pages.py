"""Reading lists page by page: where each of them is read on, and when all of it is held."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from hoory_tui.client.errors import HooryError
from hoory_tui.store.happenings import Asked, ConversationsLoaded, Happening, ViewRead
from hoory_tui.store.views import (
    ALL,
    BY_ASSIGNEE,
    BY_TYPE,
    OLD_SORTS,
    ListView,
    ScopeKind,
    Sort,
)
from hoory_tui.words import said

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.wire.answers import ConversationCounts, ConversationPage

PAGE: Final = 25
_MOST_LISTS: Final = 60
"""Lists of which it is known how far they were read; one more, and the oldest begins anew."""
PAGES_AT_ONCE: Final = 40
"""A desk of a thousand open conversations is read whole; beyond that, as one scrolls."""

T = TypeVar("T")


class Ask(Protocol):
    """Puts a question and dates it."""

    async def __call__(self, question: Awaitable[T]) -> tuple[T, Asked]:
        """Return the answer and when it was asked for."""


class ListPages:
    """How far each list has been read, and the questions for what comes next."""

    def __init__(
        self,
        api: AgentApi,
        tell: Callable[[Iterable[Happening]], None],
        ask: Ask,
        excuse: Callable[[HooryError, str], None],
        now: Callable[[], float],
    ) -> None:
        self._now = now
        self._api = api
        self._tell = tell
        self._ask = ask
        self._excuse = excuse
        self.next: dict[ListView, int] = {}
        """The page that each list is read on with, 0 once its end was reached."""
        self._resumed: set[ListView] = set()
        """Lists that are read on in their middle: their end does not prove that all was read."""
        self._overlapping: set[ListView] = set()
        """Those of which the next page is one that is mostly held."""
        self._seen: dict[ListView, set[int]] = {}
        """Who was in the pages of those that are read as one scrolls."""
        self.failed: set[ListView] = set()
        """Lists of which the last question was not answered."""
        self._is_dated = True

    def begin(self, view: ListView) -> None:
        """Read a list from its first page on."""
        if len(self.next) >= _MOST_LISTS:
            oldest = next(one for one in self.next if one != ALL)
            del self.next[oldest]
            self._seen.pop(oldest, None)
        self.next[view] = 1
        self._seen[view] = set()
        self._resumed.discard(view)
        self._overlapping.discard(view)

    def is_begun(self, view: ListView) -> bool:
        """Tell whether anything of a list has been read."""
        return self.next.get(view, 1) != 1

    def is_at_end(self, view: ListView) -> bool:
        """Tell whether the last page of a list has been read."""
        return self.next.get(view, 1) == 0

    def forget(self, but: Iterable[ListView] = ()) -> None:
        """Have every other list than that of the open conversations begin anew when shown."""
        kept = {ALL, *but}
        for table in (self.next, self._seen):
            for view in [view for view in table if view not in kept]:
                del table[view]
        for views in (self._resumed, self._overlapping, self.failed):
            views &= kept

    def resume(self, whole: Mapping[ListView, int]) -> None:
        """Have the lists read on from where rows are missing, if they were read beyond that.

        `whole` is how many rows at the top of a list, in the order of the server, none of those
        let go of stood among.
        """
        for view in self.next.keys() & whole.keys():
            first = whole[view] // PAGE + 1
            if 0 < self.next[view] <= first:
                continue
            # A page early, for what moved meanwhile drew its neighbours over the border.
            self.next[view] = max(1, first - 1)
            self._resumed.add(view)
            self._overlapping.add(view)

    async def more(self, view: ListView) -> None:
        """Fetch the next page of a list, if there may be another one."""
        read = await self.load(view)
        if read is not None and view in self._overlapping:
            # What is held already moves nobody on to ask again.
            self._overlapping.discard(view)
            read = await self.load(view)
        if read is None or not self.is_at_end(view) or view in self._resumed:
            return
        if len(self._seen.get(view, ())) < total_of(view, read[0].meta):
            # It moved while it was read, and let somebody slip from one page to another.
            await self.read(view)

    async def read(self, view: ListView, most: int = PAGES_AT_ONCE) -> set[int] | None:
        """Fetch a list from its first page on; return who is in it, once that is all of it."""
        self.begin(view)
        begun: Asked | None = None
        for _ in range(most):
            read = await self.load(view)
            if read is None:
                return None
            page, asked = read
            begun = begun or asked
            if not self.is_at_end(view):
                continue
            seen = self._seen.get(view, set())
            if len(seen) < total_of(view, page.meta):
                return None
            self._tell([ViewRead(view, frozenset(seen), begun)])
            return set(seen)
        return None

    async def load(self, view: ListView) -> tuple[ConversationPage, Asked] | None:
        """Fetch the next page of a list; None at its end, and when it could not be read."""
        if view not in self.next:
            self.begin(view)
        number = self.next[view]
        if number == 0:
            return None
        try:
            page, asked = await self._ask(self._question(view, number))
        except HooryError as error:
            self.failed.add(view)
            self._excuse(error, said("The list is not complete: {problem}", problem=error.sentence))
            return None
        self.failed.discard(view)
        if page.payload:
            self._is_dated = any(one.updated_at is not None for one in page.payload)
        is_last = len(page.payload) < PAGE
        is_next = self.next.get(view, 1) == number
        if is_next:
            self.next[view] = 0 if is_last else number + 1
            self._seen.setdefault(view, set()).update(one.id for one in page.payload)
        # Else the list is read on from elsewhere by now, which this page is no part of.
        complete = is_last and is_next and view not in self._resumed
        self._tell([ConversationsLoaded(page, view, complete, asked)])
        return page, asked

    def _question(self, view: ListView, number: int) -> Awaitable[ConversationPage]:
        if view.filter is not None:
            rule = view.filter.within(view.status)
            return self._api.filtered_conversations(rule.payload(self._now()).body, page=number)
        return self._api.conversations(page=number, **asked_of(view), **self._sorting(view.sort))

    def _sorting(self, sort: Sort) -> dict[str, Any]:
        if sort in (Sort.LATEST, Sort.UNREAD):
            return {}
        # Servers of before 4.0 date no conversation and know other names; newer ones know both.
        return {"sort_by": sort.value if self._is_dated else OLD_SORTS.get(sort, sort.value)}


def asked_of(view: ListView) -> dict[str, Any]:
    """Return what the server is asked for a list that is no rule of the agent's own.

    What it takes for granted is left out: the open ones, and everybody's.
    """
    scope = view.scope
    asked: dict[str, Any] = {} if view.status == "open" else {"status": view.status}
    match scope.kind:
        case ScopeKind.INBOX:
            asked["inbox_id"] = scope.id
        case ScopeKind.TEAM:
            asked["team_id"] = scope.id
        case ScopeKind.LABEL:
            asked["labels"] = (scope.name,)
    if scope.kind in BY_TYPE:
        asked["conversation_type"] = BY_TYPE[scope.kind]
    if scope.kind in (ScopeKind.MINE, ScopeKind.UNASSIGNED):
        asked["assignee_type"] = BY_ASSIGNEE[scope.kind]
    return asked


def counted_of(view: ListView) -> dict[str, Any]:
    """Return what the server is asked to count for a list: its answer tells all three tabs."""
    return {key: value for key, value in asked_of(view).items() if key != "assignee_type"}


def total_of(view: ListView, counts: ConversationCounts) -> int:
    """Return how many conversations a list holds, of the numbers that came with a page of it."""
    if view.filter is None and view.scope.kind is ScopeKind.MINE:
        return counts.mine_count
    if view.filter is None and view.scope.kind is ScopeKind.UNASSIGNED:
        return counts.unassigned_count
    return counts.all_count
