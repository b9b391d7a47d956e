"""Catching up: what no event has told is read again, after every gap and until it worked."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Final

from hoory_tui.app.garbage import MANY, MINUTE, Garbage
from hoory_tui.app.patience import Patience
from hoory_tui.app.reaching import ReachingApp
from hoory_tui.app.sync import CHANGED, CONVERSATIONS, COUNTS, LISTS, NOTIFICATIONS, SWEEP
from hoory_tui.client.errors import HooryError
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.sdk.clock import elapsed
from hoory_tui.sdk.watch import AFRESH, TOKEN_CHECK, LinkWatch
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    EventsMissed,
    Happening,
    ListRead,
    Opened,
    ProfileLoaded,
    Tick,
)
from hoory_tui.store.records import GONE
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

if TYPE_CHECKING:
    from hoory_tui.app.late import Connect
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.sdk.backend import Backend

_log: Final = logging.getLogger(__name__)

_SWEEP_REST: Final = 30.0
"""Seconds between two readings of the whole list, however often the link is lost."""
_FOCUS_REST: Final = 10.0
"""Seconds between two readings of the top of the list because the agent looks at it again."""
_LONG: Final = 60.0
"""Seconds after which it is said since when the link is down."""
_RECOVERED: Final = 60.0
"""Seconds for which it is said what catching up has brought."""


_WITH_REASONS: Final = frozenset({Cause.PROXY, Cause.UNTRUSTED, Cause.TURNED_AWAY})


def _reason(link: LinkStatus) -> str:
    lasts = link.state in (LinkState.REFUSED, LinkState.HALTED)
    is_down = lasts or link.state is LinkState.WAITING
    return link.detail if lasts or (is_down and link.cause in _WITH_REASONS) else ""


class CatchUpApp(ReachingApp):
    """An app that keeps its store true, whatever the link misses, and says how it is doing."""

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
        super().__init__(
            backend, settings, glimpse=glimpse, now=now, monotonic=monotonic, zone=zone
        )
        self._connection = 0
        self._patience = Patience()
        self._watch = LinkWatch(monotonic())
        self._swept_at = self._focused_at = monotonic()
        self._recovered = 0
        self._garbage = Garbage()
        self._link_said = ""

    def _link_now(self) -> LinkNow:
        now = self._monotonic()
        if self._backend is None:
            return LinkNow(self.store.link, None, now, as_of=self.store.as_of)
        heard_at = self.backend.cable.last_frame_at
        gap, caught_up_at = self._watch.gap(now), self._watch.caught_up_at
        return LinkNow(
            self.store.link,
            heard_at,
            now,
            is_behind=self._is_behind(),
            recovered=self._recovered if now - (caught_up_at or now) < _RECOVERED else 0,
            offline_since=self._now() - gap if gap is not None and gap > _LONG else None,
            unreadable=lost if (lost := self._garbage.recent(now)) > MANY else 0,
            is_plaintext=self.backend.server.is_plaintext,
            as_of=self.store.as_of,
        )

    def _begin(self) -> None:
        """Ask for everything and open the link."""
        super()._begin()
        self._watch = LinkWatch(self._monotonic())
        self._take([ProfileLoaded(self.backend.profile)])
        self._work(self.backend.cable.run(self._deliver), "cable")
        self._load_everything()

    def _load_everything(self) -> None:
        self._work(self._sync.load_lists(), "lists")
        self._load_conversations()
        self._work(self._sync.load_notifications(), NOTIFICATIONS)

    def _load_conversations(self, name: str = CONVERSATIONS) -> None:
        held = [
            one.id
            for one in self.store.conversations.values()
            if one.id not in self.store.unconfirmed
            # Of those that no list of open ones has, the ones that are looked at still matter.
            and (one.status == "open" or (one.id in self.store.timelines and one.status != GONE))
        ]
        self._swept_at = self._monotonic()
        self._sync.unfinished.add(name)
        job = self._sync.load_conversations(
            held, name=name, doubtful=self._worth_a_look, worth=self._worth_asking
        )
        self._work(job, CONVERSATIONS, exclusive=True)

    def _worth_a_look(self) -> set[int]:
        """Return which rows of last time the agent has to do with, and must be told of."""
        at_hand = self._at_hand
        ours = {pending.conversation_id for pending in self.store.outbox.values()}
        if self.is_running:
            ours |= self.main.composer.drafted()
        if at_hand is not None:
            ours.add(at_hand.id)
        return ours & self.store.unconfirmed

    def _take(self, steps: Sequence[Happening]) -> None:
        # A letter may have been typed since it was asked which rows must stay.
        super()._take(
            [
                replace(one, kept=one.kept | self._worth_a_look())
                if isinstance(one, ListRead)
                else one
                for one in steps
            ]
        )

    def _worth_asking(self, left: set[int], seen: set[int]) -> set[int]:
        """Return which rows are to be looked up that a part of a long list did not tell of."""
        return left

    def _load_what_changed(self) -> None:
        """Read the list again as far as it may be different since events were last heard."""
        gap = self._watch.gap(self._monotonic())
        is_dated = any(one.updated_at is not None for one in self.store.conversations.values())
        was_read = CONVERSATIONS not in self._sync.unfinished
        if not (is_dated and was_read) or gap is None or gap > AFRESH:
            self._load_conversations()
            return
        # What was begun before this gap must not pass for having read what came in it.
        self.workers.cancel_group(self, CONVERSATIONS)
        self._sync.unfinished |= {CHANGED, SWEEP}
        self._work(self._sync.load_changed(gap), CHANGED, exclusive=True)

    def _beat(self) -> None:
        if not self.is_running:
            return
        if self._backend is None:
            self.main.show_time()
            return
        self._take([Tick()])
        self._mind_the_garbage()
        self._mind_the_link()
        self._repeat_what_failed()
        self.main.show_time()

    def _count_unreadable(self, lost: Counter[str], left_out: Counter[str]) -> None:
        self._garbage.add(lost, left_out, self._monotonic())

    def _mind_the_garbage(self) -> None:
        now, transport = self._monotonic(), self.backend.transport
        self._garbage.add(transport.unreadable, transport.left_out, now)
        transport.unreadable.clear()
        transport.left_out.clear()
        if self._garbage.is_resync_due(now):
            _log.warning("much could not be read, so everything is read again")
            self._watch.doubt(MINUTE, now)
            self._take([EventsMissed()])
            self._catch_up(lists=True)

    def _link_trouble(self) -> str:
        """Return what the server or the network had to say, where waiting alone helps little."""
        link = self.store.link
        if self._backend is None:
            # There is nothing yet that waiting would bring back by itself.
            return link.detail if link.state is LinkState.WAITING else ""
        return _reason(link)

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
            # That somebody is no longer an agent is in no event either.
            self._work(self._sync.load_lists(("agent",)), "agents", exclusive=True)

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
        if timeline is None or not timeline.loaded or timeline.stale:
            return True
        return timeline.unsure_before is not None

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
        if COUNTS in self._sync.unfinished and not self._is_working(COUNTS):
            self._count()
        for conversation_id in self._sync.unread:
            group = f"fetch-{conversation_id}"
            self._work(self._sync.load_conversation(conversation_id), group, exclusive=True)
        self._repeat_lists()
        shown = self.main.thread.shown
        if shown is not None and self._is_thread_behind() and not self._is_working("thread"):
            self._take([Opened(shown.id)])
            self._fetch_thread(shown.id)

    def _repeat_lists(self) -> None:
        """Read other lists again that could not be read."""

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

    def _follow_link(self, before: LinkStatus, link: LinkStatus) -> None:
        if (before.state, before.cause) != (link.state, link.cause):
            _log.info("link %s %s, attempt %d", link.state, link.cause, link.attempt)
        if (said := _reason(link)) and said != self._link_said:
            # Once: it stands in the footer as long as it lasts.
            self._complain(said)
        self._link_said = said or ("" if link.state is LinkState.LIVE else self._link_said)
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

    def _mark(self, changes: Changes) -> None:
        if self._watch.gap(self._monotonic()) is not None:
            self._recovered += changes.news
        super()._mark(changes)
