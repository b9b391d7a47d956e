"""What all programs that we start have in common: what they may know, what they get, their end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from typing import Final

from hoory_tui.sdk.secrecy import SECRETS
from hoory_tui.wire.clean import clean_line

_GRACE: Final = 1.0
"""Seconds for a stopped program to end by itself."""


def environment_of_ours(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what the agent's own program may know: all but our settings and secrets."""
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith("HOORY_") and not SECRETS.holds(value)
    }


async def feed(
    command: Sequence[str], given: str, *, seconds: float, environ: Mapping[str, str]
) -> str:
    """Give a program its whole input; return what went wrong, "" for nothing.

    What it writes goes nowhere. It is stopped, with all that it has started, after so many
    seconds or when this is cancelled.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it cannot be run"
        return f"could not be started ({clean_line(why or 'no reason')})"
    try:
        async with asyncio.timeout(seconds):
            await give(process.stdin, given)
            code = await process.wait()
    except TimeoutError:
        await end(process)
        return f"took longer than {seconds:g} s and was stopped"
    except asyncio.CancelledError:
        await end(process)
        raise
    if code:
        return f"failed (exit code {code})" if code > 0 else f"failed (signal {-code})"
    return ""


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
