"""Where the lines of a stream go: to the output, or one by one to a program."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import select
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TextIO

from hoory_tui.commands.exits import CommandError, Exit
from hoory_tui.sdk.processes import end, environment_of_ours, give
from hoory_tui.wire.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hoory_tui.sdk.following.items import Told


class Output:
    """Writes lines as fast as they are read, without ever standing still in a write."""

    def __init__(self, stream: TextIO, line: Callable[[Told], str] | None = None) -> None:
        self._stream = stream
        self._line = line
        """Makes another line of an item than its JSON."""
        self._descriptor: int | None = None
        with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
            self._descriptor = stream.fileno()

    async def take(self, told: Sequence[Told]) -> None:
        """Write these; raises BrokenPipeError when nobody reads any more."""
        line = self._line
        text = "".join(f"{line(one) if line is not None else one.line()}\n" for one in told)
        if self._descriptor is None:
            self._stream.write(text)
            self._stream.flush()
            return
        self._stream.flush()
        left = memoryview(text.encode("utf-8", "backslashreplace"))
        while left:
            await self._writable(self._descriptor)
            # As much as a pipe takes for certain once it takes anything.
            left = left[os.write(self._descriptor, left[: select.PIPE_BUF]) :]

    def look(self) -> None:
        """Raise BrokenPipeError when nobody reads any more, though nothing is to be written."""
        if self._descriptor is None:
            return
        watch = select.poll()
        watch.register(self._descriptor, 0)
        if any(found & (select.POLLERR | select.POLLNVAL) for _, found in watch.poll(0)):
            raise BrokenPipeError

    async def _writable(self, descriptor: int) -> None:
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        try:
            loop.add_writer(descriptor, ready.set)
        except (OSError, ValueError):
            # A file is always ready, and cannot be waited for.
            return
        try:
            await ready.wait()
        finally:
            loop.remove_writer(descriptor)


class Program:
    """Runs a program for each line, which it finds on its input; one at a time, and no shell."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        seconds: float,
        environ: Mapping[str, str],
        goes_on: bool,
        tell: Callable[[str], None],
    ) -> None:
        self._command = tuple(command)
        self._name = clean_line(command[0])
        self._seconds = seconds
        self._environ = environment_of_ours(environ)
        self._goes_on = goes_on
        self._say = tell

    async def take(self, told: Told) -> None:
        """Run it for this item; raises CommandError when it fails, unless that is to go on."""
        problem = await self._run(told.line())
        if problem is None:
            return
        about = f" of conversation #{told.conversation_id}" if told.conversation_id else ""
        sentence = f"{self._name} {problem} at {told.name}{about}"
        if not self._goes_on:
            raise CommandError(
                f"{sentence}; the stream ended there, and goes on with it from the cursor."
            )
        self._say(f"hoory-tui tail: {sentence}; going on with the next.")

    async def _run(self, line: str) -> str | None:
        """Return what went wrong, None for nothing."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                stdin=asyncio.subprocess.PIPE,
                env=self._environ,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "it cannot be run"
            raise CommandError(
                f"{self._name} could not be started ({why}); correct the command.", Exit.USAGE
            ) from None
        try:
            async with asyncio.timeout(self._seconds):
                await give(process.stdin, f"{line}\n")
                code = await process.wait()
        except TimeoutError:
            await end(process)
            return f"took longer than {self._seconds:g} s and was stopped"
        except asyncio.CancelledError:
            await end(process)
            raise
        if code == 0:
            return None
        return f"failed (exit code {code})" if code > 0 else f"was ended (signal {-code})"
