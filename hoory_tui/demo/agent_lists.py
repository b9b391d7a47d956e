"""The account's short lists: inboxes, agents, teams, labels, canned responses, macros."""

from __future__ import annotations

from aiohttp import web

from .engine import Engine
from .macros import run_macro
from .records import CannedResponse, Json, Label, Macro
from .signing_in import caller
from .times import iso
from .web_tools import (
    ApiError,
    answer,
    empty,
    ints,
    not_allowed,
    not_found,
    number,
    read_params,
)


class ListRoutes:
    """Routes that answer with whole small lists."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        return [
            web.get(base, self.account),
            web.get(f"{base}/agents", self.agents),
            web.get(f"{base}/assignable_agents", self.assignable_agents),
            web.get(f"{base}/inboxes", self.inboxes),
            web.post(f"{base}/inboxes", self.forbidden),
            web.get(f"{base}/inboxes/{{inbox}}", self.inbox),
            web.get(f"{base}/inbox_members/{{inbox}}", self.inbox_members),
            web.get(f"{base}/teams", self.teams),
            web.get(f"{base}/teams/{{team}}/team_members", self.team_members),
            web.get(f"{base}/labels", self.labels),
            web.get(f"{base}/canned_responses", self.canned_responses),
            web.post(f"{base}/canned_responses", self.create_canned),
            web.get(f"{base}/macros", self.macros),
            web.post(f"{base}/macros/{{macro}}/execute", self.execute_macro),
            web.get(f"{base}/custom_attribute_definitions", self.custom_attributes),
            web.get(f"{base}/cache_keys", self.cache_keys),
        ]

    async def account(self, _request: web.Request) -> web.Response:
        """Describe the account."""
        account = self._engine.world.account
        body: Json = {
            "settings": {},
            "created_at": iso(account.created_at),
            "domain": None,
            "features": {"macros": True, "labels": True, "custom_attributes": True},
            "id": account.id,
            "locale": "en",
            "name": account.name,
            "support_email": None,
            "status": "active",
            "cache_keys": self._engine.world.cache_keys,
            "latest_chatwoot_version": None,
        }
        return answer(body)

    async def agents(self, _request: web.Request) -> web.Response:
        """List all agents."""
        return answer([self._engine.rest.agent(one) for one in self._engine.world.agents.values()])

    async def assignable_agents(self, request: web.Request) -> web.Response:
        """List the members of all given inboxes and the administrators."""
        world = self._engine.world
        wanted = ints(request.query.getall("inbox_ids[]", []))
        payload = [
            self._engine.rest.agent(agent)
            for agent in world.agents.values()
            if all(one in world.inboxes and world.may_see_inbox(agent, one) for one in wanted)
        ]
        return answer({"payload": payload})

    async def inboxes(self, request: web.Request) -> web.Response:
        """List the inboxes the caller may see."""
        world, agent = self._engine.world, caller(request)
        payload = [
            self._engine.rest.inbox(one, agent)
            for one in world.inboxes.values()
            if world.may_see_inbox(agent, one.id)
        ]
        return answer({"payload": payload})

    async def inbox(self, request: web.Request) -> web.Response:
        """Answer with one inbox."""
        inbox = self._engine.world.inboxes.get(number(request.match_info["inbox"]))
        if inbox is None:
            raise not_found()
        agent = caller(request)
        if not self._engine.world.may_see_inbox(agent, inbox.id):
            raise not_allowed()
        return answer(self._engine.rest.inbox(inbox, agent))

    async def forbidden(self, _request: web.Request) -> web.Response:
        """Refuse to change how the company is set up."""
        raise not_allowed()

    async def inbox_members(self, request: web.Request) -> web.Response:
        """List an inbox's members."""
        inbox = self._engine.world.inboxes.get(number(request.match_info["inbox"]))
        if inbox is None:
            raise not_found()
        agents = self._engine.world.agents
        payload = [self._engine.rest.agent(agents[one]) for one in sorted(inbox.member_ids)]
        return answer({"payload": payload})

    async def teams(self, request: web.Request) -> web.Response:
        """List the teams."""
        agent = caller(request)
        return answer([self._engine.rest.team(t, agent) for t in self._engine.world.teams.values()])

    async def team_members(self, request: web.Request) -> web.Response:
        """List a team's members."""
        team = self._engine.world.teams.get(number(request.match_info["team"]))
        if team is None:
            raise not_found()
        agents = self._engine.world.agents
        return answer([self._engine.rest.agent(agents[one]) for one in team.member_ids])

    async def labels(self, _request: web.Request) -> web.Response:
        """List the labels by title."""
        found = sorted(self._engine.world.labels, key=lambda one: one.title)
        return answer({"payload": [_label(one) for one in found]})

    async def canned_responses(self, request: web.Request) -> web.Response:
        """List prepared answers, best match first when searching."""
        words = request.query.get("search", "").strip().lower()
        found = self._engine.world.canned_responses
        if words:
            found = sorted(
                (one for one in found if _canned_rank(one, words) < 3),
                key=lambda one: _canned_rank(one, words),
            )
        account_id = self._engine.world.account.id
        return answer([_canned(one, account_id) for one in found])

    async def create_canned(self, request: web.Request) -> web.Response:
        """Keep a text for all agents, which only administrators may."""
        world = self._engine.world
        if not caller(request).is_administrator:
            raise not_allowed()
        params = await read_params(request)
        values = params.hash("canned_response") or params.values
        code, content = (str(values.get(key) or "") for key in ("short_code", "content"))
        check_canned(world.canned_responses, code, content)
        row = CannedResponse(world.ids.take("canned_response"), code, content, world.now())
        world.canned_responses.append(row)
        return answer(_canned(row, world.account.id))

    def _macro(self, macro: Macro) -> Json:
        author = self._engine.rest.agent(self._engine.world.agents[macro.author_id])
        return {
            "id": macro.id,
            "name": macro.name,
            "visibility": macro.visibility,
            "created_by": author,
            "updated_by": author,
            "account_id": self._engine.world.account.id,
            "actions": macro.actions,
        }

    async def macros(self, request: web.Request) -> web.Response:
        """List the shared macros and the caller's own."""
        own = caller(request).id
        found = [
            self._macro(one)
            for one in self._engine.world.macros.values()
            if one.visibility == "global" or one.author_id == own
        ]
        return answer({"payload": found})

    async def execute_macro(self, request: web.Request) -> web.Response:
        """Run a macro over conversations; an unknown macro is accepted and does nothing."""
        engine, agent = self._engine, caller(request)
        wanted = ints((await read_params(request)).values.get("conversation_ids"))
        macro = engine.world.macros.get(number(request.match_info["macro"]))
        for display_id in wanted if macro is not None else []:
            conversation = engine.world.conversation(display_id)
            if macro is not None and conversation is not None:
                run_macro(engine, macro, conversation, agent)
        return empty()

    async def custom_attributes(self, request: web.Request) -> web.Response:
        """List the custom attributes of conversations and contacts, or of those asked for."""
        model = request.query.get("attribute_model")
        found = self._engine.world.attribute_definitions
        return answer([one for one in found if model in (None, one["attribute_model"])])

    async def cache_keys(self, _request: web.Request) -> web.Response:
        """Answer with the keys that change when a list changes."""
        return answer({"cache_keys": self._engine.world.cache_keys})


