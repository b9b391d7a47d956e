"""Running a command of the agent's for something that happened: JSON in, nothing out, no shell."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hoory_tui.sdk.processes import end, environment_of_ours, give
from hoory_tui.wire.clean import clean_line

AT_ONCE: Final = 4
"""Commands that run at the same time."""
_MOST_WAITING: Final = 32


async def run_hook(
    command: Sequence[str], line: str, *, seconds: float, environ: Mapping[str, str]
) -> str:
    """Give a command one line on its input; return what went wrong, "" for nothing.

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
            await give(process.stdin, f"{line}\n")
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


class Hooks:
    """The commands that were set off: a few at once, some that wait, and no more than that."""

    def __init__(
        self, complain: Callable[[str], None], environ: Mapping[str, str] | None = None
    ) -> None:
        self._complain = complain
        self._environ = environ
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def start(self, name: str, command: Sequence[str], line: str, seconds: float) -> None:
        """Run a command in the name of a rule, as soon as there is room for it."""
        if len(self._running) >= AT_ONCE + _MOST_WAITING:
            self._complain(
                f"The command of the rule “{name}” was not run: too many still run or wait; "
                "lower its at_most."
            )
            return
        task = asyncio.create_task(self._run(name, command, line, seconds), name=f"rule {name}")
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def settled(self) -> None:
        """Wait until all that were set off have ended."""
        while self._running:
            await asyncio.wait(self._running)

    async def close(self) -> None:
        """Stop all commands that run, and forget those that wait."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _run(self, name: str, command: Sequence[str], line: str, seconds: float) -> None:
        environ = environment_of_ours(os.environ if self._environ is None else self._environ)
        async with self._room:
            problem = await run_hook(command, line, seconds=seconds, environ=environ)
        if problem:
            self._complain(f"The command of the rule “{name}” {problem}; correct it.")
