"""The web application: all routes behind one guard that signs in and fails on demand."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from . import faults
from .agent_actions import ActionRoutes
from .agent_bell import BellRoutes
from .agent_contacts import ContactRoutes
from .agent_conversations import ConversationRoutes
from .agent_lists import ListRoutes
from .agent_messages import MessageRoutes
from .agent_profile import ProfileRoutes
from .agent_search import SearchRoutes
from .blobs import BlobRoutes
from .engine import Engine
from .public_api import PublicRoutes
from .saved_filters import SavedFilterRoutes
from .signing_in import SigningIn
from .web_tools import AGENT, ApiError, answer, not_found, not_found_page

ACCOUNT_BASE = "/api/v1/accounts/{account}"
UPLOAD_LIMIT_BYTES = 64 * 1024 * 1024
# Long enough for a client in the same event loop to have read its answer first.
EVENT_AFTER_RESPONSE_SECONDS = 0.05
_REMEMBERED = 1000


@dataclass(slots=True)
class Manners:
    """How the server behaves towards REST callers."""

    event_before_response: bool = True
    requests_seen: int = 0
    asked: deque[str] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))
    """The last requests, each as its method, its path and its parameters."""
    faults: faults.Faults = field(default_factory=faults.Faults)


class Guard:
    """Stands before every route except the cable."""

    def __init__(self, engine: Engine, manners: Manners, beside: Sequence[Engine] = ()) -> None:
        self._engine = engine
        self._beside = {str(one.world.account.id): one for one in beside}
        """Further accounts of the same people, by their ids."""
        self._manners = manners
        self._signing_in = SigningIn(engine)
        self._late: set[asyncio.TimerHandle] = set()

    def application(self) -> web.Application:
        """Return the application with all its routes."""
        engine, base = self._engine, ACCOUNT_BASE
        app = web.Application(middlewares=[self._middleware()], client_max_size=UPLOAD_LIMIT_BYTES)
        app.router.add_get("/cable", engine.hub.handle)
        # First: what is under any account would be found there as well.
        for number, other in self._beside.items():
            under = f"/api/v1/accounts/{{account:{number}}}"
            routes = [one for one in _account_routes(other, under) if one.path.startswith(under)]
            app.router.add_routes(routes)
        app.router.add_routes(self._signing_in.routes())
        app.router.add_routes(_account_routes(engine, base, tuple(self._beside.values())))
        app.router.add_routes(PublicRoutes(engine).routes())
        app.on_response_prepare.append(self._stamp)
        return app

    async def _stamp(self, _request: web.Request, response: web.StreamResponse) -> None:
        """Date the answer by the desk's own clock, by which its rows are dated as well."""
        response.headers["Date"] = format_datetime(
            datetime.fromtimestamp(int(self._engine.world.now()), UTC), usegmt=True
        )

    def stop(self) -> None:
        """Forget events that were to follow an answer."""
        for handle in self._late:
            handle.cancel()
        self._late.clear()

    def _middleware(self) -> Middleware:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            return await self._serve(request, handler)

        return guard

    async def _serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/cable":
            return await handler(request)
        self._manners.requests_seen += 1
        self._manners.asked.append(f"{request.method} {request.path_qs}")
        fault = self._manners.faults.meet(request)
        if fault is not None:
            if not request.content_type.startswith("multipart/"):
                # Whoever has gone by the time it is obeyed has said everything now.
                await request.read()
            failed = await faults.before(fault)
            if failed is not None:
                return failed
        if fault is not None and fault.lose_events:
            with self._engine.hub.hold():
                response: web.StreamResponse = await self._obey(request, handler)
        elif self._manners.event_before_response:
            response = await self._obey(request, handler)
            await self._engine.hub.drained()
            # Two turns of the loop, so that a client in it reads the event before the answer.
            await asyncio.sleep(0)
            await asyncio.sleep(0)
        else:
            response = await self._answer_first(request, handler)
        return response if fault is None else await faults.after(fault, request, response)

    async def _answer_first(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        with self._engine.hub.hold() as held:
            response = await self._obey(request, handler)
        if held:
            loop = asyncio.get_running_loop()

            def release() -> None:
                self._late.discard(handle)
                self._engine.hub.release(held)

            handle = loop.call_later(EVENT_AFTER_RESPONSE_SECONDS, release)
            self._late.add(handle)
        return response

    async def _obey(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.match_info.http_exception is not None:
            return not_found_page()
        try:
            self._admit(request)
            return await handler(request)
        except ApiError as error:
            if error.body is None:
                return web.Response(status=error.status, content_type="text/html")
            return answer(error.body, error.status)

    def _admit(self, request: web.Request) -> None:
        """Recognise the caller of an agent route and check that the account is theirs."""
        if not request.path.startswith("/api/v1/"):
            return
        request[AGENT] = agent = self._signing_in.who(request)
        account = request.match_info.get("account")
        other = self._beside.get(account or "")
        if other is not None:
            request[AGENT] = other.world.agents[agent.id]
        elif account is not None and account != str(self._engine.world.account.id):
            raise not_found()


def _account_routes(engine: Engine, base: str, beside: Sequence[Engine] = ()) -> list[web.RouteDef]:
    return [
        *ProfileRoutes(engine, beside).routes(base),
        *ListRoutes(engine).routes(base),
        *ConversationRoutes(engine).routes(base),
        *MessageRoutes(engine).routes(base),
        *ActionRoutes(engine).routes(base),
        *ContactRoutes(engine).routes(base),
        *BellRoutes(engine).routes(base),
        *SearchRoutes(engine).routes(base),
        *SavedFilterRoutes(engine).routes(base),
        *BlobRoutes(engine).routes(base),
    ]
