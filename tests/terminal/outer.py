"""A terminal around tmux or screen: reads what they write to it and answers who it is."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import struct
import termios
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from fcntl import ioctl
from typing import Final

_SIZE: Final = (100, 30)
_WHO: Final = b"\x1b[>q"
_READ: Final = 1 << 16
_PATIENCE: Final = 15.0


class Outer:
    """All that was written to the terminal so far."""

    def __init__(self, master: int, name: str) -> None:
        self.written = b""
        self._master, self._name = master, name
        self._news = asyncio.Event()
        asyncio.get_running_loop().add_reader(master, self._read)

    def press(self, keys: str) -> None:
        """Type keys, as the bytes that a terminal would make of them."""
        os.write(self._master, keys.encode())

    async def hears(self, part: str) -> None:
        """Wait until something was written."""
        try:
            async with asyncio.timeout(_PATIENCE):
                while part.encode() not in self.written:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"never came: {part!r} in {self.written[-3000:]!r}") from None

    def _read(self) -> None:
        with contextlib.suppress(BlockingIOError, OSError):
            part = os.read(self._master, _READ)
            if _WHO in part and self._name:
                os.write(self._master, f"\x1bP>|{self._name}\x1b\\".encode())
            self.written += part
            self._news.set()


@asynccontextmanager
async def outer(
    command: Sequence[str], environ: Mapping[str, str], name: str = ""
) -> AsyncIterator[Outer]:
    """Run a program in a terminal of this name until the block ends."""
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    columns, rows = _SIZE
    ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = await asyncio.create_subprocess_exec(
        *command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env=environ
    )
    try:
        yield Outer(master, name)
    finally:
        asyncio.get_running_loop().remove_reader(master)
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        os.close(slave)
        os.close(master)
