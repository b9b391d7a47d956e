"""What a contact's own client asks the server for; no agent and no token is involved."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from hoory_tui.client.transport import Transport
from hoory_tui.wire.visitor import ContactSession, PublicConversation, PublicMessage


class ContactApi:
    """The public API of one API-channel inbox.

    `source_id` names a contact's session and is its only key: keep it as secret as a token.
    Every method raises HooryError.
    """

    def __init__(self, transport: Transport, inbox_identifier: str) -> None:
        self._transport = transport
        self._contacts = f"/public/api/v1/inboxes/{_part(inbox_identifier)}/contacts"

    async def create_contact(
        self,
        *,
        name: str | None = None,
        email: str | None = None,
        source_id: str | None = None,
        identifier: str | None = None,
        identifier_hash: str | None = None,
        phone_number: str | None = None,
        custom_attributes: Mapping[str, object] | None = None,
    ) -> ContactSession:
        """Open a session for a contact, new or known by one of its keys."""
        given = {
            "source_id": source_id,
            "identifier": identifier,
            "identifier_hash": identifier_hash,
            "name": name,
            "email": email,
            "phone_number": phone_number,
            "custom_attributes": custom_attributes,
        }
        body = {key: value for key, value in given.items() if value is not None}
        return self._transport.read(
            ContactSession, await self._transport.post_for_secrets(self._contacts, body)
        )

    async def create_conversation(self, source_id: str) -> PublicConversation:
        """Begin a conversation, or return the one that an inbox of single threads has."""
        data = await self._transport.post(self._talks(source_id), {})
        return self._transport.read(PublicConversation, data)

    async def conversations(self, source_id: str) -> list[PublicConversation]:
        """Return the conversations of the session."""
        data = await self._transport.get(self._talks(source_id))
        return self._transport.read_list(PublicConversation, data)

    async def messages(
        self, source_id: str, conversation_id: int, *, before: int | None = None
    ) -> list[PublicMessage]:
        """Return 20 messages, oldest first: the latest, or those before an id."""
        path = f"{self._talks(source_id)}/{conversation_id}/messages"
        data = await self._transport.get(path, before=before)
        return self._transport.read_list(PublicMessage, data)

    async def create_message(
        self, source_id: str, conversation_id: int, content: str, *, echo_id: str | None = None
    ) -> PublicMessage:
        """Write a message as the contact; asked once and never again."""
        body = {"content": content} | ({} if echo_id is None else {"echo_id": echo_id})
        path = f"{self._talks(source_id)}/{conversation_id}/messages"
        return self._transport.read(PublicMessage, await self._transport.post(path, body))

    async def toggle_typing(self, source_id: str, conversation_id: int, *, on: bool) -> None:
        """Show or stop showing the agents that the contact is typing; unknown to 2.x servers."""
        path = f"{self._talks(source_id)}/{conversation_id}/toggle_typing"
        await self._transport.tell(path, {"typing_status": "on" if on else "off"})

    async def update_last_seen(self, source_id: str, conversation_id: int) -> None:
        """Tell the agents that the contact has read everything; unknown to 2.x servers."""
        await self._transport.tell(
            f"{self._talks(source_id)}/{conversation_id}/update_last_seen", {}
        )

    def _talks(self, source_id: str) -> str:
        return f"{self._contacts}/{_part(source_id)}/conversations"


def _part(text: str) -> str:
    # Chosen by whoever made the contact, so it may hold a slash.
    return quote(text, safe="")
