"""The parent of the decoder: it hands bytes over, has a little patience, and believes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import os
import signal
import struct
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LARGEST: Final = 20_000_000
"""Bytes of a file that is worth a try."""
MOST_CELLS: Final = 1000
"""Columns and lines of pixels that may be asked for."""

_MAGIC: Final = b"RGB"
_NUMBERS: Final = struct.Struct(">II")
_PATIENCE: Final = 10.0
_CHUNK: Final = 64 * 1024
_CHILD: Final = Path(__file__).with_name("__main__.py")
_KEPT: Final = "it can still be saved"
_FAILED: Final = f"decoding it failed; {_KEPT}"
# The statuses that the child ends with.
_REASONS: Final = {
    3: "Pillow is missing; install it with: pip install 'hoory-tui[pictures]'",
    4: f"it is none that can be read, or it is broken; {_KEPT}",
    5: f"it is too large to be decoded safely; {_KEPT}",
}


class PictureError(Exception):
    """A picture cannot be drawn; ``sentence`` says why and what to do."""

    def __init__(self, why: str) -> None:
        self.sentence = f"The picture cannot be drawn: {why}."
        super().__init__(self.sentence)


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels from the top left, three bytes each: red, green, blue."""

    width: int
    height: int
    pixels: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if min(self.width, self.height) < 1 or len(self.pixels) != 3 * self.width * self.height:
            raise ValueError("the pixels are not as many as the size says")

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Return the colour at a place."""
        start = 3 * (y * self.width + x)
        red, green, blue = self.pixels[start : start + 3]
        return red, green, blue


async def decode(
    data: bytes,
    columns: int,
    lines: int,
    *,
    child: Sequence[str] | None = None,
    seconds: float = _PATIENCE,
) -> Picture:
    """Return the picture in these bytes, no larger than so many pixels; raises PictureError.

    `child` is the command that decodes, its two last words being the size.
    """
    if len(data) > LARGEST:
        raise PictureError(f"it is larger than {LARGEST // 1_000_000} MB; {_KEPT}")
    columns, lines = max(1, min(columns, MOST_CELLS)), max(1, min(lines, MOST_CELLS))
    words = [*(_command() if child is None else child), str(columns), str(lines)]
    try:
        process = await _start(words)
    except OSError as error:
        raise PictureError(f"no process for it could be started ({error.strerror})") from None
    try:
        async with asyncio.timeout(seconds):
            return await _talk(process, data, columns, lines)
    except TimeoutError:
        raise PictureError(f"decoding it took longer than {seconds:g} s; {_KEPT}") from None
    finally:
        await _end(process)


async def _start(words: Sequence[str]) -> asyncio.subprocess.Process:
    starting = asyncio.create_task(
        asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        # One that is half started would be nobody's.
        await _end(await starting)
        raise


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError):
            # With whatever it may have started: it leads a session of its own.
            os.killpg(process.pid, signal.SIGKILL)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(1):
            # Its end is noticed only when nothing it has said is left.
            while await process.stdout.read(_CHUNK):
                pass
            await process.wait()
    except TimeoutError:
        return
    finally:
        # Also where nobody waits any longer, as at the end of a console.
        process._transport.close()  # type: ignore[attr-defined]


def _command() -> list[str]:
    # Found, not imported: no code that decodes ever runs in this process.
    found = importlib.util.find_spec("PIL")
    if found is None or found.origin is None:
        raise PictureError(_REASONS[3])
    # Isolated: neither the environment nor the folder we are in says what is imported.
    return [sys.executable, "-I", "-B", str(_CHILD), str(Path(found.origin).parent.parent)]


async def _talk(
    process: asyncio.subprocess.Process, data: bytes, columns: int, lines: int
) -> Picture:
    telling = asyncio.create_task(_tell(process, data))
    try:
        answer = await _hear(process, columns, lines)
        status = await process.wait()
    finally:
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    if status == 0 and answer is not None:
        return answer
    if status < 0:
        raise PictureError(f"decoding it took more than it may; {_KEPT}")
    raise PictureError(_REASONS.get(status, _FAILED))


async def _tell(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None
    with contextlib.suppress(ConnectionError):
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()


async def _hear(process: asyncio.subprocess.Process, columns: int, lines: int) -> Picture | None:
    """Return the picture that was answered, None for less than one; PictureError for more."""
    assert process.stdout is not None
    try:
        head = await process.stdout.readexactly(len(_MAGIC) + _NUMBERS.size)
        width, height = _NUMBERS.unpack(head[len(_MAGIC) :])
        fits = 1 <= width <= columns and 1 <= height <= lines
        if not (head.startswith(_MAGIC) and fits):
            raise PictureError(_FAILED)
        pixels = await process.stdout.readexactly(3 * width * height)
    except asyncio.IncompleteReadError:
        return None
    if await process.stdout.read(1):
        raise PictureError(_FAILED)
    return Picture(width, height, pixels)
