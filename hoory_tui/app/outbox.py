"""The outbox: what the agent wrote leaves in order, once, and is looked for before it is repeated.

Within a conversation one message is under way at a time, and the later ones wait until it is
known what became of it. A request without a clear answer is never repeated by itself: the
thread is read until it shows the message or until it is sure, or undecidable, that it does not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from random import Random
from typing import Final, Protocol

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.errors import HooryError, NotAllowed, SignInRefused
from hoory_tui.client.faults import LONGEST_PAUSE
from hoory_tui.store.happenings import Happening, SendMoved, SendSettled
from hoory_tui.store.records import Pending, SendState
from hoory_tui.store.select import pending_of
from hoory_tui.store.state import Store

RETRIES: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds between attempts at a server that surely got nothing; the last one repeats."""
LOOKS: Final = (2.0, 5.0, 15.0, 40.0, 75.0)
"""Seconds after leaving at which a message without a clear answer is looked for.

The last is beyond the minute after which proxies give up on a request that still runs.
"""
LOOK_AGAIN: Final = 15.0
"""Seconds until the next look when one could not be taken."""
TOO_OLD: Final = 24 * 3600.0
"""Seconds after which words are not sent without asking: their moment may have passed."""

_OLD: Final = "it was written more than a day ago"
_ABSENT: Final = "the server does not have it"
_SIGN_IN: Final = "the server wants another sign-in first"

Told = Callable[[Iterable[Happening]], Awaitable[None]]
"""Hand steps to the store and return when it has taken them in."""


class Shelf(Protocol):
    """What keeps unsent messages on disk; no method raises."""

    @property
    def keeps_markers(self) -> bool | None:
        """Whether the server keeps our marker; None while that is not known."""

    async def update(self, pending: Pending) -> None:
        """Keep how a message is doing."""

    async def note_markers(self, kept: bool) -> None:
        """Remember whether the server keeps our marker in its messages."""


