"""Who listens is told of every request by its pattern alone, until they no longer want to."""

from __future__ import annotations

import pytest
from aiohttp import web

from hoory_tui.client.errors import NotFound
from hoory_tui.client.reporting import listen, session_in

from .servers import http_server
from .test_transport import transport_to


async def test_a_listener_hears_of_every_request_and_of_nobodys_words() -> None:
    async def handle(request: web.Request) -> web.StreamResponse:
        is_there = request.path.endswith("labels")
        return web.json_response({}, status=200 if is_there else 404)

    heard: list[tuple[str, str, int]] = []
    async with http_server(handle) as server, transport_to(server) as transport:
        stop = listen(lambda method, path, status, _: heard.append((method, path, status)))
        try:
            await transport.get("/api/v1/accounts/1/labels", q="mia wong")
            with pytest.raises(NotFound):
                await transport.post("/api/v1/accounts/1/somebodys-name", {"content": "hello"})
        finally:
            stop()
        await transport.get("/api/v1/accounts/1/labels")
    assert heard == [
        ("GET", "/api/v1/accounts/:id/labels", 200),
        ("POST", "/api/v1/accounts/:id/:x", 404),
    ]


@pytest.mark.parametrize(
    ("path", "session"),
    [
        ("/public/api/v1/inboxes/key/contacts/a%2Flong-one/conversations?before=7", "a/long-one"),
        ("/public/api/v1/inboxes/key/contacts/short", ""),
        ("/public/api/v1/inboxes/key/contacts", ""),
        ("/api/v1/accounts/1/contacts/7/conversations", ""),
    ],
)
def test_a_contacts_session_is_found_in_a_path(path: str, session: str) -> None:
    assert session_in(path) == session
