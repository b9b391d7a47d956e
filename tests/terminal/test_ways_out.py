"""Bells, notifications, titles and copies as a terminal gets them: alone, in tmux, in screen."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import sys
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import console, environ, until
from .desks import small_desk
from .outer import Outer, outer
from .tmux import Tmux, require_tmux

SETTINGS: Final = """
send_delay = 0
[alerts]
all = ["bell", "notify"]
"""
WORDS: Final = "New message in"


def settle(home: Path, text: str = SETTINGS) -> None:
    file = home / "config" / "hoory-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)


def write(desk: DemoDesk) -> None:
    """Let somebody write in a conversation that is not at hand."""
    first = min(one.display_id for one in desk.engine.world.conversations.values())
    desk.contact_writes(first, "Are you there?")


def oscs(written: bytes, number: str) -> list[str]:
    """Return the contents of all commands of this number."""
    text = written.decode(errors="replace")
    return re.findall(rf"\x1b\]{number};([^\x07\x1b]*)(?:\x07|\x1b\\)", text)


async def test_a_terminal_gets_them_and_its_title_back(tmp_path: Path) -> None:
    settle(tmp_path)
    async with (
        small_desk("Dana Okafor", "Priya Ramanathan") as desk,
        console(desk, tmp_path) as running,
    ):
        await running.shows("Dana Okafor", "heard now")
        await running.until(lambda: oscs(running.written, "2"), "a title")
        assert oscs(running.written, "2")[0].endswith("hoory-tui · Sparrow Bikes")
        assert running.written.count(b"\x1b[22;2t") == 1
        write(desk)
        await running.until(lambda: WORDS.encode() in running.written, "a notification")
        (shown,) = oscs(running.written, "777")
        assert shown.startswith(f"notify;hoory-tui;{WORDS}")
        assert b"\x07" in re.sub(rb"\x1b\][^\x07]*\x07", b"", running.written)
        # Stopped, and so lent to a shell, the terminal has its own title; then ours again.
        running.send(signal.SIGTSTP)
        await running.stopped()
        assert running.written.count(b"\x1b[23;2t") == 1
        running.send(signal.SIGCONT)
        await running.until(lambda: running.written.count(b"\x1b[22;2t") == 2, "our title")
        await running.shows("Dana Okafor")
        before = len(running.written)
        await asyncio.sleep(2.2)
        idle = re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]|[^\x1b]", b"", running.written[before:])
        assert b"\x1b]2;" not in idle
        running.send(signal.SIGTERM)
        await running.ended()
        assert running.written.count(b"\x1b[23;2t") == 2
        assert running.is_as_found


async def attached(
    server: Tmux, desk: DemoDesk, home: Path, passthrough: str
) -> tuple[list[str], dict[str, str]]:
    """Start the console in a tmux; return the command that attaches to it, and its environment."""
    known = environ(desk, home)
    pane = [f"{name}={value}" for name, value in {**known, "TERM": "tmux-256color"}.items()]
    command = [sys.executable, "-m", "hoory_tui"]
    await server.run("new-session", "-d", "-x", "100", "-y", "30", "sleep 600")
    await server.run("set-option", "-g", "allow-passthrough", passthrough)
    variables = [f"TMUX={await server.run('display-message', '-p', '#{socket_path},#{pid},0')}"]
    variables.append(f"TMUX_PANE={await server.run('display-message', '-p', '#{pane_id}')}")
    pane += [one.strip() for one in variables]
    await server.run("respawn-pane", "-k", "env", "-i", *pane, *command)
    return [*server._command, "attach-session"], {**known, "TERM": "xterm-256color"}


@pytest.mark.parametrize("passthrough", ["on", "off"])
async def test_tmux_lets_through_what_it_may(passthrough: str, tmp_path: Path) -> None:
    settle(tmp_path)
    server = Tmux(require_tmux())
    try:
        async with small_desk("Dana Okafor", "Priya Ramanathan") as desk:
            command, known = await attached(server, desk, tmp_path, passthrough)
            async with outer(command, known, "kitty(0.32.0)") as terminal:
                await server.shows("Dana Okafor", "heard now")
                before = terminal.written.count(b"\x07")
                write(desk)
                await until(lambda: terminal.written.count(b"\x07") > before, "the bell")
                if passthrough == "on":
                    await terminal.hears(WORDS)
                    (shown,) = oscs(terminal.written, "99")
                    assert re.fullmatch(
                        r"i=hoory-[0-9a-f]+-\d+-\d+:f=aG9vcnktdHVp;hoory-tui: New message in \w+.*",
                        shown,
                    )
                await _titled(server, "hoory-tui · Sparrow Bikes")
                await server.keys("+")
                passes = passthrough == "on"
                await server.shows("OSC 99 for kitty; tmux passes it" if passes else "bell alone")
                assert passes or not oscs(terminal.written, "99")
                await server.keys("Escape")
                await _copied(server, terminal)
                await server.keys("C-q")
                await server.shows("Quit hoory-tui?")
    finally:
        await server.run("kill-server")


async def _titled(server: Tmux, title: str) -> None:
    async with asyncio.timeout(15):
        # Asking takes a moment each time.
        while title not in await server.run("display-message", "-p", "#{pane_title}"):
            pass


async def _copied(server: Tmux, terminal: Outer) -> None:
    await server.keys("Enter")
    await server.keys("y")
    await server.shows("Copied")
    # The pane's buffer has it, and tmux gives it to the terminal as well.
    assert await server.run("show-buffer")
    await terminal.hears("\x1b]52;")


@pytest.mark.skipif(shutil.which("screen") is None, reason="screen is not installed")
async def test_screen_gets_them_wrapped_and_an_empty_title_at_the_end(tmp_path: Path) -> None:
    settle(tmp_path)
    sockets = tmp_path / "sockets"
    sockets.mkdir(0o700)
    async with small_desk("Dana Okafor", "Priya Ramanathan") as desk:
        known = {
            **environ(desk, tmp_path),
            "SCREENDIR": str(sockets),
            "TERM": "xterm-256color",
        }
        program = [sys.executable, "-m", "hoory_tui"]
        command = ["screen", "-U", "-c", os.devnull, "-S", f"ways{os.getpid()}", *program]
        async with outer(command, known) as terminal:
            await terminal.hears("heard now")
            await terminal.hears("hoory-tui · Sparrow Bikes\x07")
            write(desk)
            await terminal.hears(f"\x1b]777;notify;hoory-tui;{WORDS}")
            assert len(oscs(terminal.written, "777")) == 1
            terminal.press("y")
            await terminal.hears("\x1b]52;c;")
            terminal.press("\x11")
            await terminal.hears("Quit")
            await asyncio.sleep(0.3)
            terminal.press("y")
            await terminal.hears("screen is terminating")
            last = terminal.written.rpartition(b"Sparrow Bikes\x07")[2]
            assert b"\x1b]0;\x07" in last
