"""Reading what was missed: which conversations changed, and what of their threads is not told.

Nothing here tells anything: what is found goes back in the order in which it happened, and whoever
tells it notes that in the ledger. Every method raises HooryError and can be asked again.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncGenerator, Awaitable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from hoory_tui.client.errors import NotAllowed, NotFound, Unreadable
from hoory_tui.sdk.following.answers import (
    Missed,
    lost_conversation,
    missed_conversation,
    missed_message,
    missed_notification,
)
from hoory_tui.sdk.following.ledger import Ledger, Standing

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.wire.conversation import ConversationPayload
    from hoory_tui.wire.message import MessagePayload

PAGE: Final = 25
_MOST_PAGES: Final = 400
"""Pages of a list, for servers that cannot say what changed: ten thousand conversations."""
SLACK: Final = 15.0
"""Seconds by which a gap is taken to be longer than it was measured."""
THREADS: Final = 100
"""Threads that are read after a gap although their conversations did not change: receipts and
deletions date no conversation. They are those that were told of last."""
_AT_ONCE: Final = 4
"""Threads that are read at the same time."""
_CHUNK: Final = 200
"""Conversations whose messages are held at the same time, and put in order among themselves."""
_MESSAGE_PAGE: Final = 20
_ON_ITS_WAY: Final = 3.0
"""Seconds in which an event need not have come for it to be missed."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is to be read: all that changed since a moment of the server's clock."""

    since: float
    whole: bool = True
    """Whether events surely were missed; else only what shows that some were is looked at."""
    is_first: bool = False
    """Whether what is from before it need not be told, for the stream begins with it."""
    everything: bool = False
    """Whether all that there is is to be told."""
    others: bool = True
    """Whether the threads that were told of last are read as well, though nothing says why."""


@dataclass(slots=True)
class Chunk:
    """A part of what was missed, in order, and what is known once it is told."""

    missed: list[Missed] = field(default_factory=list)
    seen: dict[int, float | None] = field(default_factory=dict)
    """By conversation, the change up to which its thread was read."""
    learned: list[ConversationPayload] = field(default_factory=list)
    """Conversations that are known from now on, and need not be told."""
    until: float = math.inf
    """Messages that were written after this moment are left to their events."""
    is_all: bool = False
    """Whether there is no other part, so that all before each of them is told with it."""


