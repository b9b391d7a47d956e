"""Ringing the terminal's bell for what comes in, as far as the agent wants to hear of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.messages import CableBatch
from hoory_tui.app.resting import RestingApp

if TYPE_CHECKING:
    from hoory_tui.wire.events import Event
    from hoory_tui.wire.message import MessagePayload

_PAUSE: Final = 2.0
"""Seconds between two sounds: what comes at once is one."""
_FOR_ME: Final = ("conversation_mention", "conversation_assignment")
"""Kinds of notifications that are about us; messages are heard of by themselves."""


class AlertingApp(RestingApp):
    """An app that is heard; never for our own messages, nor for what is being looked at."""

    _rang_at = -_PAUSE

    @on(CableBatch)
    def _ring_for(self, message: CableBatch) -> None:
        now = self._monotonic()
        if self.settings.bell == "none" or now - self._rang_at < _PAUSE:
            return
        if any(self._is_heard(event) for event in message.batch.events):
            self._rang_at = now
            self.bell()

    def _is_heard(self, event: Event) -> bool:
        from hoory_tui.wire import events
        from hoory_tui.wire.message import INCOMING

        match event:
            case events.MessageCreated(message=message) if message.message_type == INCOMING:
                return self._is_wanted(message)
            case events.NotificationCreated(notification=notification):
                actor = notification.primary_actor
                is_seen = actor is not None and self._is_looked_at(actor.id)
                return notification.notification_type in _FOR_ME and not is_seen
        return False

    def _is_wanted(self, message: MessagePayload) -> bool:
        if self._is_looked_at(message.conversation_id):
            return False
        if self.settings.bell == "all":
            return True
        held = self.store.conversations.get(message.conversation_id or 0)
        return held is not None and held.assignee_id == self.store.me_id

    def _is_looked_at(self, conversation_id: int | None) -> bool:
        at_hand = self._at_hand
        return self.app_focus and at_hand is not None and at_hand.id == conversation_id
