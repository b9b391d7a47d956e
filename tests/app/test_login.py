from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from aiohttp import web

from hoory_tui.app.login import EXIT_FAILED, EXIT_INTERRUPTED, run_login
from hoory_tui.config.errors import ConfigError
from hoory_tui.config.profiles import SavedLogin, load_profile, read_profiles
from hoory_tui.config.wishes import LoginWishes, read_wishes
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.records import Agent

from ..client.servers import Handler, http_server
from ..faults.tls import Authority, showing


class Script:
    """Answers questions in order; None means that nobody is there any more."""

    def __init__(self, *answers: str | Callable[[], str] | None) -> None:
        self._answers = list(answers)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.asked_secretly: list[str] = []

    def say(self, text: str) -> None:
        self.said.append(text)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        answer = self._answers.pop(0)
        if answer is None:
            raise EOFError
        return answer() if callable(answer) else answer

    def ask_secret(self, question: str) -> str:
        self.asked_secretly.append(question)
        return self.ask(question)


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with DemoDesk(quiet_visitors=True, conversations=1) as desk:
        yield desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hoory-tui" / "profiles.toml"


async def login(
    script: Script, path: Path, name: str | None = None, wishes: LoginWishes | None = None
) -> int:
    """Run the login beside the loop that serves the desk."""
    return await asyncio.to_thread(run_login, name, wishes, talker=script, path=path)


def nothing_saved(path: Path) -> bool:
    return not path.exists()


def written(path: Path) -> str:
    return path.read_text()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def saved(path: Path, name: str = "main") -> SavedLogin:
    return read_profiles(path).profiles[name]


def check(login: SavedLogin, desk: DemoDesk, agent: Agent) -> None:
    assert login.url == desk.url
    assert login.token is not None
    assert login.token.get_secret_value() == agent.access_token
    assert login.account_id == desk.account_id
    assert (login.agent_name, login.agent_email) == (agent.name, agent.email)


