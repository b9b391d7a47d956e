"""The messages of a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hoory_tui.client.calls import Calls
from hoory_tui.client.upload import Form, Progress, Source
from hoory_tui.wire.answers import (
    MessagePage,
)
from hoory_tui.wire.message import MARKER, MessagePayload


class MessageCalls(Calls):
    """Calls about messages."""

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
