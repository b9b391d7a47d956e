"""Sending one message once: never repeated, and looked for where the answer does not come.

Servers store every request anew, so a message that may have arrived must not be sent again. It
carries a marker instead, and the thread is read until it shows the message, or for so long that
it never will.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from hoory_tui.client.errors import HooryError
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.enclosing import content_attributes, further_fields
from hoory_tui.store.happenings import MessagesLoaded, Reach, SendStarted
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.uploads.opening import close_all, open_aside

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.store.enclosure import Enclosure
    from hoory_tui.wire.message import MessagePayload

LOOKS: Final = (2.0, 5.0, 15.0, 40.0, 75.0)
"""Seconds after leaving at which a message without a clear answer is looked for.

The last is beyond the minute after which proxies give up on a request that still runs.
"""
LOOK_AGAIN: Final = 15.0
"""Seconds until the next look when one could not be taken."""
LAST_LOOKS: Final = 3
"""So many times the last look is taken at most while it fails."""

_PAGE: Final = 100
"""Messages in one answer to the question for newer ones."""
_MOST_PAGES: Final = 20


class Fate(StrEnum):
    """What became of a message."""

    ARRIVED = "arrived"
    ABSENT = "absent"
    """The server does not have it and no longer will: it may be sent again."""
    UNSURE = "unsure"
    """Nothing tells; whoever sends it again may send it twice."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a message; `message` is how the server keeps it, where it arrived.

    `problem` is why the server's answer was not enough, "" where it was.
    """

    fate: Fate
    echo_id: str
    message: MessagePayload | None = None
    problem: str = ""


async def send_once(
    api: AgentApi,
    conversation_id: int,
    content: str,
    *,
    agent_id: int,
    private: bool = False,
    files: Sequence[OutgoingFile] = (),
    enclosure: Enclosure | None = None,
    after_id: int | None = None,
    patience: float = LOOKS[-1],
    clock: Callable[[], float] = elapsed,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    now: Callable[[], float] = time.time,
) -> Sent:
    """Send a reply or a private note in the name of `agent_id` and tell what became of it.

    `after_id` is the newest message that is known of the thread; without it one page is read
    first. `patience` is for how many seconds a message whose answer did not come is looked for;
    with less than the usual 75 one that is not found stays unsure. Raises HooryError when it
    surely did not arrive, UnsendableError for files that are not what they were.
    """
    search = Search(api, conversation_id, agent_id, clock, sleep)
    if after_id is None:
        after_id = await search.newest_id()
    pending = Pending(
        echo_id=uuid.uuid4().hex,
        conversation_id=conversation_id,
        content=content,
        private=private,
        created_at=now(),
        after_id=after_id,
        files=tuple(files),
        enclosure=enclosure,
    )
    opened = await open_aside(pending.files)
    left_at = now()
    try:
        message = await api.create_message(
            conversation_id,
            content,
            echo_id=pending.echo_id,
            private=private,
            files=opened,
            content_attributes=content_attributes(enclosure),
            further=further_fields(enclosure),
        )
    except HooryError as error:
        if not error.may_have_arrived:
            raise
        problem = error.sentence
    else:
        return Sent(Fate.ARRIVED, pending.echo_id, message)
    finally:
        close_all(opened)
    return await search.look_for(pending, left_at, problem, patience)


class Search:
    """Reads a thread until a message of ours is found there, or surely is not."""

    def __init__(
        self,
        api: AgentApi,
        conversation_id: int,
        agent_id: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
    ) -> None:
        self._api = api
        self._id = conversation_id
        self._agent_id = agent_id
        self._clock = clock
        self._sleep = sleep
        self._keeps_markers = False
        """Whether a message showed that the server keeps the marker of whoever sent it."""

    async def newest_id(self) -> int:
        """Return the newest message there is, 0 for none; raises HooryError."""
        page = await self._api.messages(self._id)
        self._note_markers(page.payload)
        return max((one.id for one in page.payload), default=0)

    async def look_for(
        self, pending: Pending, left_at: float, problem: str, patience: float
    ) -> Sent:
        """Look for a message that may have arrived, and tell in the end what became of it."""
        store = Store(self._api.account_id, self._agent_id)
        under_way = replace(pending, state=SendState.CHECKING, left_at=left_at, problem=problem)
        apply(store, SendStarted(under_way), left_at)
        began = self._clock()
        last = min(patience, LOOKS[-1])
        moments = [*(one for one in LOOKS if one < last), *[last] * LAST_LOOKS]
        was_read = False
        for place, moment in enumerate(moments):
            # What could not be read at the end is not worth one look after the other.
            pause = LOOK_AGAIN if moments[:place].count(last) else moment - self._clock() + began
            await self._sleep(max(0.0, pause))
            try:
                found = await self._look(store, pending)
            except HooryError as error:
                if not (error.may_have_arrived or error.passing):
                    return Sent(Fate.UNSURE, pending.echo_id, None, error.sentence)
                continue
            if found is not None:
                return Sent(Fate.ARRIVED, pending.echo_id, found, problem)
            if moment == last:
                was_read = True
                break
        if not self._keeps_markers:
            # What is older than the message tells as well whether its marker would be there.
            with suppress(HooryError):
                await self.newest_id()
        is_sure = was_read and self._keeps_markers and last == LOOKS[-1]
        return Sent(Fate.ABSENT if is_sure else Fate.UNSURE, pending.echo_id, None, problem)

    async def _look(self, store: Store, pending: Pending) -> MessagePayload | None:
        """Read what is newer than the message could know of; the store recognises it there."""
        after_id = pending.after_id
        by_id: dict[int, MessagePayload] = {}
        for _ in range(_MOST_PAGES):
            page = await self._api.messages(self._id, after=after_id or None)
            self._note_markers(page.payload)
            by_id |= {one.id: one for one in page.payload}
            apply(store, MessagesLoaded(self._id, page, Reach.NEWER, False), pending.created_at)
            if not store.outbox:
                return next((by_id[one] for one in store.matches if one in by_id), None)
            if not after_id or len(page.payload) < _PAGE:
                break
            after_id = max(by_id)
        return None

    def _note_markers(self, messages: Sequence[MessagePayload]) -> None:
        self._keeps_markers |= any(
            one.content_attributes is not None and bool(one.content_attributes.marker)
            for one in messages
        )
