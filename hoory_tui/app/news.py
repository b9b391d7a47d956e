"""The news side of the console: workers bring it, handlers put it into the store, a flush draws.

Here the store is kept true: events, answers, what to read again after a gap or a failure.
"""

from __future__ import annotations

import asyncio
import time
import weakref
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import Any, Final

from textual import on
from textual.worker import Worker

from hoory_tui.app.backend import Backend
from hoory_tui.app.base import SettledApp
from hoory_tui.app.clock import elapsed
from hoory_tui.app.messages import Arrived, CableBatch, Problem, SignedOut
from hoory_tui.app.patience import Patience
from hoory_tui.app.sync import CHANGED, CONVERSATIONS, LISTS, NOTIFICATIONS, SWEEP, Sync
from hoory_tui.app.watch import AFRESH, TOKEN_CHECK, LinkWatch
from hoory_tui.client.batches import Batch
from hoory_tui.client.errors import HooryError
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.screens.main import MainScreen
from hoory_tui.store import reduce
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    Asked,
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
from hoory_tui.store.threads import GONE
from hoory_tui.wire.link import LinkState, LinkStatus

FRAME: Final = 1 / 30
"""Seconds between two flushes: whatever comes in between is drawn at once."""
_REST: Final = 1.0
"""Seconds after which a conversation with unordered events is read again."""
_COUNT_REST: Final = 5.0
"""Servers allow the counts to be asked for thirty times a minute."""
_SWEEP_REST: Final = 30.0
"""Seconds between two readings of the whole list, however often the link is lost."""
_FOCUS_REST: Final = 10.0
"""Seconds between two readings of the top of the list because the agent looks at it again."""
_LONG: Final = 60.0
"""Seconds after which it is said since when the link is down."""
_RECOVERED: Final = 60.0
"""Seconds for which it is said what catching up has brought."""
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
        monotonic: Callable[[], float] = elapsed,
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
        self._doubtful_threads: set[int] = set()
        self._connection = 0
        self._sync = Sync(backend.api, self._tell, self._complain, self._date, self._token_refused)
        self._patience = Patience()
        self._watch = LinkWatch(monotonic())
        self._swept_at = self._focused_at = monotonic()
        self._recovered = 0
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
        now = self._monotonic()
        gap, caught_up_at = self._watch.gap(now), self._watch.caught_up_at
        return LinkNow(
            self.store.link,
            heard_at,
            now,
            is_behind=self._is_behind(),
            recovered=self._recovered if now - (caught_up_at or now) < _RECOVERED else 0,
            offline_since=self._now() - gap if gap is not None and gap > _LONG else None,
        )

    def _date(self, asked: Asked | None) -> Asked:
        """Date a question that is put now, or the answer to one that was put before."""
        clock = self.backend.api.server_clock
        if asked is None:
            return Asked(self.store.steps, clock.earliest(self.backend.api.monotonic()))
        return replace(asked, until=clock.latest(self.backend.api.monotonic()))

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
        self._work(self._sync.load_notifications(), NOTIFICATIONS)

    def _load_conversations(self, name: str = CONVERSATIONS) -> None:
        held = [one.id for one in self.store.conversations.values() if one.status == "open"]
        self._swept_at = self._monotonic()
        self._sync.unfinished.add(name)
        job = self._sync.load_conversations(held, name=name)
        self._work(job, CONVERSATIONS, exclusive=True)

    def _load_what_changed(self) -> None:
        """Read the list again as far as it may be different since events were last heard."""
        gap = self._watch.gap(self._monotonic())
        is_dated = any(one.updated_at is not None for one in self.store.conversations.values())
        was_read = View.ALL in self.store.complete_views
        if not (is_dated and was_read) or gap is None or gap > AFRESH:
            self._load_conversations()
            return
        self._sync.unfinished |= {CHANGED, SWEEP}
        self._work(self._sync.load_changed(gap), CHANGED, exclusive=True)

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

    async def _told(self, steps: Iterable[Happening]) -> None:
        """Hand steps over and return when the store has taken them in, and all before them."""
        taken = asyncio.Event()
        if self.post_message(Arrived(list(steps), taken)):
            await taken.wait()

    def _token_refused(self) -> None:
        """Take note that the server refused our token."""
        self.post_message(SignedOut())

    def _complain(self, sentence: str) -> None:
        self.post_message(Problem(sentence))

    def _beat(self) -> None:
        if not self.is_running:
            return
        self._take([Tick()])
        self._mind_the_link()
        self._repeat_what_failed()
        self.main.show_time()

    def _mind_the_link(self) -> None:
        needs = self._watch.beat(self.store.link, self._monotonic())
        if needs.wake:
            self.backend.cable.wake()
        if needs.poll:
            # What is read now is out of date again at once, for no event keeps it true.
            self._take([EventsMissed()])
            self._catch_up()
        if needs.check_token:
            self._work(self._check_token(), "token", exclusive=True)

    async def _check_token(self) -> None:
        """Take up a new cable token on a new connection; the old one stays open and silent."""
        try:
            is_new = await self.backend.is_token_new()
        except HooryError:
            # The link and every request tell of trouble with the server by themselves.
            return
        if is_new:
            self._watch.doubt(TOKEN_CHECK, self._monotonic())
            self.backend.cable.renew()

    def _is_working(self, group: str) -> bool:
        return any(one.group == group and not one.is_finished for one in self.workers)

    def _is_thread_behind(self) -> bool:
        shown = self.main.thread.shown if self.is_running else None
        if shown is None or shown.status == GONE:
            return False
        timeline = self.store.timelines.get(shown.id)
        return timeline is None or not timeline.loaded or timeline.stale

    def _is_behind(self) -> bool:
        unfinished = self._sync.unfinished - {SWEEP}
        return bool(unfinished or self._sync.unread or self._is_thread_behind())

    def _repeat_what_failed(self) -> None:
        """Read again what could not be read, as long as the link is there to keep it true."""
        if self.store.link.state is not LinkState.LIVE:
            return
        if not self._is_behind():
            self._watch.caught_up(self._monotonic())
            self._patience.rest()
            self._sweep()
            return
        if not self._patience.is_due(self._monotonic()):
            return
        if CONVERSATIONS in self._sync.unfinished and not self._is_working(CONVERSATIONS):
            self._load_conversations()
        elif CHANGED in self._sync.unfinished and not self._is_working(CHANGED):
            self._load_what_changed()
        if lists := self._sync.unfinished & LISTS:
            self._work(self._sync.load_lists(lists), "lists", exclusive=True)
        if NOTIFICATIONS in self._sync.unfinished:
            self._work(self._sync.load_notifications(), NOTIFICATIONS, exclusive=True)
        unread, self._sync.unread = self._sync.unread, set()
        for conversation_id in unread:
            self._work(self._sync.load_conversation(conversation_id), f"fetch-{conversation_id}")
        shown = self.main.thread.shown
        if shown is not None and self._is_thread_behind() and not self._is_working("thread"):
            self._take([Opened(shown.id)])
            self._fetch_thread(shown.id)

    def _sweep(self) -> None:
        late = SWEEP in self._sync.unfinished and not self._is_working(CONVERSATIONS)
        if late and self._monotonic() - self._swept_at > _SWEEP_REST:
            self._load_conversations(SWEEP)

    def on_app_focus(self) -> None:
        """Look what others have read meanwhile, for the agent looks at the list again."""
        now = self._monotonic()
        if now - self._focused_at > _FOCUS_REST and self.store.link.state is LinkState.LIVE:
            self._focused_at = now
            self._work(self._sync.load_first_page(), "focus", exclusive=True)

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
        self._watch.follow(before, link, self._monotonic())
        if before.state is LinkState.LIVE and link.state is not LinkState.LIVE:
            # From here on events are missing, so what is held now is where to read on from.
            self._take([EventsMissed()])
        if link.state is not LinkState.LIVE or before.state is LinkState.LIVE:
            return
        first, self._connection = self._connection == 0, link.connection
        gap = self._watch.gap(self._monotonic()) or 0.0
        # What was said between the last event and this one is in no event: read it again.
        self._take([EventsMissed(afresh=gap > AFRESH)])
        self._catch_up(lists=not first)

    def _catch_up(self, *, lists: bool = False) -> None:
        """Read what no event has told; nothing is marked as read by that."""
        self._recovered = 0
        self._load_what_changed()
        if lists:
            self._work(self._sync.load_lists(), "lists", exclusive=True)
        if self._connection:
            self._work(self._sync.load_notifications(), NOTIFICATIONS, exclusive=True)
        if (conversation := self._at_hand) is not None:
            self._fetch_thread(conversation.id)

    @on(Arrived)
    def _take_arrived(self, message: Arrived) -> None:
        self._take(message.steps)
        if message.taken is not None:
            message.taken.set()

    def _take(self, steps: Sequence[Happening]) -> None:
        changes = reduce.apply_all(self.store, steps, self._now())
        if self._watch.gap(self._monotonic()) is not None:
            self._recovered += changes.news
        self._mark(changes)

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
        timeline = self.store.timelines.get(conversation_id)
        newest_id = 0
        if timeline is not None and timeline.loaded:
            newest_id = timeline.known_to if timeline.stale else timeline.newest_id()
        job = self._sync.load_thread(conversation_id, newest_id)
        self._work(job, "thread", exclusive=True)
