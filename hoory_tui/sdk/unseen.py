"""Listening without being seen, and without touching what the agent has chosen to be.

Subscribing alone makes an agent look present for a while. Where they look so anyway, because they
sit at a dashboard, that changes nothing. Where they are away, they are set offline just for that
while, in which nobody could have told the difference, and then again to what they had chosen.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Final

from hoory_tui.client.errors import HooryError

if TYPE_CHECKING:
    from hoory_tui.sdk.backend import Backend

_log: Final = logging.getLogger(__name__)

LINGERS: Final = 22.0
"""Seconds after subscribing beyond which no server of the family takes an agent for present."""
_PAUSE: Final = 5.0
"""Seconds between two attempts to set the availability back."""
_FAREWELL: Final = 5.0
"""Seconds that giving it back may take at the end."""
_OFFLINE: Final = "offline"


class Unseen:
    """Keeps an agent who is away from looking present when a connection is made for them."""

    def __init__(
        self,
        backend: Backend,
    ) -> None:
        self._backend = backend
        self.owed: str | None = None
        """What the agent had chosen, as long as it is not given back."""
        self._lingers_until = 0.0
        self._giving: asyncio.Task[None] | None = None

    async def cover(self) -> None:
        """Make sure that the subscription which follows shows nobody; raises HooryError."""
        if self._giving is not None:
            self._giving.cancel()
            self._giving = None
        if self.owed is None and await self._would_show():
            self.owed = self._backend.availability
        if self.owed is not None and self._backend.availability != _OFFLINE:
            # Owed before it is asked for: it may be obeyed though no answer comes.
            self._backend.take_profile(await self._backend.api.set_availability(_OFFLINE))
        if self.owed is not None:
            self._lingers_until = asyncio.get_running_loop().time() + LINGERS
            self._giving = asyncio.create_task(self._give_back_later(), name="unseen: give back")

    async def _would_show(self) -> bool:
        chosen = self._backend.availability
        if chosen in ("", _OFFLINE):
            return False
        mine = self._backend.profile.id
        seen = [one for one in await self._backend.api.agents() if one.id == mine]
        return not seen or seen[0].availability_status == _OFFLINE

    async def _give_back_later(self) -> None:
        await asyncio.sleep(LINGERS)
        while self.owed is not None:
            try:
                await self._give_back()
            except HooryError as error:
                _log.warning("the availability is not set back yet: %s", error)
                await asyncio.sleep(_PAUSE)

    async def _give_back(self) -> None:
        if self.owed is None:
            return
        backend = self._backend
        backend.take_profile(await backend.api.profile())
        # Whoever chose something meanwhile, meant it.
        if backend.availability == _OFFLINE:
            backend.take_profile(await backend.api.set_availability(self.owed))
        self.owed = None

    @property
    def seconds_left(self) -> float:
        """How long it takes until giving back what is owed shows us to nobody."""
        if self.owed is None:
            return 0.0
        return max(0.0, self._lingers_until - asyncio.get_running_loop().time())

    @property
    def debt(self) -> str:
        """What is left to do for the agent where giving back did not work, "" for nothing."""
        if self.owed is None:
            return ""
        return (
            f"Your availability could not be set back and is offline; set it to {self.owed} "
            "yourself."
        )

    async def close(self, *, at_once: bool = False) -> None:
        """Give back what is owed once that shows us to nobody, or `at_once`, as when cancelled.

        When even that fails, `debt` says so.
        """
        try:
            if self._giving is not None and self.owed is not None and not at_once:
                async with asyncio.timeout(self.seconds_left + _FAREWELL):
                    await asyncio.shield(self._giving)
        except TimeoutError:
            pass
        finally:
            await self._close_now()

    async def _close_now(self) -> None:
        if self._giving is not None:
            self._giving.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._giving
            self._giving = None
        with contextlib.suppress(HooryError, TimeoutError):
            async with asyncio.timeout(_FAREWELL):
                await self._give_back()
