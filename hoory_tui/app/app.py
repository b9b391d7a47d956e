"""The console: workers bring news, handlers put them into the store, one flush draws them."""

from __future__ import annotations

import asyncio
import time
import uuid
import weakref
from collections.abc import Callable, Coroutine, Iterable
from datetime import tzinfo
from typing import Any, Final

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen
from textual.worker import Worker

from hoory_tui.app.backend import Backend
from hoory_tui.app.base import SettledApp
from hoory_tui.app.messages import Arrived, CableBatch, Problem
from hoory_tui.app.outgoing import Outgoing, TypingSign
from hoory_tui.app.patience import Patience
from hoory_tui.app.sync import LISTS, Sync
from hoory_tui.client.batches import Batch
from hoory_tui.config.settings import Settings
from hoory_tui.render.bars import LinkNow
from hoory_tui.render.facts import Moment
from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.screens import intents
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.main import STYLE_SHEET, MainScreen
from hoory_tui.store import reduce, select
from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import (
    EventsMissed,
    Happening,
    LinkMoved,
    Opened,
    ProfileLoaded,
    Proposed,
    SendDiscarded,
    SendRetried,
    SendStarted,
    Tick,
)
from hoory_tui.store.records import Conversation, Pending, SendState
from hoory_tui.store.select import View
from hoory_tui.store.state import Store
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.messages import MessagePane
from hoory_tui.wire.link import LinkState, LinkStatus

FRAME: Final = 1 / 30
"""Seconds between two flushes: whatever comes in between is drawn at once."""
_REST: Final = 1.0
"""Seconds after which a conversation with unordered events is read again."""
_COUNT_REST: Final = 5.0
"""Servers allow the counts to be asked for thirty times a minute."""
_SAID: Final = 8.0
"""Seconds for which a toast is shown; the same words are not said twice in that time."""
_SEEN_REST: Final = 30.0
"""Seconds to wait before a conversation that could not be marked as read is tried again."""


