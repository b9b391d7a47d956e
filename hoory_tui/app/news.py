"""The news side of the console: workers bring it, handlers put it into the store, a flush draws.

Here the store is kept true: events, answers, what to read again after a gap or a failure.
"""

from __future__ import annotations

import time
import weakref
from collections.abc import Callable, Coroutine, Iterable
from datetime import tzinfo
from typing import Any, Final

from textual import on
from textual.worker import Worker

from hoory_tui.app.backend import Backend
from hoory_tui.app.base import SettledApp
from hoory_tui.app.messages import Arrived, CableBatch, Problem
from hoory_tui.app.patience import Patience
from hoory_tui.app.sync import LISTS, Sync
from hoory_tui.client.batches import Batch
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.screens.main import MainScreen
from hoory_tui.store import reduce
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    EventsMissed,
    Happening,
    LinkMoved,
    Opened,
    ProfileLoaded,
    Tick,
)
from hoory_tui.store.records import Conversation
from hoory_tui.store.select import View
from hoory_tui.store.state import Store
from hoory_tui.wire.link import LinkState, LinkStatus

FRAME: Final = 1 / 30
"""Seconds between two flushes: whatever comes in between is drawn at once."""
_REST: Final = 1.0
"""Seconds after which a conversation with unordered events is read again."""
_COUNT_REST: Final = 5.0
"""Servers allow the counts to be asked for thirty times a minute."""
_SAID: Final = 8.0
"""Seconds for which a toast is shown; the same words are not said twice in that time."""


