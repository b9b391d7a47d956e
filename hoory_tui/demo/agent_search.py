"""The search over conversations, contacts and messages."""

from __future__ import annotations

from typing import TypeVar

from aiohttp import web

from .agent_contacts import contact_fits
from .conversation_query import PageChoice, Says
from .engine import Engine
from .records import Contact, Conversation, Json, Message, MessageType
from .signing_in import caller
from .times import unix
from .web_tools import answer, page_of

PAGE_SIZE = 15
_Row = TypeVar("_Row")


class SearchRoutes:
    """One route per list and one for all of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        return [
            web.get(f"{base}/search", self.everything),
            web.get(f"{base}/search/conversations", self.conversations),
            web.get(f"{base}/search/contacts", self.contacts),
            web.get(f"{base}/search/messages", self.messages),
        ]

    async def everything(self, request: web.Request) -> web.Response:
        """Search all lists at once."""
        payload = {
            "conversations": self._conversations(request),
            "contacts": self._contacts(request),
            "messages": self._messages(request),
            "articles": [],
        }
        return answer({"payload": payload})

    async def conversations(self, request: web.Request) -> web.Response:
        """Search conversations by their number and their contact."""
        return answer({"payload": {"conversations": self._conversations(request)}})

    async def contacts(self, request: web.Request) -> web.Response:
        """Search contacts."""
        return answer({"payload": {"contacts": self._contacts(request)}})

    async def messages(self, request: web.Request) -> web.Response:
        """Search messages by their words."""
        return answer({"payload": {"messages": self._messages(request)}})

    def _words(self, request: web.Request) -> str:
        return request.query.get("q", "").strip().lower()

    def _conversations(self, request: web.Request) -> list[Json]:
        world, words = self._engine.world, self._words(request)
        if not words:
            return []
        fitting = {one.id for one in world.all_contacts() if contact_fits(one, words)}
        selection = PageChoice(page=page_of(request), page_size=PAGE_SIZE)
        shown = selection.run(
            world,
            caller(request),
            lambda one: one.contact_id in fitting or str(one.display_id) == words.lstrip("#"),
        )
        return [self._conversation_hit(one) for one in shown]

    def _conversation_hit(self, conversation: Conversation) -> Json:
        engine, world = self._engine, self._engine.world
        contact = world.contacts[conversation.contact_id]
        agent = world.agents.get(conversation.assignee_id or 0)
        inbox = world.inboxes[conversation.inbox_id]
        first: list[Json] = [engine.rest.message(one) for one in conversation.messages[:1]]
        agent_keys = ("id", "available_name", "email", "name", "role")
        shape = engine.rest.agent(agent) if agent else {}
        return {
            "id": conversation.display_id,
            "account_id": world.account.id,
            "created_at": unix(conversation.created_at),
            "message": first[0] if first else {},
            "contact": _contact_hit(contact),
            "inbox": {
                "id": inbox.id,
                "channel_id": inbox.channel_id,
                "name": inbox.name,
                "channel_type": inbox.channel_type,
            },
            "agent": {key: shape[key] for key in agent_keys if key in shape},
        }

    def _contacts(self, request: web.Request) -> list[Json]:
        world, words = self._engine.world, self._words(request)
        if not words:
            return []
        found = [
            ((one.last_activity_at or 0.0, one.id), one.id)
            for one in world.all_contacts()
            if contact_fits(one, words)
        ]
        found.sort(reverse=True)
        return [_contact_hit(world.contacts[one]) for _key, one in _page(found, request)]

    def _messages(self, request: web.Request) -> list[Json]:
        world, words = self._engine.world, self._words(request)
        if not words:
            return []
        # Each conversation found holds a message at least, so that later ones are not needed.
        enough = page_of(request) * PAGE_SIZE if world.multitude is not None else None
        selection = PageChoice(page=1 if enough else None, page_size=enough or PAGE_SIZE)
        found: list[Message] = [
            one
            for conversation in selection.run(world, caller(request), Says(words))
            for one in conversation.messages
            if one.message_type != MessageType.ACTIVITY and words in (one.content or "").lower()
        ]
        found.sort(key=lambda one: (one.created_at, one.id), reverse=True)
        return [self._engine.rest.message(one) for one in _page(found, request)]


def _contact_hit(contact: Contact) -> Json:
    return {
        "email": contact.email,
        "id": contact.id,
        "name": contact.name,
        "phone_number": contact.phone_number,
        "identifier": contact.identifier,
        "additional_attributes": contact.additional_attributes,
        "last_activity_at": unix(contact.last_activity_at),
    }


def _page(found: list[_Row], request: web.Request) -> list[_Row]:
    start = (page_of(request) - 1) * PAGE_SIZE
    return found[start : start + PAGE_SIZE]
