"""Terminals of other kinds: the kernel's own, one inside GNU screen, and one that has no screen."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Final

import pytest

from hoory_tui.demo.desk import DemoDesk

from .console import PATIENCE, console, environ
from .desks import ASKED, small_desk

NAME: Final = "Dana Okafor"
_PYTHON: Final = sys.executable
_KERNEL: Final = re.compile(
    rb"[^\x00-\x1f\x7f\x80-\x9f]+|\r|\n"
    # What old kernels read to the end: numbers, with at most one mark in front.
    rb"|\x1b\[[?]?[0-9;]*[HGJKm]|\x1b\[\?[0-9;]+[hl]"
)
"""All that the kernel's terminal draws or leaves alone, whatever its age."""


def test_the_kernels_terminal_is_not_asked_what_it_does_not_know() -> None:
    for rubbish in (b"\x1b[>25u", b"\x1b[<u", b"\x1b[?2026$p", b"\x1b]22;pointer\x07", b"\x1bPq"):
        assert _KERNEL.sub(b"", rubbish)


async def test_the_kernels_terminal_gets_letters_and_is_left_clean(tmp_path: Path) -> None:
    kind = {"TERM": "linux"}
    async with small_desk(NAME) as desk, console(desk, tmp_path, variables=kind) as running:
        await running.shows(NAME, ASKED, "live")
        assert running.glass.text.isascii()
        running.press("?")
        await running.shows("Keys", "Next row")
        assert running.glass.text.isascii()
        running.press("\x1b")
        await running.until(lambda: "Next row" not in running.glass.text, "no help any more")
        running.press("a")
        await running.shows("Assigned to")
        assert running.glass.text.isascii()
        running.press("\x11")
        await running.shows("Quit")
        running.press("y")
        assert await running.ended() == 0
        assert _KERNEL.sub(b"", running.written) == b""
        # It has no other screen to go back to, and its prompt is not to stand in ours.
        assert b"\x1b[1;1H\x1b[2J\x1b[?1049l" in running.written
        assert b"\x1b[38;2;" not in running.written


@pytest.mark.parametrize("kind", ["dumb", ""])
async def test_without_a_screen_nothing_is_drawn_and_the_other_way_is_named(
    kind: str, tmp_path: Path
) -> None:
    async with (
        DemoDesk(seed=3, quiet_visitors=True, conversations=0) as desk,
        console(desk, tmp_path, variables={"TERM": kind}) as running,
    ):
        assert await running.ended() == 2
        said = running.written.decode()
        assert said.isprintable() or "\x1b" not in said
        assert said.count("\n") == 1
        assert "nothing was drawn; use " in said
        assert all(name in said for name in ("conversations", "show", "reply", "tail"))
        assert running.is_as_found


class Screen:
    """A window of GNU screen without anybody before it."""

    def __init__(self, program: str, folder: Path) -> None:
        self._name = f"hoory-{uuid.uuid4().hex[:8]}"
        self._command = (program, "-S", self._name)
        self._copy = folder / "hardcopy"
        self._variables = {"PATH": "/usr/bin:/bin", "SCREENDIR": str(folder), "LANG": "C.UTF-8"}

    async def start(self, variables: dict[str, str], *command: str) -> None:
        """Start the server with one window in which a command runs."""
        told = [f"{name}={value}" for name, value in variables.items()]
        await self._run("-c", "/dev/null", "-U", "-d", "-m", "env", *told, *command)

    async def command(self, *words: str) -> None:
        """Have the server obey."""
        await self._run("-X", *words)

    async def shows(self, *texts: str, absent: str = "nothing of this name") -> str:
        """Wait until these texts stand in the window, and return all of it."""
        shown = ""
        try:
            async with asyncio.timeout(PATIENCE):
                while absent in shown or not all(text in shown for text in texts):
                    await self.command("hardcopy", str(self._copy))
                    copied = self._copy.read_text(errors="replace") if self._copy.exists() else ""
                    # While the server writes it, there is nothing in it.
                    shown = copied or shown
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError(f"never came: {texts}; the window:\n{shown}") from None
        return shown

    async def ended(self) -> None:
        """Wait until its only program is gone, and the server with it."""
        async with asyncio.timeout(PATIENCE):
            while not await self._run("-X", "info"):  # noqa: ASYNC110 (nothing tells of it)
                await asyncio.sleep(0.05)

    async def _run(self, *words: str) -> int:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            *words,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._variables,
        )
        return await process.wait()


async def test_inside_gnu_screen(tmp_path: Path) -> None:
    program = shutil.which("screen")
    if program is None:
        pytest.skip("GNU screen is not installed")
    folder = tmp_path / "sockets"
    folder.mkdir(mode=0o700)
    async with small_desk(NAME) as desk:
        window = Screen(program, folder)
        variables = environ(desk, tmp_path) | {"COLORTERM": "truecolor"}
        del variables["TERM"]
        log = tmp_path / "written"
        await window.start(
            variables, "sh", "-c", f"exec script -qfc '{_PYTHON} -m hoory_tui' {log}"
        )
        try:
            shown = await window.shows(NAME, ASKED, "live")
            # What it does not know it could take for letters.
            assert not re.search(r"\$p|25u|2026|;pointer", shown)
            await window.command("stuff", "?")
            await window.shows("Next row")
            await window.command("stuff", "\x1b")
            await window.shows("live", "r reply", absent="Next row")
            await window.command("stuff", "\x11")
            await window.shows("Quit")
            await window.command("stuff", "y")
            await window.ended()
        finally:
            await window.command("quit")
    written = log.read_bytes()
    # The one around it may know exact colours, and this one takes their numbers for blinking.
    assert b"8;2;" not in written.replace(b"48;2;0;0;0", b"")
    assert b"\x1b[2J\x1b[?1049l" in written
