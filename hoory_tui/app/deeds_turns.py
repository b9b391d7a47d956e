"""Turns: one deed after the other for each conversation, in the order in which they were asked."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

AT_ONCE: Final = 4
"""Conversations of one large deed that the server is asked about at the same time."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the row before one conversation: it comes after `before`, and ends by `over`."""

    before: asyncio.Event | None
    over: asyncio.Event


class Turns:
    """Whose turn it is, by conversation."""

    def __init__(self) -> None:
        self._last: dict[int, asyncio.Event] = {}
        self._slots = asyncio.Semaphore(AT_ONCE)

    def take(self, conversation_ids: Iterable[int]) -> dict[int, Turn]:
        """Take a place in the row of each; at once, or the next key would come first."""
        taken = {}
        for one in conversation_ids:
            over = asyncio.Event()
            taken[one] = Turn(self._last.get(one), over)
            self._last[one] = over
        return taken

    async def each(self, turns: Mapping[int, Turn], job: Callable[[int], Awaitable[None]]) -> None:
        """Do the job for every conversation when it is its turn, several at once.

        What is asked of a single one never waits for the many.
        """
        waiting = deque(turns.items())

        async def do_some() -> None:
            while waiting:
                conversation_id, turn = waiting.popleft()
                await self._await(turn)
                try:
                    if len(turns) == 1:
                        await job(conversation_id)
                        continue
                    # Only now: whoever waits in a row holds nothing that others wait for.
                    async with self._slots:
                        await job(conversation_id)
                finally:
                    self._end(conversation_id, turn)

        try:
            await asyncio.gather(*(do_some() for _ in range(min(AT_ONCE, len(turns)))))
        finally:
            # Given up in the middle: nobody may wait for those that were never begun.
            for conversation_id, turn in waiting:
                self._end(conversation_id, turn)

    async def together(self, turns: Mapping[int, Turn], job: Callable[[], Awaitable[None]]) -> None:
        """Do one job for all of them, when it is the turn of each."""
        try:
            for turn in turns.values():
                await self._await(turn)
            await job()
        finally:
            for conversation_id, turn in turns.items():
                self._end(conversation_id, turn)

    async def _await(self, turn: Turn) -> None:
        if turn.before is not None:
            await turn.before.wait()

    def _end(self, conversation_id: int, turn: Turn) -> None:
        turn.over.set()
        if self._last.get(conversation_id) is turn.over:
            del self._last[conversation_id]
