"""Doing: changes of conversations and typing signs, on their way to the server.

A change is shown at once and taken back only if the server refuses it and nothing newer
was heard.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakValueDictionary

from hoory_tui.app.sync import Complain, Tell
from hoory_tui.client.errors import HooryError
from hoory_tui.store.happenings import ProposalFailed, Proposed

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi

TYPING_REPEAT: Final = 20.0
"""Seconds after which "typing" is said again; receivers forget it after thirty."""
TYPING_PAUSE: Final = 4.0
"""Seconds without a key after which we are no longer typing."""


class Outgoing:
    """Deeds of the agent that the server has to hear of."""

    def __init__(
        self,
        api: AgentApi,
        tell: Tell,
        complain: Complain,
        look_again: Callable[[int], Awaitable[None]],
    ) -> None:
        self._api = api
        self._tell = tell
        self._complain = complain
        self._look_again = look_again
        self._deeds: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def change_status(self, change: Proposed, before: Mapping[str, Any]) -> None:
        """Ask the server for a status that is shown already."""
        status = change.fields["status"]
        await self._change(
            change,
            before,
            lambda: self._api.set_status(change.conversation_id, status),
            f"#{change.conversation_id} is still {before['status']}",
        )

    async def assign(self, change: Proposed, before: Mapping[str, Any]) -> None:
        """Ask the server for an assignee, or none, that is shown already."""
        agent_id = change.fields["assignee_id"]
        await self._change(
            change,
            before,
            lambda: self._api.assign(change.conversation_id, agent_id),
            f"The assignee of #{change.conversation_id} is unchanged",
        )

    async def _change(
        self,
        change: Proposed,
        before: Mapping[str, Any],
        ask: Callable[[], Awaitable[object]],
        kept: str,
    ) -> None:
        conversation_id = change.conversation_id
        # One deed after the other, or the server may carry out the last wish first.
        mine = self._deeds.setdefault(conversation_id, asyncio.Lock())
        async with mine:
            try:
                await ask()
            except HooryError as error:
                self._tell([ProposalFailed(conversation_id, change.fields, dict(before))])
                self._complain(f"{kept}: {error.sentence}")
                # What we held before may have been a wish as well; the server knows.
                await self._look_again(conversation_id)


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