def _label(label: Label) -> Json:
    return {
        "id": label.id,
        "title": label.title,
        "description": label.description,
        "color": label.color,
        "show_on_sidebar": label.show_on_sidebar,
    }


def check_canned(rows: list[CannedResponse], code: str, content: str) -> None:
    """Raise the 422 the service gives to a text or a code that is missing, or a code twice."""
    wrong = [
        (key, name)
        for key, name, text in (("short_code", "Short code", code), ("content", "Content", content))
        if not text.strip()
    ]
    sentences = [f"{name} can't be blank" for _, name in wrong]
    keys = [key for key, _ in wrong]
    if any(one.short_code == code for one in rows):
        sentences.append("Short code has already been taken")
        keys.append("short_code")
    if sentences:
        raise ApiError(422, {"message": ", ".join(sentences), "attributes": keys})


def _canned(row: CannedResponse, account_id: int) -> Json:
    return {
        "id": row.id,
        "account_id": account_id,
        "short_code": row.short_code,
        "content": row.content,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.created_at),
    }


def _canned_rank(row: CannedResponse, words: str) -> int:
    """Return 0 for a code starting with the words, 1 for one holding them, 2 for the text."""
    code = row.short_code.lower()
    if code.startswith(words):
        return 0
    if words in code:
        return 1
    return 2 if words in row.content.lower() else 3
