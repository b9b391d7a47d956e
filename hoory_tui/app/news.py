"""The news side of the console: workers bring it, handlers put it into the store, a flush draws."""

from __future__ import annotations

import asyncio
import time
from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Final, cast

from textual import on

from hoory_tui.app.late import Connect, Late
from hoory_tui.app.messages import Arrived, CableBatch, Problem, SignedOut
from hoory_tui.app.painting import PacedApp
from hoory_tui.app.sync import COUNTS, Sync
from hoory_tui.app.working import WorkingApp
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import glyphs_for
from hoory_tui.screens.main import MainScreen
from hoory_tui.sdk.clock import elapsed
from hoory_tui.store import glimpsed
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    Asked,
    Happening,
    LinkMoved,
    MessageProposalFailed,
    MessageProposed,
    MessagesLoaded,
    Opened,
    ProposalFailed,
    Proposed,
    SendDiscarded,
    SendMoved,
    SendSettled,
    SendStarted,
)
from hoory_tui.store.records import Conversation
from hoory_tui.store.state import Store
from hoory_tui.store.views import ALL, ListView
from hoory_tui.wire.link import LinkStatus

if TYPE_CHECKING:
    from hoory_tui.client.agent_api import AgentApi
    from hoory_tui.client.batches import Batch
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.sdk.backend import Backend

_GATHER: Final = 0.03
"""Seconds between two batches while events come thick and fast: each one costs a turn."""
_MANY: Final = 64
"""Events in a batch that is large enough not to wait for more."""
_DEEDS: Final = (
    MessagesLoaded,
    MessageProposed,
    MessageProposalFailed,
    Opened,
    ProposalFailed,
    Proposed,
    SendStarted,
    SendMoved,
    SendSettled,
    SendDiscarded,
)
"""What the agent has asked for and looks for on the screen."""
_REST: Final = 1.0
"""Seconds after which a conversation with unordered events is read again."""
_COUNT_REST: Final = 5.0
"""Servers allow the counts to be asked for thirty times a minute."""
_SAID: Final = 8.0
"""Seconds for which a toast is shown; the same words are not said twice in that time."""


