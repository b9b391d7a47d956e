"""Proving who calls: the API token header, or the trio of headers a sign-in hands out."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from .engine import Engine
from .records import Agent
from .times import iso
from .web_tools import AGENT, ApiError, answer, read_params

_TWO_MONTHS_SECONDS = 60 * 24 * 3600
API_VERSION = "4.15.1"


@dataclass(slots=True)
class _Ticket:
    agent_id: int
    secret: str


class SigningIn:
    """Sign-in tickets and the routes around them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tickets: dict[str, _Ticket] = {}

    def routes(self) -> list[web.RouteDef]:
        """Return the routes that need no account."""
        return [
            web.get("/api", self.version),
            web.post("/auth/sign_in", self.sign_in),
            web.get("/auth/validate_token", self.validate_token),
            web.delete("/auth/sign_out", self.sign_out),
        ]

    def who(self, request: web.Request) -> Agent:
        """Return the caller or raise the 401 fitting the headers that were sent."""
        headers = request.headers
        token = headers.get("api-access-token") or headers.get("api_access_token")
        if token is not None:
            agent = self._engine.world.agent_by_access_token(token)
            if agent is None:
                raise ApiError(401, {"error": "Invalid Access Token"})
            return agent
        agent = self._by_ticket(request)
        if agent is None:
            sentence = "You need to sign in or sign up before continuing."
            raise ApiError(401, {"errors": [sentence]})
        return agent

    def _by_ticket(self, request: web.Request) -> Agent | None:
        ticket = self._tickets.get(request.headers.get("client", ""))
        if ticket is None or ticket.secret != request.headers.get("access-token"):
            return None
        agent = self._engine.world.agents[ticket.agent_id]
        return agent if agent.email == request.headers.get("uid") else None

    async def version(self, _request: web.Request) -> web.Response:
        """Answer the version probe."""
        stamp = iso(self._engine.world.now())[:19].replace("T", " ")
        body = {
            "version": API_VERSION,
            "timestamp": stamp,
            "queue_services": "ok",
            "data_services": "ok",
        }
        return answer(body)

    async def sign_in(self, request: web.Request) -> web.Response:
        """Check e-mail and password and hand out the header trio."""
        values = (await read_params(request)).values
        world = self._engine.world
        agent = world.agent_by_email(str(values.get("email", "")))
        if agent is None or agent.password != values.get("password"):
            sentence = "Invalid login credentials. Please try again."
            raise ApiError(401, {"success": False, "errors": [sentence]})
        client, secret = world.new_token()[:22], world.new_token()[:22]
        self._tickets[client] = _Ticket(agent.id, secret)
        response = answer({"data": self._engine.rest.profile(agent)})
        response.headers.update(
            {
                "access-token": secret,
                "token-type": "Bearer",
                "client": client,
                "expiry": str(int(world.now()) + _TWO_MONTHS_SECONDS),
                "uid": agent.email,
            }
        )
        return response

    async def validate_token(self, request: web.Request) -> web.Response:
        """Say whether the header trio still holds."""
        agent = self._by_ticket(request)
        if agent is None:
            sentence = "Invalid login credentials"
            raise ApiError(401, {"success": False, "errors": [sentence]})
        data = {**self._engine.rest.profile(agent), "created_at": iso(agent.created_at)}
        return answer({"payload": {"success": True, "data": data}})

    async def sign_out(self, request: web.Request) -> web.Response:
        """Tear up the caller's ticket."""
        if self._by_ticket(request) is None:
            sentence = "User was not found or was not logged in."
            raise ApiError(404, {"success": False, "errors": [sentence]})
        del self._tickets[request.headers["client"]]
        return answer({"success": True})


def caller(request: web.Request) -> Agent:
    """Return the agent the guard has recognised."""
    return request[AGENT]
