"""Looking for things: the search, threads around a message, and filters that are saved."""

from __future__ import annotations

from collections.abc import Mapping

from hoory_tui.client.calls import Calls
from hoory_tui.wire.answers import MessagePage
from hoory_tui.wire.library import CustomFilterPayload
from hoory_tui.wire.search import FoundPayload, OldFoundPayload


class SearchCalls(Calls):
    """Calls that find; servers before 3.0 have no search and answer NotFound."""

    async def search(self, words: str, *, kind: str = "", page: int = 1) -> FoundPayload:
        """Return a page of what is found, 15 of each, or of one kind alone.

        `kind` is ``conversations``, ``contacts`` or ``messages``; conversations are found by
        their number and their contact, messages by their words.
        """
        path = f"{self._account}/search/{kind}" if kind else f"{self._account}/search"
        data = await self._transport.get(path, q=words, page=page)
        return self._transport.read(FoundPayload, self._transport.unwrap(data, "payload"))

    async def search_conversations(self, words: str, *, page: int = 1) -> OldFoundPayload:
        """Return a page of conversations by the words of their messages, as older servers do."""
        path = f"{self._account}/conversations/search"
        data = await self._transport.get(path, q=words, page=page)
        if isinstance(data, dict) and "data" in data:
            data = data["data"]
        return self._transport.read(OldFoundPayload, data)

    async def messages_between(
        self, conversation_id: int, first_id: int, before: int
    ) -> MessagePage:
        """Return the messages from one id on to before another, a thousand at most."""
        path = f"{self._talk(conversation_id)}/messages"
        data = await self._transport.get(path, after=first_id, before=before)
        return self._transport.read(MessagePage, data)

    async def save_folder(self, name: str, query: Mapping[str, object]) -> CustomFilterPayload:
        """Save a filter and return it; asked once, for servers store each request anew."""
        body = {"name": name, "filter_type": "conversation", "query": dict(query)}
        path = f"{self._account}/custom_filters"
        data = await self._transport.post(path, {"custom_filter": body})
        return self._transport.read(CustomFilterPayload, data)

    async def delete_folder(self, folder_id: int) -> None:
        """Remove a saved filter; what it found stays."""
        await self._transport.change("DELETE", f"{self._account}/custom_filters/{folder_id}")
