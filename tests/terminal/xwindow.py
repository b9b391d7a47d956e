"""A real xterm on a screen that nobody sees: hands by xdotool, eyes by pictures of it."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Final

import pytest

from .console import PATIENCE

_PROGRAMS: Final = ("Xvfb", "xterm", "xdotool", "import")
_SIZE: Final = (1100, 700)

Colour = tuple[int, int, int]


def require_x() -> None:
    """Skip where there is no screen to pretend."""
    missing = [one for one in _PROGRAMS if shutil.which(one) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


class Picture:
    """What is seen of a screen."""

    def __init__(self, pixels: bytes) -> None:
        parts = [pixels[at::3] for at in range(3)]
        self.colours: Counter[Colour] = Counter(zip(*parts, strict=True))
        """How many pixels there are of each."""

    def of(self, *colours: Colour) -> int:
        """Return how many pixels have one of these colours."""
        return sum(self.colours[one] for one in colours)


class Window:
    """One xterm; `display` is where it is."""

    def __init__(self, display: str) -> None:
        self._variables = {"PATH": os.environ["PATH"], "DISPLAY": display, "HOME": "/nonexistent"}

    async def key(self, *names: str) -> None:
        """Press keys by the names that X has for them."""
        await self._run("xdotool", "key", "--delay", "60", *names)

    async def seen(self) -> Picture:
        """Look at the whole screen."""
        return Picture(await self._run("import", "-window", "root", "-depth", "8", "rgb:-"))

    async def shows(self, *colours: Colour, least: int = 1) -> Picture:
        """Wait until so many pixels have one of these colours; the window is all there by then."""
        found = Picture(b"")
        try:
            async with asyncio.timeout(PATIENCE):
                while found.of(*colours) < least:
                    found = await self.seen()
        except TimeoutError:
            common = found.colours.most_common(8)
            raise AssertionError(f"never came: {colours}; but there is {common}") from None
        return found

    async def _run(self, *command: str) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._variables
        )
        said, _ = await process.communicate()
        return said


@asynccontextmanager
async def x_screen() -> AsyncIterator[str]:
    """Have an X server for the block; yields its display."""
    require_x()
    reads, writes = os.pipe()
    width, height = _SIZE
    process = await asyncio.create_subprocess_exec(
        *("Xvfb", "-displayfd", str(writes), "-screen", "0", f"{width}x{height}x24"),
        *("-nolisten", "tcp"),
        pass_fds=[writes],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    try:
        number = await asyncio.to_thread(os.read, reads, 16)
        yield f":{number.decode().strip()}"
    finally:
        os.close(reads)
        process.terminate()
        await process.wait()


@asynccontextmanager
async def xterm(
    display: str,
    variables: Mapping[str, str],
    *command: str,
    options: Sequence[str] = (),
) -> AsyncIterator[Window]:
    """Run a program in an xterm of 110x32 for the block."""
    window = Window(display)
    told = [f"{name}={value}" for name, value in variables.items()]
    process = await asyncio.create_subprocess_exec(
        *("xterm", "-geometry", "110x32+0+0", *options, "-e", "env", "-i", *told, *command),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=window._variables | {"LANG": "C.UTF-8"},
    )
    try:
        yield window
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
