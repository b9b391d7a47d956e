from __future__ import annotations

import socket

import aiohttp
import pytest
from aiohttp import web

from hoory_tui import __version__
from hoory_tui.client.errors import Moved
from hoory_tui.client.session import Server, open_session

from .servers import http_server


@pytest.mark.parametrize(
    ("url", "cable_url"),
    [
        ("https://desk.example", "wss://desk.example/cable"),
        ("http://127.0.0.1:3000", "ws://127.0.0.1:3000/cable"),
        ("https://desk.example/help/", "wss://desk.example/help/cable"),
    ],
)
def test_the_cable_is_below_the_base_address(url: str, cable_url: str) -> None:
    assert Server(url).cable_url == cable_url


def test_the_cable_may_live_elsewhere() -> None:
    server = Server("https://desk.example", cable="https://live.example/socket")
    assert server.cable_url == "wss://live.example/socket"
    assert server.origins == {"https://desk.example", "https://live.example"}


def test_paths_of_the_api_keep_the_path_of_the_base() -> None:
    server = Server("https://desk.example:8443/help")
    assert str(server.rest("/api/v1/profile")) == "https://desk.example:8443/help/api/v1/profile"
    assert server.origin == "https://desk.example:8443"
    assert server.host == "desk.example:8443"


@pytest.mark.parametrize("url", ["ftp://desk.example", "desk.example", "https://", "/cable"])
def test_refuses_what_is_no_address_of_a_server(url: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        Server(url)


class Loopback(aiohttp.abc.AbstractResolver):
    """Finds every name on this machine."""

    async def resolve(
        self, host: str, port: int = 0, family: int = 0
    ) -> list[aiohttp.abc.ResolveResult]:
        found: aiohttp.abc.ResolveResult = {
            "hostname": host,
            "host": "127.0.0.1",
            "port": port,
            "family": socket.AF_INET,
            "proto": 0,
            "flags": 0,
        }
        return [found]

    async def close(self) -> None:
        pass


async def test_tells_its_version_and_neither_token_nor_cookies() -> None:
    seen: list[web.BaseRequest] = []

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        response = web.Response()
        response.set_cookie("track", "me")
        return response

    async with http_server(handle) as loopback:
        # Cookies are kept by name, never for a bare address.
        server = Server(loopback.url.replace("127.0.0.1", "desk.example"))
        async with open_session(server, resolver=Loopback()) as session:
            for _ in range(2):
                async with session.get(server.rest("/")):
                    pass
    assert seen[1].headers["User-Agent"] == f"hoory-tui/{__version__}"
    assert not [name for name in seen[1].headers if "token" in name.lower() or name == "Cookie"]


async def test_takes_no_password_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    seen: list[web.BaseRequest] = []
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login someone password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    async def handle(request: web.Request) -> web.StreamResponse:
        seen.append(request)
        return web.Response()

    async with http_server(handle) as server, open_session(server) as session:
        await session.get(server.rest("/"))
    assert "Authorization" not in seen[0].headers


async def test_reaches_no_other_origin_not_even_by_redirect() -> None:
    reached = False

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        nonlocal reached
        reached = True
        return web.Response()

    async with http_server(elsewhere) as other:

        async def redirect(request: web.Request) -> web.StreamResponse:
            raise web.HTTPFound(f"{other.url}/steal?once=secret")

        async with http_server(redirect) as server, open_session(server) as session:
            for address in (server.rest("/"), other.rest("/")):
                with pytest.raises(Moved) as moved:
                    await session.get(address)
                assert moved.value.address == other.origin
            with pytest.raises(Moved):
                await session.ws_connect(server.cable_url)
    assert not reached


@pytest.mark.parametrize(
    ("url", "is_plaintext"),
    [
        ("http://desk.example", True),
        ("http://10.0.0.7:3000", True),
        ("http://localhost.desk.example", True),
        ("https://desk.example", False),
        ("http://127.0.0.1:3000", False),
        ("http://127.9.9.9", False),
        ("http://[::1]:3000", False),
        ("http://localhost:3000", False),
        ("http://desk.localhost", False),
    ],
)
def test_tells_whether_anybody_on_the_way_can_listen(url: str, *, is_plaintext: bool) -> None:
    assert Server(url).is_plaintext is is_plaintext