class HooryApp(SettledApp):
    """The agent's console on one account."""

    CSS_PATH = STYLE_SHEET

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
        self._outgoing = Outgoing(
            backend.api, self._tell, self._complain, self._sync.load_conversation
        )
        self._patience = Patience()
        self._seeing: set[int] = set()
        self._complaints: dict[str, float] = {}
        self._typing = TypingSign(backend.api, monotonic)

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen an agent lives in."""
        return MainScreen(
            self.store,
            self._moment,
            self._link_now,
            account=self.backend.account_name,
            keymap=self.settings.keymap(),
        )

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the palette can do here; stranger themes and screenshots are left out."""
        yield SystemCommand("Help", "Show all keys", self.main.action_help)
        yield SystemCommand("Reload", "Fetch everything again", self.main.action_reload)
        yield from super().get_system_commands(screen)
        yield SystemCommand("Quit", "Leave the console", self.action_quit)

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
        if self._typing.is_over():
            self._work(self._typing.stop(), "typing")

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

    # What the agent asks for

    @on(intents.ShowConversation)
    def _show_conversation(self, message: intents.ShowConversation) -> None:
        conversation_id = message.conversation_id
        timeline = self.store.timelines.get(conversation_id)
        if timeline is None or not timeline.loaded or timeline.stale:
            self._take([Opened(conversation_id)])
            self._fetch_thread(conversation_id)
        if message.opened:
            self._mark_seen(conversation_id)

    @on(MessagePane.Touched)
    def _read_on(self, message: MessagePane.Touched) -> None:
        self._mark_seen(message.conversation_id)

    def _mark_seen(self, conversation_id: int) -> None:
        conversation = self.store.conversations.get(conversation_id)
        if conversation is None or not conversation.unread_count:
            return
        if conversation_id not in self._seeing:
            self._seeing.add(conversation_id)
            self._work(self._see(conversation_id), f"seen-{conversation_id}")

    async def _see(self, conversation_id: int) -> None:
        try:
            if not await self._sync.mark_seen(conversation_id):
                # Every key in the thread asks for this; a server in trouble is left alone.
                await asyncio.sleep(_SEEN_REST)
        finally:
            self._seeing.discard(conversation_id)

    def _fetch_thread(self, conversation_id: int) -> None:
        timeline = self.store.timelines.get(conversation_id)
        newest_id = 0
        if timeline is not None and timeline.loaded:
            newest_id = timeline.known_to if timeline.stale else timeline.newest_id()
        job = self._sync.load_thread(conversation_id, newest_id)
        self._work(job, "thread", exclusive=True)

    @on(MessagePane.NeedOlder)
    def _load_older(self, message: MessagePane.NeedOlder) -> None:
        timeline = self.store.timelines.get(message.conversation_id)
        oldest_id = timeline.oldest_id() if timeline is not None else None
        if oldest_id is not None and timeline is not None and timeline.has_older:
            self._work(self._sync.load_older(message.conversation_id, oldest_id), "older")

    @on(intents.NeedMoreConversations)
    def _load_more(self) -> None:
        if View.ALL not in self.store.complete_views:
            self._work(self._sync.load_more(self.main.view), "more", exclusive=True)

    @on(intents.ToggleResolved)
    def _toggle_resolved(self, message: intents.ToggleResolved) -> None:
        conversation = self.store.conversations.get(message.conversation_id)
        if conversation is not None:
            status = "resolved" if conversation.status == "open" else "open"
            change = Proposed(conversation.id, {"status": status})
            self._take([change])
            job = self._outgoing.change_status(change, {"status": conversation.status})
            self._work(job, f"act-{conversation.id}")

    @on(intents.AssignToMe)
    def _assign_to_me(self, message: intents.AssignToMe) -> None:
        conversation = self.store.conversations.get(message.conversation_id)
        if conversation is None:
            return
        mine = conversation.assignee_id == self.store.me_id
        me = self.store.agents.get(self.store.me_id)
        before = {
            "assignee_id": conversation.assignee_id,
            "assignee_name": conversation.assignee_name,
        }
        agent_id, name = (None, "") if mine else (self.store.me_id, me.label if me else "")
        change = Proposed(conversation.id, {"assignee_id": agent_id, "assignee_name": name})
        self._take([change])
        self._work(self._outgoing.assign(change, before), f"act-{conversation.id}")

    @on(Composer.Submitted)
    def _send(self, message: Composer.Submitted) -> None:
        if not message.content:
            self.notify("There is nothing to send yet.", markup=False)
            return
        timeline = self.store.timelines.get(message.conversation_id)
        pending = Pending(
            echo_id=uuid.uuid4().hex,
            conversation_id=message.conversation_id,
            content=message.content,
            private=message.private,
            created_at=self._now(),
            after_id=timeline.newest_id() if timeline is not None else 0,
        )
        # The words are in the outbox before they leave the composer.
        self._take([SendStarted(pending)])
        self.main.composer.taken_over(message.conversation_id, private=message.private)
        self.flush()
        if self.main.messages.conversation_id == message.conversation_id:
            self.main.messages.focus()
            self.main.messages.action_cursor_bottom()
        self._work(self._outgoing.send(pending), f"send-{pending.conversation_id}")
        self._work(self._typing.stop(), "typing")

    @on(intents.RetryUnsent)
    def _retry(self, message: intents.RetryUnsent) -> None:
        unsent = self._unsent(message.conversation_id)
        for pending in unsent:
            self._take([SendRetried(pending.echo_id)])
            self._work(self._outgoing.send(pending), f"send-{pending.conversation_id}")
        if not unsent:
            self.notify("Everything written here has been sent.", markup=False)

    @on(intents.TakeBackUnsent)
    def _take_back(self, message: intents.TakeBackUnsent) -> None:
        unsent = self._unsent(message.conversation_id)
        for pending in reversed(unsent):
            self.main.composer.give_back(
                pending.conversation_id, pending.content, private=pending.private
            )
            self._take([SendDiscarded(pending.echo_id)])
        if unsent:
            self.main.action_write(unsent[0].private)

    def _unsent(self, conversation_id: int) -> list[Pending]:
        pending = select.pending_of(self.store, conversation_id)
        return [one for one in pending if one.state is not SendState.SENDING]

    @on(Composer.Typed)
    def _typed(self, message: Composer.Typed) -> None:
        if self._typing.note(message.conversation_id, private=message.private):
            job = self._typing.start(message.conversation_id, private=message.private)
            self._work(job, "typing")
        self._mark_seen(message.conversation_id)

    @on(intents.StoppedTyping)
    def _stopped_typing(self) -> None:
        self._work(self._typing.stop(), "typing")

    @on(intents.Reload)
    def _reload(self) -> None:
        self.backend.cable.nudge()
        self._take([EventsMissed()])
        self._load_everything()
        if (conversation := self._at_hand) is not None:
            self._fetch_thread(conversation.id)

    async def action_quit(self) -> None:
        """Quit, after asking when words would be lost."""
        unsent, drafts = len(self.store.outbox), self.main.composer.drafts()
        if isinstance(self.screen, ConfirmScreen):
            return
        question = "Quit hoory-tui?"
        if unsent:
            question = f"{unsent} of your messages have not arrived and would be lost. Quit?"
        elif drafts:
            question = f"{drafts} of your drafts would be lost. Quit?"

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit()

        self.push_screen(ConfirmScreen(question), answered)
