"""The agents' conversation lists, single conversations and their creation."""

from __future__ import annotations

from aiohttp import web

from .conversation_actions import PRIORITIES, STATUSES
from .conversation_filter import FilterError, read_filter
from .conversation_query import ConversationQuery, PageChoice, Says
from .engine import Engine
from .message_actions import Draft
from .records import Conversation, Json
from .signing_in import caller
from .times import unix
from .web_tools import (
    answer,
    int_or_none,
    not_allowed,
    not_found,
    number,
    page_of,
    read_params,
    server_error,
    unprocessable,
)

SEARCH_PAGE = 15


def find_conversation(engine: Engine, request: web.Request) -> Conversation:
    """Return the conversation of the path, or raise 404 (unknown) or 401 (not your inbox)."""
    conversation = engine.world.conversation(number(request.match_info["conversation"]))
    if conversation is None:
        raise not_found()
    agent = caller(request)
    if not engine.world.may_see_inbox(agent, conversation.inbox_id):
        raise not_allowed()
    return conversation


class ConversationRoutes:
    """Reading and creating conversations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        conversations = f"{base}/conversations"
        return [
            web.get(conversations, self.index),
            web.post(conversations, self.create),
            web.get(f"{conversations}/meta", self.meta),
            web.get(f"{conversations}/search", self.search),
            web.get(f"{conversations}/unread_counts", self.unread_counts),
            web.post(f"{conversations}/filter", self.filter),
            web.get(f"{conversations}/{{conversation}}", self.show),
            web.patch(f"{conversations}/{{conversation}}", self.update),
        ]

    def _query(self, request: web.Request) -> ConversationQuery:
        labels = request.query.getall("labels[]", request.query.getall("labels", []))
        return ConversationQuery.read(request.query, list(labels))

    async def index(self, request: web.Request) -> web.Response:
        """List conversations with the four counts."""
        query = self._query(request)
        agent = caller(request)
        found = query.run(self._engine.world, agent)
        payload = [self._engine.rest.conversation(one, agent) for one in found]
        return answer({"data": {"meta": query.counts.as_meta(), "payload": payload}})

    async def meta(self, request: web.Request) -> web.Response:
        """Answer with the four counts only."""
        query = self._query(request)
        query.run(self._engine.world, caller(request))
        return answer({"meta": query.counts.as_meta()})

    async def unread_counts(self, _request: web.Request) -> web.Response:
        """Say that the account has not switched this feature on."""
        sentence = "Conversation unread counts feature not enabled for this account"
        return answer({"error": sentence}, 403)

    async def search(self, request: web.Request) -> web.Response:
        """Find conversations by the words of their messages."""
        world, agent = self._engine.world, caller(request)
        words = request.query.get("q", "").strip().lower()
        says = Says(words)
        selection = PageChoice(page=page_of(request))
        shown = selection.run(world, agent, lambda one: bool(words) and says(one))
        payload = [self._search_hit(one, words) for one in shown]
        meta = selection.counts.as_meta(with_assigned=False)
        return answer({"meta": meta, "payload": payload})

    def _search_hit(self, conversation: Conversation, words: str) -> Json:
        world = self._engine.world
        contact = world.contacts[conversation.contact_id]
        inbox = world.inboxes[conversation.inbox_id]
        hits = [one for one in conversation.messages if words in (one.content or "").lower()]
        messages = []
        for hit in hits:
            sender = self._engine.events.sender(hit)
            shape: Json = {"content": hit.content, "id": hit.id}
            if sender is not None:
                shape["sender_name"] = sender["name"]
            shape |= {"message_type": int(hit.message_type), "created_at": unix(hit.created_at)}
            messages.append(shape)
        return {
            "id": conversation.display_id,
            "uuid": conversation.uuid,
            "created_at": unix(conversation.created_at),
            "contact": {"id": contact.id, "name": contact.name},
            "inbox": {"id": inbox.id, "name": inbox.name, "channel_type": inbox.channel_type},
            "messages": messages,
            "account_id": world.account.id,
        }

    async def filter(self, request: web.Request) -> web.Response:
        """List conversations by a custom filter."""
        world, agent = self._engine.world, caller(request)
        conditions = (await read_params(request)).values.get("payload")
        try:
            fits = read_filter(world, conditions if isinstance(conditions, list) else [])
        except FilterError as error:
            raise unprocessable(str(error)) from None
        selection = PageChoice(page=page_of(request))
        shown = selection.run(world, agent, fits)
        payload = [self._engine.rest.conversation(one, agent) for one in shown]
        meta = selection.counts.as_meta(with_assigned=False)
        return answer({"meta": meta, "payload": payload})

    async def show(self, request: web.Request) -> web.Response:
        """Answer with one conversation, unwrapped."""
        conversation = find_conversation(self._engine, request)
        return answer(self._engine.rest.conversation(conversation, caller(request)))

    async def update(self, request: web.Request) -> web.Response:
        """Change the priority."""
        conversation = find_conversation(self._engine, request)
        values = (await read_params(request)).values
        if "priority" in values:
            priority = values["priority"] or None
            if priority not in (None, *PRIORITIES):
                raise server_error()
            self._engine.conversations.set_priority(conversation, priority, caller(request))
        return answer(self._engine.rest.conversation(conversation, caller(request)))

    async def create(self, request: web.Request) -> web.Response:
        """Open a conversation with a contact, perhaps with our first words and an assignee."""
        engine, agent = self._engine, caller(request)
        values = (await read_params(request)).values
        contact = engine.world.contacts.get(int_or_none(values.get("contact_id")) or 0)
        inbox = engine.world.inboxes.get(int_or_none(values.get("inbox_id")) or 0)
        if contact is None or inbox is None:
            raise not_found()
        if not engine.world.may_see_inbox(agent, inbox.id):
            raise not_allowed()
        status = values.get("status") or "open"
        if status not in STATUSES:
            raise server_error()
        conversation = engine.conversations.create(
            engine.contacts.identify(contact, inbox.id),
            performer=agent,
            status=status,
            additional_attributes=values.get("additional_attributes"),
            custom_attributes=values.get("custom_attributes"),
        )
        message = values.get("message")
        if isinstance(message, dict):
            engine.messages.agent_writes(agent, conversation, Draft(message.get("content")))
        assignee = engine.world.agents.get(int_or_none(values.get("assignee_id")) or 0)
        if assignee is not None:
            engine.conversations.assign(conversation, assignee, agent)
        team_id = int_or_none(values.get("team_id"))
        if team_id in engine.world.teams:
            engine.conversations.assign_team(conversation, team_id, agent)
        return answer(engine.rest.conversation(conversation, agent))
