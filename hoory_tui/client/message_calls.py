"""The messages of a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hoory_tui.client.calls import Calls
from hoory_tui.client.upload import Form, Progress, Source
from hoory_tui.wire.answers import MessagePage, TranslationAnswer
from hoory_tui.wire.library import CannedResponsePayload
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
        further: Mapping[str, object] | None = None,
        files: Sequence[Source] = (),
        progress: Progress | None = None,
    ) -> MessagePayload:
        """Write a reply or a private note, with or without files, and return it as stored.

        `further` are fields as the server names them: ``cc_emails``, ``template_params``, ...
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
            **(further or {}),
        }
        if not files:
            data = await self._transport.post(path, fields)
        else:
            # In a form even "false" is something, and so is an empty text.
            fields = {key: value for key, value in fields.items() if value}
            data = await self._transport.post_form(path, Form(fields, files, progress))
        return self._transport.read(MessagePayload, data)

    async def delete_message(self, conversation_id: int, message_id: int) -> MessagePayload | None:
        """Empty a message for everybody and return what is left; None where nothing was told."""
        data = await self._transport.change("DELETE", self._message(conversation_id, message_id))
        return None if data is None else self._transport.read(MessagePayload, data)

    async def retry_message(self, conversation_id: int, message_id: int) -> MessagePayload | None:
        """Have the server send a message again that failed on the way to the contact."""
        path = f"{self._message(conversation_id, message_id)}/retry"
        data = await self._transport.post(path, {})
        return None if data is None else self._transport.read(MessagePayload, data)

    async def translate_message(
        self, conversation_id: int, message_id: int, language: str
    ) -> TranslationAnswer | None:
        """Have a message translated; None when it was already.

        The words are None in the answer of a server that has nobody to translate for it.
        """
        path = f"{self._message(conversation_id, message_id)}/translate"
        data = await self._transport.post(path, {"target_language": language})
        return None if data is None else self._transport.read(TranslationAnswer, data)

    async def create_canned_response(self, short_code: str, content: str) -> CannedResponsePayload:
        """Keep a text for all agents, to be called by its short code."""
        body = {"short_code": short_code, "content": content}
        data = await self._transport.post(f"{self._account}/canned_responses", body)
        return self._transport.read(CannedResponsePayload, data)

    def _message(self, conversation_id: int, message_id: int) -> str:
        return f"{self._talk(conversation_id)}/messages/{message_id}"
