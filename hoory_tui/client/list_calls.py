"""The lists of an account: conversations, and what they are sorted into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hoory_tui.client.calls import Calls
from hoory_tui.client.transport import Param
from hoory_tui.wire.answers import (
    ConversationCounts,
    ConversationPage,
)
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload
from hoory_tui.wire.people import TeamPayload, UserPayload


class ListCalls(Calls):
    """Calls that read lists."""

    async def conversations(
        self,
        *,
        status: str = "open",
        assignee_type: str = "all",
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] = (),
        conversation_type: str | None = None,
        page: int = 1,
        sort_by: str | None = None,
        updated_within: int | None = None,
    ) -> ConversationPage:
        """Return one page of a filtered list, 25 long, with the counts of all its tabs.

        `updated_within`, in seconds, asks newer servers for everything that changed since,
        in one page; older ones ignore it.
        """
        data = await self._transport.get(
            f"{self._account}/conversations",
            assignee_type=assignee_type,
            page=page,
            sort_by=sort_by,
            updated_within=updated_within,
            **_filter(status, inbox_id, team_id, labels, conversation_type),
        )
        return self._transport.read(ConversationPage, self._transport.unwrap(data, "data"))

    async def conversation_counts(
        self,
        *,
        status: str = "open",
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] = (),
        conversation_type: str | None = None,
    ) -> ConversationCounts:
        """Return how many conversations each tab holds; servers allow this 30 times a minute."""
        data = await self._transport.get(
            f"{self._account}/conversations/meta",
            **_filter(status, inbox_id, team_id, labels, conversation_type),
        )
        return self._transport.read(ConversationCounts, self._transport.unwrap(data, "meta"))

    async def filtered_conversations(
        self, query: Mapping[str, object], *, page: int = 1
    ) -> ConversationPage:
        """Return one page of what a rule takes, the latest activity first.

        `query` holds the conditions under ``payload``; raises Declined for one that it refuses.
        """
        path = f"{self._account}/conversations/filter?page={page}"
        return self._transport.read(ConversationPage, await self._transport.post(path, query))

    async def conversation(self, conversation_id: int) -> ConversationPayload:
        """Return one conversation in its REST shape."""
        data = await self._transport.get(self._talk(conversation_id))
        return self._transport.read(ConversationPayload, data)

    async def inboxes(self) -> list[InboxPayload]:
        """Return the inboxes the agent may see."""
        data = await self._transport.get(f"{self._account}/inboxes")
        return self._transport.read_list(InboxPayload, self._transport.unwrap(data, "payload"))

    async def agents(self) -> list[UserPayload]:
        """Return everybody of the account."""
        data = await self._transport.get(f"{self._account}/agents")
        return self._transport.read_list(UserPayload, data)

    async def teams(self) -> list[TeamPayload]:
        """Return the teams of the account."""
        data = await self._transport.get(f"{self._account}/teams")
        return self._transport.read_list(TeamPayload, data)

    async def labels(self) -> list[LabelPayload]:
        """Return the labels of the account."""
        data = await self._transport.get(f"{self._account}/labels")
        return self._transport.read_list(LabelPayload, self._transport.unwrap(data, "payload"))


def _filter(
    status: str,
    inbox_id: int | None,
    team_id: int | None,
    labels: Sequence[str],
    conversation_type: str | None,
) -> dict[str, Param]:
    return {
        "status": status,
        "inbox_id": inbox_id,
        "team_id": team_id,
        "labels": labels,
        "conversation_type": conversation_type,
    }
