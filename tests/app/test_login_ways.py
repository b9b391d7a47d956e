"""Signing in by a proxy, a pin or an own authority: what is kept of them, and what is offered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from hoory_tui.app.login import LoginEnd
from hoory_tui.config.wishes import read_wishes
from hoory_tui.demo.desk import DemoDesk

from ..client.servers import http_server
from ..client.test_network import proxy
from ..faults.tls import Authority, showing
from .asked import Script
from .test_login import ACCOUNTS, COLOUR, DONE, login, pretend_desk, saved


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with DemoDesk(quiet_visitors=True, conversations=1) as desk:
        yield desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hoory-tui" / "profiles.toml"


async def test_the_way_to_the_server_outlives_another_sign_in(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[0]
    pin = "ab" * 32
    wishes = read_wishes(pin_sha256=[pin])
    for address, wished in ((desk.url, wishes), ("", None)):
        script = Script(address, agent.access_token, *COLOUR, "no")
        assert await login(script, path, "acme", wished) == LoginEnd(0)
    assert script.stood[0] == desk.url, "the address it had before"
    assert saved(path, "acme").pin_sha256 == (pin,)


async def test_a_login_that_is_replaced_without_its_name_keeps_its_way(
    desk: DemoDesk, path: Path, tmp_path: Path
) -> None:
    agent = desk.agents[0]
    authority = Authority(tmp_path)
    await authority.found()
    answers = (desk.url, agent.access_token)
    async with proxy() as between:
        way = f"http://127.0.0.1:{between.port}"
        wishes = read_wishes(ca_file=str(authority.file), proxy=way)
        assert await login(Script(*answers, *DONE), path, wishes=wishes) == LoginEnd(0)
        between.heads.clear()
        script = Script(*answers, *DONE)
        assert await login(script, path) == LoginEnd(0)
        assert "  As your saved login for it says: ca_file, proxy." in script.said
        assert between.heads, "what is saved was tried"
        kept = saved(path)
        assert kept.ca_file == str(authority.file)
        assert kept.proxy is not None
        assert kept.proxy.get_secret_value() == way
    # Through that there is no way any more, and one is given up by a word.
    script = Script(desk.url, "proxy none", *answers[1:], *DONE)
    assert await login(script, path) == LoginEnd(0)
    assert (saved(path).ca_file, saved(path).proxy) == (str(authority.file), None)


async def test_a_company_s_own_authority_and_a_server_that_wants_to_be_reached_securely(
    path: Path, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    await authority.found()
    certificate = await authority.sign("desk")
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", pretend_desk(ACCOUNTS[1:]))
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=showing(certificate)).start()
    secure = f"https://127.0.0.1:{runner.addresses[0][1]}"

    async def redirect(request: web.Request) -> web.StreamResponse:
        return web.Response(status=301, headers={"Location": f"{secure}{request.path_qs}"})

    async with http_server(redirect) as plain:
        script = Script(
            *(secure, f"ca {tmp_path / 'none.pem'}", f"ca {authority.file}"),
            *("tok", "", *DONE),
        )
        assert await login(script, path) == LoginEnd(0)
        assert saved(path).ca_file == str(authority.file)
        assert "who answers" in script.words
        assert "whom this system does not trust" in script.words
        assert "There is no such file." in script.said
        wishes = read_wishes(ca_file=str(authority.file))
        script = Script(plain.url, "yes", "tok", "", *COLOUR, "no")
        assert await login(script, path, "moved", wishes) == LoginEnd(0)
        assert f"A desk answers at {secure}. Take that? [Yes/no] " in script.asked
        assert saved(path, "moved").url == secure
    await runner.cleanup()
