"""Lines from the input, waited for beside everything else; the kernel edits them, not we."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
from typing import TYPE_CHECKING, Final

from hoory_tui.wire.clean import clean

if TYPE_CHECKING:
    from typing import TextIO

_CHUNK: Final = 1 << 16
_LONGEST: Final = 1 << 20
"""Bytes of one line; servers take far less in one message."""


class LineInput:
    """Reads whole lines; what is typed before Enter is the terminal's, and is never disturbed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._descriptor: int | None = None
        with contextlib.suppress(OSError, ValueError, io.UnsupportedOperation):
            self._descriptor = stream.fileno()
        self._read = b""
        self._is_over = False

    async def line(self) -> str | None:
        """Return the next line, cleaned and without its end; None when there are no more."""
        if self._descriptor is None:
            text = self._stream.readline()
            return clean(text.removesuffix("\n")) if text else None
        while b"\n" not in self._read and not self._is_over:
            await self._readable(self._descriptor)
            chunk = os.read(self._descriptor, _CHUNK)
            self._is_over = not chunk or len(self._read) > _LONGEST
            self._read += chunk
        if not self._read:
            return None
        line, _, self._read = self._read.partition(b"\n")
        return clean(line.decode("utf-8", "replace").removesuffix("\r"))

    async def _readable(self, descriptor: int) -> None:
        loop = asyncio.get_running_loop()
        ready = asyncio.Event()
        try:
            loop.add_reader(descriptor, ready.set)
        except OSError:
            # A file is always ready, and cannot be waited for.
            return
        try:
            await ready.wait()
        finally:
            loop.remove_reader(descriptor)
