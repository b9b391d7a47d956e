"""What a transport makes of a late refusal, what it counts, and what it lets the log have."""

from __future__ import annotations

import asyncio
import re

import pytest
from aiohttp import web
from pydantic import SecretStr

from hoory_tui.client.errors import (
    HooryError,
    NotAllowed,
    SignInRefused,
    TokenReplaced,
    Unreadable,
)
from hoory_tui.wire.desk import LabelPayload

from .servers import http_server
from .test_transport import transport_to


@pytest.mark.parametrize("complaint", ["Invalid access token", "You are not authorized"])
async def test_a_refusal_of_a_token_from_before_is_no_reason_to_sign_in(complaint: str) -> None:
    asked, replaced = asyncio.Event(), asyncio.Event()

    async def handle(request: web.Request) -> web.StreamResponse:
        asked.set()
        await replaced.wait()
        return web.json_response({"error": complaint}, status=401)

    async with http_server(handle) as server, transport_to(server) as transport:
        question = asyncio.create_task(transport.get("/api"))
        await asked.wait()
        transport.replace_token(SecretStr("an0ther-t0ken"))
        replaced.set()
        with pytest.raises(TokenReplaced) as late:
            await question
        assert late.value.passing
        assert not late.value.may_have_arrived
        assert transport.tokens == 1
        with pytest.raises((SignInRefused, NotAllowed)):
            await transport.get("/api")


async def test_what_cannot_be_read_is_counted_by_kind() -> None:
    bodies = [b"{", b"<html>", b'{"a": 1}', b'[{"id": true}, {"id": 1, "title": []}]']

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.Response(body=bodies.pop(0))

    async with http_server(handle) as server, transport_to(server) as transport:
        for _ in range(2):
            with pytest.raises(Unreadable):
                await transport.get("/api")
        with pytest.raises(Unreadable):
            transport.unwrap(await transport.get("/api"), "payload")
        labels = transport.read_list(LabelPayload, await transport.get("/api"))
    assert [one.id for one in labels] == [1]
    assert transport.unreadable == {
        "not JSON": 1,
        "it is a web page": 1,
        "no payload in the answer": 1,
        "LabelPayload: cannot read id": 1,
    }
    assert transport.left_out == {"LabelPayload: cannot read title": 1}


async def test_the_log_has_method_pattern_status_and_time_and_no_more(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", "hoory_tui.client.reporting")
    statuses = [200, 404, 503]

    async def handle(request: web.Request) -> web.StreamResponse:
        return web.json_response({"error": "Dana Okafor"}, status=statuses.pop(0))

    async with http_server(handle) as server, transport_to(server) as transport:
        await transport.get("/api/v1/accounts/7/contacts/search", q="Dana")
        for _ in range(2):
            with pytest.raises(HooryError):
                await transport.get("/public/api/v1/inboxes/s3cr3t/contacts/dana/conversations/12")
    patterns = [re.sub(r"\d+ ms", "N ms", one) for one in caplog.messages]
    public = "GET /public/api/v1/inboxes/:x/contacts/:x/conversations/:id"
    assert patterns == [
        "GET /api/v1/accounts/:id/contacts/search: 200, N ms",
        f"{public}: 404 NotFound, N ms",
        f"{public}: 503 ServerFailed, N ms",
    ]
