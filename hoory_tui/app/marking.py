"""Marking as read: by hand, unless the agent wants it done by opening or by staying a while."""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING, Final

from textual import on

from hoory_tui.app.library import LibraryApp
from hoory_tui.screens import intents
from hoory_tui.widgets.composer import Composer
from hoory_tui.widgets.messages import MessagePane

if TYPE_CHECKING:
    from textual.timer import Timer

_SEEN_REST: Final = 30.0
"""Seconds to wait before a conversation that could not be marked as read is tried again."""


class MarkingApp(LibraryApp):
    """An app that tells the server what the agent has read, as the settings want it."""

    _dwelling: Timer | None = None

    @cached_property
    def _seeing(self) -> set[int]:
        return set()

    @on(intents.ShowConversation)
    def _mark_or_wait(self, message: intents.ShowConversation) -> None:
        when = self.settings.mark_read
        if self._dwelling is not None:
            self._dwelling.stop()
            self._dwelling = None
        if when == "open" and message.opened:
            self._mark_seen(message.conversation_id)
        elif isinstance(when, int) and (message.opened or self.main.reading):
            self._dwelling = self.set_timer(
                when, lambda: self._mark_if_still_read(message.conversation_id)
            )

    def _mark_if_still_read(self, conversation_id: int) -> None:
        at_hand = self._at_hand
        if at_hand is not None and at_hand.id == conversation_id and self.main.reading:
            self._mark_seen(conversation_id)

    @on(MessagePane.Touched)
    @on(Composer.Typed)
    def _read_on(self, message: MessagePane.Touched | Composer.Typed) -> None:
        if self.settings.mark_read == "open":
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
