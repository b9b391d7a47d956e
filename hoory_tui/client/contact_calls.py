"""What is kept about a contact, asked of the server and changed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hoory_tui.client.calls import Calls
from hoory_tui.wire.answers import ConversationPage
from hoory_tui.wire.card import NotePayload, SharedFilesPage, TitlesPayload
from hoory_tui.wire.conversation import ConversationPayload
from hoory_tui.wire.people import ContactPayload, UserPayload


class ContactCalls(Calls):
    """Calls about one contact, and about who and what hangs on a conversation."""

    def _contact(self, contact_id: int) -> str:
        return f"{self._account}/contacts/{contact_id}"

    async def contact(self, contact_id: int) -> ContactPayload:
        """Return one contact."""
        data = await self._transport.get(self._contact(contact_id))
        return self._transport.read(ContactPayload, self._transport.unwrap(data, "payload"))

    async def change_contact(self, contact_id: int, fields: Mapping[str, object]) -> ContactPayload:
        """Change fields of a contact; attributes that are not named stay as they are."""
        data = await self._transport.change("PATCH", self._contact(contact_id), fields)
        return self._transport.read(ContactPayload, self._transport.unwrap(data, "payload"))

    async def contact_conversations(self, contact_id: int) -> list[ConversationPayload]:
        """Return the contact's last 20 conversations that we may see, the latest first."""
        data = await self._transport.get(f"{self._contact(contact_id)}/conversations")
        return self._transport.read(ConversationPage, data).payload

    async def contact_labels(self, contact_id: int) -> list[str]:
        """Return the titles of a contact's labels."""
        data = await self._transport.get(f"{self._contact(contact_id)}/labels")
        return list(self._transport.read(TitlesPayload, data).payload)

    async def set_contact_labels(self, contact_id: int, titles: Sequence[str]) -> list[str]:
        """Give a contact these labels in place of all that it has, and return them."""
        path = f"{self._contact(contact_id)}/labels"
        data = await self._transport.post(path, {"labels": list(titles)})
        return list(self._transport.read(TitlesPayload, data).payload)

    async def notes(self, contact_id: int) -> list[NotePayload]:
        """Return the notes about a contact."""
        data = await self._transport.get(f"{self._contact(contact_id)}/notes")
        return self._transport.read_list(NotePayload, data)

    async def add_note(self, contact_id: int, content: str) -> NotePayload:
        """Write a note about a contact; asked once, for servers store each request anew."""
        path = f"{self._contact(contact_id)}/notes"
        return self._transport.read(
            NotePayload, await self._transport.post(path, {"content": content})
        )

    async def delete_note(self, contact_id: int, note_id: int) -> None:
        """Take a note away, for everybody and for good."""
        await self._transport.change("DELETE", f"{self._contact(contact_id)}/notes/{note_id}")

    async def participants(self, conversation_id: int) -> list[UserPayload]:
        """Return the agents who watch a conversation."""
        data = await self._transport.get(f"{self._talk(conversation_id)}/participants")
        return self._transport.read_list(UserPayload, data)

    async def shared_files(self, conversation_id: int) -> SharedFilesPage:
        """Return the last files of a conversation; raises NotFound where servers have no list."""
        data = await self._transport.get(f"{self._talk(conversation_id)}/attachments")
        return self._transport.read(SharedFilesPage, data)
