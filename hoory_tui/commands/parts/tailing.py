"""One run of a stream: items are taken, sifted, handed on, and only then counted as told."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Final

from hoory_tui.commands.exits import Exit
from hoory_tui.commands.parts.tail_sinks import Output, Program
from hoory_tui.commands.parts.told_words import spoken_line
from hoory_tui.wire.link import LinkState, LinkStatus

if TYPE_CHECKING:
    import argparse

    from hoory_tui.commands.context import Context
    from hoory_tui.commands.parts.tail_sieve import Sieve
    from hoory_tui.sdk.following.follower import Follower
    from hoory_tui.sdk.following.items import Told
    from hoory_tui.sdk.following.memory import CursorFile
    from hoory_tui.sdk.ruling import Ruler

_BATCH: Final = 64
"""Lines that are written at once."""
_LOOK: Final = 1.0
"""Seconds between two looks whether anybody still reads, and whether there is anything left."""


class Run:
    """Takes what a follower tells until there was enough of it."""

    def __init__(
        self,
        follower: Follower,
        sieve: Sieve,
        options: argparse.Namespace,
        context: Context,
        memory: CursorFile | None,
        ruler: Ruler | None = None,
    ) -> None:
        self._follower = follower
        self._sieve = sieve
        self._memory = memory
        self._context = context
        self._ruler = ruler
        self._left: int | None = options.limit
        self._idle: float | None = options.until_idle
        self._in_words: bool = options.words
        self._output = Output(context.stdout, spoken_line if self._in_words else None)
        self._program: Program | None = None
        if options.program:
            self._program = Program(
                options.program,
                seconds=options.exec_timeout,
                environ=context.environ,
                goes_on=options.keep_going,
                tell=context.tell,
            )
        self._tells_links: bool = options.links
        self._was_live = self._was_lost = False
        self._quiet_since = asyncio.get_running_loop().time()
        self._is_torn = False
        """Whether items were taken that are not counted as told."""

    async def run(self) -> Exit:
        """Go on until the limit, until all is quiet, or until cancelled."""
        async with self._follower:
            try:
                while self._left is None or self._left > 0:
                    batch = await self._batch()
                    if not batch:
                        break
                    self._is_torn = True
                    await self._hand_on(batch)
                    self._is_torn = False
            finally:
                if not self._is_torn:
                    self._keep_place()
                if (seconds := self._follower.seconds_unseen) > 0:
                    self._context.tell(
                        f"hoory-tui tail: waiting {seconds:.0f} s, until giving back your "
                        "availability shows you to nobody; ctrl+c leaves at once."
                    )
        return Exit.DONE

    async def _batch(self) -> list[Told]:
        """Return what there is to take, waiting for something; nothing when it is over."""
        loop = asyncio.get_running_loop()
        while not (found := self._take()):
            if self._follower.is_over:
                await self._follower.ended()
                return []
            self._output.look()
            if not self._follower.is_caught_up:
                self._quiet_since = loop.time()
            elif self._idle is not None and loop.time() - self._quiet_since >= self._idle:
                return []
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(_LOOK, self._idle or _LOOK)):
                    await self._follower.wait()
        return found

    def _take(self) -> list[Told]:
        found: list[Told] = []
        while len(found) < _BATCH and (told := self._follower.take()) is not None:
            found.append(told)
        return found

    async def _hand_on(self, batch: list[Told]) -> None:
        if self._ruler is not None:
            for told in batch:
                await self._ruler.hear(told)
        if self._program is not None:
            for told in batch:
                if await self._is_wanted(told):
                    await self._program.take(told)
                    self._count(1)
                self._confirm([told])
                if self._left == 0:
                    return
            return
        wanted: list[Told] = []
        done = 0
        for told in batch:
            done += 1
            if await self._is_wanted(told):
                wanted.append(told)
                if len(wanted) == self._left:
                    break
        await self._output.take(wanted)
        self._count(len(wanted))
        self._confirm(batch[:done])

    async def _is_wanted(self, told: Told) -> bool:
        if isinstance(told.event, LinkStatus):
            self._say(told.event)
            return self._tells_links
        if self._in_words and not spoken_line(told):
            return False
        return await self._sieve.takes(told)

    def _say(self, link: LinkStatus) -> None:
        """Tell whoever sits there when the connection is lost, and when it is back."""
        is_live = link.state is LinkState.LIVE
        if not self._context.stderr.isatty() or is_live == self._was_live:
            return
        if is_live and self._was_lost:
            self._context.tell("hoory-tui tail: the connection is back; what was missed is told.")
        elif self._was_live:
            why = link.detail or f"the connection is lost ({link.cause.value or 'closed'})"
            self._context.tell(f"hoory-tui tail: {why.rstrip('.')}; what is missed is told later.")
            self._was_lost = True
        self._was_live = is_live

    def _count(self, lines: int) -> None:
        if lines:
            self._quiet_since = asyncio.get_running_loop().time()
        if self._left is not None:
            self._left -= lines

    def _confirm(self, told: list[Told]) -> None:
        if self._memory is not None:
            self._memory.confirm(told)

    def _keep_place(self) -> None:
        """Keep how far the quiet reaches, so that the next run has less to read."""
        is_all = self._left is None or self._left > 0
        if self._memory is not None and is_all and self._follower.is_caught_up:
            self._memory.confirm_cursor(self._follower.cursor)
