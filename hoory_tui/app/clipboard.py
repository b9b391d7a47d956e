"""Ways into a clipboard that is on another machine than we are."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
from collections.abc import Mapping
from typing import Final

LARGEST: Final = 100_000
"""Bytes; terminals drop what is much longer without a word."""
_PATIENCE: Final = 2.0
"""Seconds for tmux to take a text."""
_PASSED_ON: Final = ("PATH", "TMUX", "TMUX_TMPDIR", "LANG", "LC_ALL", "LC_CTYPE")


def cut_for_clipboard(text: str) -> str:
    """Return the text, or as much of its beginning as a clipboard takes."""
    data = text.encode("utf-8", "replace")
    return data[:LARGEST].decode("utf-8", "ignore") if len(data) > LARGEST else text


async def load_into_tmux(text: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Give the text to the tmux around us, for its buffer and the terminal behind it.

    Returns False where there is none, or where it did not take the text.
    """
    program = shutil.which("tmux", path=environ.get("PATH"))
    if not environ.get("TMUX") or program is None:
        return False
    child_environ = {name: environ[name] for name in _PASSED_ON if name in environ}
    try:
        process = await asyncio.create_subprocess_exec(
            program,
            "load-buffer",
            "-w",
            "-",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=child_environ,
        )
    except OSError:
        return False
    try:
        async with asyncio.timeout(_PATIENCE):
            await process.communicate(text.encode("utf-8", "replace"))
    except (TimeoutError, OSError):
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return False
    return process.returncode == 0
