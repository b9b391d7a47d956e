"""Reading a list that moves while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from hoory_tui.app.pages import PAGE
from hoory_tui.app.sync import Sync
from hoory_tui.client.agent_api import AgentApi
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.happenings import Asked, ConversationsLoaded, Happening
from hoory_tui.store.reduce import apply_all
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, UNASSIGNED, ListView
from hoory_tui.wire.answers import ConversationPage

from ..client.desks import desk_client


class Mover:
    """Asks like the real one, and has somebody resolved between the first two pages."""

    def __init__(self, api: AgentApi, desk: DemoDesk) -> None:
        self._api = api
        self._desk = desk
        self.pages: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._api, name)

    async def conversations(self, **filters: Any) -> ConversationPage:
        self.pages.append(filters["page"])
        page = await self._api.conversations(**filters)
        if len(self.pages) == 1:
            self._desk.set_status(page.payload[0].id, "resolved")
        return page


async def test_nobody_slips_from_one_page_to_another_unread() -> None:
    async with desk_client() as client:
        desk = client.desk
        for number in range(40):
            desk.new_conversation(f"More {number}", client.public_inbox_id, "Hi")
        store = Store(desk.account_id)

        def tell(steps: Iterable[Happening]) -> None:
            apply_all(store, steps, 0.0)

        async def told(steps: Iterable[Happening]) -> None:
            tell(steps)

        mover: Any = Mover(client.agent(), desk)
        sync = Sync(
            mover,
            tell,
            lambda sentence: None,
            lambda asked: asked or Asked(store.steps),
            told,
            lambda conversation_id: None,
        )
        await sync.load_conversations()
        open_ones = {
            row.display_id
            for row in desk.engine.world.conversations.values()
            if row.status == "open"
        }
        held = {one.id for one in store.conversations.values() if one.status == "open"}
        assert open_ones <= held
        assert mover.pages[:3] == [1, 2, 3]
        assert mover.pages.count(1) == 2
        assert not sync.unfinished


EVERYBODY = range(1, 1501)
NOBODYS = range(10, 1501, 10)


class BigDesk:
    """Lists of which more is there than is read at once, and the console that reads them."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.read: set[int] = set()
        self.is_complete = False
        self.meanwhile: Callable[[], None] = lambda: None
        """What happens while an answer is on its way."""
        api: Any = self
        self.sync = Sync(
            api, self._tell, print, lambda asked: asked or Asked(0), self._told, lambda _: None
        )

    async def conversations(self, assignee_type: str = "all", page: int = 1) -> Any:
        self.asked.append(page)
        self.meanwhile()
        rows = NOBODYS if assignee_type == "unassigned" else EVERYBODY
        shown = rows[(page - 1) * PAGE : page * PAGE]
        payload = [SimpleNamespace(id=one, updated_at=1.0) for one in shown]
        meta = SimpleNamespace(all_count=len(EVERYBODY), unassigned_count=len(NOBODYS))
        return SimpleNamespace(payload=payload, meta=meta)

    def _tell(self, steps: Iterable[Happening]) -> None:
        for step in steps:
            if isinstance(step, ConversationsLoaded):
                self.read |= {one.id for one in step.page.payload}
                self.is_complete |= step.complete

    async def _told(self, steps: Iterable[Happening]) -> None:
        self._tell(steps)

    async def scroll(self, view: ListView, times: int) -> None:
        for _ in range(times):
            await self.sync.pages.more(view)

    def let_go(self, rows: set[int]) -> None:
        """Let go of some rows; all others stay held."""
        self.read -= rows
        self.is_complete = False
        whole: dict[ListView, int] = {}
        for view, listed in ((ALL, EVERYBODY), (UNASSIGNED, NOBODYS)):
            if gone := rows.intersection(listed):
                whole[view] = sum(one < min(gone) for one in self.read.intersection(listed))
        self.sync.pages.resume(whole)


async def test_a_tab_is_read_again_from_where_a_reload_has_dropped_its_rows() -> None:
    desk = BigDesk()
    await desk.sync.load_conversations()
    await desk.scroll(UNASSIGNED, 7)
    assert desk.read >= set(NOBODYS)

    def worth(left: set[int], _: set[int]) -> set[int]:
        desk.let_go(left)
        return set()

    await desk.sync.load_conversations(held=desk.read, worth=worth)
    assert not desk.read >= set(NOBODYS)

    desk.asked.clear()
    await desk.scroll(UNASSIGNED, 1)
    # The first of these is held; asked for alone it would move nobody on.
    assert desk.asked == [4, 5]
    await desk.scroll(UNASSIGNED, 2)
    assert desk.read >= set(NOBODYS)
    assert not desk.is_complete
    # The list of all goes on where it was, and is read whole by that.
    desk.asked.clear()
    await desk.scroll(ALL, 21)
    assert (min(desk.asked), max(desk.asked)) == (41, 61)
    assert desk.read == set(EVERYBODY)
    assert desk.is_complete


async def test_reading_on_begins_where_the_first_row_is_missing_and_not_below() -> None:
    desk = BigDesk()
    await desk.sync.load_conversations()
    await desk.scroll(ALL, 21)
    assert desk.is_complete

    # Of what is below, every fifth stays: ours, with threads, with drafts.
    desk.let_go({one for one in EVERYBODY if one > 600 and one % 5})
    await desk.scroll(ALL, 1)
    desk.let_go({one for one in EVERYBODY if one > 900 and one % 5})
    await desk.scroll(ALL, 40)

    assert desk.read == set(EVERYBODY)
    # Nobody knows what moved while it was read in two parts.
    assert not desk.is_complete


async def test_an_answer_from_before_a_tab_was_turned_back_does_not_turn_it_on_again() -> None:
    desk = BigDesk()
    await desk.scroll(UNASSIGNED, 5)
    desk.meanwhile = lambda: desk.sync.pages.resume({UNASSIGNED: 30})
    await desk.scroll(UNASSIGNED, 1)
    desk.meanwhile = lambda: None
    assert desk.sync.pages.next[UNASSIGNED] <= 2
    await desk.scroll(UNASSIGNED, 2)
    assert desk.asked[-2:] == [2, 3]
