"""The console: what the agent asks for, carried out on the store and at the server."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import tzinfo
from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.app import SystemCommand
from textual.screen import Screen

from hoory_tui.app.clock import elapsed
from hoory_tui.app.keeping import undelivered
from hoory_tui.app.outgoing import Outgoing, TypingSign
from hoory_tui.app.reaching import NOT_YET
from hoory_tui.app.resting import RestingApp
from hoory_tui.config.settings import Settings
from hoory_tui.screens import intents
from hoory_tui.screens.main import STYLE_SHEET, MainScreen
from hoory_tui.store import select
from hoory_tui.store.happenings import EventsMissed, Opened, Proposed
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.store.select import View
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.messages import MessagePane

if TYPE_CHECKING:
    from hoory_tui.app.backend import Backend
    from hoory_tui.app.late import Connect, OpenKeeper
    from hoory_tui.keep.glimpse import Glimpse
    from hoory_tui.keep.keeper import Keeper

_JUST_NOW: Final = 60.0
"""Seconds for which a colleague's reply is asked about before another one follows it."""
LONGEST_TEXT: Final = 150_000
"""Characters that servers of this family store of one message."""
NO_REPLY: Final = "This channel takes no reply now."
_SEEN_REST: Final = 30.0
"""Seconds to wait before a conversation that could not be marked as read is tried again."""


