"""Telling the agents that the contact types, no more often than they need to hear it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from hoory_tui.client.errors import HooryError

REPEAT: Final = 20.0
"""Seconds after which "typing" is said again; receivers forget it after thirty."""
PAUSE: Final = 4.0
"""Seconds without another word after which the contact is no longer typing."""


class TypingSign:
    """The sign of one contact; a sign that gets lost is not worth a word."""

    def __init__(
        self,
        say: Callable[[int, bool], Awaitable[None]],
        clock: Callable[[], float],
        *,
        pause: float = PAUSE,
    ) -> None:
        self._say = say
        self._clock = clock
        self._pause = pause
        self._shown: int | None = None
        self._said_at = 0.0
        self._ending: asyncio.TimerHandle | None = None
        self._stopping: asyncio.Task[None] | None = None

    async def start(self, conversation_id: int) -> None:
        """Note that the contact types here just now."""
        self._let_it_end()
        if self._shown == conversation_id and self._clock() - self._said_at < REPEAT:
            return
        if self._shown not in (None, conversation_id):
            await self.stop()
            self._let_it_end()
        self._shown, self._said_at = conversation_id, self._clock()
        await self._try(conversation_id, on=True)

    async def stop(self) -> None:
        """Say that the contact no longer types, if that was said."""
        self.forget()
        shown, self._shown = self._shown, None
        if shown is not None:
            await self._try(shown, on=False)

    def forget(self) -> None:
        """Let nothing be said later."""
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None

    def sent(self) -> None:
        """Take note that a message left: it ends the sign wherever it is shown."""
        self.forget()
        self._shown = None

    def _let_it_end(self) -> None:
        self.forget()
        self._ending = asyncio.get_running_loop().call_later(self._pause, self._end)

    def _end(self) -> None:
        self._ending = None
        self._stopping = asyncio.ensure_future(self.stop())

    async def close(self) -> None:
        """Say it before the connections are closed."""
        await self.stop()
        if self._stopping is not None:
            await self._stopping

    async def _try(self, conversation_id: int, *, on: bool) -> None:
        try:
            await self._say(conversation_id, on)
        except HooryError:
            return
