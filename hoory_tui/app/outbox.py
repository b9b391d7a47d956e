"""The outbox: what the agent wrote leaves in order, once, and is looked for before it is repeated.

Within a conversation one message is under way at a time, and the later ones wait until it is
known what became of it. A request without a clear answer is never repeated by itself: the
thread is read until it shows the message or until it is sure, or undecidable, that it does not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Final, Protocol

from hoory_tui.app.uploading import progress_of
from hoory_tui.client.errors import HooryError, NotAllowed, SignInRefused
from hoory_tui.sdk.enclosing import content_attributes, further_fields
from hoory_tui.sdk.sending import LOOK_AGAIN
from hoory_tui.sdk.sending import LOOKS as LOOKS
from hoory_tui.store.happenings import Happening, SendMoved, SendProgressed, SendSettled
from hoory_tui.store.records import Pending, SendState
from hoory_tui.store.select import pending_of
from hoory_tui.store.state import Store
from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.opening import OpenFile, close_all, open_aside
from hoory_tui.words import said, to_say

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.client.upload import Progress

RETRIES: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds between attempts at a server that surely got nothing; the last one repeats."""
TOO_OLD: Final = 24 * 3600.0
"""Seconds after which words are not sent without asking: their moment may have passed."""
DISK_PAUSE: Final = 5.0
"""Seconds until a disk that would not note that a message leaves is asked again."""

_OLD: Final = to_say("it was written more than a day ago")
_NO_DISK: Final = to_say("the disk does not take down that it leaves, so it stays")
_ABSENT: Final = to_say("the server does not have it")
_SIGN_IN: Final = to_say("the server wants another sign-in first")

Told = Callable[[Iterable[Happening]], Awaitable[None]]
"""Hand steps to the store and return when it has taken them in."""