class NewsApp(SettledApp):
    """An app that holds a store and keeps it, and what is drawn of it, true."""

    def __init__(
        self,
        backend: Backend,
        settings: Settings,
        *,
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(settings)
        self.backend = backend
        self.store = Store(backend.api.account_id, backend.profile.id)
        self._now = now
        self._monotonic = monotonic
        self._zone = zone
        self._glyphs = ASCII if settings.ascii else UNICODE
        self._dirty = Changes()
        self._flush_armed = False
        self._count_armed = False
        self._doubtful: set[int] = set()
        self._connection = 0
        self._sync = Sync(backend.api, self._tell, self._complain)
        self._patience = Patience()
        self._complaints: dict[str, float] = {}

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

    def _link_now(self) -> LinkNow:
        heard_at = self.backend.cable.last_frame_at
        return LinkNow(self.store.link, heard_at, self._monotonic(), self._is_behind())

    # Life

    def on_mount(self) -> None:
        """Ask for everything and open the link."""
        self._take([ProfileLoaded(self.backend.profile)])
        self._work(self.backend.cable.run(self._deliver), "cable")
        self._load_everything()
        self.set_interval(1.0, self._beat)

    def _load_everything(self) -> None:
        self._work(self._sync.load_lists(), "lists")
        self._load_conversations()
        self._work(self._sync.load_notifications(), "notifications")

    def _load_conversations(self) -> None:
        held = [one.id for one in self.store.conversations.values() if one.status == "open"]
        self._work(self._sync.load_conversations(held), "conversations", exclusive=True)

    def _work(
        self, job: Coroutine[Any, Any, object], group: str, *, exclusive: bool = False
    ) -> None:
        async def run() -> None:
            await job

        # A worker may be cancelled before its first step; nobody would have awaited the job.
        weakref.finalize(run, job.close)
        _: Worker[None] = self.run_worker(run, group=group, exclusive=exclusive)

    async def _deliver(self, batch: Batch) -> None:
        self.post_message(CableBatch(batch))

    def _tell(self, steps: Iterable[Happening]) -> None:
        self.post_message(Arrived(list(steps)))

    def _complain(self, sentence: str) -> None:
        self.post_message(Problem(sentence))

    def _beat(self) -> None:
        if not self.is_running:
            return
        self._take([Tick()])
        self._repeat_what_failed()
        self.main.show_time()

    def _is_working(self, group: str) -> bool:
        return any(one.group == group and not one.is_finished for one in self.workers)

    def _is_thread_behind(self) -> bool:
        shown = self.main.thread.shown if self.is_running else None
        timeline = self.store.timelines.get(shown.id) if shown is not None else None
        return shown is not None and (timeline is None or not timeline.loaded or timeline.stale)

    def _is_behind(self) -> bool:
        return bool(self._sync.unfinished or self._sync.unread or self._is_thread_behind())

    def _repeat_what_failed(self) -> None:
        """Read again what could not be read, as long as the link is there to keep it true."""
        if self.store.link.state is not LinkState.LIVE:
            return
        if not self._is_behind():
            self._patience.rest()
            return
        if not self._patience.is_due(self._monotonic()):
            return
        if "conversations" in self._sync.unfinished and not self._is_working("conversations"):
            self._load_conversations()
        if lists := self._sync.unfinished & LISTS:
            self._work(self._sync.load_lists(lists), "lists", exclusive=True)
        if "notifications" in self._sync.unfinished:
            job = self._sync.load_notifications()
            self._work(job, "notifications", exclusive=True)
        unread, self._sync.unread = self._sync.unread, set()
        for conversation_id in unread:
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")
        shown = self.main.thread.shown
        if shown is not None and self._is_thread_behind() and not self._is_working("thread"):
            self._take([Opened(shown.id)])
            self._fetch_thread(shown.id)

    # News

    @on(CableBatch)
    def _take_batch(self, message: CableBatch) -> None:
        batch = message.batch
        now = self._now()
        self._mark(reduce.apply_all(self.store, batch.events, now))
        if batch.link != self.store.link:
            self._follow_link(self.store.link, batch.link)
            self._mark(reduce.apply(self.store, LinkMoved(batch.link), now))

    def _follow_link(self, before: LinkStatus, link: LinkStatus) -> None:
        if before.state is LinkState.LIVE and link.state is not LinkState.LIVE:
            # From here on events are missing, so what is held now is where to read on from.
            self._take([EventsMissed()])
        if link.state is not LinkState.LIVE or before.state is LinkState.LIVE:
            return
        first, self._connection = self._connection == 0, link.connection
        # What was said between the last event and this one is in no event: read it again.
        self._take([EventsMissed()])
        self._load_conversations()
        if not first:
            self._work(self._sync.load_lists(), "lists", exclusive=True)
            self._work(self._sync.load_notifications(), "notifications", exclusive=True)
        if (conversation := self._at_hand) is not None:
            self._fetch_thread(conversation.id)

    @on(Arrived)
    def _take_arrived(self, message: Arrived) -> None:
        self._take(message.steps)

    def _take(self, steps: Iterable[Happening]) -> None:
        self._mark(reduce.apply_all(self.store, steps, self._now()))

    def _mark(self, changes: Changes) -> None:
        if not changes:
            return
        for conversation_id in changes.missing:
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")
        if changes.doubtful:
            if not self._doubtful:
                self.set_timer(_REST, self._read_doubtful)
            self._doubtful |= changes.doubtful
        if changes.stale_lists:
            self._work(self._sync.load_lists(changes.stale_lists), "lists")
        if changes.order and View.ALL not in self.store.complete_views and not self._count_armed:
            # Too many conversations to count here, so the server is asked, now and then.
            self._count_armed = True
            self.set_timer(_COUNT_REST, self._count)
        self._dirty.merge(changes)
        if not self._flush_armed:
            self._flush_armed = True
            self.set_timer(FRAME, self.flush)

    def flush(self) -> None:
        """Draw everything that changed since the last time."""
        self._flush_armed = False
        changes, self._dirty = self._dirty, Changes()
        if changes and self.is_running:
            self.main.apply(changes)

    def _count(self) -> None:
        self._count_armed = False
        self._work(self._sync.load_counts(), "counts", exclusive=True)

    def _read_doubtful(self) -> None:
        doubtful, self._doubtful = self._doubtful, set()
        for conversation_id in doubtful:
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")

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
        timeline = self.store.timelines.get(conversation_id)
        newest_id = 0
        if timeline is not None and timeline.loaded:
            newest_id = timeline.known_to if timeline.stale else timeline.newest_id()
        job = self._sync.load_thread(conversation_id, newest_id)
        self._work(job, "thread", exclusive=True)
