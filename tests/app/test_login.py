"""Signing in, question by question: what is asked, what a failure is about, what is saved."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from aiohttp import web

from hoory_tui.app.login import EXIT_FAILED, EXIT_INTERRUPTED, LoginEnd, run_login
from hoory_tui.app.wizard.looking import PATIENCE
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import SavedLogin, load_profile, read_profiles
from hoory_tui.config.tables import keys_of
from hoory_tui.config.wishes import LoginWishes, read_wishes
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Agent

from ..client.servers import Handler, http_server
from .asked import Script

COLOUR = [""] if "colour" in keys_of(SavedLogin) else []
"""What is answered about colours."""
DONE = ["", *COLOUR, "no"]
"""The name as suggested, no colour, and no console now."""


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with DemoDesk(quiet_visitors=True, conversations=1) as desk:
        yield desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hoory-tui" / "profiles.toml"


async def login(
    script: Script,
    path: Path,
    name: str | None = None,
    wishes: LoginWishes | None = None,
    *,
    patience: float = PATIENCE,
) -> LoginEnd:
    """Run the login beside the loop that serves the desk."""
    return await asyncio.to_thread(
        run_login, name, wishes, talker=script, path=path, patience=patience
    )


def nothing_saved(path: Path) -> bool:
    return not path.exists()


def written(path: Path) -> str:
    return path.read_text()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def saved(path: Path, name: str = "local") -> SavedLogin:
    return read_profiles(path).profiles[name]


def check(login: SavedLogin, desk: DemoDesk, agent: Agent) -> None:
    assert login.url == desk.url
    assert login.token is not None
    assert login.token.get_secret_value() == agent.access_token
    assert login.account_id == desk.account_id
    assert (login.agent_name, login.agent_email) == (agent.name, agent.email)


async def test_a_pasted_page_and_a_token_are_enough(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[0]
    page = f"{desk.url}/app/accounts/{desk.account_id}/inbox-view"
    script = Script(page, f"api_access_token: {agent.access_token}", *DONE)
    assert await login(script, path) == LoginEnd(0)
    check(saved(path), desk, agent)
    assert read_profiles(path).default == "local"
    assert mode(path) == 0o600
    assert len(script.asked_secretly) == 1
    host = desk.url.removeprefix("http://")
    assert script.said[1:3] == [
        f"Looking for {host} …",
        f"A support desk answers at {host} (version 4.15.1).",
    ]
    assert f"  {desk.url}/app/accounts/{desk.account_id}/profile/settings" in script.said
    assert "Live events arrive." in script.said
    assert script.said[-1] == "Type hoory-tui to begin."
    assert agent.access_token not in script.words


async def test_signs_in_with_an_email_and_starts(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[1]
    answers = ("", agent.email, "wrong", agent.email, "", agent.password, "acme", *COLOUR, "")
    script = Script(desk.url, *answers)
    assert await login(script, path) == LoginEnd(0, "acme")
    check(saved(path, "acme"), desk, agent)
    assert "This is about the e-mail or the password; the desk is the right one." in script.said
    # The e-mail that was given where the token is asked for need not be typed again.
    assert script.stood[script.asked.index("E-mail: ") + 1] == agent.email
    assert agent.password not in script.words


async def test_each_failure_says_whose_matter_it_is_and_keeps_what_was_typed(
    desk: DemoDesk, path: Path
) -> None:
    agent = desk.agents[0]
    script = Script(
        *("http://desk.example", "https://no.such.desk.invalid/x", "http://127.0.0.1:9", desk.url),
        *("two words", "wrong-token", agent.access_token),
        *DONE,
    )
    assert await login(script, path) == LoginEnd(0)
    words = script.words
    assert "The address must begin with https://" in words
    assert "No name server" in words
    assert "Nobody is reached at 127.0.0.1 port 9: nobody listens there." in words
    assert words.count("This is about the address; no token was sent.") >= 1
    assert "The token is empty or holds a space" in words
    assert "This is about the token; the desk is the right one." in words
    assert script.stood[:4] == [
        *("", "http://desk.example", "https://no.such.desk.invalid/x", "http://127.0.0.1:9")
    ]


async def test_a_firewall_is_told_from_a_wrong_address(path: Path) -> None:
    """A socket that is full of callers who are not taken lets the next one wait for ever."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, ExitStack() as callers:
        port = full.getsockname()[1]
        for _ in range(3):
            caller = callers.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        ways = ("proxy http://127.0.0.1:9", "proxy none")
        script = Script(f"https://127.0.0.1:{port}", *ways, None)
        assert (await login(script, path, patience=0.4)).code == EXIT_INTERRUPTED
    assert any(one.startswith("This is about the network") for one in script.said)
    assert "no answer at all" in script.words
    assert any("type its address instead" in one for one in script.said)
    assert "The proxy 127.0.0.1:9 is not reached (nobody listens there)." in script.words
    assert script.words.count("no answer at all") == 2, "and the same without the proxy"


