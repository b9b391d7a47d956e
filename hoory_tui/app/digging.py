"""Reading a thread back to a message far up in it, so that nothing is missing in between."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Final, TypeVar

from hoory_tui.app.sync import MESSAGE_PAGE
from hoory_tui.store.happenings import Asked, Happening, MessagesLoaded, Reach
from hoory_tui.store.timeline import Timeline
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.wire.answers import MessagePage
    from hoory_tui.wire.message import MessagePayload

RANGE: Final = 1_000
"""Messages that a server returns at most between two ids."""
_MOST_RANGES: Final = 3
_MOST_PAGES: Final = 50
"""Pages of 20 on servers that know no ranges; the same thousand messages."""
TOO_FAR: Final = to_say(
    "The message is too far back to be loaded, so the thread is shown at its end."
)
NOT_THERE: Final = to_say("The message is not in the thread any more, which is shown at its end.")

T = TypeVar("T")


class Digging:
    """Questions for what lies between a message and what is held of its thread."""

    def __init__(
        self,
        api: AgentApi,
        date: Callable[[Asked | None], Asked],
        told: Callable[[Iterable[Happening]], Awaitable[None]],
    ) -> None:
        self._api = api
        self._date = date
        self._told = told

    async def dig(self, timeline: Timeline, conversation_id: int, message_id: int) -> str:
        """Have all messages from this one on held; return why that cannot be, "" when it is.

        Raises HooryError; what was read before that stays.
        """
        if message_id in timeline:
            return ""
        oldest_id = timeline.oldest_id()
        if oldest_id is None or not timeline.has_older or message_id >= oldest_id:
            return said(NOT_THERE)
        found: list[MessagePayload] = []
        begun: Asked | None = None
        first_id = message_id
        for _ in range(_MOST_RANGES):
            question = self._api.messages_between(conversation_id, first_id, oldest_id)
            page, asked = await self._ask(question)
            begun = begun or asked
            found += page.payload
            ids = {one.id for one in found}
            if message_id not in ids:
                return await self._page_by_page(timeline, conversation_id, message_id)
            if len(page.payload) < RANGE:
                whole = page.model_copy(update={"payload": found})
                await self._tell_older(conversation_id, whole, begun, exhausted=False)
                await self._led_up(conversation_id, message_id)
                return ""
            first_id = max(ids) + 1
        return said(TOO_FAR)

    async def _led_up(self, conversation_id: int, message_id: int) -> None:
        """Read a page more, for what led to the message."""
        page, asked = await self._ask(self._api.messages(conversation_id, before=message_id))
        is_first = len(page.payload) < MESSAGE_PAGE
        await self._tell_older(conversation_id, page, asked, exhausted=is_first)

    async def _page_by_page(self, timeline: Timeline, conversation_id: int, message_id: int) -> str:
        for _ in range(_MOST_PAGES):
            oldest_id = timeline.oldest_id()
            if message_id in timeline:
                return ""
            if oldest_id is None or not timeline.has_older or oldest_id < message_id:
                return said(NOT_THERE)
            page, asked = await self._ask(self._api.messages(conversation_id, before=oldest_id))
            is_first = len(page.payload) < MESSAGE_PAGE
            await self._tell_older(conversation_id, page, asked, exhausted=is_first)
            if timeline.oldest_id() == oldest_id and not is_first:
                return said(NOT_THERE)
        return "" if message_id in timeline else said(TOO_FAR)

    async def _tell_older(
        self, conversation_id: int, page: MessagePage, asked: Asked, *, exhausted: bool
    ) -> None:
        step = MessagesLoaded(conversation_id, page, Reach.OLDER, exhausted, asked)
        await self._told([step])

    async def _ask(self, question: Awaitable[T]) -> tuple[T, Asked]:
        asked = self._date(None)
        return await question, self._date(asked)