class Shelf(Protocol):
    """What keeps unsent messages on disk; no method raises."""

    @property
    def keeps_markers(self) -> bool | None:
        """Whether the server keeps our marker; None while that is not known."""

    def is_outdated(self, echo_id: str) -> bool:
        """Tell whether the disk holds a message in another state than the one it has."""

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
        monotonic: Callable[[], float],
        rng: Random,
        signed_out: Callable[[], None] = lambda: None,
    ) -> None:
        self._api = api
        self._store = store
        self._shelf = shelf
        self._told = told
        self._look = look
        self._now = now
        self._monotonic = monotonic
        self._rng = rng
        self._signed_out = signed_out
        self._busy: set[int] = set()
        self._tries: dict[str, int] = {}
        # Waits go by the monotonic clock: a wall clock that is put right must neither hold a
        # message up nor make the last look of one that has only just left.
        self._retries: dict[str, float] = {}
        self._asked: set[str] = set()
        """Those of the retries whose moment the server named."""
        self._looks: dict[str, float] = {}
        self._left: dict[str, float] = {}
        self._consented: set[str] = set()
        """Old messages that the agent wants to go out all the same."""
        self.is_signed_out = False
        """Nothing is tried until the agent asks again: the token is no longer good."""

    def due(self) -> set[int]:
        """Return the conversations in which something can be done now."""
        heads: dict[int, Pending] = {}
        for pending in self._store.outbox.values():
            heads.setdefault(pending.conversation_id, pending)
        return {one for one in heads if one not in self._busy and self._is_due(heads[one])}

    def nudge(self, *, by_hand: bool = False) -> None:
        """Try at once what waits for another attempt: the network is back or the agent asks.

        Only an agent, by hand, puts an end to a pause that the server asked for.
        """
        self.is_signed_out = False
        self._tries.clear()
        kept = frozenset() if by_hand else self._asked
        self._retries = {one: at for one, at in self._retries.items() if one in kept}

    def tidy(self) -> None:
        """Forget what is remembered about messages that are settled for good."""
        matches = self._store.matches.values()
        # What was taken for settled by its words alone may come back.
        known = self._store.outbox.keys() | {one.pending.echo_id for one in matches}
        for memory in (self._tries, self._retries, self._looks, self._left):
            for echo_id in memory.keys() - known:
                del memory[echo_id]
        self._asked &= known
        self._consented &= known

    async def send_again(self, pending: Pending) -> None:
        """Let a message leave that would not by itself; the agent has decided."""
        self._consented.add(pending.echo_id)
        await self._move(pending, SendState.QUEUED)

    async def release(self, pending: Pending) -> None:
        """Let a message go that was held, if it still is."""
        held = self._store.outbox.get(pending.echo_id)
        if held is not None and held.state is SendState.HELD:
            await self._move(held, SendState.QUEUED)

    async def run(self, conversation_id: int) -> None:
        """Do what is due in a conversation, one message after the other."""
        if conversation_id in self._busy:
            return
        self._busy.add(conversation_id)
        try:
            while (head := self._head(conversation_id)) and self._is_due(head):
                if head.state is SendState.QUEUED:
                    await self._send(head)
                else:
                    await self._look_for(head)
        finally:
            self._busy.discard(conversation_id)

    def _head(self, conversation_id: int) -> Pending | None:
        return next(iter(pending_of(self._store, conversation_id)), None)

    def _is_due(self, pending: Pending) -> bool:
        if self.is_signed_out:
            return False
        now = self._monotonic()
        match pending.state:
            case SendState.QUEUED:
                return now >= self._retries.get(pending.echo_id, now)
            case SendState.CHECKING:
                return now >= self._looks.setdefault(pending.echo_id, now)
        return False

    async def _send(self, pending: Pending) -> None:
        now = self._now()
        if now - pending.created_at > TOO_OLD and pending.echo_id not in self._consented:
            await self._move(pending, SendState.FAILED, said(_OLD))
            return
        try:
            files = await open_aside(pending.files)
        except UnsendableError as error:
            await self._move(pending, SendState.FAILED, error.sentence)
            return
        try:
            await self._leave(pending, files, now)
        finally:
            close_all(files)

    async def _leave(self, pending: Pending, files: Sequence[OpenFile], now: float) -> None:
        # On disk before on the wire: whoever finds it there must look before repeating it.
        if not await self._move(pending, SendState.SENDING, left_at=now):
            return
        if self._shelf.is_outdated(pending.echo_id):
            # After a crash it would be found as one that never left, and leave again.
            await self._wait(pending, DISK_PAUSE, said(_NO_DISK))
            return
        self._left[pending.echo_id] = self._monotonic()
        try:
            message = await self._api.create_message(
                pending.conversation_id,
                pending.content,
                echo_id=pending.echo_id,
                private=pending.private,
                files=files,
                progress=self._progress_of(pending),
                content_attributes=content_attributes(pending.enclosure),
                further=further_fields(pending.enclosure),
            )
        except HooryError as error:
            if files:
                # Much time may have passed since it began to leave, none since it last did.
                self._left[pending.echo_id] = self._monotonic()
            await self._not_answered(pending, error)
            return
        self._tries.pop(pending.echo_id, None)
        self._retries.pop(pending.echo_id, None)
        self._asked.discard(pending.echo_id)
        await self._told([SendSettled(pending.echo_id, message)])
        attributes = message.content_attributes
        keeps = attributes is not None and attributes.marker == pending.echo_id
        if keeps != self._shelf.keeps_markers:
            await self._shelf.note_markers(keeps)

    def _progress_of(self, pending: Pending) -> Progress:
        """Return what tells the store how much of the files has left."""

        async def tell(uploaded: int) -> None:
            await self._told([SendProgressed(pending.echo_id, uploaded)])

        return progress_of(pending, self._monotonic, tell)

    async def _not_answered(self, pending: Pending, error: HooryError) -> None:
        if error.may_have_arrived:
            self._looks[pending.echo_id] = self._monotonic() + LOOKS[0]
            await self._move(pending, SendState.CHECKING, error.sentence)
        elif error.passing:
            tries = self._tries.get(pending.echo_id, 0)
            self._tries[pending.echo_id] = tries + 1
            pause = RETRIES[min(tries, len(RETRIES) - 1)] * self._rng.uniform(0.8, 1.2)
            if error.retry_after is None:
                self._asked.discard(pending.echo_id)
            else:
                self._asked.add(pending.echo_id)
            await self._wait(pending, max(pause, error.retry_after or 0.0), error.sentence)
        elif await self._is_about_sign_in(error):
            self.is_signed_out = True
            self._signed_out()
            await self._move(pending, SendState.QUEUED, said(_SIGN_IN))
        else:
            await self._move(pending, SendState.FAILED, error.sentence)

    async def _wait(self, pending: Pending, pause: float, problem: str) -> None:
        """Queue a message that surely has not left, for another attempt after a pause."""
        self._retries[pending.echo_id] = self._monotonic() + pause
        await self._move(pending, SendState.QUEUED, problem, retry_at=self._now() + pause)

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
        now = self._monotonic()
        age = now - self._left.setdefault(pending.echo_id, now - self._age_on_disk(pending))
        try:
            await self._look(pending.conversation_id, pending.after_id)
        except HooryError as error:
            self._looks[pending.echo_id] = now + LOOK_AGAIN
            if await self._is_about_sign_in(error):
                self.is_signed_out = True
                self._signed_out()
            elif not error.may_have_arrived and not error.passing:
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
            await self._move(pending, SendState.FAILED, said(_ABSENT))
        else:
            await self._move(pending, SendState.UNKNOWN, pending.problem)

    def _age_on_disk(self, pending: Pending) -> float:
        """Return the seconds since a message left that an earlier console has handed on."""
        if pending.left_at is None:
            return LOOKS[-1]
        if pending.files:
            # They may have been leaving until a moment ago.
            return 0.0
        # By a clock that was set back it leaves only later; then it has left just now.
        return max(0.0, self._now() - pending.left_at)

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
            # An event has shown it meanwhile, or what is like it: the store tells them apart.
            at = pending.left_at if left_at is None else left_at
            await self._told([SendMoved(pending.echo_id, state, problem, at, retry_at)])
            return pending.echo_id in self._store.outbox
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