class Outbox:
    """Sends what the store's outbox holds; the store and the shelf always know first."""

    def __init__(
        self,
        api: AgentApi,
        store: Store,
        shelf: Shelf,
        told: Told,
        look: Callable[[int, int], Awaitable[None]],
        now: Callable[[], float],
        rng: Random,
        signed_out: Callable[[], None] = lambda: None,
    ) -> None:
        self._api = api
        self._store = store
        self._shelf = shelf
        self._told = told
        self._look = look
        self._now = now
        self._rng = rng
        self._signed_out = signed_out
        self._busy: set[int] = set()
        self._tries: dict[str, int] = {}
        self._looks: dict[str, float] = {}
        """When, by `now`, each message without a clear answer is looked for next."""
        self._consented: set[str] = set()
        """Old messages that the agent wants to go out all the same."""
        self.is_signed_out = False
        """Nothing is tried until the agent asks again: the token is no longer good."""

    def due(self, now: float) -> set[int]:
        """Return the conversations in which something can be done now."""
        heads: dict[int, Pending] = {}
        for pending in self._store.outbox.values():
            heads.setdefault(pending.conversation_id, pending)
        return {one for one in heads if one not in self._busy and self._is_due(heads[one], now)}

    def nudge(self) -> None:
        """Try at once what waits for another attempt: the network is back or the agent asks."""
        self.is_signed_out = False
        self._tries.clear()

    async def send_again(self, pending: Pending) -> None:
        """Let a message leave that would not by itself; the agent has decided."""
        self._consented.add(pending.echo_id)
        await self._move(pending, SendState.QUEUED)

    async def run(self, conversation_id: int) -> None:
        """Do what is due in a conversation, one message after the other."""
        if conversation_id in self._busy:
            return
        self._busy.add(conversation_id)
        try:
            while (head := self._head(conversation_id)) and self._is_due(head, self._now()):
                if head.state is SendState.QUEUED:
                    await self._send(head)
                else:
                    await self._look_for(head)
        finally:
            self._busy.discard(conversation_id)

    def _head(self, conversation_id: int) -> Pending | None:
        return next(iter(pending_of(self._store, conversation_id)), None)

    def _is_due(self, pending: Pending, now: float) -> bool:
        match pending.state:
            case SendState.QUEUED:
                waits = pending.echo_id in self._tries and pending.retry_at is not None
                waits = waits and not _has_come(pending.retry_at or 0.0, now)
                return not (self.is_signed_out or waits)
            case SendState.CHECKING:
                return _has_come(self._looks.setdefault(pending.echo_id, now), now)
        return False

    async def _send(self, pending: Pending) -> None:
        now = self._now()
        if now - pending.created_at > TOO_OLD and pending.echo_id not in self._consented:
            await self._move(pending, SendState.FAILED, _OLD)
            return
        # On disk before on the wire: whoever finds it there must look before repeating it.
        if not await self._move(pending, SendState.SENDING, left_at=now):
            return
        try:
            message = await self._api.create_message(
                pending.conversation_id,
                pending.content,
                echo_id=pending.echo_id,
                private=pending.private,
            )
        except HooryError as error:
            await self._not_answered(pending, error)
            return
        self._tries.pop(pending.echo_id, None)
        await self._told([SendSettled(pending.echo_id, message)])
        attributes = message.content_attributes
        keeps = attributes is not None and attributes.marker == pending.echo_id
        if keeps != self._shelf.keeps_markers:
            await self._shelf.note_markers(keeps)

    async def _not_answered(self, pending: Pending, error: HooryError) -> None:
        if error.may_have_arrived:
            self._looks[pending.echo_id] = self._now() + LOOKS[0]
            await self._move(pending, SendState.CHECKING, error.sentence)
        elif error.passing:
            tries = self._tries.get(pending.echo_id, 0)
            self._tries[pending.echo_id] = tries + 1
            pause = RETRIES[min(tries, len(RETRIES) - 1)] * self._rng.uniform(0.8, 1.2)
            retry_at = self._now() + max(pause, error.retry_after or 0.0)
            await self._move(pending, SendState.QUEUED, error.sentence, retry_at=retry_at)
        elif await self._is_about_sign_in(error):
            self.is_signed_out = True
            self._signed_out()
            await self._move(pending, SendState.QUEUED, _SIGN_IN)
        else:
            await self._move(pending, SendState.FAILED, error.sentence)

    async def _is_about_sign_in(self, error: HooryError) -> bool:
        """Tell a token that is no longer good from a deed that is not allowed: both are 401."""
        if not (isinstance(error, SignInRefused | NotAllowed) and error.status == 401):
            return False
        try:
            await self._api.profile()
        except SignInRefused:
            return True
        except HooryError:
            # Not the moment to find out; what was said of the deed stands.
            return isinstance(error, SignInRefused)
        return False

    async def _look_for(self, pending: Pending) -> None:
        """Read what is newer than the message could know of; the store recognises it there."""
        now = self._now()
        # A clock that was set back must not make this wait for the past to come again.
        age = max(0.0, now - (pending.left_at if pending.left_at is not None else 0.0))
        try:
            await self._look(pending.conversation_id, pending.after_id)
        except HooryError as error:
            self._looks[pending.echo_id] = now + LOOK_AGAIN
            if not error.may_have_arrived and not error.passing:
                # Not even the thread can be read: nobody but the agent can find out.
                await self._move(pending, SendState.UNKNOWN, error.sentence)
            return
        # After the answer: the steps it brought are taken in before this returns.
        await self._told([])
        if pending.echo_id not in self._store.outbox:
            self._looks.pop(pending.echo_id, None)
            return
        later = [moment for moment in LOOKS if moment > age]
        if later:
            self._looks[pending.echo_id] = now + min(later[0] - age, LOOKS[-1])
        elif self._shelf.keeps_markers:
            await self._move(pending, SendState.FAILED, _ABSENT)
        else:
            await self._move(pending, SendState.UNKNOWN, pending.problem)

    async def _move(
        self,
        pending: Pending,
        state: SendState,
        problem: str = "",
        *,
        left_at: float | None = None,
        retry_at: float | None = None,
    ) -> bool:
        """Change how a message is doing; tell whether it is still ours to deal with."""
        held = self._store.outbox.get(pending.echo_id)
        if held is None:
            # An event has shown it meanwhile.
            return False
        moved = replace(
            held,
            state=state,
            problem=problem,
            left_at=held.left_at if left_at is None else left_at,
            retry_at=retry_at,
        )
        await self._shelf.update(moved)
        await self._told([SendMoved(held.echo_id, state, problem, moved.left_at, retry_at)])
        # The agent may have taken it back while it was being written down.
        return pending.echo_id in self._store.outbox


def _has_come(moment: float, now: float) -> bool:
    """Tell whether it is time; what is further away than any wait is of a clock set back since."""
    return not 0 < moment - now <= LONGEST_PAUSE
