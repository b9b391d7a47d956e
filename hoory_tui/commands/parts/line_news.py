"""What comes in while somebody works in lines: held back, and told between two lines."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.parts.told_words import sentence_of
from hoory_tui.wire.link import LinkState, LinkStatus

if TYPE_CHECKING:
    from hoory_tui.commands.parts.line_desk import LineDesk
    from hoory_tui.sdk.following.follower import Follower

_HELD: Final = 200
"""Sentences that are held back; of more the oldest ones are only counted."""
AT_ONCE: Final = 7
"""More than these are counted first, and told when they are asked for."""


class LineNews:
    """Sentences that wait, and the task that gathers them."""

    def __init__(self, follower: Follower, desk: LineDesk, came: Callable[[], None]) -> None:
        self._follower = follower
        self._desk = desk
        self._came = came
        self._waiting: deque[str] = deque()
        self._left_out = 0
        self._was_lost = False
        self.is_quiet = False
        """Whether nothing is told before it is asked for."""

    async def gather(self) -> None:
        """Take what comes for as long as anything does; raises SignInRefused."""
        async for told in self._follower:
            event = told.event
            if isinstance(event, LinkStatus):
                self._note_link(event)
                continue
            self._desk.hear(event)
            self._hold(sentence_of(event, self._desk.store.me_id, self._desk.store))

    def _note_link(self, link: LinkStatus) -> None:
        # That it is live from the beginning is no news, and every attempt is none either.
        is_lost = link.state in (LinkState.WAITING, LinkState.HALTED, LinkState.DEGRADED)
        if is_lost and not self._was_lost and link.cause.value:
            self._was_lost = True
            self._hold(sentence_of(link))
        elif link.state is LinkState.LIVE and self._was_lost:
            self._was_lost = False
            self._hold(sentence_of(link))

    def _hold(self, sentence: str) -> None:
        if not sentence:
            return
        self._waiting.append(sentence)
        if len(self._waiting) > _HELD:
            self._waiting.popleft()
            self._left_out += 1
        self._came()

    def taken(self, *, all_of_them: bool) -> list[str]:
        """Return what is to be told now; where it is much and not asked for, only how much."""
        if not self._waiting or (self.is_quiet and not all_of_them):
            return []
        if len(self._waiting) > AT_ONCE and not all_of_them:
            return [f"{len(self._waiting) + self._left_out} things happened; events tells them."]
        said = list(self._waiting)
        if self._left_out:
            said.insert(0, f"{self._left_out} earlier ones were left out.")
        self._waiting.clear()
        self._left_out = 0
        return said

    def watch(self) -> asyncio.Task[None]:
        """Begin to gather."""
        return asyncio.create_task(self.gather(), name="line-news")
