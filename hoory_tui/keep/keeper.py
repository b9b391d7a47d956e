"""Drafts and unsent messages as the app keeps them: in memory at once, on disk in order."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from hoory_tui.keep.disk import Disk
from hoory_tui.keep.errors import KeepError
from hoory_tui.keep.holdings import DraftKey, Holdings, Inherited
from hoory_tui.keep.worker import Worker
from hoory_tui.store.records import Pending
from hoory_tui.wire.clean import clean

CLOSE_SECONDS: Final = 1.0
_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose drafts these are; two profiles with the same login share them."""

    origin: str
    account_id: int
    agent_id: int

    @property
    def name(self) -> str:
        """The scope as one text, to find its rows by."""
        return clean(f"{self.origin} {self.account_id} {self.agent_id}")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found: drafts, messages in order of writing, other living consoles of the scope."""

    drafts: dict[DraftKey, str] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    others: int = 0


class Keeper:
    """Keeps what the agent wrote until the server has it.

    Every change is done in one thread in the order of the calls.  A change the disk refuses is
    held in memory and written together with the next one, or by :meth:`retry`; ``problem`` tells.
    Texts are cleaned on the way in and out.  After :meth:`close` changes are ignored.
    """

    def __init__(self, disk: Disk | None) -> None:
        self.problem: KeepError | None = None
        """Why not everything is on disk; None when it is, or when there is no file at all."""
        self._disk = disk
        self._held = Holdings()
        self._ever_saved: set[str] = set()
        self._closed = False
        self._released = False
        self._worker = Worker(self._settle)

    @classmethod
    def open(cls, path: Path | None, scope: Scope) -> Keeper:
        """Open the file at ``path``, or keep in memory only for None; blocks, call it at start.

        Raises KeepError for what somebody must correct: a link, a file or folder of another
        user, missing rights, a file of a newer version or of another program.  What may pass (a
        full or failing disk, a busy file) is left in ``problem``, and opening is tried again
        with every change.
        """
        keeper = cls(None if path is None else Disk(path, scope.name))
        try:
            keeper._worker.submit(keeper._open).result()
        except KeepError:
            keeper.close()
            raise
        return keeper

    @property
    def keeps_markers(self) -> bool | None:
        """Whether the server keeps our marker, as far as that was ever learnt in this scope."""
        return self._held.keeps_markers

    def is_outdated(self, echo_id: str) -> bool:
        """Tell whether the disk holds a message in another state than it has by now.

        Whoever finds it there after a crash would take it for what it no longer is.
        """
        return echo_id in self._ever_saved and echo_id in self._held.unsaved_pending

    @property
    def notice(self) -> str | None:
        """Where a damaged file was moved to, if one was since the start."""
        return self._disk.notice if self._disk is not None else None

    def load(self) -> Kept:
        """Adopt what dead consoles left and return all there is; blocks, call it once at start.

        If it cannot be adopted, which ``problem`` then tells, it comes with a later
        :meth:`adopt`.
        """
        return self._worker.submit(self._load).result()

    async def adopt(self) -> Kept:
        """Take over what consoles that died meanwhile have left; mostly nothing.

        Only what is new is returned.  A draft for which we hold a text, as last saved, comes
        joined with it, the older first.
        """
        if self._closed:
            return Kept()
        return await _wait(self._worker.submit(self._adopt))

    async def save_drafts(self, drafts: Mapping[DraftKey, str]) -> None:
        """Keep exactly these drafts; an empty text removes one, others stay as they are."""
        cleaned = _cleaned_drafts(drafts)
        await self._change(lambda: self._held.put_drafts(cleaned))

    async def enqueue(self, pending: Pending, rest: str) -> None:
        """Keep a message to be sent, and what remains of the draft it came from, as one."""
        await self.begin_enqueue(pending, rest)

    def begin_enqueue(self, pending: Pending, rest: str) -> Awaitable[None]:
        """Do the same from this moment on, whether or not anybody awaits it."""
        cleaned, remaining = _cleaned(pending), clean(rest)
        if self._closed:
            return asyncio.sleep(0)
        done = self._worker.submit(lambda: self._held.enqueue(cleaned, remaining))
        return asyncio.wrap_future(done)

    async def update(self, pending: Pending) -> None:
        """Keep how a message is doing; one that was let go stays away."""
        cleaned = _cleaned(pending)
        await self._change(lambda: self._held.update(cleaned))

    async def forget(self, echo_id: str) -> None:
        """Let go of a message that is settled."""
        await self._change(lambda: self._held.forget([clean(echo_id)]))

    async def take_back(self, echo_ids: Sequence[str], key: DraftKey, draft: str) -> None:
        """Let go of messages and keep a draft in their place, as one."""
        taken, cleaned = [clean(echo_id) for echo_id in echo_ids], clean(draft)

        def take() -> None:
            self._held.forget(taken)
            self._held.put_drafts({key: cleaned})

        await self._change(take)

    async def note_markers(self, kept: bool) -> None:
        """Remember for this scope whether the server keeps our marker."""
        await self._change(lambda: self._held.note_markers(kept))

    async def retry(self) -> None:
        """Try again what could not be written."""
        await self._change(lambda: None)

    def flush(self, drafts: Mapping[DraftKey, str], seconds: float = 0.3) -> bool:
        """Bring everything, these drafts too, to disk; whether it is there within ``seconds``.

        For signal handlers and crashes; blocks.  True in memory only, where nothing is owed.
        """
        if self._closed:
            return False
        cleaned = _cleaned_drafts(drafts)
        future = self._worker.submit(lambda: self._held.put_drafts(cleaned))
        try:
            future.result(seconds)
        except concurrent.futures.TimeoutError:
            return False
        return self.problem is None

    def close(self) -> None:
        """Write what is left if the disk takes it, and leave all to the next console.

        Blocks for a second at most: a disk that hangs is left to hang.
        """
        if not self._closed:
            self._closed = True
            self._worker.submit(self._close)
            self._worker.stop(CLOSE_SECONDS)

    async def _change(self, change: Callable[[], None]) -> None:
        if not self._closed:
            await _wait(self._worker.submit(change))

    def _settle(self) -> None:
        """Write what is not on disk, after every job."""
        if self._released:
            return
        if self._disk is None:
            self._held.all_saved()
        elif self._held.unsaved or self.problem is not None:
            try:
                self._disk.write(self._held)
                self._ever_saved |= self._held.pending.keys()
                self.problem = None
            except KeepError as error:
                self.problem = error

    def _open(self) -> None:
        if self._disk is not None:
            try:
                self._disk.open(self._held)
            except KeepError as error:
                self.problem = error
                if not error.passes:
                    raise

    def _load(self) -> Kept:
        others = self._inherit().others
        drafts = {key: draft.text for key, draft in self._held.drafts.items()}
        return Kept(drafts, [placed.pending for placed in self._held.pending.values()], others)

    def _adopt(self) -> Kept:
        left = self._inherit()
        drafts = {key: draft.text for key, draft in left.drafts.items()}
        return Kept(drafts, [placed.pending for placed in left.pending], left.others)

    def _inherit(self) -> Inherited:
        if self._disk is None:
            return Inherited()
        try:
            return self._disk.adopt(self._held)
        except KeepError as error:
            self.problem = error
            return Inherited()

    def _close(self) -> None:
        self._settle()
        if self._disk is not None:
            self._disk.close()
        self._released = True


def _cleaned_drafts(drafts: Mapping[DraftKey, str]) -> dict[DraftKey, str]:
    return {key: clean(text) for key, text in drafts.items()}


def _cleaned(pending: Pending) -> Pending:
    return replace(
        pending,
        echo_id=clean(pending.echo_id),
        content=clean(pending.content),
        problem=clean(pending.problem),
    )


async def _wait(future: concurrent.futures.Future[_Result]) -> _Result:
    # Whoever gives up waiting does not take the change back: the worker does it all the same.
    return await asyncio.wrap_future(future)