class Reader:
    """Asks the API of one account what a ledger does not know."""

    def __init__(self, api: AgentApi, ledger: Ledger) -> None:
        self._api = api
        self._ledger = ledger

    def server_now(self) -> float | None:
        """Return a moment that the server's clock has surely reached, None for not known."""
        return self._api.server_clock.earliest(self._api.monotonic())

    async def read(self, gap: Gap, now: float, *, until: float) -> AsyncGenerator[Chunk, None]:
        """Yield what was missed since the gap began; the server's time is from `now` to `until`.

        Messages that are written while this is read are left out, or those of one conversation
        would come before older ones of another.
        """
        as_of = self.server_now()
        changed = await self._changed(gap, now)
        worth = {one.id: one for one in changed if self._is_worth(one, gap, now)}
        others = self._others({one.id for one in changed}) if gap.whole and gap.others else []
        ids = [*worth, *others]
        for start in range(0, len(ids), _CHUNK):
            chunk = Chunk(is_all=len(ids) <= _CHUNK, until=until)
            await self._read_all(ids[start : start + _CHUNK], worth, gap, as_of, chunk)
            chunk.missed.sort(key=lambda one: one.place)
            yield chunk
        if gap.whole and not gap.everything:
            yield Chunk(await self._notifications(gap))

    async def conversation(self, conversation_id: int) -> ConversationPayload | None:
        """Return a conversation, None when the server does not have it for us."""
        try:
            return await self._api.conversation(conversation_id)
        except (NotFound, NotAllowed):
            return None

    async def look_at(self, conversation_ids: Iterable[int]) -> Chunk:
        """Read conversations and their threads again that may be told wrongly."""
        chunk, gap = Chunk(), Gap(self._ledger.told_before)
        for number in sorted(conversation_ids):
            as_of = self.server_now()
            found = await self.conversation(number)
            if found is None:
                self._lose(number, chunk)
                continue
            await self._read_one(number, found, gap, as_of, chunk)
        chunk.missed.sort(key=lambda one: one.place)
        return chunk

    # Which conversations

    async def _changed(self, gap: Gap, now: float) -> list[ConversationPayload]:
        if gap.everything:
            return await self._pages(None)
        within = max(1, math.ceil(now - gap.since + SLACK))
        try:
            page = await self._api.conversations(status="all", updated_within=within)
        except Unreadable:
            # So much has changed that it is more than one answer.
            return await self._pages(gap.since - SLACK)
        found = page.payload
        is_dated = all(one.updated_at is not None for one in found)
        if (is_dated and len(found) != PAGE) or len(found) < PAGE:
            return found
        # A whole page is what servers answer that do not know the question.
        return await self._pages(gap.since - SLACK)

    async def _pages(self, since: float | None) -> list[ConversationPayload]:
        """Return all conversations page by page, the latest activity first, as far as `since`."""
        found: dict[int, ConversationPayload] = {}
        for number in range(1, _MOST_PAGES + 1):
            page = await self._api.conversations(status="all", page=number)
            found |= {one.id: one for one in page.payload}
            active = [one.last_activity_at or one.timestamp or math.inf for one in page.payload]
            if len(page.payload) < PAGE or (since is not None and min(active) < since):
                break
        return list(found.values())

    def _is_worth(self, one: ConversationPayload, gap: Gap, now: float) -> bool:
        """Tell whether a conversation of the answer may have something to tell."""
        if gap.whole:
            return True
        if (one.updated_at or one.last_activity_at or 0.0) > now - _ON_ITS_WAY:
            return False
        standing = self._ledger.standing_of_conversation(one)
        is_other = standing in (Standing.NEW, Standing.CHANGED)
        if one.updated_at is None:
            return is_other or _last_is_unknown(self._ledger, one)
        return is_other or self._ledger.is_unseen(one)

    def _others(self, known: Iterable[int]) -> list[int]:
        left = set(known)
        return list(islice((one for one in self._ledger.recent() if one not in left), THREADS))

    # What of them

    async def _read_all(
        self,
        ids: list[int],
        told: dict[int, ConversationPayload],
        gap: Gap,
        as_of: float | None,
        chunk: Chunk,
    ) -> None:
        waiting = iter(ids)

        async def read_on() -> None:
            for number in waiting:
                await self._read_one(number, told.get(number), gap, as_of, chunk)

        await _together(read_on() for _ in range(_AT_ONCE))

    async def _read_one(
        self,
        number: int,
        conversation: ConversationPayload | None,
        gap: Gap,
        as_of: float | None,
        chunk: Chunk,
    ) -> None:
        asked_at = self.server_now()
        try:
            messages = await self._thread(number, gap)
        except (NotFound, NotAllowed):
            self._lose(number, chunk)
            return
        account_id = self._api.account_id
        found: list[Missed] = []
        readable = [one for one in messages if (one.created_at or 0.0) <= chunk.until]
        # All before any is noted, which would make the next one look as if it came after it.
        standings = [self._ledger.standing_of_message(number, one) for one in readable]
        for message, standing in zip(readable, standings, strict=True):
            is_new = standing is Standing.NEW
            if is_new or standing is Standing.CHANGED:
                missed = missed_message(message, number, account_id, asked_at, is_new=is_new)
                found.append(missed)
            elif standing is Standing.OLD:
                self._ledger.note_message(number, message, at=asked_at, read=True)
        if conversation is not None:
            found += self._about(conversation, found, gap, as_of, chunk)
            if len(readable) == len(messages):
                chunk.seen[number] = conversation.updated_at
        chunk.missed += found

    def _about(
        self,
        conversation: ConversationPayload,
        messages: list[Missed],
        gap: Gap,
        as_of: float | None,
        chunk: Chunk,
    ) -> list[Missed]:
        """Return the conversation as an event, if it says anything that is not told."""
        standing = self._ledger.standing_of_conversation(conversation)
        at = conversation.updated_at
        is_from_before = gap.is_first or (at is not None and at < gap.since)
        if standing is Standing.OLD and is_from_before and not messages:
            chunk.learned.append(conversation)
            return []
        thread = self._ledger.thread(conversation.id)
        is_later = at is not None and at > (thread.heard_at if thread is not None else 0.0)
        if standing is Standing.TOLD and not messages and not (is_later and gap.whole):
            return []
        is_new = standing is Standing.NEW
        is_unheard_of = standing in (Standing.NEW, Standing.OLD)
        # What nobody has heard of comes before its messages, a change after them.
        first = min((one.place[0] for one in messages), default=None) if is_unheard_of else None
        return [
            missed_conversation(conversation, self._api.account_id, as_of, at=first, is_new=is_new)
        ]

    def _lose(self, number: int, chunk: Chunk) -> None:
        if self._ledger.thread(number) is not None:
            chunk.missed.append(lost_conversation(number, self._api.account_id))

    async def _thread(self, number: int, gap: Gap) -> list[MessagePayload]:
        """Return the messages of which something may be news, oldest first."""
        if gap.everything:
            return await self._after(number, 0)
        thread = self._ledger.thread(number)
        held = thread.messages if thread is not None else {}
        if held and gap.whole and len(held) > _MESSAGE_PAGE:
            return await self._after(number, min(held) - 1)
        latest = (await self._api.messages(number)).payload
        found = list(latest)
        # A page that reaches what is told has nothing missing before it.
        reaches = max(held, default=0)
        if gap.whole and held:
            reaches = min(held)
        while len(latest) >= _MESSAGE_PAGE and found:
            oldest = min(found, key=lambda one: one.id)
            is_before = (oldest.created_at or 0.0) < gap.since - SLACK
            if oldest.id <= reaches or (not held and is_before):
                break
            latest = (await self._api.messages(number, before=oldest.id)).payload
            if all(one.id >= oldest.id for one in latest):
                break
            found = [*latest, *found]
        return found

    async def _after(self, number: int, after_id: int) -> list[MessagePayload]:
        found: dict[int, MessagePayload] = {}
        while True:
            page = (await self._api.messages(number, after=after_id)).payload
            fresh = {one.id: one for one in page if one.id not in found}
            found |= fresh
            if len(page) < _MESSAGE_PAGE or not fresh:
                return list(found.values())
            after_id = max(found)

    async def _notifications(self, gap: Gap) -> list[Missed]:
        page = await self._api.notifications()
        return [
            missed_notification(one, self._api.account_id)
            for one in sorted(page.payload, key=lambda one: one.created_at or 0.0)
            if (one.created_at or 0.0) >= gap.since and not self._ledger.knows_notification(one.id)
        ]


def _last_is_unknown(ledger: Ledger, conversation: ConversationPayload) -> bool:
    nested = (*(conversation.messages or ()), conversation.last_non_activity_message)
    return any(
        ledger.standing_of_message(conversation.id, one) in (Standing.NEW, Standing.CHANGED)
        for one in nested
        if one is not None
    )


async def _together(jobs: Iterable[Awaitable[None]]) -> None:
    """Run jobs at once; the first that fails ends the others."""
    tasks = [asyncio.ensure_future(one) for one in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
