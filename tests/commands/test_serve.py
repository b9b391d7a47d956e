"""`hoory-tui serve`: what it starts, whom it tells what, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from hoory_tui.commands.registry import COMMANDS
from hoory_tui.commands.run import make_parser
from hoory_tui.commands.serve import console_command, terminal_environ
from hoory_tui.web.server import static_folder

_NO_EXTRA = """
import importlib.util, sys
real = importlib.util.find_spec
def without(name, *more):
    return None if name == "textual_serve" else real(name, *more)
importlib.util.find_spec = without
from hoory_tui.cli import main
sys.exit(main(["serve", "--demo"]))
"""


def surroundings(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}


async def run(tmp_path: Path, *words: str) -> tuple[int | None, str, str]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *words),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=surroundings(tmp_path),
    )
    out, err = await asyncio.wait_for(process.communicate(), 30)
    return process.returncode, out.decode(), err.decode()


async def test_without_the_extra_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    code, out, err = await run(tmp_path, "-c", _NO_EXTRA)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "pip install 'hoory-tui[serve]'" in err


def test_each_page_starts_the_console_that_was_asked_for() -> None:
    parse = make_parser(COMMANDS["serve"]).parse
    asked = parse(["--theme", "nord", "-P", "shop", "--token-file", "token"], "serve")
    words = console_command(asked)
    assert words[:4] == [sys.executable, "-P", "-m", "hoory_tui"]
    assert words[4:8] == ["--theme", "nord", "--profile", "shop"]
    assert words[8:] == ["--token-file", str(Path("token").absolute())]
    assert console_command(parse(["--demo"], "serve"))[4:] == ["--demo"]


def test_a_page_is_not_the_terminal_that_we_were_started_in() -> None:
    outside = {
        "TMUX": "/x,1,0",
        "SSH_TTY": "/dev/pts/1",
        "TERM": "screen",
        "HOORY_URL": "https://a",
    }
    environ = terminal_environ(outside)
    assert "TMUX" not in environ
    assert "SSH_TTY" not in environ
    assert environ["TERM"] == "xterm-256color"
    assert environ["HOORY_URL"] == "https://a"


async def test_mistakes_are_told_before_anything_is_served(tmp_path: Path) -> None:
    if static_folder() is None:
        pytest.skip("textual-serve is not installed")
    serve = ("-m", "hoory_tui", "serve")
    code, out, err = await run(tmp_path, *serve)
    assert (code, out) == (2, "")
    assert "hoory-tui login" in err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = await run(tmp_path, *serve, "--demo", "--port", port)
    assert (code, out) == (1, "")
    assert f"port {port}" in err
    assert "--port" in err


async def test_the_console_comes_to_the_page_that_has_the_address(tmp_path: Path) -> None:
    if static_folder() is None:
        pytest.skip("textual-serve is not installed")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hoory_tui", "serve", "--demo", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        env=surroundings(tmp_path),
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            address = (await process.stdout.readline()).decode().strip()
            seen = await first_screen(address)
    finally:
        process.send_signal(signal.SIGTERM)
        code = await asyncio.wait_for(process.wait(), 30)
    assert b"Mine" in seen
    assert code == 0


async def first_screen(address: str) -> bytes:
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(address) as page:
            place, origin = page.url, str(page.url.origin())
        async with session.get(place.join(URL("static/js/textual.js"))) as script:
            assert "sessionWebsocketUrl" in await script.text()
        socket = place.join(URL("ws?width=100&height=30"))
        async with session.ws_connect(socket, origin=origin) as ws:
            seen = b""
            while b"Sparrow" not in seen:
                seen += await ws.receive_bytes()
            return seen
