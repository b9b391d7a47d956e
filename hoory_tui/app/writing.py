"""What did not go out as it should: sent again, or taken back into the composer."""

from __future__ import annotations

from textual import on

from hoory_tui.app.composing import ComposingApp
from hoory_tui.app.keeping import undelivered
from hoory_tui.screens import intents
from hoory_tui.store import select
from hoory_tui.store.records import Pending, SendState
from hoory_tui.words import said


class WritingApp(ComposingApp):
    """An app in which what did not go out is the agent's to decide."""

    @on(intents.RetryUnsent)
    def _retry(self, message: intents.RetryUnsent) -> None:
        unsent = undelivered(select.pending_of(self.store, message.conversation_id))
        if not unsent:
            self.notify(said("Nothing waits here for you to send it again."), markup=False)
            return
        self._outbox.nudge(by_hand=True)
        first = unsent[0]
        if first.state is SendState.UNKNOWN:
            self._ask_before_repeating(first)
            return
        for pending in unsent:
            if pending.state in (SendState.FAILED, SendState.HELD):
                self._held_until.pop(pending.echo_id, None)
                self._send_again(pending)
        self._pump()

    def _ask_before_repeating(self, pending: Pending) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._send_again(pending)

        question = said(
            "Nobody can tell whether this message arrived; look for it in the thread "
            "first. Send it again, though it may then arrive twice?"
        )
        self._ask(question, answered)

    @on(intents.TakeBackUnsent)
    def _take_back_unsent(self, message: intents.TakeBackUnsent) -> None:
        unsent = undelivered(select.pending_of(self.store, message.conversation_id))
        if unsent:
            self._take_back(unsent)
            self.main.action_write(unsent[0].private)
        else:
            self.notify(said("Nothing waits here to be taken back."), markup=False)
