"""Who hears what: the cable streams of an inbox, a contact's session, the account, one agent."""

from __future__ import annotations

from .records import Conversation
from .world import World


class Recipients:
    """Answers with lists of stream names (pubsub tokens, or the account's own stream)."""

    def __init__(self, world: World) -> None:
        self._world = world

    def inbox(self, conversation: Conversation) -> list[str]:
        """Return members of the conversation's inbox and all administrators, each once."""
        members = self._world.inboxes[conversation.inbox_id].member_ids
        return [
            agent.pubsub_token
            for agent in self._world.agents.values()
            if agent.is_administrator or agent.id in members
        ]

    def session(self, conversation: Conversation) -> list[str]:
        """Return the contact's seat, or all its verified seats when this one is verified."""
        seat = self._world.sessions[conversation.session_id]
        if not seat.hmac_verified:
            return [seat.pubsub_token]
        seats = self._world.sessions_of(conversation.contact_id)
        return [one.pubsub_token for one in seats if one.hmac_verified]

    def account(self) -> list[str]:
        """Return the stream every subscribed agent of the account hears."""
        return [self.account_stream(self._world.account.id)]

    def everyone(self) -> list[str]:
        """Return the personal streams of all agents."""
        return [agent.pubsub_token for agent in self._world.agents.values()]

    @staticmethod
    def account_stream(account_id: int) -> str:
        """Return the name of an account's stream."""
        return f"account_{account_id}"
