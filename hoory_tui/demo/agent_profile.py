"""The signed-in person's own state."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from .engine import Engine
from .records import Agent
from .signing_in import caller
from .web_tools import answer, empty, read_params, server_error

AVAILABILITIES = ("online", "busy", "offline")
_NOTICES = (
    "conversation_creation",
    "conversation_assignment",
    "assigned_conversation_new_message",
    "conversation_mention",
    "participating_conversation_new_message",
    "sla_missed_first_response",
    "sla_missed_next_response",
    "sla_missed_resolution",
)


class ProfileRoutes:
    """Reading and changing oneself."""

    def __init__(self, engine: Engine, beside: Sequence[Engine] = ()) -> None:
        self._engine = engine
        self._beside = beside

    def _as_in(self, account: object, agent: Agent) -> Agent:
        """Return the caller as they are in the account that is named, else in the main one."""
        for engine in self._beside:
            if str(account) == str(engine.world.account.id):
                return engine.world.agents[agent.id]
        return agent

    def routes(self, base: str) -> list[web.RouteDef]:
        """Return the profile's routes and the one setting that lies under an account."""
        return [
            web.get("/api/v1/profile", self.show),
            web.put("/api/v1/profile", self.update),
            web.patch("/api/v1/profile", self.update),
            web.post("/api/v1/profile/availability", self.availability),
            web.post("/api/v1/profile/auto_offline", self.auto_offline),
            web.put("/api/v1/profile/set_active_account", self.set_active_account),
            web.post(f"{base}/update_active_at", self.set_active_account),
            web.get(f"{base}/notification_settings", self.notification_settings),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """Answer with the profile."""
        return answer(self._engine.rest.profile(caller(request)))

    async def update(self, request: web.Request) -> web.Response:
        """Change the signature, the shown name or the interface settings."""
        agent = caller(request)
        values = (await read_params(request)).hash("profile")
        if "message_signature" in values:
            agent.message_signature = values["message_signature"]
        if "display_name" in values:
            agent.display_name = values["display_name"]
        if isinstance(values.get("ui_settings"), dict):
            agent.ui_settings = values["ui_settings"]
        return answer(self._engine.rest.profile(agent))

    async def availability(self, request: web.Request) -> web.Response:
        """Choose online, busy or offline; others see it at their next presence tick."""
        agent, wish = caller(request), (await read_params(request)).hash("profile")
        chosen = wish.get("availability")
        if chosen not in AVAILABILITIES:
            raise server_error()
        self._as_in(wish.get("account_id"), agent).availability = chosen
        return answer(self._engine.rest.profile(agent))

    async def auto_offline(self, request: web.Request) -> web.Response:
        """Choose whether leaving means offline."""
        agent, wish = caller(request), (await read_params(request)).hash("profile")
        self._as_in(wish.get("account_id"), agent).auto_offline = wish.get("auto_offline") is True
        return answer(self._engine.rest.profile(agent))

    async def set_active_account(self, _request: web.Request) -> web.Response:
        """Accept that this account is looked at."""
        return empty()

    async def notification_settings(self, request: web.Request) -> web.Response:
        """Answer with the default notices."""
        agent = caller(request)
        chosen = _NOTICES[1:5]
        body = {
            "id": agent.id,
            "user_id": agent.id,
            "account_id": self._engine.world.account.id,
            "all_email_flags": [f"email_{one}" for one in _NOTICES],
            "selected_email_flags": [f"email_{one}" for one in chosen],
            "all_push_flags": [f"push_{one}" for one in _NOTICES],
            "selected_push_flags": [f"push_{one}" for one in chosen],
        }
        return answer(body)
