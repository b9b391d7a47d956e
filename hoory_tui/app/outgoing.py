"""What the others see of our writing: the sign that we type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hoory_tui.client.errors import HooryError

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi

TYPING_REPEAT: Final = 20.0
"""Seconds after which "typing" is said again; receivers forget it after thirty."""
TYPING_PAUSE: Final = 4.0
"""Seconds without a key after which we are no longer typing."""


class TypingSign:
    """Tells the others that we type, no more often than they need to hear it.

    A sign that gets lost is not worth a word to the agent.
    """

    def __init__(self, api: AgentApi, clock: Callable[[], float]) -> None:
        self._api = api
        self._clock = clock
        self._shown: tuple[int, bool] | None = None
        self._said_at = 0.0
        self._typed_at = 0.0

    def note(self, conversation_id: int, *, private: bool) -> bool:
        """Note a keystroke; tell whether the others have to hear of it now."""
        self._typed_at = self._clock()
        is_known = self._shown == (conversation_id, private)
        return not is_known or self._typed_at - self._said_at >= TYPING_REPEAT

    async def start(self, conversation_id: int, *, private: bool) -> None:
        """Say that we type here, and no longer where we typed before."""
        here = (conversation_id, private)
        if here != self._shown:
            await self.stop()
        self._shown, self._said_at = here, self._clock()
        await self._say(conversation_id, on=True, private=private)

    def is_over(self) -> bool:
        """Tell whether we are still shown as typing though no key came for a while."""
        return self._shown is not None and self._clock() - self._typed_at >= TYPING_PAUSE

    async def stop(self) -> None:
        """Say that we no longer type, if we were."""
        if self._shown is not None:
            (conversation_id, private), self._shown = self._shown, None
            await self._say(conversation_id, on=False, private=private)

    async def _say(self, conversation_id: int, *, on: bool, private: bool) -> None:
        try:
            await self._api.toggle_typing(conversation_id, on=on, private=private)
        except HooryError:
            return
