"""The keeping side of the console: no words of the agent's are lost, none leave twice.

Drafts and unsent messages are on disk soon after they are written, come back at the start,
and leave from here through the outbox.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import cached_property
from random import SystemRandom
from typing import TYPE_CHECKING, Final, cast

from textual import on

from hoory_tui.app.catchup import CatchUpApp
from hoory_tui.app.drafts import SAVE_AFTER, DraftSaver
from hoory_tui.app.late import Connect, Late, OpenKeeper
from hoory_tui.config.settings import Settings
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    ConversationGone,
    Happening,
    SendDiscarded,
    SendStarted,
    WordsLeft,
)
from hoory_tui.store.records import Pending, SendState
from hoory_tui.widgets.composer import Composer
from hoory_tui.wire.link import LinkState, LinkStatus
from hoory_tui.words import counted, said, to_count

if TYPE_CHECKING:
    from hoory_tui.app.outbox import Outbox
    from hoory_tui.client.errors import HooryError
    from hoory_tui.config.errors import ConfigError
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.keep.holdings import DraftKey
    from hoory_tui.keep.keeper import Keeper, Kept, Scope
    from hoory_tui.sdk.backend import Backend

_RETRY_DISK: Final = 10.0
"""Seconds between two attempts at a disk that would not take what was written."""
_ADOPT: Final = 60.0
"""Seconds between two looks for what a console that died has left."""


def scope_of(backend: Backend) -> Scope:
    """Return whose drafts these are: the same login by any profile name has the same ones."""
    from hoory_tui.keep.keeper import Scope

    return Scope(backend.server.origin, backend.api.account_id, backend.profile.id)


class KeepingApp(CatchUpApp):
    """An app that keeps what the agent writes and sends it."""

    def __init__(
        self,
        backend: Backend | Connect,
        settings: Settings,
        *,
        glimpse: Glimpse | None = None,
        keeper: Keeper | OpenKeeper | None = None,
        trouble: str = "",
        now: Callable[[], float],
        monotonic: Callable[[], float] = elapsed,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(
            backend, settings, glimpse=glimpse, now=now, monotonic=monotonic, zone=zone
        )
        self._is_on_disk = keeper is not None
        self._open_keeper = keeper if callable(keeper) else None
        self._keeper = None if callable(keeper) else keeper
        self._is_recalled = False
        self._ready_to_keep = asyncio.Event()
        self._late_keeper = cast("Keeper", Late(lambda: self.keeper))
        self._drafts = DraftSaver(self._late_keeper, self._read_drafts)
        self._save_armed = False
        self._no_disk = trouble
        """Why nothing is kept on disk at all, as a sentence, or ""."""
        self._trouble = ""
        self._retry_at = self._adopt_at = monotonic()

    @cached_property
    def _outbox(self) -> Outbox:
        from hoory_tui.app.outbox import Outbox

        return Outbox(
            self._api,
            self.store,
            self._late_keeper,
            self._told,
            self._look_in_thread,
            self._now,
            self._monotonic,
            SystemRandom(),
            self._token_refused,
        )

    @property
    def keeper(self) -> Keeper:
        """What keeps the agent's words, opened when it is first asked for."""
        if self._keeper is None:
            self._keeper = self._find_keeper()
        return self._keeper

    def _find_keeper(self) -> Keeper:
        from hoory_tui.keep.errors import KeepError
        from hoory_tui.keep.keeper import Keeper, Scope

        if self._open_keeper is not None:
            try:
                return self._open_keeper(self.store.account_id, self.store.me_id)
            except KeepError as error:
                # An agent who cannot save drafts can still answer customers, and is told.
                self._no_disk = error.sentence
                self._is_on_disk = False
        return Keeper.open(None, Scope("", self.store.account_id, self.store.me_id))

    async def close(self) -> None:
        """Leave what is kept to the next console, and the server."""
        if self._keeper is not None:
            self._keeper.close()
        if self._backend is not None:
            await self._backend.close()

    def _read_drafts(self) -> dict[DraftKey, str] | None:
        return self.main.composer.drafts() if self.screen_stack else None

    # What comes back

    def _loaded(self) -> None:
        super()._loaded()
        if self._glimpse is not None:
            # It is known whose words these are before the server has said so.
            self._recall()

    def _begin(self) -> None:
        self._recall()
        super()._begin()

    def _recall(self) -> None:
        """Bring back what was kept, before anything is asked of the server; once."""
        if self._is_recalled:
            return
        self._is_recalled = True
        kept = self.keeper.load()
        self._ready_to_keep.set()
        self._bring_back(kept)
        if self.start_notice:
            self.notify(self.start_notice, severity="warning", markup=False, timeout=20)
        if self.keeper.notice:
            self.notify(self.keeper.notice, severity="warning", markup=False, timeout=20)
        if kept.others:
            self.notify(
                said("Another hoory-tui is open with this login; each keeps its own drafts."),
                markup=False,
            )

    def _bring_back(self, kept: Kept) -> None:
        self._drafts.found(kept.drafts)
        for (conversation_id, private), text in kept.drafts.items():
            self.main.composer.bring_back(conversation_id, text, private=private)
        self._take([SendStarted(at_rest(pending)) for pending in kept.pending])
        ours = {number for number, _ in kept.drafts} | {
            pending.conversation_id for pending in kept.pending
        }
        for conversation_id in ours:
            # The list of open conversations may not have it.
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")
        if told := recovered(kept):
            self.notify(told, markup=False, timeout=10)
        self._pump()

    # What is written

    @on(Composer.Edited)
    def _arm_saving(self) -> None:
        if not self.screen_stack:
            # The last word may be told of when the screens are gone; the end has saved it.
            return
        for conversation_id in self.main.composer.drafted() - self.store.conversations.keys():
            # It went before the first word was written.
            super()._take([WordsLeft(conversation_id)])
        if not self._save_armed:
            self._save_armed = True
            self.set_timer(SAVE_AFTER, self._save_drafts)

    def _save_drafts(self) -> None:
        self._save_armed = False
        self._work_here(self._save_when_ready(), "drafts")

    async def _save_when_ready(self) -> None:
        await self._ready_to_keep.wait()
        await self._drafts.save()

    def save_now(self) -> bool:
        """Put everything on disk before the end; tell whether it is there."""
        if not self._is_recalled:
            if not self._drafts.unsaved():
                return True
            self._recall()
        return self._drafts.flush()

    def _give_up(self, failure: HooryError | ConfigError) -> None:
        self.save_now()
        super()._give_up(failure)

    # What is sent

    def _dispatch(self, pending: Pending) -> None:
        """Take words over from the composer: from here on the outbox answers for them."""
        self._recall()
        key = (pending.conversation_id, pending.private)
        self._take([SendStarted(pending)])
        rest = self.main.composer.taken_over(*key[:1], private=pending.private)
        self._drafts.handed_over(key, rest)
        # Begun now, not when a worker gets its turn: the end may come first.
        kept = self.keeper.begin_enqueue(self.store.outbox[pending.echo_id], rest)
        self.flush()
        self._work_here(self._pump_after(kept), "outbox")

    async def _pump_after(self, kept: Awaitable[None]) -> None:
        await kept
        self._pump()

    def _keep_again(self, pending: Pending) -> None:
        """Keep a message that had been let go of for settled; its draft stays what it is."""
        key = (pending.conversation_id, pending.private)
        draft = self.main.composer.drafts().get(key, "")
        self._drafts.handed_over(key, draft)
        self._work_here(self._pump_after(self.keeper.begin_enqueue(pending, draft)), "outbox")

    async def _look_in_thread(self, conversation_id: int, after_id: int) -> None:
        """Read what is newer than a message of ours could know of, and what was missed before."""
        timeline = self.store.timelines.get(conversation_id)
        if timeline is not None and timeline.loaded and timeline.stale:
            after_id = min(after_id, timeline.known_to)
        await self._sync.load_newer(conversation_id, after_id)

    def _send_again(self, pending: Pending) -> None:
        async def send() -> None:
            await self._outbox.send_again(pending)
            self._pump()

        self._work(send(), "outbox")

    def _take_back(self, unsent: list[Pending]) -> None:
        """Put words that did not go out back in front of what is written there now."""
        for pending in reversed(unsent):
            self.main.composer.give_back(
                pending.conversation_id,
                self._words_of(pending),
                private=pending.private,
                files=pending.files,
                enclosure=pending.enclosure,
            )
            self._take([SendDiscarded(pending.echo_id)])
        drafts = self.main.composer.drafts()
        for private in {pending.private for pending in unsent}:
            key: DraftKey = (unsent[0].conversation_id, private)
            gone = [one.echo_id for one in unsent if one.private is private]
            self._drafts.handed_over(key, drafts.get(key, ""))
            self._work_here(self.keeper.take_back(gone, key, drafts.get(key, "")), "outbox")
        self._pump()

    def _words_of(self, pending: Pending) -> str:
        """Return the words of a message as the agent wrote them."""
        return pending.content

    def _pump(self) -> None:
        if self.is_running and self._backend is not None:
            for conversation_id in self._outbox.due():
                self._work(self._outbox.run(conversation_id), f"send-{conversation_id}")

    def _take(self, steps: Sequence[Happening]) -> None:
        super()._take(steps)
        gone = {step.conversation_id for step in steps if isinstance(step, ConversationGone)}
        if gone and self.is_running:
            # The agent's words need a place to be found at, whatever became of the rest.
            left = gone & self.main.composer.drafted()
            super()._take([WordsLeft(conversation_id) for conversation_id in left])

    def _mark(self, changes: Changes) -> None:
        super()._mark(changes)
        for echo_id in changes.settled:
            self._work_here(self.keeper.forget(echo_id), "outbox")
        for echo_id in changes.returned & self.store.outbox.keys():
            self._keep_again(self.store.outbox[echo_id])
        if changes.settled:
            self._pump()

    def _follow_link(self, before: LinkStatus, link: LinkStatus) -> None:
        super()._follow_link(before, link)
        if link.state is LinkState.LIVE and before.state is not LinkState.LIVE:
            self._outbox.nudge()
            self._pump()

    # What time brings

    def _beat(self) -> None:
        super()._beat()
        if self.is_running and self._is_recalled:
            self._pump()
            self._mind_the_disk()
            self._adopt()

    def _mind_the_disk(self) -> None:
        problem = self.keeper.problem
        told = problem.sentence if problem is not None else self._no_disk
        self.main.say_trouble(told or self._link_trouble())
        if told and told != self._trouble:
            self.notify(told, severity="error", markup=False, timeout=20)
        self._trouble = told
        if problem is not None and self._monotonic() - self._retry_at > _RETRY_DISK:
            self._retry_at = self._monotonic()
            self._work_here(self.keeper.retry(), "disk", exclusive=True)

    def _adopt(self) -> None:
        if self._monotonic() - self._adopt_at > _ADOPT:
            self._adopt_at = self._monotonic()
            self._work_here(self._bring_back_orphans(), "adopt", exclusive=True)

    async def _bring_back_orphans(self) -> None:
        # What is joined with ours is joined with what was last saved.
        await self._drafts.save()
        kept = await self.keeper.adopt()
        if self.is_running:
            self._bring_back(kept)
            self._arm_saving()

    def lost_at_the_end(self) -> str:
        """Return what would be lost by leaving now, as the beginning of a sentence, or ""."""
        attached = self.main.composer.attached()
        unsent, drafts = len(self.store.outbox), len(self.main.composer.drafts())
        if self.save_now() and self._is_on_disk:
            # Of a draft only the words are on disk.
            unsent = drafts = 0
        along = self.main.composer.enclosures()
        heads = sum(one.heads is not None for one in along)
        quotes = sum(one.in_reply_to is not None for one in along)
        filled = sum(one.template is not None for one in along)
        parts = (
            counted("{count} unsent message", "{count} unsent messages", unsent) * bool(unsent),
            counted("{count} draft", "{count} drafts", drafts) * bool(drafts),
            counted("{count} attachment", "{count} attachments", attached) * bool(attached),
            counted("{count} list of addresses", "{count} lists of addresses", heads) * bool(heads),
            counted("{count} quote", "{count} quotes", quotes) * bool(quotes),
            counted("{count} template", "{count} templates", filled) * bool(filled),
        )
        return said(" and ").join(filter(None, parts))