@pytest.mark.parametrize("answered", [0, 1, 2])
async def test_ctrl_d_ends_it_with_nothing_saved(desk: DemoDesk, path: Path, answered: int) -> None:
    answers: list[str | None] = [desk.url, desk.agents[0].access_token]
    script = Script(*answers[:answered], None)
    assert (await login(script, path)).code == EXIT_INTERRUPTED
    assert script.said[-1].startswith("Nothing was saved")
    assert nothing_saved(path)


async def test_ctrl_c_ends_it_with_nothing_saved(desk: DemoDesk, path: Path) -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    assert (await login(Script(desk.url, interrupt), path)).code == EXIT_INTERRUPTED
    assert nothing_saved(path)


async def test_a_second_login_keeps_the_first(desk: DemoDesk, path: Path) -> None:
    first, second = desk.agents[:2]
    await login(Script(desk.url, first.access_token, *DONE), path)
    script = Script(desk.url, second.access_token, *COLOUR, "no")
    assert await login(script, path, "second") == LoginEnd(0)
    assert script.said[-1] == "Type hoory-tui --profile second to begin."
    book = read_profiles(path)
    assert (sorted(book.profiles), book.default) == (["local", "second"], "local")
    async with DemoDesk(seed=2, quiet_visitors=True, conversations=1) as other:
        # The token of another desk is told from a wrong one, and a name in use is asked about.
        answers = (first.access_token, other.agents[1].access_token, "local", "no", "", *COLOUR)
        script = Script(other.url, *answers, "no")
        assert await login(script, path) == LoginEnd(0)
    assert f"It is the token of your login local, which is for {desk.url}." in script.words
    book = read_profiles(path)
    assert (sorted(book.profiles), book.default) == (["local", "local-2", "second"], "local-2")


async def test_signing_in_again_replaces_the_same_login(desk: DemoDesk, path: Path) -> None:
    for agent in desk.agents[:2]:
        await login(Script(desk.url, agent.access_token, *DONE), path)
    assert list(read_profiles(path).profiles) == ["local"]
    check(saved(path), desk, desk.agents[1])


def test_a_name_that_cannot_be_saved_is_refused_at_once(path: Path) -> None:
    script = Script()
    assert run_login("no spaces", talker=script, path=path) == LoginEnd(EXIT_FAILED)
    assert script.said[0].startswith("A login's name is made of")
    assert not script.asked


