"""Reading back to a message far up in a thread: nothing is missing in between, or it says why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from hoory_tui.app.digging import NOT_THERE, RANGE, TOO_FAR, Digging
from hoory_tui.client.agent_api import AgentApi
from hoory_tui.store.happenings import Asked, Happening, MessagesLoaded, Reach
from hoory_tui.store.reduce import apply_all
from hoory_tui.wire.answers import MessagePage

from ..store.build import Desk, Json, conversation_row, message_row, payload


class Server:
    """A thread of so many messages, whose ids are ten apart; old ones know no ranges."""

    def __init__(self, count: int, *, is_old: bool = False) -> None:
        self.ids = [10 * number for number in range(1, count + 1)]
        self._is_old = is_old
        self.asked = 0

    def _page(self, ids: Iterable[int]) -> MessagePage:
        self.asked += 1
        rows: list[Json] = [message_row(one) for one in ids]
        return payload(MessagePage, {"payload": rows})

    async def messages(self, _number: int, *, before: int | None = None) -> MessagePage:
        known = [one for one in self.ids if before is None or one < before]
        return self._page(known[-20:])

    async def messages_between(self, number: int, first_id: int, before: int) -> MessagePage:
        if self._is_old:
            return await self.messages(number, before=before)
        return self._page([one for one in self.ids if first_id <= one < before][:RANGE])


class Scene:
    """A console that holds the end of such a thread."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.desk = Desk(conversation_row(1))
        self.store = self.desk.store

    async def dig(self, message_id: int) -> str:
        page = await self.server.messages(1)
        self.desk.do(MessagesLoaded(1, page, Reach.LATEST, len(page.payload) < 20))

        async def told(steps: Iterable[Happening]) -> None:
            apply_all(self.store, steps, 0.0)

        def date(asked: Asked | None) -> Asked:
            return asked or Asked(self.store.steps)

        digging = Digging(cast(AgentApi, cast(Any, self.server)), date, told)
        return await digging.dig(self.store.timelines[1], 1, message_id)

    @property
    def held(self) -> list[int]:
        return self.desk.ids()


async def test_one_question_brings_all_up_to_it_and_another_what_led_there() -> None:
    scene = Scene(Server(200))
    assert await scene.dig(500) == ""
    assert scene.held == scene.server.ids[29:]
    assert scene.server.asked == 3
    assert scene.store.timelines[1].has_older


async def test_the_first_of_all_is_known_to_be_the_first() -> None:
    scene = Scene(Server(60))
    assert await scene.dig(10) == ""
    assert scene.held == scene.server.ids
    assert not scene.store.timelines[1].has_older


async def test_more_than_a_range_is_read_in_several_and_taken_in_at_once() -> None:
    scene = Scene(Server(1_500))
    assert await scene.dig(100) == ""
    assert scene.held == scene.server.ids
    assert scene.server.asked == 4


async def test_what_is_too_far_back_leaves_the_thread_as_it_was() -> None:
    scene = Scene(Server(3_500))
    assert await scene.dig(10) == TOO_FAR
    assert scene.held == scene.server.ids[-20:]


async def test_servers_without_ranges_are_read_page_by_page() -> None:
    scene = Scene(Server(200, is_old=True))
    assert await scene.dig(1_000) == ""
    assert scene.held == scene.server.ids[-120:]


async def test_what_is_not_there_any_more_is_told() -> None:
    scene = Scene(Server(200))
    assert await scene.dig(505) == NOT_THERE
    assert scene.held == scene.server.ids[-len(scene.held) :]
    assert await Scene(Server(10)).dig(35) == NOT_THERE
    assert await Scene(Server(10)).dig(30) == ""