class HooryApp(RestingApp):
    """The agent's console on one account."""

    CSS_PATH = STYLE_SHEET
    is_curtained = False
    """Whether all painting is held back, until the first picture is whole."""

    def __init__(
        self,
        backend: Backend | Connect,
        settings: Settings,
        *,
        glimpse: Glimpse | None = None,
        keeper: Keeper | OpenKeeper | None = None,
        trouble: str = "",
        now: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = elapsed,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(
            backend,
            settings,
            glimpse=glimpse,
            keeper=keeper,
            trouble=trouble,
            now=now,
            monotonic=monotonic,
            zone=zone,
        )
        self._outgoing = Outgoing(
            self._api, self._tell, self._complain, self._sync.load_conversation
        )
        self._answered: dict[int, float] = {}
        """When a colleague last did something that the agent knows of and answers all the same."""
        self._typing = TypingSign(self._api, monotonic)
        self._seeing: set[int] = set()

    def get_default_screen(self) -> Screen[None]:
        """Return the one screen an agent lives in."""
        known = self._backend or self._glimpse
        screen = MainScreen(
            self.store,
            self._moment,
            self._link_now,
            account=known.account_name if known is not None else "",
            keymap=self.settings.keymap(),
        )
        screen.fit(self.size)
        screen.is_curtained = self.is_curtained
        return screen

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the palette can do here; stranger themes and screenshots are left out."""
        yield SystemCommand("Help", "Show all keys", self.main.action_help)
        yield SystemCommand("Reload", "Fetch everything again", self.main.action_reload)
        yield from super().get_system_commands(screen)
        yield SystemCommand(
            "Suspend", "Leave for the shell, fg comes back", self.action_suspend_process
        )
        yield SystemCommand("Quit", "Leave the console", self.action_quit)

    def _beat(self) -> None:
        super()._beat()
        if self.is_running and self._typing.is_over():
            self._work(self._typing.stop(), "typing")

    # What the agent asks for

    @on(intents.ShowConversation)
    def _show_conversation(self, message: intents.ShowConversation) -> None:
        if self._backend is None:
            self._asked_for = message
            return
        conversation_id = message.conversation_id
        timeline = self.store.timelines.get(conversation_id)
        is_true = timeline is not None and timeline.loaded and not timeline.stale
        if not is_true or (timeline is not None and timeline.unsure_before is not None):
            self._take([Opened(conversation_id)])
            self._fetch_thread(conversation_id)
        if message.opened:
            self._mark_seen(conversation_id)

    @on(MessagePane.Touched)
    def _read_on(self, message: MessagePane.Touched) -> None:
        self._mark_seen(message.conversation_id)

    def _mark_seen(self, conversation_id: int) -> None:
        conversation = self.store.conversations.get(conversation_id)
        if conversation is None or not conversation.unread_count or self._backend is None:
            return
        if conversation_id not in self._seeing:
            self._seeing.add(conversation_id)
            self._work(self._tell_seen(conversation_id), f"seen-{conversation_id}")

    async def _tell_seen(self, conversation_id: int) -> None:
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
        if self._is_unconfirmed(message.conversation_id):
            self.notify(NOT_YET, markup=False)
        elif conversation is not None:
            status = "resolved" if conversation.status == "open" else "open"
            change = Proposed(conversation.id, {"status": status})
            self._take([change])
            job = self._outgoing.change_status(change, {"status": conversation.status})
            self._work(job, f"act-{conversation.id}")

    @on(intents.AssignToMe)
    def _assign_to_me(self, message: intents.AssignToMe) -> None:
        conversation = self.store.conversations.get(message.conversation_id)
        if self._is_unconfirmed(message.conversation_id):
            self.notify(NOT_YET, markup=False)
            return
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

    def _is_unconfirmed(self, conversation_id: int) -> bool:
        """Tell whether what is shown of a conversation is too old to decide anything by it."""
        return self._backend is None or conversation_id in self.store.unconfirmed

    @on(Composer.Submitted)
    def _send(self, message: Composer.Submitted) -> None:
        problem = self._unsendable(message)
        question = "" if problem else self._second_thought(message)
        if problem:
            self.main.composer.not_taken(message.conversation_id, private=message.private)
            self.notify(problem, markup=False)
        elif question:
            self._ask_before_sending(message, question)
        else:
            self._post(message)

    @on(Composer.AttachAsked)
    def _choose_files(self, message: Composer.AttachAsked) -> None:
        from hoory_tui.screens.attach import AttachScreen

        to = message.addressee
        what = "private note on" if message.private else "reply to"

        def chosen(files: tuple[OutgoingFile, ...] | None) -> None:
            if files is not None and files != message.files:
                self.main.composer.attach(to.conversation_id, files, private=message.private)
                self.main.show_bars()

        self.push_screen(AttachScreen(f"Files for your {what} {to.name}", message.files), chosen)

    def _unsendable(self, message: Composer.Submitted) -> str:
        """Return why these words cannot be sent, or ""."""
        if not message.content and not message.files:
            return "There is nothing to send yet."
        if len(message.content) > LONGEST_TEXT:
            return (
                f"Your text has {len(message.content):,} characters and servers take "
                f"{LONGEST_TEXT:,}. It is kept; shorten it, or send it in parts."
            )
        conversation = self.store.conversations.get(message.conversation_id)
        if conversation is not None and not conversation.can_reply and not message.private:
            return f"{NO_REPLY} Your words are kept; ctrl+n turns to a note."
        return ""

    def _second_thought(self, message: Composer.Submitted) -> str:
        """Return what the agent should know before this reply leaves, or ""; each thing once."""
        if message.private:
            return ""
        now = self._now()
        since = max(now - _JUST_NOW, self._answered.get(message.conversation_id, 0.0))
        meanwhile = select.answered_meanwhile(self.store, message.conversation_id, since)
        if meanwhile is None:
            return ""
        self._answered = {one: at for one, at in self._answered.items() if at > now - _JUST_NOW}
        self._answered[message.conversation_id] = meanwhile.at
        ago = max(1, round(now - meanwhile.at))
        return f"{meanwhile.name} {meanwhile.kind} here {ago} s ago. Send your reply all the same?"

    def _ask(self, question: str, answered: Callable[[bool | None], None]) -> None:
        from hoory_tui.screens.confirm import ConfirmScreen

        self.push_screen(ConfirmScreen(question), answered)

    def _ask_before_sending(self, message: Composer.Submitted, question: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._post(message)
            else:
                self.main.composer.not_taken(message.conversation_id, private=message.private)

        self._ask(question, answered)

    def _post(self, message: Composer.Submitted) -> None:
        timeline = self.store.timelines.get(message.conversation_id)
        pending = Pending(
            echo_id=uuid.uuid4().hex,
            conversation_id=message.conversation_id,
            content=message.content,
            private=message.private,
            created_at=self._now(),
            after_id=timeline.newest_id() if timeline is not None else 0,
            files=message.files,
        )
        waits = any(
            one.state in (SendState.FAILED, SendState.UNKNOWN)
            for one in select.pending_of(self.store, message.conversation_id)
        )
        self._dispatch(pending)
        if waits:
            self.notify(
                "An earlier message of yours here did not go out, so this one waits for it.",
                markup=False,
            )
        if self.main.messages.conversation_id == message.conversation_id:
            self.main.messages.focus()
            self.main.messages.action_cursor_bottom()
        self._work(self._typing.stop(), "typing")

    @on(intents.RetryUnsent)
    def _retry(self, message: intents.RetryUnsent) -> None:
        unsent = undelivered(select.pending_of(self.store, message.conversation_id))
        if not unsent:
            self.notify("Nothing waits here for you to send it again.", markup=False)
            return
        self._outbox.nudge(by_hand=True)
        first = unsent[0]
        if first.state is SendState.UNKNOWN:
            self._ask_before_repeating(first)
            return
        for pending in unsent:
            if pending.state is SendState.FAILED:
                self._send_again(pending)
        self._pump()

    def _ask_before_repeating(self, pending: Pending) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._send_again(pending)

        question = (
            "Nobody can tell whether this message arrived; look for it in the thread first. "
            "Send it again, though it may then arrive twice?"
        )
        self._ask(question, answered)

    @on(intents.TakeBackUnsent)
    def _take_back_unsent(self, message: intents.TakeBackUnsent) -> None:
        unsent = undelivered(select.pending_of(self.store, message.conversation_id))
        if unsent:
            self._take_back(unsent)
            self.main.action_write(unsent[0].private)

    @on(Composer.Typed)
    def _typed(self, message: Composer.Typed) -> None:
        if self._backend is None:
            return
        if self._typing.note(message.conversation_id, private=message.private):
            job = self._typing.start(message.conversation_id, private=message.private)
            self._work(job, "typing")
        self._mark_seen(message.conversation_id)

    @on(intents.StoppedTyping)
    def _stopped_typing(self) -> None:
        self._work(self._typing.stop(), "typing")

    @on(intents.Reload)
    def _reload(self) -> None:
        if self._backend is None:
            self._hurry.set()
            return
        self.backend.cable.nudge()
        self._take([EventsMissed()])
        self._load_everything()
        if (conversation := self._at_hand) is not None:
            self._fetch_thread(conversation.id)

    async def action_quit(self) -> None:
        """Quit, after saying what would be lost or what is still to come."""
        from hoory_tui.screens.confirm import ConfirmScreen

        if isinstance(self.screen, ConfirmScreen):
            return
        lost, unsent = self.lost_at_the_end(), len(self.store.outbox)
        question = "Quit hoory-tui?"
        if lost:
            question = f"{lost} would be lost. Quit?"
        elif unsent:
            question = (
                f"{unsent} of your messages have not arrived yet. They are kept, and leave "
                "when you start again. Quit?"
            )

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit()

        self._ask(question, answered)
