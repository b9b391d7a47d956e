"""Where a list is read on from once some of its rows were let go of."""

from __future__ import annotations

from hoory_tui.app.pages import PAGES_AT_ONCE
from hoory_tui.app.resting import whole_above
from hoory_tui.store.happenings import ConversationLoaded
from hoory_tui.store.views import ALL, MINE, UNASSIGNED
from hoory_tui.wire.conversation import ConversationPayload
from tests.flows.console import console
from tests.store.build import ME, START, Desk, agent, conversation_row, payload

TABS = (MINE, UNASSIGNED, ALL)


def desk_of(count: int) -> Desk:
    """Return a desk on which 1 was last touched; every third is ours, the others nobody's."""
    rows = (
        conversation_row(
            one,
            last_activity_at=START - one,
            meta={"assignee": agent(ME) if one % 3 == 0 else None},
        )
        for one in range(1, count + 1)
    )
    return Desk(*rows, open_threads=False)


def test_rows_that_stay_below_the_first_that_goes_are_not_counted() -> None:
    desk = desk_of(90)
    gone = {one for one in range(41, 91) if one % 3}

    assert whole_above(desk.store, gone, TABS) == {ALL: 40, UNASSIGNED: 27}
    assert whole_above(desk.store, set(), TABS) == {}


def test_rows_that_stand_beside_the_first_that_goes_are_not_counted() -> None:
    rows = (conversation_row(one, last_activity_at=START) for one in range(1, 9))
    assert whole_above(Desk(*rows).store, {5}, TABS)[ALL] == 0


async def test_a_reload_of_a_big_desk_has_the_other_tabs_read_on_where_it_dropped_rows() -> None:
    async with console() as desk:
        app = desk.app
        seen = set(desk.store.conversations)
        deep = range(1001, 1201)
        here = desk.store.account_id
        rows = (conversation_row(one, last_activity_at=one, account_id=here) for one in deep)
        app._take([ConversationLoaded(payload(ConversationPayload, row)) for row in rows])
        assert desk.store.conversations.keys() >= set(deep)
        app._sync.pages.next = {ALL: PAGES_AT_ONCE + 1, UNASSIGNED: 0, MINE: 0}

        app._worth_asking(set(deep), seen)

        assert desk.store.conversations.keys().isdisjoint(deep)
        assert app._sync.pages.next == {ALL: 1, UNASSIGNED: 1, MINE: 0}
