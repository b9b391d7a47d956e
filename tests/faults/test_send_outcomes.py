"""What a send that goes wrong says of itself, against what the server really did."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import aiohttp
import pytest
from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.errors import (
    CannotConnect,
    HooryError,
    Interrupted,
    Invalid,
    Moved,
    NotAllowed,
    NotFound,
    ServerFailed,
    SignInRefused,
    TimedOut,
    TooManyRequests,
    Unreadable,
)
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.demo.desk import DemoDesk

from ..client.desks import desk_client
from .proxy import FaultProxy
from .scene import desk_port

Spoil = Callable[[DemoDesk, FaultProxy], None]
TEXT = "Sent once, and once only"
POST = ("POST", "/messages")


def answered(status: int, *, done: bool = False, **headers: str) -> Spoil:
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    def spoil(desk: DemoDesk, proxy: FaultProxy) -> None:
        desk.fail_next(*POST, status, headers=named, after_deed=done)

    return spoil


def falsified(body: object) -> Spoil:
    return lambda desk, proxy: desk.falsify_next_answer(*POST, body)


def reset_while_waiting(desk: DemoDesk, proxy: FaultProxy) -> None:
    desk.stall_next_answer(*POST, 5.0)
    asyncio.get_running_loop().call_later(0.2, proxy.reset)


def stalled_upwards(desk: DemoDesk, proxy: FaultProxy) -> None:
    proxy.up.stall()


@pytest.mark.parametrize(
    ("spoil", "error", "arrived", "passing"),
    [
        (answered(401), SignInRefused, False, False),
        (answered(403), NotAllowed, False, False),
        (answered(404), NotFound, False, False),
        (answered(400), Invalid, False, False),
        (answered(409), Invalid, False, False),
        (answered(413), Invalid, False, False),
        (answered(422), Invalid, False, False),
        (answered(429), TooManyRequests, False, True),
        (answered(429, Retry_After="7"), TooManyRequests, False, True),
        (answered(302, Location="https://new.example/"), Moved, False, False),
        (answered(307, Location="/elsewhere"), Moved, False, False),
        (answered(500), ServerFailed, False, False),
        (answered(500, done=True), ServerFailed, True, False),
        (answered(504, done=True), ServerFailed, True, False),
        (lambda desk, _: desk.lose_next_answer(*POST), Interrupted, True, False),
        (
            lambda desk, _: desk.lose_next_answer(*POST, lose_events=True),
            Interrupted,
            True,
            False,
        ),
        (lambda desk, _: desk.cut_next_answer(*POST), Interrupted, True, False),
        (lambda desk, _: desk.stall_next_answer(*POST, 5.0), TimedOut, True, False),
        (lambda desk, _: desk.drip_next_answer(*POST, 0.05), TimedOut, True, False),
        (falsified([1, 2]), Unreadable, True, False),
        (falsified({"id": "seven"}), Unreadable, True, False),
        (falsified("<html>Sign in</html>"), Unreadable, True, False),
        (reset_while_waiting, Interrupted, True, False),
        (stalled_upwards, TimedOut, False, False),
        (lambda _, proxy: proxy.refuse(), CannotConnect, False, True),
    ],
)
async def test_a_failed_send_never_says_less_than_happened(
    spoil: Spoil, error: type[HooryError], arrived: bool, passing: bool
) -> None:
    async with desk_client() as client, FaultProxy(desk_port(client.desk)) as proxy:
        desk = client.desk
        talk = (await client.agent().conversations()).payload[0].id
        server = Server(proxy.url)
        limits = aiohttp.ClientTimeout(total=0.6)
        async with open_session(server, timeout=limits) as session:
            token = SecretStr(desk.agents[0].access_token)
            api = AgentApi(Transport(session, server, token), desk.account_id)
            spoil(desk, proxy)
            with pytest.raises(error) as failed:
                await api.create_message(talk, TEXT, echo_id="e-1")
        written = [one.content for one in desk.conversation(talk).messages].count(TEXT)
    assert written == arrived
    assert failed.value.may_have_arrived or not arrived
    assert failed.value.passing is passing
    if passing or isinstance(failed.value, Moved):
        assert not arrived
