"""The console inside a real tmux that is allowed everything a program could ask of it.

With ``CI`` set, tmux is installed when it is missing; elsewhere these tests are skipped then.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import environ

SIZE: Final = (200, 60)
OURS: Final = "ours"
"""What the buffer, the title and the window are called before."""
_INSTALL_SECONDS: Final = 180
_OPTIONS: Final = (
    ("-g", "set-clipboard", "on"),
    ("-g", "allow-rename", "on"),
    ("-g", "allow-passthrough", "on"),
    ("-g", "set-titles", "on"),
    ("-g", "automatic-rename", "off"),
)
_STATE: Final = (
    "pane_title window_name alternate_on mouse_any_flag mouse_sgr_flag scroll_region_upper "
    "scroll_region_lower wrap_flag cursor_flag insert_flag origin_flag keypad_flag "
    "keypad_cursor_flag pane_dead session_windows window_panes"
)


def require_tmux() -> str:
    """Return the path of tmux, installing it where that is expected of us."""
    if found := shutil.which("tmux"):
        return found
    if "CI" not in os.environ or os.geteuid() != 0:
        pytest.skip("tmux is not installed")
    for command in (["update"], ["install", "-y", "--no-install-recommends", "tmux"]):
        subprocess.run(["apt-get", *command], check=True, timeout=_INSTALL_SECONDS)
    found = shutil.which("tmux")
    assert found is not None
    return found


class Tmux:
    """A server of its own with one pane."""

    def __init__(self, program: str) -> None:
        self._command = (program, "-L", f"hoory-{uuid.uuid4().hex[:8]}", "-f", os.devnull)

    async def run(self, *arguments: str) -> str:
        """Have the server obey; return what it says."""
        process = await asyncio.create_subprocess_exec(
            *self._command, *arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        said, _ = await process.communicate()
        return said.decode(errors="replace")

    async def keys(self, *keys: str) -> None:
        """Type keys by their names."""
        await self.run("send-keys", *keys)

    async def screen(self) -> str:
        """Return what the pane shows."""
        return await self.run("capture-pane", "-p")

    async def shows(self, *texts: str) -> None:
        """Wait until these texts stand in the pane."""
        shown = ""

        async def look() -> None:
            nonlocal shown
            while not all(text in shown for text in texts):
                shown = await self.screen()

        try:
            await asyncio.wait_for(look(), 15.0)
        except TimeoutError:
            raise AssertionError(f"never came: {texts}; the screen:\n{shown}") from None

    async def state(self) -> dict[str, str]:
        """Return all that a program could have changed."""
        values = await self.run("display-message", "-p", _formats())
        state = dict(zip(_STATE.split(), values.strip("\n").split("\t"), strict=True))
        return state | {
            "buffers": await self.run("list-buffers", "-F", "#{buffer_name} #{buffer_size}"),
            "buffer": await self.run("show-buffer"),
        }


def _formats() -> str:
    return "\t".join(f"#{{{name}}}" for name in _STATE.split())


@asynccontextmanager
async def tmux(desk: DemoDesk, home: Path, *program: str) -> AsyncIterator[Tmux]:
    """Run the console, or a script in its place, in a pane until the block ends."""
    server = Tmux(require_tmux())
    columns, rows = SIZE
    # Nothing of ours, the size of our own terminal above all.
    known = environ(desk, home) | {"TERM": "screen-256color"}
    variables = [f"{name}={value}" for name, value in known.items()]
    command = [sys.executable, *(program or ("-m", "hoory_tui"))]
    try:
        size = ("-x", str(columns), "-y", str(rows))
        await server.run("new-session", "-d", *size, "-n", OURS, "sleep 600")
        for option in _OPTIONS:
            await server.run("set-option", *option)
        await server.run("resize-window", *size)
        await server.run("select-pane", "-T", OURS)
        await server.run("set-buffer", "-b", OURS, OURS)
        await server.run("respawn-pane", "-k", "env", "-i", *variables, *command)
        yield server
    finally:
        await server.run("kill-server")
