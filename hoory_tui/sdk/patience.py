"""Asking again: what surely did not arrive is repeated, what may have is looked up first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, TypeVar

from hoory_tui.client.errors import Broken, HooryError, ServerFailed, TooManyRequests
from hoory_tui.sdk.errand import Errand, Outcome

PAUSES: Final = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between two attempts; after the last one it has failed."""
_SLOWLY: Final = 5.0
"""Seconds to wait at least when a server asks to slow down and does not say for how long."""
_SAME_WISH: Final = 1.0

T = TypeVar("T")


class Patience:
    """Repeats what is worth it; one server's wish for a pause is heard by all who ask it.

    `clock` gives seconds that only rise, `pauses` are what lies between two attempts. `paused`
    hears for how many seconds the server wants to be left alone, once for each such wish.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        pauses: Sequence[float] = PAUSES,
        paused: Callable[[float], None] = lambda _: None,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._pauses = pauses
        self._paused = paused
        self._quiet_until = 0.0
        self._awake = asyncio.Event()

    def nudge(self) -> None:
        """Try again now what waits for a network that is back; a server's wish still stands."""
        self._awake.set()
        self._awake = asyncio.Event()

    async def carry_out(self, errand: Errand) -> Outcome:
        """Have an errand done; raises HooryError."""
        is_unsure = False

        async def attempt() -> Outcome:
            nonlocal is_unsure
            if is_unsure and (found := await errand.look_up()) is not None:
                return found
            try:
                return await errand.go()
            except HooryError as error:
                is_unsure |= error.may_have_arrived
                raise

        try:
            return await self.ask(attempt)
        except HooryError as error:
            found = await self._found_after_all(errand, error)
            if found is None:
                raise
            return found

    async def ask(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Ask until there is an answer, or a refusal, or enough of it; raises HooryError."""
        for pause in self._pauses:
            await self._calm()
            try:
                return await attempt()
            except HooryError as error:
                if not _is_worth_repeating(error):
                    raise
                await self._rest(error, pause)
        await self._calm()
        return await attempt()

    async def _found_after_all(self, errand: Errand, error: HooryError) -> Outcome | None:
        """Return what became of it where a server refuses and may have obeyed all the same."""
        if not (error.may_have_arrived or errand.is_obeyed_though_refused):
            return None
        try:
            return await errand.look_up()
        except HooryError:
            return None

    async def _calm(self) -> None:
        while (left := self._quiet_until - self._clock()) > 0:
            await self._sleep(left)

    async def _rest(self, error: HooryError, pause: float) -> None:
        asked_for = error.retry_after
        if asked_for is None and isinstance(error, TooManyRequests):
            asked_for = max(pause, _SLOWLY)
        if asked_for is not None:
            until = self._clock() + asked_for
            # Several who asked at the same time are told the same.
            if until > self._quiet_until + _SAME_WISH:
                self._paused(asked_for)
            self._quiet_until = max(self._quiet_until, until)
            return
        try:
            async with asyncio.timeout(pause):
                await self._awake.wait()
        except TimeoutError:
            return


def _is_worth_repeating(error: HooryError) -> bool:
    # A plain 500 is what these servers say to values that they do not take.
    in_trouble = isinstance(error, ServerFailed) and error.status != 500
    return error.passing or isinstance(error, Broken) or in_trouble
