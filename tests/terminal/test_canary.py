"""One unmistakable secret in every place where secrets live, and nowhere else afterwards.

As a module, `python -m tests.terminal.test_canary` runs all of it and prints a table.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.client.downloads import Limits, open_download
from hoory_tui.client.errors import HooryError
from hoory_tui.client.session import Server
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.demo.faults import Fault

from . import canary_bomb
from .canary import Scene, look_at, new_canary, started
from .canary_desks import NAME, misleading_cable, other_host, trapped_desk
from .console import Console, until
from .desks import ASKED

CODES: Final = (301, 302, 303, 307, 308)
_BOMB: Final = str(Path(canary_bomb.__file__))


def token_of(desk: DemoDesk) -> str:
    return desk.engine.world.agents[desk.agents[0].id].access_token


def in_environment(desk: DemoDesk) -> dict[str, str]:
    return {
        "HOORY_URL": desk.url,
        "HOORY_TOKEN": token_of(desk),
        "HOORY_ACCOUNT": str(desk.account_id),
    }


def profile(desk: DemoDesk, *lines: str) -> str:
    head = ["[profiles.a]", f'url = "{desk.url}"', f"account_id = {desk.account_id}"]
    return "\n".join([*head, *lines, ""])


async def lives(scene: Scene, running: Console) -> None:
    """Wait until the console shows the desk, look at it from outside, write, and leave."""
    await running.shows(NAME, ASKED, "live")
    look_at(scene, running)
    running.press("\x11y")
    assert await running.ended() == 0
    assert "start, version" in scene.log


async def start_from_the_environment(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        textual = {"TEXTUAL_LOG": str(scene.home / "keys.log"), "TEXTUAL": "debug,devtools"}
        environ = scene.environ(**in_environment(desk), **textual)
        async with started(scene, "-m", "hoory_tui", "--debug", environ=environ) as running:
            await lives(scene, running)
        assert not (scene.home / "keys.log").exists()


async def start_from_the_profile(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        scene.save(profile(desk, f'token = "{token_of(desk)}"'))
        async with started(scene, environ=scene.environ()) as running:
            await lives(scene, running)


async def start_from_a_token_file(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        scene.save(profile(desk, 'token_file = "token"'))
        file = scene.profiles.with_name("token")
        file.write_text(token_of(desk))
        file.chmod(0o600)
        scene.allowed.append(file)
        async with started(scene, environ=scene.environ()) as running:
            await lives(scene, running)


async def start_from_a_command(scene: Scene) -> None:
    """Have the command write down what it was given, on its way to the token."""
    async with trapped_desk(scene) as desk:
        kept, told = scene.home / "vault", scene.home / "told"
        kept.write_text(token_of(desk))
        scene.allowed.append(kept)
        command = scene.home / "command.py"
        command.write_text(
            "import os, sys\n"
            f"open({str(told)!r}, 'wb').write(open('/proc/self/environ', 'rb').read())\n"
            f"sys.stderr.write('unlocking \\x1b]0;x\\x07\\n')\nprint(open({str(kept)!r}).read())\n"
        )
        scene.save(profile(desk, f"token_command = ['{sys.executable}', '{command}']"))
        environ = scene.environ(HOORY_TOKEN=(unused := new_canary("unused")))
        scene.secrets.append(unused)
        async with started(scene, environ=environ) as running:
            await lives(scene, running)
        assert b"GPG_TTY=" in told.read_bytes()
        assert b"unlocking" in running.written
        assert b"\x1b]0;x" not in running.written


async def refused_at_once(scene: Scene) -> None:
    """Start with a token that was taken back."""
    async with trapped_desk(scene) as desk:
        environ = scene.environ(**in_environment(desk))
        desk.rotate_access_token(desk.agents[0].id)
        async with started(scene, environ=environ) as running:
            assert await running.ended() == 1
        assert b"sign in again" in running.written


async def refused_meanwhile(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        environ = scene.environ(**in_environment(desk))
        async with started(scene, "-m", "hoory_tui", "--debug", environ=environ) as running:
            await running.shows(NAME, "live")
            desk.rotate_access_token(desk.agents[0].id)
            running.press("\x12")
            await running.shows("no longer takes your token")
            typed = new_canary("typed")
            scene.secrets.append(typed)
            running.press(f"{typed}\r")
            await running.shows("The sign-in was refused")
            look_at(scene, running)
            running.press("\x1b")
            await running.until(lambda: "Paste a new" not in running.glass.text, "a closed box")
            running.press("\x11y")
            assert await running.ended() == 0
        assert "SignInRefused" in scene.log


def crash(kind: str) -> Callable[[Scene], Awaitable[None]]:
    async def crashes(scene: Scene) -> None:
        async with trapped_desk(scene) as desk:
            environ = scene.environ(**in_environment(desk))
            async with started(scene, _BOMB, kind, environ=environ) as running:
                await running.shows(NAME, ASKED, "live")
                running.send(signal.SIGUSR1)
                assert await running.ended() == 1
            assert b"the bomb went off with" in running.written
            assert "an error that ended the program" in scene.log
            assert "_explode" in scene.log
            assert "RuntimeError" in scene.log
            assert "the bomb went off with {'" not in scene.log

    return crashes


async def export(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        environ = scene.environ(**in_environment(desk))
        async with started(scene, _BOMB, "export", str(scene.home), environ=environ) as running:
            await running.shows(NAME, ASKED, "live")
            running.send(signal.SIGUSR1)
            await until(lambda: (scene.home / "tree.txt").exists(), "an export")
            running.press("\x11y")
            assert await running.ended() == 0
        assert "Dana" in (scene.home / "screen.svg").read_text(encoding="utf-8")


async def failed_login(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        async with started(scene, "-m", "hoory_tui", "login", environ=scene.environ()) as running:
            await _answer(running, "Address of your", desk.url)
            await _secretly(scene, running, "Access token (stays hidden", new_canary("token"))
            await running.until(lambda: b"the desk is the right one" in running.written, "no")
            running.press("\x03")
            assert await running.ended() == 130
        assert not scene.profiles.exists()


async def failed_password(scene: Scene) -> None:
    async with trapped_desk(scene) as desk:
        async with started(scene, "-m", "hoory_tui", "login", environ=scene.environ()) as running:
            await _answer(running, "Address of your", desk.url)
            await _answer(running, "Access token (stays hidden", "")
            await _answer(running, "E-mail: ", desk.agents[0].email)
            await _secretly(scene, running, "Password (stays hidden): ", new_canary("word"))
            await running.until(lambda: b"the desk is the right one" in running.written, "no")
            running.press("\x03")
            assert await running.ended() == 130
        assert not scene.profiles.exists()


async def _answer(running: Console, question: str, answer: str) -> None:
    await running.until(lambda: question.encode() in running.written, question)
    running.press(f"{answer}\n")


async def _secretly(scene: Scene, running: Console, question: str, secret: str) -> None:
    scene.secrets.append(secret)
    await _answer(running, question, secret)
    look_at(scene, running)


async def proxy_with_a_password(scene: Scene) -> None:
    """Go through a proxy that turns us away, with the password in its address."""
    async with trapped_desk(scene) as desk:
        told: list[bytes] = []

        async def turn_away(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            told.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(b"HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(turn_away, "127.0.0.1", 0)
        async with server:
            password = new_canary("proxy")
            scene.secrets.append(password)
            port = server.sockets[0].getsockname()[1]
            proxy = f'proxy = "http://me:{password}@127.0.0.1:{port}"'
            scene.save(profile(desk, f'token = "{token_of(desk)}"', proxy))
            async with started(scene, "-m", "hoory_tui", "--debug", environ=scene.environ()) as run:
                assert await run.ended() == 1
        assert b"The proxy wants a name and a password" in run.written
        assert told
        assert b"Proxy-Authorization: Basic" in told[0]


def redirected_api(code: int) -> Callable[[Scene], Awaitable[None]]:
    async def redirects(scene: Scene) -> None:
        async with trapped_desk(scene) as desk, other_host(scene) as other:
            environ = scene.environ(**in_environment(desk))
            _lead_astray(desk, "/api/", code, other)
            async with started(scene, environ=environ) as running:
                assert await running.ended() == 1
            assert b"where nothing was sent" in running.written
            assert scene.elsewhere == []

    return redirects


def redirected_socket(code: int) -> Callable[[Scene], Awaitable[None]]:
    async def redirects(scene: Scene) -> None:
        async with (
            trapped_desk(scene) as desk,
            other_host(scene) as other,
            misleading_cable(desk, code, other) as url,
        ):
            environ = scene.environ(**in_environment(desk) | {"HOORY_URL": url})
            async with started(scene, environ=environ) as running:
                await running.shows(NAME, "turned away")
                running.press("\x11y")
                assert await running.ended() == 0
            assert scene.elsewhere == []

    return redirects


def redirected_attachment(code: int) -> Callable[[Scene], Awaitable[None]]:
    async def redirects(scene: Scene) -> None:
        async with trapped_desk(scene) as desk, other_host(scene) as other:
            _lead_astray(desk, "/rails/", code, other)
            server = Server(desk.url)
            with_token = f"{desk.url}/rails/active_storage/blobs/redirect/x/report.pdf"
            try:
                async with open_download(server, with_token, Limits(1024, 5.0, 5.0)) as incoming:
                    assert incoming.proposed_name
            except HooryError as error:
                scene.written += repr(error).encode()
            # Another host may be asked for a file; it is told nothing of ours.
            for head in scene.elsewhere:
                assert b"token" not in head.lower()
                assert b"authorization" not in head.lower()
                assert b"cookie" not in head.lower()

    return redirects


def _lead_astray(desk: DemoDesk, path: str, code: int, other: str) -> None:
    headers = {"Location": f"{other}/steal?from=us"}
    desk.manners.faults.add(Fault("*", path, 10_000, status=code, headers=headers))


RUNS: Final[dict[str, Callable[[Scene], Awaitable[None]]]] = {
    "start, token in the environment, --debug, TEXTUAL_LOG": start_from_the_environment,
    "start, token in the profile": start_from_the_profile,
    "start, token in a file": start_from_a_token_file,
    "start, token from a command": start_from_a_command,
    "401 at the start": refused_at_once,
    "401 meanwhile, wrong token typed, --debug": refused_meanwhile,
    **{f"crash in a {kind}": crash(kind) for kind in ("handler", "drawing", "worker")},
    "screen and tree exported": export,
    "failed login, token": failed_login,
    "failed login, password": failed_password,
    "proxy with a password, 407": proxy_with_a_password,
    **{f"redirect {code}, API": redirected_api(code) for code in CODES},
    **{f"redirect {code}, socket": redirected_socket(code) for code in CODES},
    **{f"redirect {code}, attachment": redirected_attachment(code) for code in CODES},
}


@pytest.mark.parametrize("name", RUNS)
async def test_the_canary_is_nowhere_but_on_its_way_to_its_own_origin(
    name: str, tmp_path: Path
) -> None:
    scene = Scene(tmp_path)
    await RUNS[name](scene)
    assert scene.secrets
    assert scene.leaks() == []


def test_the_search_finds_what_it_is_made_for(tmp_path: Path) -> None:
    secret = new_canary("control")
    for place in ("written", "shown_by_the_system"):
        scene = Scene(tmp_path / place, [secret])
        setattr(scene, place, f"x{secret}x".encode())
        assert scene.leaks()
    scene = Scene(tmp_path, [secret])
    (tmp_path / "some.log").write_text(f"api_access_token: {secret}")
    assert scene.leaks()
    scene.allowed.append(tmp_path / "some.log")
    assert scene.leaks() == []


def _table() -> int:
    failed = 0
    for name, run in RUNS.items():
        with tempfile.TemporaryDirectory() as home:
            scene, began_at = Scene(Path(home)), time.monotonic()
            asyncio.run(run(scene))  # type: ignore[arg-type]
            leaks = scene.leaks()
        failed += bool(leaks)
        said = "; ".join(leaks) or f"{len(scene.secrets)} canaries, none seen"
        sys.stdout.write(f"{name:56} {time.monotonic() - began_at:5.1f} s  {said}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(_table())
