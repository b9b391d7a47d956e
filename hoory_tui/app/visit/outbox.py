"""The visitor's words on their way: in order, each once, on disk before they are on the wire."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from random import Random
from typing import Final

from hoory_tui.app.uploading import progress_of
from hoory_tui.client.errors import HooryError
from hoory_tui.client.upload import Progress
from hoory_tui.sdk.inbox.errors import Sent, UnclearSend
from hoory_tui.sdk.inbox.service import InboxService
from hoory_tui.store.happenings import SendMoved, SendProgressed
from hoory_tui.store.records import Pending, SendState
from hoory_tui.store.visit.happenings import Answered, Happening, SendBegan
from hoory_tui.store.visit.state import UNBEGUN, Visit
from hoory_tui.uploads.aside import aside
from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.opening import examine
from hoory_tui.words import said, to_say

RETRIES: Final = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Seconds between attempts at a server that surely got nothing; the last one repeats."""
LOOK_FOR: Final = 90.0
"""Seconds after leaving within which a message of an earlier console may still turn up."""
LOOK_AGAIN: Final = 5.0
TOO_OLD: Final = 24 * 3600.0
"""Seconds after which words are not sent without asking: their moment may have passed."""
DISK_PAUSE: Final = 5.0
_OLD: Final = to_say("it was written more than a day ago")
_NO_DISK: Final = to_say("the disk does not take down that it leaves, so it stays")
_ABSENT: Final = to_say("the conversation does not show it")

Tell = Callable[[Iterable[Happening]], Awaitable[None]]
"""Hand steps over and return when they have been taken in."""


