"""Running a program of the agent's: words in, words out, no shell, and nothing of our secrets."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from hoory_tui.lazily import dataclass, pattern
from hoory_tui.sdk.processes import end, environment_of_ours, give
from hoory_tui.wire.clean import clean, clean_line
from hoory_tui.words import said

LONGEST: Final = 150_000
"""Characters of what is taken from a program: what servers store of one message."""
_MOST_BYTES: Final = 4 * LONGEST
_COMPLAINT: Final = 2000
"""Bytes of what a program complains of that are looked at."""
_CHUNK: Final = 65_536
_COLOURS: Final = pattern(r"\x1b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")
"""What programs write for a terminal, which would be rubbish in a reply."""


class RunError(Exception):
    """A program did not do what was wanted; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Written:
    """What a program has written; `is_cut` tells that it was more than is taken."""

    text: str
    is_cut: bool = False


async def run_words(
    command: Sequence[str],
    given: str,
    *,
    seconds: float,
    environ: Mapping[str, str] | None = None,
) -> Written:
    """Run a program with a text as its input and return what it writes; raises RunError.

    It is stopped, with all that it has started, after so many seconds or when this is cancelled.
    """
    name = clean_line(command[0])
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=dict(environ if environ is not None else environment_of_ours()),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it cannot be run"
        raise RunError(
            said("{name} could not be started ({why}); correct the command.", name=name, why=why)
        ) from None
    try:
        async with asyncio.timeout(seconds):
            return await _talk(process, name, given)
    except TimeoutError:
        await end(process)
        raise RunError(
            said(
                "{name} took longer than {seconds:g} s and was stopped; your draft is as it was.",
                name=name,
                seconds=seconds,
            )
        ) from None
    except asyncio.CancelledError:
        await end(process)
        raise


async def _talk(process: asyncio.subprocess.Process, name: str, given: str) -> Written:
    written, complaint, _ = await asyncio.gather(
        _read(process.stdout, _MOST_BYTES),
        _read(process.stderr, _COMPLAINT),
        give(process.stdin, given),
    )
    code = await process.wait()
    if code:
        ended = (
            said("exit code {code}", code=code)
            if code > 0
            else said("signal {number}", number=-code)
        )
        first = complaint.decode("utf-8", "replace").strip().split("\n", 1)[0]
        why = f"{ended}: {clean_line(first)}" if first else ended
        raise RunError(said("{name} failed ({why}); your draft is as it was.", name=name, why=why))
    text = clean(_COLOURS.sub("", written.decode("utf-8", "replace"))).strip("\n")
    is_cut = len(written) >= _MOST_BYTES or len(text) > LONGEST
    return Written(text[:LONGEST], is_cut)


async def _read(stream: asyncio.StreamReader | None, most: int) -> bytes:
    """Read to the end, or the program would hang, and keep the beginning."""
    assert stream is not None
    kept = bytearray()
    while part := await stream.read(_CHUNK):
        kept += part[: most - len(kept)]
    return bytes(kept)
