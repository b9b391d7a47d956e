"""The filters that agents save for themselves."""

from __future__ import annotations

from aiohttp import web

from .engine import Engine
from .records import CustomFilter, Json
from .signing_in import caller
from .times import iso
from .web_tools import (
    ApiError,
    Params,
    answer,
    not_found,
    number,
    read_params,
    server_error,
)

MOST_FILTERS = 50


class SavedFilterRoutes:
    """One agent's own filters; nobody sees another's."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the routes under an account."""
        one = f"{base}/custom_filters/{{filter}}"
        return [
            web.get(f"{base}/custom_filters", self.index),
            web.post(f"{base}/custom_filters", self.create),
            web.get(one, self.show),
            web.patch(one, self.update),
            web.put(one, self.update),
            web.delete(one, self.delete),
        ]

    def _own(self, request: web.Request) -> CustomFilter:
        row = self._engine.world.custom_filters.get(number(request.match_info["filter"]))
        if row is None or row.agent_id != caller(request).id:
            raise not_found()
        return row

    async def index(self, request: web.Request) -> web.Response:
        """List the caller's own filters of one kind."""
        own, kind = caller(request).id, request.query.get("filter_type", "conversation")
        rows = self._engine.world.custom_filters.values()
        found = [one for one in rows if one.agent_id == own and kind == "conversation"]
        return answer([_shown(one) for one in found])

    async def show(self, request: web.Request) -> web.Response:
        """Answer with one filter."""
        return answer(_shown(self._own(request)))

    async def create(self, request: web.Request) -> web.Response:
        """Save a filter."""
        world, agent = self._engine.world, caller(request)
        values = _values(await read_params(request))
        if not isinstance(values.get("name"), str):
            raise server_error()
        own = sum(one.agent_id == agent.id for one in world.custom_filters.values())
        if own > MOST_FILTERS:
            words = f"We do not allow creating >{MOST_FILTERS} custom views per account per user"
            message = f"Validation failed: Account {words}"
            raise ApiError(422, {"message": message, "attributes": ["account_id"]})
        query = values.get("query")
        row = CustomFilter(
            world.ids.take("custom_filter"),
            agent.id,
            values["name"],
            query if isinstance(query, dict) else {},
            world.now(),
        )
        world.custom_filters[row.id] = row
        return answer(_shown(row))

    async def update(self, request: web.Request) -> web.Response:
        """Change a filter's name or query; what is not sent stays."""
        row = self._own(request)
        values = _values(await read_params(request))
        if isinstance(values.get("name"), str):
            row.name = values["name"]
        if isinstance(values.get("query"), dict):
            row.query = values["query"]
        return answer(_shown(row))

    async def delete(self, request: web.Request) -> web.Response:
        """Remove a filter; there is nothing to say about it."""
        del self._engine.world.custom_filters[self._own(request).id]
        return web.Response(status=204)


def _values(params: Params) -> Json:
    values = params.hash("custom_filter")
    if not values:
        raise ApiError(
            400,
            {"status": 400, "error": "param is missing or the value is empty: custom_filter"},
        )
    return values


def _shown(row: CustomFilter) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "filter_type": "conversation",
        "query": row.query,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.created_at),
    }