class NewsApp(PacedApp, WorkingApp):
    """An app that holds a store and draws what changes in it.

    It is made with a backend, or with what reaches one: then it is there, with the list of last
    time if there is one, before the server is. Jobs wait until it has been reached.
    """

    def __init__(
        self,
        backend: Backend | Connect,
        settings: Settings,
        *,
        glimpse: Glimpse | None = None,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(settings)
        self._reach: Connect | None = None
        self._backend: Backend | None = None
        self._glimpse = glimpse
        self.store = Store(0) if glimpse is None else Store(glimpse.account_id, glimpse.me_id)
        if glimpse is not None:
            glimpsed.show(self.store, glimpse)
        if callable(backend):
            self._reach = backend
        else:
            self._know(backend)
        self._api = cast("AgentApi", Late(lambda: self.backend.api))
        self._now = now
        self.store.rosters.judge = lambda rule, one: rule.takes(self.store, one, now())
        self._monotonic = monotonic
        self._zone = zone
        self._glyphs = glyphs_for(
            ascii_only=bool(settings.ascii), emoji=settings.emoji, plain=settings.plain
        )
        self._dirty = Changes()
        self._awaited = Changes()
        """What is to be drawn before that."""
        self._delivered_at = 0.0
        self._count_armed = False
        self._doubtful: set[int] = set()
        self._doubtful_threads: set[int] = set()
        self._sync = Sync(
            self._api,
            self._tell,
            self._complain,
            self._date,
            self._told,
            self._unsure_before,
            self._token_refused,
            now=lambda: self._now(),
        )
        self._complaints: dict[str, float] = {}

    @property
    def backend(self) -> Backend:
        """The server; there has to be one by now."""
        assert self._backend is not None
        return self._backend

    def _know(self, backend: Backend) -> None:
        """Take a server for the one behind this console."""
        self._backend = backend
        self.store.account_id, self.store.me_id = backend.api.account_id, backend.profile.id
        self._connected.set()

    @property
    def main(self) -> MainScreen:
        """The main screen, below whatever box is open."""
        screen = self.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def _at_hand(self) -> Conversation | None:
        # Timers and answers still come in while the screens are closed.
        return self.main.at_hand if self.is_running else None

    def _moment(self) -> Moment:
        return Moment(self._now(), self._zone, self._glyphs)

    @abstractmethod
    def _link_now(self) -> LinkNow:
        """How the link is doing, for the screen."""

    @abstractmethod
    def _follow_link(self, before: LinkStatus, link: LinkStatus) -> None:
        """Do what another state of the link asks for."""

    @abstractmethod
    def _count_unreadable(self, lost: Counter[str], left_out: Counter[str]) -> None:
        """Take note of what could not be read, and of what could without some keys, by kind."""

    def _date(self, asked: Asked | None) -> Asked:
        """Date a question that is put now, or the answer to one that was put before."""
        clock = self.backend.api.server_clock
        if asked is None:
            return Asked(self.store.steps, clock.earliest(self.backend.api.monotonic()))
        return replace(asked, until=clock.latest(self.backend.api.monotonic()))

    async def _deliver(self, batch: Batch) -> None:
        self.post_message(CableBatch(batch))
        before, self._delivered_at = self._delivered_at, time.monotonic()
        if self._delivered_at - before < 2 * _GATHER and len(batch.events) < _MANY:
            # Meanwhile the next one grows; a single event is never held up.
            await asyncio.sleep(_GATHER)

    def _tell(self, steps: Iterable[Happening]) -> None:
        self.post_message(Arrived(list(steps)))

    async def _told(self, steps: Iterable[Happening]) -> None:
        """Hand steps over and return when the store has taken them in, and all before them."""
        taken = asyncio.Event()
        if self.post_message(Arrived(list(steps), taken)):
            await taken.wait()

    def _unsure_before(self, conversation_id: int) -> int | None:
        timeline = self.store.timelines.get(conversation_id)
        return timeline.unsure_before if timeline is not None else None

    def _token_refused(self) -> None:
        """Take note that the server refused our token."""
        self.post_message(SignedOut(self.backend.transport.tokens))

    def _complain(self, sentence: str) -> None:
        self.post_message(Problem(sentence))

    # News

    @on(CableBatch)
    def _take_batch(self, message: CableBatch) -> None:
        from hoory_tui.store import reduce
        from hoory_tui.wire.events import Malformed

        batch = message.batch
        now = self._now()
        if spoiled := [one for one in batch.events if isinstance(one, Malformed)]:
            self._count_unreadable(
                Counter(one.kind for one in spoiled if one.is_lost),
                Counter(one.kind for one in spoiled if not one.is_lost),
            )
        self._mark(reduce.apply_all(self.store, batch.events, now))
        if batch.link != self.store.link:
            self._follow_link(self.store.link, batch.link)
            self._mark(reduce.apply(self.store, LinkMoved(batch.link), now))

    @on(Arrived)
    def _take_arrived(self, message: Arrived) -> None:
        self._take(message.steps)
        if message.taken is not None:
            message.taken.set()

    def _take(self, steps: Sequence[Happening]) -> None:
        # Loaded behind the first picture; whoever cannot wait for that loads it here.
        from hoory_tui.store import reduce

        changes = reduce.apply_all(self.store, steps, self._now())
        self._mark(changes)
        if any(isinstance(step, _DEEDS) for step in steps):
            self._draw_at_once(changes)

    def _mark(self, changes: Changes) -> None:
        if not changes:
            return
        for conversation_id in changes.missing:
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")
        if changes.doubtful or changes.doubtful_threads:
            if not self._doubtful and not self._doubtful_threads:
                self.set_timer(_REST, self._read_doubtful)
            self._doubtful |= changes.doubtful
            self._doubtful_threads |= changes.doubtful_threads
        if changes.stale_lists:
            self._work(self._sync.load_lists(changes.stale_lists), "lists")
        if changes.order and not self._count_armed and self._uncounted():
            # Too many conversations to count here, so the server is asked, now and then.
            self._count_armed = True
            self.set_timer(_COUNT_REST * len(self._uncounted()), self._count)
        self._dirty.merge(changes)
        if changes.settled:
            self._draw_at_once(changes)
        self.flush_in_turn()

    def _draw_at_once(self, changes: Changes) -> None:
        """Have drawn what the agent waits for, once what is being done now is done."""
        if changes:
            if not self._awaited:
                self.call_later(self._draw_awaited)
            self._awaited.merge(changes)

    def _draw_awaited(self) -> None:
        drawn, self._awaited = self._awaited, Changes()
        if self.is_running:
            self.main.apply(drawn)
        # As the store has them now, with whatever else was new about them.
        self._dirty.timelines -= drawn.timelines
        self._dirty.conversations -= drawn.conversations

    def _has_news(self) -> bool:
        return bool(self._dirty)

    def flush(self) -> None:
        """Draw everything that changed since the last time."""
        changes, self._dirty = self._dirty, Changes()
        if changes and self.is_running:
            self.main.apply(changes)
        self._flushed()

    def _count(self) -> None:
        self._count_armed = False
        self._work(self._sync.load_counts(self._uncounted()), COUNTS, exclusive=True)

    def _uncounted(self) -> list[ListView]:
        """Return the lists whose numbers stand on the screen and that cannot be counted here."""
        return [] if ALL in self.store.complete_views else [ALL]

    def _read_doubtful(self) -> None:
        doubtful, self._doubtful = self._doubtful, set()
        for conversation_id in doubtful:
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")
        threads, self._doubtful_threads = self._doubtful_threads, set()
        for conversation_id in threads & self.store.timelines.keys():
            job = self._sync.load_thread(conversation_id, 0)
            self._work(job, f"thread-{conversation_id}", exclusive=True)

    @on(Problem)
    def _say_problem(self, message: Problem) -> None:
        now = self._monotonic()
        if now - self._complaints.get(message.sentence, -_SAID) < _SAID:
            return
        self._complaints = {
            said: at for said, at in self._complaints.items() if now - at < _SAID
        } | {message.sentence: now}
        self.notify(message.sentence, severity="warning", markup=False, timeout=_SAID)

    def _fetch_thread(self, conversation_id: int) -> None:
        self._work(self._read_thread(conversation_id), "thread", exclusive=True)

    async def _read_thread(self, conversation_id: int) -> None:
        """Read on from where a thread is known, or its latest page."""
        timeline = self.store.timelines.get(conversation_id)
        newest_id = 0
        if timeline is not None and timeline.loaded:
            newest_id = timeline.known_to if timeline.stale else timeline.newest_id()
        await self._sync.load_thread(conversation_id, newest_id)
