"""What a contact's own client asks the server for; no agent and no token is involved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from hoory_tui.client.transport import Transport
from hoory_tui.client.upload import Form, Progress, Source
from hoory_tui.wire.people import ContactPayload
from hoory_tui.wire.visitor import (
    ContactSession,
    PublicConversation,
    PublicInbox,
    PublicMessage,
)


class ContactApi:
    """The public API of one API-channel inbox.

    `source_id` names a contact's session and is its only key: keep it as secret as a token.
    Every method raises HooryError.
    """

    def __init__(self, transport: Transport, inbox_identifier: str) -> None:
        self._transport = transport
        self._inbox = f"/public/api/v1/inboxes/{_part(inbox_identifier)}"
        self._contacts = f"{self._inbox}/contacts"

    @property
    def host(self) -> str:
        """The server's name, to show when speaking of it."""
        return self._transport.server.host

    async def inbox(self) -> PublicInbox:
        """Return what everybody may know of the inbox."""
        return self._transport.read(PublicInbox, await self._transport.get(self._inbox))

    async def create_contact(
        self,
        *,
        name: str | None = None,
        email: str | None = None,
        source_id: str | None = None,
        identifier: str | None = None,
        identifier_hash: str | None = None,
        phone_number: str | None = None,
        avatar_url: str | None = None,
        custom_attributes: Mapping[str, object] | None = None,
    ) -> ContactSession:
        """Open a session for a contact, new or known by one of its keys."""
        body = _given(
            source_id=source_id,
            identifier=identifier,
            identifier_hash=identifier_hash,
            name=name,
            email=email,
            phone_number=phone_number,
            avatar_url=avatar_url,
            custom_attributes=custom_attributes,
        )
        return self._transport.read(
            ContactSession, await self._transport.post_for_secrets(self._contacts, body)
        )

    async def contact(self, source_id: str) -> ContactSession:
        """Return a session that was opened before, with the cable token that is now good."""
        path = f"{self._contacts}/{_part(source_id)}"
        return self._transport.read(ContactSession, await self._transport.get_with_secrets(path))

    async def update_contact(
        self,
        source_id: str,
        *,
        name: str | None = None,
        email: str | None = None,
        identifier: str | None = None,
        identifier_hash: str | None = None,
        phone_number: str | None = None,
        avatar_url: str | None = None,
        custom_attributes: Mapping[str, object] | None = None,
    ) -> ContactPayload:
        """Change what is given; a key that another contact has makes one contact of the two."""
        body = _given(
            identifier=identifier,
            identifier_hash=identifier_hash,
            name=name,
            email=email,
            phone_number=phone_number,
            avatar_url=avatar_url,
            custom_attributes=custom_attributes,
        )
        path = f"{self._contacts}/{_part(source_id)}"
        return self._transport.read(
            ContactPayload, await self._transport.change("PATCH", path, body)
        )

    async def create_conversation(
        self, source_id: str, *, custom_attributes: Mapping[str, object] | None = None
    ) -> PublicConversation:
        """Begin a conversation, or return the one that an inbox of single threads has."""
        body = _given(custom_attributes=custom_attributes)
        data = await self._transport.post(self._talks(source_id), body)
        return self._transport.read(PublicConversation, data)

    async def conversations(self, source_id: str) -> list[PublicConversation]:
        """Return the conversations of the session."""
        data = await self._transport.get(self._talks(source_id))
        return self._transport.read_list(PublicConversation, data)

    async def conversation(self, source_id: str, conversation_id: int) -> PublicConversation:
        """Return one conversation; unknown to servers before 3.13."""
        data = await self._transport.get(f"{self._talks(source_id)}/{conversation_id}")
        return self._transport.read(PublicConversation, data)

    async def toggle_status(self, source_id: str, conversation_id: int) -> PublicConversation:
        """Resolve a conversation; one that is resolved stays so. Unknown to 2.x servers."""
        path = f"{self._talks(source_id)}/{conversation_id}/toggle_status"
        return self._transport.read(PublicConversation, await self._transport.post(path, {}))

    async def messages(
        self, source_id: str, conversation_id: int, *, before: int | None = None
    ) -> list[PublicMessage]:
        """Return 20 messages, oldest first: the latest, or those before an id."""
        path = f"{self._talks(source_id)}/{conversation_id}/messages"
        data = await self._transport.get(path, before=before)
        return self._transport.read_list(PublicMessage, data)

    async def create_message(
        self,
        source_id: str,
        conversation_id: int,
        content: str,
        *,
        echo_id: str | None = None,
        files: Sequence[Source] = (),
        progress: Progress | None = None,
    ) -> PublicMessage:
        """Write a message as the contact, with or without files; asked once and never again.

        Raises Spoiled, and nothing has arrived, when a file could not be read to its end.
        """
        fields = {"content": content} | _given(echo_id=echo_id)
        path = f"{self._talks(source_id)}/{conversation_id}/messages"
        if not files:
            data = await self._transport.post(path, fields)
        else:
            # In a form even an empty text is something.
            fields = {key: value for key, value in fields.items() if value}
            data = await self._transport.post_form(path, Form(fields, files, progress))
        return self._transport.read(PublicMessage, data)

    async def submit(
        self,
        source_id: str,
        conversation_id: int,
        message_id: int,
        values: Mapping[str, object] | Sequence[Mapping[str, object]],
    ) -> PublicMessage:
        """Answer a survey, a form or a choice; what was answered before is replaced.

        A survey takes ``{"csat_survey_response": {"rating": 5, "feedback_message": ""}}``, the
        others a list of ``{"name", "title", "value"}``.
        """
        path = f"{self._talks(source_id)}/{conversation_id}/messages/{message_id}"
        body = {"submitted_values": values}
        return self._transport.read(
            PublicMessage, await self._transport.change("PATCH", path, body)
        )

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


def _given(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _part(text: str) -> str:
    # Chosen by whoever made the contact, so it may hold a slash.
    return quote(text, safe="")