def recovered(kept: Kept) -> str:
    """Return what came back, as a sentence, or ""."""
    states = Counter(pending.state for pending in kept.pending)
    open_ones = states[SendState.FAILED] + states[SendState.UNKNOWN] + states[SendState.HELD]
    counts = (
        (len(kept.drafts), to_count("{count} draft is back", "{count} drafts are back")),
        (
            states[SendState.QUEUED],
            to_count("{count} message waits to be sent", "{count} messages wait to be sent"),
        ),
        (
            states[SendState.CHECKING],
            to_count("{count} message is looked for", "{count} messages are looked for"),
        ),
        (
            open_ones,
            to_count("{count} message needs a decision", "{count} messages need a decision"),
        ),
    )
    parts = [counted(*words, count) for count, words in counts if count]
    return said("From last time: {news}.", news=", ".join(parts)) if parts else ""


def at_rest(pending: Pending) -> Pending:
    """Return a message of an earlier console: what that held leaves when the agent says so."""
    return replace(pending, retry_at=None) if pending.state is SendState.HELD else pending


def undelivered(store_pending: Iterable[Pending]) -> list[Pending]:
    """Return those that the agent can decide about: nothing is under way for them."""
    busy = (SendState.SENDING, SendState.CHECKING)
    return [one for one in store_pending if one.state not in busy]
