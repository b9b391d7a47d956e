"""A message's fields and files as one form, read piece by piece while it is on its way."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol

import aiohttp
from aiohttp import hdrs, payload
from aiohttp.abc import AbstractStreamWriter

from hoory_tui.client.errors import HooryError

UPLOAD_TIMEOUT: Final = aiohttp.ClientTimeout(total=None, connect=10, sock_read=60)
"""No limit for the whole: a large file on a slow line takes its time, as long as it moves on."""
STALL: Final = 60.0
"""Seconds after which a server that takes no more bytes has gone silent."""

_ESCAPES: Final = {code: f"%{code:02X}" for code in (*range(0x20), 0x7F, *map(ord, '%";\\'))}
_PIECE: Final = 128 * 1024

Progress = Callable[[int], Awaitable[None]]
"""Is told how many bytes of the files have left; what it does holds the sending up."""


class Source(Protocol):
    """A file to be sent, as it was opened: `size` bytes from its beginning to its end."""

    name: str
    """What the server shall call it: one line, no path."""
    size: int

    async def read(self, count: int) -> bytes:
        """Return up to so many next bytes; raises ValueError, saying why, when it cannot go on."""


class Spoiled(HooryError):  # noqa: N818
    """A file could not be read to its end as it was, so the request never became whole."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"{problem}; attach it again, nothing was sent.")


class Form:
    """A form for one request; `spoiled` tells afterwards why its files did not leave whole."""

    def __init__(
        self,
        fields: Mapping[str, object],
        files: Sequence[Source],
        progress: Progress | None = None,
        *,
        stall: float = STALL,
    ) -> None:
        self.spoiled: Spoiled | None = None
        self._progress = progress
        self._stall = stall
        self._sent = 0
        self.body = aiohttp.MultipartWriter("form-data")
        for name, value in _flat(fields):
            self._append(payload.BytesPayload(value.encode()), name=name)
        for file in files:
            part = _FilePart(file, self._pieces)
            self._append(part, name="attachments[]", filename=file.name)

    def _append(self, part: aiohttp.Payload, **names: str) -> None:
        if "filename" not in names:
            # As a browser sends it: a field with a type of its own is a file to some servers.
            part.headers.popall(hdrs.CONTENT_TYPE, None)
        quoted = {key: _quoted(name) for key, name in names.items()}
        part.set_content_disposition("form-data", quote_fields=False, **quoted)
        self.body.append_payload(part)

    async def _pieces(self, source: Source, writer: AbstractStreamWriter) -> None:
        left = source.size
        while left:
            try:
                piece = await source.read(min(_PIECE, left))
            except (OSError, ValueError) as error:
                self.spoiled = Spoiled(str(error))
                raise self.spoiled from None
            async with asyncio.timeout(self._stall):
                await writer.write(piece)
            left -= len(piece)
            self._sent += len(piece)
            if self._progress is not None:
                await self._progress(self._sent)


class _FilePart(payload.Payload):
    """A part whose size is known and whose bytes are read when it is their turn."""

    _value: Source

    def __init__(
        self, source: Source, pieces: Callable[[Source, AbstractStreamWriter], Awaitable[None]]
    ) -> None:
        kind, packed = mimetypes.guess_type(source.name)
        fallback = payload.Payload._default_content_type
        super().__init__(source, content_type=fallback if packed else kind or fallback)
        self._size = source.size
        self._pieces = pieces

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        """Show nothing: files are not for logs."""
        return ""

    async def write(self, writer: AbstractStreamWriter) -> None:
        """Write the file."""
        await self._pieces(self._value, writer)


def _quoted(name: str) -> str:
    """Return a name as browsers put it between quotes: nothing in it can end them or the line.

    The sign of the escapes is escaped, too, for servers of this family undo them.
    """
    return name.translate(_ESCAPES).encode(errors="replace").decode()


def _flat(fields: Mapping[str, object], outer: str = "") -> Iterator[tuple[str, str]]:
    """Yield fields the way forms nest: with brackets, which every server of the family reads."""
    for key, value in fields.items():
        name = f"{outer}[{key}]" if outer else key
        match value:
            case Mapping():
                yield from _flat(value, name)
            case bool():
                yield name, "true" if value else "false"
            case list() | tuple():
                yield from ((f"{name}[]", str(item)) for item in value)
            case _:
                yield name, str(value)
