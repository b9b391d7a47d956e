"""What is asked for besides the open conversations, and how often."""

from __future__ import annotations

from dataclasses import replace

from hoory_tui.store import filters
from hoory_tui.store.views import (
    ALL,
    MENTIONS,
    MINE,
    ListView,
    Scope,
    ScopeKind,
    view_of,
)
from tests.flows.console import console
from tests.flows.stage import ZOE


async def test_only_what_cannot_be_counted_here_is_asked_for() -> None:
    async with console() as desk:
        app, store = desk.app, desk.store
        await desk.until(lambda: MENTIONS in store.complete_views, "the mentions")
        assert app._uncounted() == []
        store.complete_views -= {MENTIONS}
        assert app._uncounted() == [MENTIONS]
        store.complete_views.clear()
        desk.main.view = view_of("inbox", id=21)
        assert app._uncounted() == [ALL, MENTIONS, view_of("inbox", id=21)]
        desk.main.view = replace(MINE, status="resolved")
        assert app._uncounted() == [view_of("all", "resolved"), view_of("mentions", "resolved")]


async def test_mentions_that_could_not_be_read_are_read_again() -> None:
    async with console() as desk:
        await desk.until(lambda: MENTIONS in desk.store.complete_views, "the mentions")
        desk.desk.fail_next("GET", "/conversations", 502)
        desk.app._read_mentions()
        await desk.until(lambda: desk.app._failed() == {MENTIONS})
        assert desk.app._is_behind()

        def is_read() -> bool:
            desk.clock.pass_by(1)
            desk.app._beat()
            return not desk.app._failed()

        await desk.until(is_read, "the mentions again")
        assert not desk.app._is_behind()


async def test_a_filter_of_time_is_looked_at_again_as_time_goes_by() -> None:
    async with console() as desk:
        rule = filters.parse("older:30m", filters.names_of(desk.store))
        desk.main.show_view(ListView(Scope(ScopeKind.FILTER), "open", filter=rule))
        await desk.settled()
        assert ZOE not in desk.main.conversations.keys
        desk.clock.pass_by(3 * 3600)
        desk.app._beat()
        await desk.until(lambda: ZOE in desk.main.conversations.keys)
