"""Views as values: keys of tables, and what is the same whatever the order."""

from __future__ import annotations

from hoory_tui.store.views import (
    ALL,
    FIXED,
    MINE,
    ListView,
    Scope,
    ScopeKind,
    Sort,
    view_of,
)


def test_equal_views_are_one_key() -> None:
    assert view_of("inbox", id=3) == ListView(Scope(ScopeKind.INBOX, 3))
    assert len({view_of(one.scope.kind) for one in FIXED} | set(FIXED)) == len(FIXED)
    assert MINE != ALL


def test_the_range_of_a_view_is_the_same_in_any_order() -> None:
    for sort in Sort:
        assert view_of("team", "pending", sort, id=2).range == view_of("team", "pending", id=2)
    assert ALL.range is ALL


def test_the_orders_are_called_as_the_servers_call_them() -> None:
    assert {sort.value for sort in Sort} == {
        "last_activity_at_desc",
        "last_activity_at_asc",
        "created_at_desc",
        "created_at_asc",
        "priority_desc",
        "priority_asc",
        "priority_desc_created_at_asc",
        "waiting_since_asc",
        "waiting_since_desc",
        "unread_count",
    }
