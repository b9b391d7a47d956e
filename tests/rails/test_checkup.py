"""The socket's checks against the genuine Rails Action Cable: sound, silent, rejecting, mute."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.config.profiles import Profile
from hoory_tui.config.secret import Secret
from hoory_tui.sdk.checkup import cable
from hoory_tui.sdk.checkup.case import Case
from hoory_tui.sdk.checkup.findings import Verdict
from hoory_tui.wire.desk import ProfilePayload

from .server import RailsCable


class Told(AgentApi):
    """An API of which nothing but the profile is asked, which Rails' cable alone has not."""

    def __init__(self, profile: ProfilePayload) -> None:
        self.account_id = 1
        self._profile = profile

    async def profile(self) -> ProfilePayload:
        return self._profile


async def examined(rails: RailsCable, token: str) -> dict[str, Verdict]:
    """Return what the checks of the socket say, as far as each can be tried."""
    login = Profile(name="test", url=rails.server.url, token=Secret("nobodyasks"))
    agent = ProfilePayload(id=7, pubsub_token=SecretStr(token))
    case = Case({}, lambda: login, Path(), Path(), Path(), timeout=1.0, present=True)
    case.server, case.agent, case.api = rails.server, agent, Told(agent)
    said = {}
    async with case.closing:
        for name, check in (
            ("socket", cable.check_socket),
            ("welcome", cable.check_welcome),
            ("subscribed", cable.check_subscribed),
            ("echo", cable.check_echo),
        ):
            verdict = said[name] = await check(case)
            if verdict.state != "ok":
                break
    return said


async def test_a_sound_cable(rails: RailsCable) -> None:
    said = await examined(rails, "agent-token-1")
    assert {one.state for one in said.values()} == {"ok"}, said
    assert "speaks actioncable-v1-json" in said["socket"].said


async def test_a_bad_token_is_met_by_silence_or_a_rejection(rails: RailsCable) -> None:
    said = await examined(rails, "wrong")
    assert said["subscribed"].said.startswith("The server did not confirm the subscription")
    await rails.set(bad_token="explicit")
    said = await examined(rails, "wrong")
    assert said["subscribed"].said.startswith("The server rejects the subscription")


async def test_a_mute_cable_is_deaf_for_us(rails: RailsCable) -> None:
    await rails.set(mute=True)
    said = await examined(rails, "agent-token-1")
    assert said["subscribed"].state == "ok"
    assert said["echo"].said.startswith("The socket is deaf")
