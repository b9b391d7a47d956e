"""What the agent does to conversations, shown at once and asked of the server."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property
from typing import Final

from textual import on

from hoory_tui.app.outgoing import Outgoing
from hoory_tui.app.reaching import NOT_YET
from hoory_tui.app.resting import RestingApp
from hoory_tui.screens import intents
from hoory_tui.store.happenings import Proposed
from hoory_tui.widgets.messages import MessagePane

_SEEN_REST: Final = 30.0
"""Seconds to wait before a conversation that could not be marked as read is tried again."""


class ActingApp(RestingApp):
    """An app that carries deeds out."""

    @cached_property
    def _outgoing(self) -> Outgoing:
        return Outgoing(self._api, self._tell, self._complain, self._sync.load_conversation)

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

    def _ask(self, question: str, answered: Callable[[bool | None], None]) -> None:
        from hoory_tui.screens.confirm import ConfirmScreen

        self.push_screen(ConfirmScreen(question), answered)

    # Reading

    @cached_property
    def _seeing(self) -> set[int]:
        return set()

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