class VisitOutbox:
    """Sends what the visit holds; `keep` puts it on disk and tells whether it is there."""

    def __init__(
        self,
        service: InboxService,
        visit: Visit,
        tell: Tell,
        keep: Callable[[], Awaitable[bool]],
        now: Callable[[], float],
        monotonic: Callable[[], float],
        rng: Random,
    ) -> None:
        self._service = service
        self._visit = visit
        self._tell = tell
        self._keep = keep
        self._now = now
        self._monotonic = monotonic
        self._rng = rng
        self._is_busy = False
        self._tries: dict[str, int] = {}
        self._due_at: dict[str, float] = {}
        self._consented: set[str] = set()

    def is_due(self) -> bool:
        """Tell whether something can be done now."""
        return not self._is_busy and self._next() is not None

    def nudge(self) -> None:
        """Try at once what waits for another attempt."""
        self._due_at.clear()

    async def again(self, pending: Pending) -> None:
        """Send one that did not go out, because the visitor wants it so."""
        self._consented.add(pending.echo_id)
        self._due_at.pop(pending.echo_id, None)
        await self._move(pending, SendState.QUEUED)

    async def run(self) -> None:
        """Do all that is due, one after the other."""
        if self._is_busy:
            return
        self._is_busy = True
        try:
            while (pending := self._next()) is not None:
                if pending.state is SendState.CHECKING:
                    await self._look_for(pending)
                else:
                    await self._send(pending)
        finally:
            self._is_busy = False

    def _next(self) -> Pending | None:
        """Return the first of a conversation that something can be done about; later ones wait."""
        heads: dict[int, Pending] = {}
        for pending in self._visit.sends.values():
            heads.setdefault(pending.conversation_id, pending)
        now = self._monotonic()
        for head in heads.values():
            is_ready = head.state in (SendState.QUEUED, SendState.CHECKING)
            if is_ready and now >= self._due_at.get(head.echo_id, now):
                return head
        return None

    async def _send(self, pending: Pending) -> None:
        if self._now() - pending.created_at > TOO_OLD and pending.echo_id not in self._consented:
            await self._move(pending, SendState.FAILED, said(_OLD))
            return
        try:
            await _check_files(pending)
            conversation_id = await self._begun(pending)
        except UnsendableError as error:
            await self._move(pending, SendState.FAILED, error.sentence)
        except HooryError as error:
            await self._not_begun(pending, error)
        else:
            await self._leave(pending, conversation_id)

    async def _begun(self, pending: Pending) -> int:
        if pending.conversation_id != UNBEGUN:
            return pending.conversation_id
        talk = await self._service.create_conversation()
        await self._tell([SendBegan(talk.id)])
        return talk.id

    async def _not_begun(self, pending: Pending, error: HooryError) -> None:
        # No word has left, so nothing can be there twice but an empty conversation.
        if error.passing:
            await self._wait(pending, error)
        else:
            await self._move(pending, SendState.FAILED, error.sentence)

    async def _leave(self, pending: Pending, conversation_id: int) -> None:
        await self._move(pending, SendState.SENDING, left_at=self._now())
        if not await self._keep():
            # After a crash it would be found as one that never left, and leave again.
            await self._pause(pending, DISK_PAUSE, said(_NO_DISK))
            return
        try:
            message = await self._service.create_message(
                pending.content,
                files=[one.path for one in pending.files],
                echo_id=pending.echo_id,
                progress=self._progress_of(pending),
                conversation_id=conversation_id,
            )
        except UnclearSend as error:
            await self._move(pending, SendState.UNKNOWN, error.why.sentence)
        except HooryError as error:
            if error.may_have_arrived:
                await self._move(pending, SendState.UNKNOWN, error.sentence)
            elif error.passing:
                await self._wait(pending, error)
            else:
                await self._move(pending, SendState.FAILED, error.sentence)
        else:
            self._tries.pop(pending.echo_id, None)
            await self._tell([Answered(conversation_id, message, pending.echo_id)])

    async def _look_for(self, pending: Pending) -> None:
        """Look for a message that an earlier console sent and did not see arrive."""
        sizes = tuple(sorted(one.size for one in pending.files))
        number = pending.conversation_id
        sent = Sent(number, pending.content, sizes, pending.echo_id, pending.after_id)
        try:
            found = await self._service.find(sent)
        except HooryError as error:
            if error.passing or error.may_have_arrived:
                self._due_at[pending.echo_id] = self._monotonic() + LOOK_AGAIN
            else:
                await self._move(pending, SendState.UNKNOWN, error.sentence)
            return
        if found is not None:
            await self._tell([Answered(number, found, pending.echo_id)])
        elif self._now() - (pending.left_at or 0.0) < LOOK_FOR:
            self._due_at[pending.echo_id] = self._monotonic() + LOOK_AGAIN
        else:
            await self._move(pending, SendState.UNKNOWN, said(_ABSENT))

    def _progress_of(self, pending: Pending) -> Progress:
        """Return what tells the store how much of the files has left."""

        async def tell(uploaded: int) -> None:
            await self._tell([SendProgressed(pending.echo_id, uploaded)])

        return progress_of(pending, self._monotonic, tell)

    async def _wait(self, pending: Pending, error: HooryError) -> None:
        tries = self._tries.get(pending.echo_id, 0)
        self._tries[pending.echo_id] = tries + 1
        pause = RETRIES[min(tries, len(RETRIES) - 1)] * self._rng.uniform(0.8, 1.2)
        await self._pause(pending, max(pause, error.retry_after or 0.0), error.sentence)

    async def _pause(self, pending: Pending, pause: float, problem: str) -> None:
        self._due_at[pending.echo_id] = self._monotonic() + pause
        await self._move(pending, SendState.QUEUED, problem, retry_at=self._now() + pause)

    async def _move(
        self,
        pending: Pending,
        state: SendState,
        problem: str = "",
        *,
        left_at: float | None = None,
        retry_at: float | None = None,
    ) -> None:
        await self._tell([SendMoved(pending.echo_id, state, problem, left_at, retry_at)])


async def _check_files(pending: Pending) -> None:
    """Raise UnsendableError unless every file is the one that was attached."""
    for file in pending.files:
        if await aside(partial(examine, file.path)) != file:
            raise UnsendableError(said("{name} changed since it was attached", name=file.name))
