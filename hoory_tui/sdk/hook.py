"""Running a command of the agent's for something that happened: JSON in, nothing out, no shell."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from hoory_tui.sdk.processes import environment_of_ours, feed

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
    return await feed(command, f"{line}\n", seconds=seconds, environ=environ)


class Hooks:
    """The commands that were set off: a few at once, some that wait, and no more than that."""

    def __init__(
        self,
        complain: Callable[[str], None],
        environ: Mapping[str, str] | None = None,
        *,
        called: str = "The command of the rule “{name}”",
    ) -> None:
        self._complain = complain
        self._called = called
        self._environ = environ
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(AT_ONCE)

    def start(self, name: str, command: Sequence[str], line: str, seconds: float) -> None:
        """Run a command in the name of a rule, as soon as there is room for it."""
        if len(self._running) >= AT_ONCE + _MOST_WAITING:
            self._complain(
                f"{self._called.format(name=name)} was not run: too many still run or wait; "
                "have it run less often."
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
            self._complain(f"{self._called.format(name=name)} {problem}; correct it.")
