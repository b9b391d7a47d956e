"""What an agent asks the server for, in typed questions and answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hoory_tui.client.errors import NotAllowed, SignInRefused
from hoory_tui.client.transport import Param, Transport
from hoory_tui.client.upload import Form, Progress, Source
from hoory_tui.wire.answers import (
    ContactPage,
    ConversationCounts,
    ConversationPage,
    MessagePage,
    NotificationPage,
    StatusAnswer,
)
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.desk import InboxPayload, LabelPayload, ProfilePayload, ServerPayload
from hoory_tui.wire.message import MARKER, MessagePayload
from hoory_tui.wire.people import ContactPayload, TeamPayload, UserPayload
from hoory_tui.wire.server_clock import ServerClock

_PROFILE: Final = "/api/v1/profile"


async def read_server_info(transport: Transport) -> ServerPayload:
    """Return what a server tells of itself to anybody; its version may be missing."""
    return transport.read(ServerPayload, await transport.get("/api"))


async def read_profile(transport: Transport) -> ProfilePayload:
    """Return the agent whose token the transport holds; raises SignInRefused for a bad one."""
    try:
        data = await transport.get_with_secrets(_PROFILE)
    except NotAllowed as error:
        if error.status != 401:
            raise
        # Nobody is forbidden their own profile, so here every 401 is about the token.
        refusal = SignInRefused()
    else:
        return transport.read(ProfilePayload, data)
    raise refusal


class AgentApi:
    """The API of one account in the name of one agent.

    `conversation_id` is always the display id. Every method raises HooryError.
    """

    def __init__(self, transport: Transport, account_id: int) -> None:
        self.account_id = account_id
        self._transport = transport
        self._account = f"/api/v1/accounts/{account_id}"

    @property
    def server_clock(self) -> ServerClock:
        """What the answers so far told about the server's clock, against `monotonic`."""
        return self._transport.clock

    @property
    def monotonic(self) -> Callable[[], float]:
        """The clock that `server_clock` reckons in, in seconds."""
        return self._transport.monotonic

    async def server_info(self) -> ServerPayload:
        """Return what the server tells of itself."""
        return await read_server_info(self._transport)

    async def profile(self) -> ProfilePayload:
        """Return the signed-in agent; raises SignInRefused when the token is no longer good."""
        return await read_profile(self._transport)

    async def conversations(
        self,
        *,
        status: str = "open",
        assignee_type: str = "all",
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] = (),
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
            **_filter(status, inbox_id, team_id, labels),
        )
        return self._transport.read(ConversationPage, self._transport.unwrap(data, "data"))

    async def conversation_counts(
        self,
        *,
        status: str = "open",
        inbox_id: int | None = None,
        team_id: int | None = None,
        labels: Sequence[str] = (),
    ) -> ConversationCounts:
        """Return how many conversations each tab holds; servers allow this 30 times a minute."""
        data = await self._transport.get(
            f"{self._account}/conversations/meta", **_filter(status, inbox_id, team_id, labels)
        )
        return self._transport.read(ConversationCounts, self._transport.unwrap(data, "meta"))

    async def conversation(self, conversation_id: int) -> ConversationPayload:
        """Return one conversation in its REST shape."""
        data = await self._transport.get(self._talk(conversation_id))
        return self._transport.read(ConversationPayload, data)

    async def messages(
        self, conversation_id: int, *, before: int | None = None, after: int | None = None
    ) -> MessagePage:
        """Return messages oldest first: the latest 20, 20 before an id or up to 100 after one."""
        path = f"{self._talk(conversation_id)}/messages"
        data = await self._transport.get(path, before=before, after=after)
        return self._transport.read(MessagePage, data)

    async def create_message(
        self,
        conversation_id: int,
        content: str,
        *,
        echo_id: str,
        private: bool = False,
        content_attributes: Mapping[str, object] | None = None,
        files: Sequence[Source] = (),
        progress: Progress | None = None,
    ) -> MessagePayload:
        """Write a reply or a private note, with or without files, and return it as stored.

        Asked once and never again: servers store each request anew. When the error says
        `may_have_arrived`, only the cable or a re-read can tell what became of it. Raises
        Spoiled, and nothing has arrived, when a file could not be read to its end.
        """
        path = f"{self._talk(conversation_id)}/messages"
        fields: dict[str, object] = {
            "content": content,
            "private": private,
            "echo_id": echo_id,
            # Lists leave the echo id out; where the server keeps the marker, they show that.
            "content_attributes": {**(content_attributes or {}), MARKER: echo_id},
        }
        if not files:
            data = await self._transport.post(path, fields)
        else:
            # In a form even "false" is something, and so is an empty text.
            fields = {key: value for key, value in fields.items() if value}
            data = await self._transport.post_form(path, Form(fields, files, progress))
        return self._transport.read(MessagePayload, data)

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

    async def contacts(self, *, page: int = 1, sort: str = "-last_activity_at") -> ContactPage:
        """Return one page of contacts, 15 long."""
        data = await self._transport.get(f"{self._account}/contacts", page=page, sort=sort)
        return self._transport.read(ContactPage, data)

    async def contact(self, contact_id: int) -> ContactPayload:
        """Return one contact."""
        data = await self._transport.get(f"{self._account}/contacts/{contact_id}")
        return self._transport.read(ContactPayload, self._transport.unwrap(data, "payload"))

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

    async def notifications(self, *, page: int = 1) -> NotificationPage:
        """Return one page of what the agent was told, 15 long, newest first."""
        data = await self._transport.get(f"{self._account}/notifications", page=page)
        return self._transport.read(NotificationPage, self._transport.unwrap(data, "data"))

    async def set_availability(self, availability: str) -> ProfilePayload:
        """Be online, busy or offline in this account and return the profile after it."""
        body = {"profile": {"account_id": self.account_id, "availability": availability}}
        data = await self._transport.post_for_secrets(f"{_PROFILE}/availability", body)
        return self._transport.read(ProfilePayload, data)

    def _talk(self, conversation_id: int) -> str:
        return f"{self._account}/conversations/{conversation_id}"


def _filter(
    status: str, inbox_id: int | None, team_id: int | None, labels: Sequence[str]
) -> dict[str, Param]:
    return {"status": status, "inbox_id": inbox_id, "team_id": team_id, "labels": labels}
