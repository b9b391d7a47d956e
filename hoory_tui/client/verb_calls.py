"""What is done to a conversation, asked of the server."""

from __future__ import annotations

from hoory_tui.client.calls import Calls
from hoory_tui.wire.answers import (
    StatusAnswer,
)
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.people import TeamPayload, UserPayload


class VerbCalls(Calls):
    """Calls that change one conversation."""

    async def toggle_typing(self, conversation_id: int, *, on: bool, private: bool = False) -> None:
        """Show or stop showing the others that we are typing a reply or a note."""
        body = {"typing_status": "on" if on else "off", "is_private": private}
        await self._transport.tell(f"{self._talk(conversation_id)}/toggle_typing_status", body)

    async def set_status(
        self, conversation_id: int, status: str, *, snoozed_until: int | None = None
    ) -> StatusAnswer:
        """Open, resolve, snooze or set pending.

        `snoozed_until` is in unix seconds; snoozed without it lasts until the next reply.
        """
        body: dict[str, object] = {"status": status}
        if snoozed_until is not None:
            body["snoozed_until"] = snoozed_until
        data = await self._transport.post(f"{self._talk(conversation_id)}/toggle_status", body)
        return self._transport.read(StatusAnswer, self._transport.unwrap(data, "payload"))

    async def assign(self, conversation_id: int, agent_id: int | None) -> UserPayload | None:
        """Hand the conversation to an agent, or to nobody; return the assignee it now has.

        Servers take an unknown id for nobody, so the answer is what counts.
        """
        path = f"{self._talk(conversation_id)}/assignments"
        data = await self._transport.post(path, {"assignee_id": agent_id})
        return None if data is None else self._transport.read(UserPayload, data)

    async def assign_team(self, conversation_id: int, team_id: int | None) -> TeamPayload | None:
        """Hand the conversation to a team, or to none; return the team it now has."""
        path = f"{self._talk(conversation_id)}/assignments"
        data = await self._transport.post(path, {"team_id": team_id})
        return None if data is None else self._transport.read(TeamPayload, data)

    async def update_last_seen(self, conversation_id: int) -> ConversationPayload:
        """Mark the conversation as read for all agents and return it."""
        data = await self._transport.post(f"{self._talk(conversation_id)}/update_last_seen", {})
        return self._transport.read(ConversationPayload, data)
