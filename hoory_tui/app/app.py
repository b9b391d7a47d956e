"""The console: what the agent asks for, carried out on the store and at the server."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import Any, Final

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from hoory_tui.app.backend import Backend
from hoory_tui.app.news import NewsApp
from hoory_tui.app.outgoing import Outgoing, TypingSign
from hoory_tui.config.settings import Settings
from hoory_tui.screens import intents
from hoory_tui.screens.confirm import ConfirmScreen
from hoory_tui.screens.main import STYLE_SHEET, MainScreen
from hoory_tui.store import select
from hoory_tui.store.happenings import (
    EventsMissed,
    Opened,
    Proposed,
    SendDiscarded,
    SendRetried,
    SendStarted,
)
from hoory_tui.store.records import Pending, SendState
from hoory_tui.store.select import View
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.messages import MessagePane

_SEEN_REST: Final = 30.0
"""Seconds to wait before a conversation that could not be marked as read is tried again."""


class HooryApp(NewsApp):
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
        super().__init__(backend, settings, now=now, monotonic=monotonic, zone=zone)
        self._outgoing = Outgoing(
            backend.api, self._tell, self._complain, self._sync.load_conversation
        )
        self._typing = TypingSign(backend.api, monotonic)
        self._seeing: set[int] = set()

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

    def _beat(self) -> None:
        super()._beat()
        if self.is_running and self._typing.is_over():
            self._work(self._typing.stop(), "typing")

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
        unsent, drafts = len(self.store.outbox), len(self.main.composer.drafted())
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
