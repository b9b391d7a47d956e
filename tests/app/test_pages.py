"""Which question reads which list, and when all of a list is held."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest

from hoory_tui.app.pages import PAGE, ListPages, asked_of, counted_of
from hoory_tui.client.errors import Interrupted
from hoory_tui.store import filters
from hoory_tui.store.happenings import Asked, ConversationsLoaded, Happening, ViewRead
from hoory_tui.store.views import (
    ALL,
    MENTIONS,
    MINE,
    PARTICIPATING,
    UNASSIGNED,
    UNATTENDED,
    ListView,
    Scope,
    ScopeKind,
    Sort,
    view_of,
)

T = TypeVar("T")
RESOLVED = view_of("all", "resolved")


class Shelf:
    """A server with lists of so many rows, and what was told of them."""

    def __init__(self, *totals: int, dated: bool = True) -> None:
        self.totals = list(totals)
        self.dated = dated
        self.asked: list[dict[str, Any]] = []
        self.told: list[Happening] = []
        self.is_down = False
        api: Any = self
        self.pages = ListPages(
            api, self._tell, self._ask, lambda _error, _words: None, lambda: 1000.0
        )

    async def conversations(self, **asked: Any) -> Any:
        return self._page(asked)

    async def filtered_conversations(self, query: Any, *, page: int) -> Any:
        return self._page({"query": query, "page": page})

    def _page(self, asked: dict[str, Any]) -> Any:
        self.asked.append(asked)
        if self.is_down:
            raise Interrupted("desk.example")
        total = self.totals.pop(0) if len(self.totals) > 1 else self.totals[0]
        first = (asked["page"] - 1) * PAGE
        rows = range(total)[first : first + PAGE]
        at = 1.0 if self.dated else None
        payload = [SimpleNamespace(id=one, updated_at=at) for one in rows]
        counts = {"mine_count": total, "unassigned_count": total, "all_count": total}
        return SimpleNamespace(payload=payload, meta=SimpleNamespace(**counts))

    async def _ask(self, question: Awaitable[T]) -> tuple[T, Asked]:
        return await question, Asked(0)

    def _tell(self, steps: Iterable[Happening]) -> None:
        self.told += steps

    @property
    def is_complete(self) -> bool:
        return any(isinstance(one, ConversationsLoaded) and one.complete for one in self.told)

    @property
    def numbers(self) -> list[int]:
        return [one["page"] for one in self.asked]


@pytest.mark.parametrize(
    ("view", "asked"),
    [
        (ALL, {}),
        (MINE, {"assignee_type": "me"}),
        (UNASSIGNED, {"assignee_type": "unassigned"}),
        (MENTIONS, {"conversation_type": "mention"}),
        (UNATTENDED, {"conversation_type": "unattended"}),
        (PARTICIPATING, {"conversation_type": "participating"}),
        (view_of("inbox", id=4), {"inbox_id": 4}),
        (view_of("team", id=5), {"team_id": 5}),
        (ListView(Scope(ScopeKind.LABEL, name="vip")), {"labels": ("vip",)}),
        (view_of("mine", "snoozed"), {"status": "snoozed", "assignee_type": "me"}),
        (view_of("mentions", "all"), {"status": "all", "conversation_type": "mention"}),
    ],
)
async def test_what_the_server_is_asked(view: ListView, asked: dict[str, Any]) -> None:
    shelf = Shelf(3)
    await shelf.pages.read(view)
    assert shelf.asked == [{"page": 1, **asked}]
    counted = {key: value for key, value in asked.items() if key != "assignee_type"}
    assert (asked_of(view), counted_of(view)) == (asked, counted)


async def test_orders_have_the_names_that_the_server_knows() -> None:
    for sort in Sort:
        new, old = Shelf(3), Shelf(3, dated=False)
        await old.pages.read(ALL)
        for shelf in (new, old):
            await shelf.pages.read(view_of("all", sort=sort))
        known = {
            Sort.OLDEST: "sort_on_created_at",
            Sort.PRIORITY: "sort_on_priority",
            Sort.LONGEST_WAITING: "sort_on_waiting_since",
        }
        if sort in (Sort.LATEST, Sort.UNREAD):
            # The one is what it does by itself, the other what no server does.
            assert "sort_by" not in new.asked[-1] | old.asked[-1]
        else:
            assert new.asked[-1]["sort_by"] == sort.value
            assert old.asked[-1]["sort_by"] == known.get(sort, sort.value)


async def test_a_rule_is_asked_for_in_its_status() -> None:
    shelf = Shelf(3)
    rule = filters.parse("label:vip", filters.Names())
    await shelf.pages.read(ListView(Scope(ScopeKind.FILTER), "open", filter=rule))
    (asked,) = shelf.asked
    keys = {one["attribute_key"] for one in asked["query"]["payload"]}
    assert keys == {"status", "labels"}


async def test_a_list_is_read_on_page_by_page_and_no_further() -> None:
    shelf = Shelf(2 * PAGE + 5)
    for _ in range(5):
        await shelf.pages.more(RESOLVED)
    assert shelf.numbers == [1, 2, 3]
    assert shelf.is_complete
    assert shelf.pages.is_at_end(RESOLVED)


async def test_a_list_that_moved_meanwhile_is_read_again() -> None:
    # Of two pages the second knows of three more than were in either.
    shelf = Shelf(PAGE + 5, PAGE + 5, PAGE + 8, PAGE + 8)
    await shelf.pages.more(RESOLVED)
    shelf.pages._seen[RESOLVED].discard(0)
    await shelf.pages.more(RESOLVED)
    assert shelf.numbers == [1, 2, 1, 2]
    assert isinstance(shelf.told[-1], ViewRead)


async def test_reading_all_tells_who_is_in_it() -> None:
    shelf = Shelf(PAGE + 2)
    assert await shelf.pages.read(MENTIONS) == set(range(PAGE + 2))
    assert shelf.told[-1] == ViewRead(MENTIONS, frozenset(range(PAGE + 2)), Asked(0))
    short = Shelf(PAGE + 2)
    assert await short.pages.read(MENTIONS, 1) is None
    assert not any(isinstance(one, ViewRead) for one in short.told)


async def test_what_fails_is_remembered_until_it_works() -> None:
    shelf = Shelf(3)
    shelf.is_down = True
    assert await shelf.pages.read(MENTIONS) is None
    assert shelf.pages.failed == {MENTIONS}
    shelf.is_down = False
    await shelf.pages.read(MENTIONS)
    assert shelf.pages.failed == set()


async def test_of_many_lists_the_oldest_begins_anew() -> None:
    shelf = Shelf(3 * PAGE)
    await shelf.pages.more(ALL)
    for number in range(200):
        await shelf.pages.more(view_of("inbox", id=number))
    assert len(shelf.pages.next) <= 60
    assert shelf.pages.is_begun(ALL)
    assert not shelf.pages.is_begun(view_of("inbox", id=3))


async def test_after_a_gap_lists_begin_anew_but_for_those_named() -> None:
    shelf = Shelf(3 * PAGE)
    for view in (ALL, RESOLVED, MENTIONS):
        await shelf.pages.more(view)
    shelf.pages.forget(but=(RESOLVED,))
    assert shelf.pages.next == {ALL: 2, RESOLVED: 2}
