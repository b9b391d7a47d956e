"""What the agent writes: looked at once more, posted, sent again or taken back."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Final

from textual import on

from hoory_tui.app.finding import FindingApp
from hoory_tui.app.keeping import undelivered
from hoory_tui.app.outgoing import TypingSign
from hoory_tui.screens import intents
from hoory_tui.store import select
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.widgets.composer import Composer

_JUST_NOW: Final = 60.0
"""Seconds for which a colleague's reply is asked about before another one follows it."""
LONGEST_TEXT: Final = 150_000
"""Characters that servers of this family store of one message."""
NO_REPLY: Final = "This channel takes no reply now."


class WritingApp(FindingApp):
    """An app that sends what is written, each thing once."""

    @cached_property
    def _answered(self) -> dict[int, float]:
        """When a colleague last did what the agent knows of and answers all the same."""
        return {}

    @cached_property
    def _typing(self) -> TypingSign:
        return TypingSign(self._api, self._monotonic)

    def _beat(self) -> None:
        super()._beat()
        if self.is_running and self._typing.is_over():
            self._work(self._typing.stop(), "typing")

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
        for one in [one for one, at in self._answered.items() if at <= now - _JUST_NOW]:
            del self._answered[one]
        self._answered[message.conversation_id] = meanwhile.at
        ago = max(1, round(now - meanwhile.at))
        return f"{meanwhile.name} {meanwhile.kind} here {ago} s ago. Send your reply all the same?"

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
