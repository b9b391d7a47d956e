"""What all programs that we start have in common: what they may know, what they get, their end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping
from typing import Final

from hoory_tui.sdk.secrecy import SECRETS

_GRACE: Final = 1.0
"""Seconds for a stopped program to end by itself."""


def environment_of_ours(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what the agent's own program may know: all but our settings and secrets."""
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith("HOORY_") and not SECRETS.holds(value)
    }


async def give(stream: asyncio.StreamWriter | None, given: str) -> None:
    """Write a program's whole input, as far as it takes any."""
    assert stream is not None
    # A program need not read what it gets.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        stream.write(given.encode("utf-8", "replace"))
        await stream.drain()
    stream.close()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        await stream.wait_closed()


async def end(process: asyncio.subprocess.Process) -> None:
    """Stop a program and all that it has started."""
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_GRACE):
            await process.wait()
    _signal(process, signal.SIGKILL)
    await process.wait()


def _signal(process: asyncio.subprocess.Process, sign: signal.Signals) -> None:
    # It is the first of a group of its own, to which belongs what it has started.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, sign)