def test_a_file_that_others_can_read_is_refused_at_once(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    path.write_text("")
    path.chmod(0o644)
    with pytest.raises(ConfigError):
        run_login(None, talker=Script(), path=path)


def pretend_desk(accounts: list[dict[str, object]]) -> Handler:
    profile = {"id": 1, "name": "Ada", "access_token": "tok", "accounts": accounts}

    async def handle(request: web.Request) -> web.StreamResponse:
        if request.path == "/auth/sign_in":
            body = await request.json()
            if "email" in body:
                return web.json_response({"mfa_required": True, "mfa_token": "m"}, status=206)
            if body["otp_code"] != "123456":
                return web.json_response({"error": "Invalid code"}, status=400)
            return web.json_response({"data": profile})
        if request.headers.get("api-access-token") != "tok":
            return web.json_response({"error": "Invalid Access Token"}, status=401)
        if request.path == "/api/v1/profile":
            return web.json_response(profile)
        if request.path.startswith("/api/v1/accounts/2/"):
            return web.json_response({"payload": [], "meta": {}})
        return web.json_response({"error": "Account is suspended"}, status=401)

    return handle


ACCOUNTS: list[dict[str, object]] = [
    {"id": 1, "name": "Closed", "role": "agent"},
    {"id": 2, "name": "Open", "role": "administrator"},
]


async def test_a_code_an_account_and_a_desk_without_a_live_connection(path: Path) -> None:
    async with http_server(pretend_desk(ACCOUNTS)) as server:
        script = Script(
            *(f"{server.url}/app/accounts/7/x", "", "ada@example.com", "right"),
            *("000000", "123456", "7", "1", "2", "", *DONE),
        )
        assert await login(script, path) == LoginEnd(0)
    assert saved(path).account_id == 2
    assert "  2  Open (administrator)" in script.said
    assert "The address spoke of account 7, which is none of yours." in script.said
    assert "Invalid code" in script.words
    assert "Please type a number from 1 to 2." in script.words
    assert "This is about the account; desk and token are right." in script.said
    assert "Account is suspended" in script.words
    assert any(one.startswith("This is about the live connection alone") for one in script.said)
    assert any("works without it" in one for one in script.said)


@pytest.mark.parametrize("accounts", [[], ACCOUNTS[:1]])
async def test_an_agent_without_a_usable_account(
    path: Path, accounts: list[dict[str, object]]
) -> None:
    async with http_server(pretend_desk(accounts)) as server:
        script = Script(server.url, "tok", "q")
        assert (await login(script, path)).code == EXIT_FAILED
    assert "administrator" in script.words
    assert nothing_saved(path)


async def test_a_web_site_is_no_desk_and_the_desk_beside_it_is_found(path: Path) -> None:
    """The desk answers at the host itself; what was given is a shop on it."""

    async def site(request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/shop"):
            return web.Response(text="<html>Buy bikes</html>", content_type="text/html")
        return await pretend_desk(ACCOUNTS[1:])(request)

    async with http_server(site) as server:
        script = Script(f"{server.url}/shop", "", "tok", "", *DONE)
        assert await login(script, path) == LoginEnd(0)
        assert saved(path).url == server.url
        assert f"A desk answers at {server.url}. Take that? [Yes/no] " in script.asked
    assert "A web page answers at" in script.words


async def test_no_token_is_asked_for_at_an_address_without_a_desk(path: Path) -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>Buy bikes</html>", content_type="text/html")

    async with http_server(page) as server:
        script = Script(server.url, "", None)
        assert (await login(script, path)).code == EXIT_INTERRUPTED
    assert script.words.count("A web page answers at") == 2
    assert not script.asked_secretly


async def test_a_token_from_a_command_is_not_asked_for_and_not_written(
    desk: DemoDesk, path: Path, tmp_path: Path
) -> None:
    token = desk.agents[0].access_token
    vault = tmp_path / "vault"
    vault.write_text("old-token\n")
    wishes = read_wishes(token_command=f"cat '{vault}'")

    def put_it_right() -> str:
        vault.write_text(f"{token}\n")
        return ""

    script = Script(desk.url, put_it_right, *DONE)
    assert await login(script, path, wishes=wishes) == LoginEnd(0)
    assert script.asked_secretly == []
    assert token not in written(path)
    assert saved(path).token_command == ("cat", str(tmp_path / "vault"))
    environ = {"PATH": os.environ["PATH"]}
    assert load_profile(None, environ, path=path).token.get_secret_value() == token


async def test_a_command_that_fails_saves_nothing(desk: DemoDesk, path: Path) -> None:
    with pytest.raises(ConfigError, match="exit code 1"):
        await login(Script(desk.url), path, wishes=LoginWishes(token_command=("false",)))
    assert nothing_saved(path)


async def test_a_token_in_the_keyring_is_not_written(
    desk: DemoDesk, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "keyring.py").write_text(
        "kept = {}\n"
        "def get_password(*place): return kept.get(place)\n"
        "def set_password(service, name, token): kept[service, name] = token\n"
    )
    monkeypatch.delitem(sys.modules, "keyring", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    token = desk.agents[0].access_token
    assert await login(Script(desk.url, token, *DONE), path, wishes=LoginWishes(keyring=True)) == (
        LoginEnd(0)
    )
    assert token not in written(path)
    assert load_profile(None, {}, path=path).token.get_secret_value() == token
    sys.modules.pop("keyring")
