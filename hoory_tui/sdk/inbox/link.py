"""The contact's live link: what the cable says and, after every gap, what it did not say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Final

from hoory_tui.client.batches import Batch
from hoory_tui.client.errors import HooryError, NotFound
from hoory_tui.client.socket import CableClient
from hoory_tui.sdk.inbox.errors import SessionGone
from hoory_tui.sdk.inbox.memory import Memory
from hoory_tui.sdk.inbox.outlet import Outlet
from hoory_tui.sdk.inbox.seat import Seat
from hoory_tui.sdk.watch import TOKEN_CHECK, LinkWatch
from hoory_tui.wire.events import Event, Malformed, MessageEvent
from hoory_tui.wire.link import Cause, LinkState, LinkStatus
from hoory_tui.wire.message import MessagePayload
from hoory_tui.wire.visitor import PublicMessage

InboxEvent = Event | LinkStatus

BEAT: Final = 1.0
"""Seconds between two looks at the clock."""
_DOUBT: Final = 30.0
"""Seconds before a frame that could not be read for which the thread is read again, too."""
_ASK_AGAIN: Final = 60.0
"""Seconds between two attempts at a server that turned the token away."""
_AGAIN: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts to read what was missed; the last one repeats."""
_REFUSED: Final = (Cause.REJECTED, Cause.UNAUTHORIZED)


class InboxLink:
    """Keeps one contact's events coming into an outlet: complete, in order and each once."""

    def __init__(
        self,
        seat: Seat,
        memory: Memory,
        cable: CableClient,
        outlet: Outlet[InboxEvent],
        heard: Callable[[MessagePayload], None],
        clock: Callable[[], float],
    ) -> None:
        self.cable = cable
        self._seat = seat
        self._memory = memory
        self._outlet = outlet
        self._heard = heard
        self._clock = clock
        self._said: LinkStatus | None = None
        self._turn = asyncio.Lock()
        self._watch = LinkWatch(clock())
        self._asked_at = float("-inf")
        """When a token that was turned away was last looked into."""
        memory.doubt(clock())

    async def run(self) -> None:
        """Keep the link up until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.cable.run(self._deliver), name="inbox: cable")
            tasks.create_task(self._mind(), name="inbox: watch")

    # -- what comes -------------------------------------------------------------------------

    async def _deliver(self, batch: Batch) -> None:
        async with self._turn:
            await self._follow(batch.link)
            is_vague = False
            for event in batch.events:
                is_vague |= _is_vague(event)
                if isinstance(event, MessageEvent):
                    # Also what is no news: the thread, which may have told it, has no echo id.
                    self._heard(event.message)
                taken = self._memory.take(event, self._clock())
                if taken is not None:
                    await self._outlet.put(taken)
            if is_vague:
                self._memory.doubt(self._clock() - _DOUBT)
                await self._catch_up(batch.link.connection)

    async def _follow(self, link: LinkStatus) -> None:
        before, now = self._said, replace(link, last_frame_at=None)
        if before is not None and replace(before, last_frame_at=None) == now:
            self._said = link
            return
        self._said = link
        if before is not None:
            self._watch.follow(before, link, self._clock())
            if (gap := self._watch.gap(self._clock())) is not None:
                self._memory.doubt(self._clock() - gap)
        if link.cause in _REFUSED or link.cause is Cause.UNCONFIRMED:
            self._seat.doubt()
        await self._outlet.put(link)
        if link.state is LinkState.LIVE and (before is None or before.state is not link.state):
            await self._catch_up(link.connection)

    # -- what did not come ------------------------------------------------------------------

    async def _catch_up(self, connection: int) -> None:
        """Read what was missed, until it worked or this connection is history as well."""
        for attempt in count():
            wanted = 0.0
            try:
                await self._read_what_was_missed()
            except NotFound:
                # There may be nobody any more to read for.
                await self._check_token()
            except HooryError as error:
                wanted = error.retry_after or 0.0
            else:
                return
            await asyncio.sleep(max(wanted, _AGAIN[min(attempt, len(_AGAIN) - 1)]))
            status = self.cable.status
            if status.connection != connection or status.state is not LinkState.LIVE:
                return

    async def _read_what_was_missed(self) -> None:
        """Tell of all that is in no event; raises HooryError, and then nothing was told."""
        api, source_id = self._seat.api, self._seat.source_id
        talks = await api.conversations(source_id)
        pages = {
            talk.id: await self._since(talk.id) for talk in talks if self._memory.is_behind(talk)
        }
        events = self._memory.missed_talks(talks)
        messages: list[MessageEvent] = []
        for conversation_id, page in pages.items():
            now = self._clock()
            messages += self._memory.missed_messages(conversation_id, page, now)
        messages.sort(key=lambda one: (one.message.created_at or 0.0, one.message.id))
        events += messages
        events += self._memory.missed_statuses(talks)
        self._memory.trust()
        self._watch.caught_up(self._clock())
        for event in events:
            await self._outlet.put(event)

    async def _since(self, conversation_id: int) -> list[PublicMessage]:
        """Return a thread's messages from its end back to where none can be missing."""
        sure = self._memory.sure_up_to(conversation_id)
        found: list[PublicMessage] = []
        oldest: int | None = None
        while oldest is None or oldest > sure:
            page = await self._seat.api.messages(
                self._seat.source_id, conversation_id, before=oldest
            )
            page = [one for one in page if oldest is None or one.id < oldest]
            if not page:
                break
            found = page + found
            oldest = min(one.id for one in page)
        return found

    # -- what nobody tells ------------------------------------------------------------------

    async def _mind(self) -> None:
        """Notice what no frame says: that the machine slept, that the token is another one."""
        while True:
            await asyncio.sleep(BEAT)
            now, link = self._clock(), self.cable.status
            needs = self._watch.beat(link, now)
            is_refused = link.state is LinkState.HALTED and link.cause in _REFUSED
            if needs.wake:
                self.cable.wake()
            if needs.poll:
                await self._poll()
            if needs.check_token and not is_refused:
                await self._check_token()
            elif is_refused and now - self._asked_at >= _ASK_AGAIN:
                self._asked_at = now
                await self._look_into_refusal()

    async def _poll(self) -> None:
        """Read the thread while no events come; what is told so is not told again later."""
        async with self._turn:
            try:
                await self._read_what_was_missed()
            except HooryError:
                return
            # No event keeps it true from here on.
            self._watch.doubt(0.0, self._clock())
            self._memory.doubt(self._clock())

    async def _check_token(self) -> None:
        """Take up a new cable token on a new connection; the old one stays open and silent."""
        try:
            is_new = await self._seat.read_again()
        except SessionGone:
            # There is nothing to come back to; the next attempt to connect says so.
            self.cable.renew()
        except HooryError:
            # The link tells of trouble with the server by itself.
            return
        else:
            if is_new:
                self._watch.doubt(TOKEN_CHECK, self._clock())
                self._memory.doubt(self._clock() - TOKEN_CHECK)
                self.cable.renew()

    async def _look_into_refusal(self) -> None:
        """Try again after a refusal, with the token that is now good."""
        try:
            await self._seat.read_again()
        except HooryError:
            return
        self.cable.renew()


def _is_vague(event: Event) -> bool:
    """Tell whether something happened of which only the thread can tell what it was."""
    if isinstance(event, Malformed):
        return event.is_lost
    # The guide shows messages that do not say where they were written.
    return isinstance(event, MessageEvent) and event.message.conversation_id is None
