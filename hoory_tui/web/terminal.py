"""A program on a pseudo-terminal: its bytes, its size and its end."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_LEADER: Final = Path(__file__).with_name("leader.py")
_CHUNK: Final = 1 << 16
_GRACE: Final = 5.0
"""Seconds in which a program whose terminal was closed may save what it has."""


class Terminal:
    """One program and the other end of its terminal; `read` gives b"" when it has ended."""

    def __init__(self, process: asyncio.subprocess.Process, number: int) -> None:
        self._process = process
        self._number = number
        self._is_closed = False

    @classmethod
    async def open(
        cls, command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]
    ) -> Terminal:
        """Start a program, the first word being its path; `size` is columns and lines."""
        ours, its = pty.openpty()
        try:
            _resize(ours, size)
            os.set_blocking(ours, False)
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(_LEADER), *command),
                stdin=its,
                stdout=its,
                stderr=its,
                env=dict(environ),
                start_new_session=True,
            )
        except BaseException:
            os.close(ours)
            raise
        finally:
            os.close(its)
        return cls(process, ours)

    async def read(self) -> bytes:
        """Return what was written since, at least one byte, or b"" at the end."""
        while not self._is_closed:
            try:
                return os.read(self._number, _CHUNK)
            except BlockingIOError:
                await self._ready(writing=False)
            except OSError:
                # What a terminal answers when nobody holds its other end any more.
                break
        return b""

    async def write(self, data: bytes) -> None:
        """Type these bytes."""
        while data and not self._is_closed:
            try:
                data = data[os.write(self._number, data) :]
            except BlockingIOError:
                await self._ready(writing=True)
            except OSError:
                break

    def resize(self, size: tuple[int, int]) -> None:
        """Give the terminal another size; the program is told."""
        if not self._is_closed:
            with contextlib.suppress(OSError):
                _resize(self._number, size)

    async def close(self) -> None:
        """Close the terminal, as a window is closed, and wait until the program has ended."""
        if not self._is_closed:
            self._is_closed = True
            os.close(self._number)
        try:
            async with asyncio.timeout(_GRACE):
                await self._process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            await self._process.wait()

    async def _ready(self, *, writing: bool) -> None:
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        add, remove = (
            (loop.add_writer, loop.remove_writer)
            if writing
            else (loop.add_reader, loop.remove_reader)
        )
        add(self._number, ready.set)
        try:
            await ready.wait()
        finally:
            remove(self._number)


def _resize(number: int, size: tuple[int, int]) -> None:
    columns, lines = size
    fcntl.ioctl(number, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
