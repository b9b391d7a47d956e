from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from pydantic import SecretStr

from hoory_tui.client.errors import CodeNeeded, Invalid, SignInRefused, Unreadable
from hoory_tui.client.session import open_session
from hoory_tui.client.sign_in import answer_code, sign_in
from hoory_tui.client.transport import Transport

from .desks import DeskClient
from .servers import http_server

PROFILE = {"id": 1, "name": "Ada", "access_token": "long-lived", "pubsub_token": "cable"}


async def two_steps(request: web.Request) -> web.StreamResponse:
    body = await request.json()
    if body == {"email": "ada@example.com", "password": "right"}:
        return web.json_response({"mfa_required": True, "mfa_token": "one-time"}, status=206)
    if body.get("mfa_token") != "one-time":
        return web.json_response({"error": "Invalid credentials"}, status=401)
    if body.get("otp_code") != "123456":
        return web.json_response({"error": "Invalid code"}, status=400)
    return web.json_response({"data": PROFILE})


@asynccontextmanager
async def two_step_server() -> AsyncIterator[Transport]:
    async with http_server(two_steps) as server, open_session(server) as session:
        yield Transport(session, server)


async def test_the_right_password_brings_the_token(client: DeskClient) -> None:
    agent = client.desk.agents[1]
    profile = await sign_in(client.anonymous, agent.email, SecretStr(agent.password))
    assert profile.id == agent.id
    assert profile.access_token is not None
    assert profile.access_token.get_secret_value() == agent.access_token


async def test_a_wrong_password_is_refused_in_the_servers_words(client: DeskClient) -> None:
    email = client.desk.agents[1].email
    with pytest.raises(SignInRefused, match="Invalid login credentials"):
        await sign_in(client.anonymous, email, SecretStr("wrong"))


async def test_a_second_factor_is_asked_for_and_answered() -> None:
    async with two_step_server() as transport:
        with pytest.raises(CodeNeeded) as needed:
            await sign_in(transport, "ada@example.com", SecretStr("right"))
        with pytest.raises(Invalid, match="Invalid code"):
            await answer_code(transport, needed.value.mfa_token, "000000")
        profile = await answer_code(transport, needed.value.mfa_token, "123456")
        assert profile.name == "Ada"
        with pytest.raises(SignInRefused):
            await answer_code(transport, SecretStr("stale"), "123456")


async def test_a_code_at_hand_is_given_right_away() -> None:
    async with two_step_server() as transport:
        profile = await sign_in(transport, "ada@example.com", SecretStr("right"), code="123456")
        assert profile.name == "Ada"


@pytest.mark.parametrize("body", [{"mfa_required": True}, {"data": None}, [], {}])
async def test_an_answer_that_is_no_profile(body: object) -> None:
    async def odd(request: web.Request) -> web.StreamResponse:
        return web.json_response(body)

    async with http_server(odd) as server, open_session(server) as session:
        with pytest.raises(Unreadable):
            await sign_in(Transport(session, server), "ada@example.com", SecretStr("right"))