async def test_signs_in_with_a_token(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[0]
    script = Script(desk.url + "/", "token", agent.access_token)
    assert await login(script, path) == 0
    check(saved(path), desk, agent)
    assert read_profiles(path).default == "main"
    assert mode(path) == 0o600
    assert len(script.asked_secretly) == 1
    assert script.said[0].endswith("answers (version 4.15.1).")
    assert script.said[-1] == "Type hoory-tui to begin."
    assert agent.access_token not in "".join(script.said)


async def test_signs_in_with_an_email(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[1]
    script = Script(desk.url, "e", agent.email, agent.password)
    assert await login(script, path) == 0
    check(saved(path), desk, agent)
    assert len(script.asked_secretly) == 1


async def test_each_failure_is_one_sentence_and_another_try(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[0]
    script = Script(
        *("http://desk.example", "http://127.0.0.1:9", desk.url),
        *("what?", "token"),
        *("two words", "wrong-token", agent.access_token),
    )
    assert await login(script, path) == 0
    plaintext, unreachable, _, way, spaced, wrong = script.said[:6]
    assert plaintext.startswith("The address must begin with https://")
    assert unreachable.startswith("127.0.0.1:9 cannot be reached")
    assert way == "Please type token or e-mail."
    assert spaced.startswith("The token is empty or holds a space")
    assert wrong.startswith("The sign-in was refused")


async def test_gives_up_after_three_tries(desk: DemoDesk, path: Path) -> None:
    script = Script(desk.url, "token", "wrong-1", "wrong-2", "wrong-3")
    assert await login(script, path) == EXIT_FAILED
    assert script.said[-1].startswith("Nothing was saved")
    assert nothing_saved(path)
    email = desk.agents[0].email
    script = Script(desk.url, "e-mail", *(email, "wrong") * 3)
    assert await login(script, path) == EXIT_FAILED
    assert nothing_saved(path)


@pytest.mark.parametrize("answered", [0, 1, 2])
async def test_ctrl_d_ends_it_with_nothing_saved(desk: DemoDesk, path: Path, answered: int) -> None:
    answers: list[str | None] = [desk.url, "token", desk.agents[0].access_token]
    script = Script(*answers[:answered], None)
    assert await login(script, path) == EXIT_INTERRUPTED
    assert script.said[-1].strip() == "Nothing was saved."
    assert nothing_saved(path)


async def test_ctrl_c_ends_it_with_nothing_saved(desk: DemoDesk, path: Path) -> None:
    def interrupt() -> str:
        raise KeyboardInterrupt

    script = Script(desk.url, "token", interrupt)
    assert await login(script, path) == EXIT_INTERRUPTED
    assert nothing_saved(path)


async def test_a_second_login_keeps_the_first(desk: DemoDesk, path: Path) -> None:
    answers = (desk.url, "token", desk.agents[0].access_token)
    assert await login(Script(*answers), path) == 0
    script = Script(desk.url, "token", desk.agents[1].access_token)
    assert await login(script, path, "second") == 0
    assert script.said[-1] == "Type hoory-tui --profile second to begin."
    book = read_profiles(path)
    assert (sorted(book.profiles), book.default) == (["main", "second"], "main")
    async with DemoDesk(quiet_visitors=True, conversations=1) as other:
        answers = (other.url, "token", other.agents[0].access_token)
        assert await login(Script(*answers), path) == 0
    book = read_profiles(path)
    assert (sorted(book.profiles), book.default) == (["main", "main-2", "second"], "main-2")


async def test_signing_in_again_replaces_the_same_login(desk: DemoDesk, path: Path) -> None:
    for agent in desk.agents[:2]:
        assert await login(Script(desk.url, "token", agent.access_token), path) == 0
    assert list(read_profiles(path).profiles) == ["main"]
    check(saved(path), desk, desk.agents[1])


def test_a_name_that_cannot_be_saved_is_refused_at_once(path: Path) -> None:
    script = Script()
    assert run_login("no spaces", talker=script, path=path) == EXIT_FAILED
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
        if request.path == "/api/v1/accounts/2/labels":
            return web.json_response({"payload": []})
        return web.json_response({"error": "Account is suspended"}, status=401)

    return handle


ACCOUNTS: list[dict[str, object]] = [
    {"id": 1, "name": "Closed", "role": "agent"},
    {"id": 2, "name": "Open", "role": "administrator"},
]


async def test_asks_for_the_code_and_for_the_account(path: Path) -> None:
    async with http_server(pretend_desk(ACCOUNTS)) as server:
        script = Script(
            *(server.url, "e-mail", "ada@example.com", "right", "000000", "123456"),
            *("7", "1", "2"),
        )
        assert await login(script, path) == 0
    assert saved(path).account_id == 2
    assert "  2  Open (administrator)" in script.said
    said = "\n".join(script.said)
    assert "Invalid code" in said
    assert "Please type a number from 1 to 2." in said
    assert "Account is suspended" in said


@pytest.mark.parametrize("accounts", [[], ACCOUNTS[:1]])
async def test_an_agent_without_a_usable_account(
    path: Path, accounts: list[dict[str, object]]
) -> None:
    async with http_server(pretend_desk(accounts)) as server:
        script = Script(server.url, "token", "tok")
        assert await login(script, path) == EXIT_FAILED
    assert "ask an administrator" in script.said[-2]
    assert nothing_saved(path)


async def test_no_token_is_asked_for_at_an_address_without_a_desk(path: Path) -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>Buy bikes</html>", content_type="text/html")

    async with http_server(page) as server:
        script = Script(*[server.url] * 3)
        assert await login(script, path) == EXIT_FAILED
    assert script.said[0] == "There is no support desk at this address."
    assert not script.asked_secretly


async def test_a_token_from_a_command_is_not_asked_for_and_not_written(
    desk: DemoDesk, path: Path, tmp_path: Path
) -> None:
    token = desk.agents[0].access_token
    (tmp_path / "vault").write_text(f"{token}\n")
    wishes = read_wishes(token_command=f"cat '{tmp_path / 'vault'}'")
    script = Script(desk.url)
    assert await login(script, path, wishes=wishes) == 0
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
    script = Script(desk.url, "token", token)
    assert await login(script, path, wishes=LoginWishes(keyring=True)) == 0
    assert token not in written(path)
    assert load_profile(None, {}, path=path).token.get_secret_value() == token
    sys.modules.pop("keyring")


async def test_the_way_to_the_server_outlives_another_sign_in(desk: DemoDesk, path: Path) -> None:
    agent = desk.agents[0]
    pin = "ab" * 32
    wishes = read_wishes(pin_sha256=[pin])
    assert await login(Script(desk.url, "t", agent.access_token), path, "acme", wishes) == 0
    assert await login(Script(desk.url, "t", agent.access_token), path, "acme") == 0
    assert saved(path, "acme").pin_sha256 == (pin,)


def test_wishes_that_make_no_sense_name_their_option() -> None:
    for wished, option in (
        ({"token_command": "a 'b"}, "--token-command"),
        ({"ca_file": "/no/such.pem"}, "--ca-file"),
        ({"pin_sha256": ["abc"]}, "--pin-sha256"),
        ({"proxy": "socks5://x"}, "--proxy"),
    ):
        with pytest.raises(ConfigError, match=f"{option}: "):
            read_wishes(**wished)
    with pytest.raises(ConfigError, match="can read a command line") as caught:
        read_wishes(proxy="http://me:sEcReT@proxy:1")
    assert "sEcReT" not in str(caught.value)


@pytest.mark.parametrize("answer", ["yes", "no"])
async def test_a_server_that_wants_to_be_reached_securely_is_asked_about(
    desk: DemoDesk, path: Path, answer: str, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    await authority.found()
    certificate = await authority.sign("desk")
    agent = desk.agents[0]

    async def serve(request: web.Request) -> web.StreamResponse:
        if request.path == "/api":
            return web.json_response({"version": "4.15.1"})
        if request.path == "/api/v1/profile":
            shown = {"id": 1, "name": agent.name, "accounts": [{"id": 1, "name": "Acme"}]}
            return web.json_response(shown)
        return web.json_response({"payload": []})

    app = web.Application()
    app.router.add_get("/{path:.*}", serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=showing(certificate)).start()
    secure = f"https://127.0.0.1:{runner.addresses[0][1]}"

    async def redirect(request: web.Request) -> web.StreamResponse:
        return web.Response(status=301, headers={"Location": f"{secure}{request.path_qs}"})

    async with http_server(redirect) as plain:
        wishes = read_wishes(ca_file=str(authority.file))
        script = Script(plain.url, answer, *(["t", "tok3n"] if answer == "yes" else [None]))
        code = await login(script, path, wishes=wishes)
    await runner.cleanup()
    assert any(f"wants to be reached at {secure} instead" in one for one in script.asked)
    if answer == "yes":
        assert code == 0
        assert saved(path).url == secure
        assert saved(path).ca_file == str(authority.file)
    else:
        assert code == EXIT_INTERRUPTED
        assert nothing_saved(path)
