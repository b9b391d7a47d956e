"""Reading a list that moves while it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hoory_tui.app.sync import Sync
from hoory_tui.client.agent_api import AgentApi
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.store.happenings import Asked, Happening
from hoory_tui.store.reduce import apply_all
from hoory_tui.store.state import Store
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
