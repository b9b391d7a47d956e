"""``python -m tests.terminal.hostile``: every hostile string in every place of the console."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from . import hostile_main
from .console import console
from .hostile_desk import hostile_desk, strings
from .hostile_tour import EXPECTED, TALL, Tour
from .strict import Watch


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a walk has shown; `placements` counts the strings seen by place and field."""

    strings: int
    placements: dict[tuple[str, str], int]
    missing: dict[str, list[int]]
    faults: list[str]
    hits: int
    alive: bool
    written: int
    seconds: float

    def table(self) -> str:
        """Return the counts as lines."""
        lines = [
            f"{place:12} {' '.join(f'{field}:{self.placements[place, field]}' for field in fields)}"
            for place, fields in EXPECTED.items()
        ]
        total = sum(self.placements.values())
        return "\n".join(
            [
                *lines,
                f"{self.strings} strings, {len(self.placements)} places and fields, "
                f"{total} placements, {self.written:,} bytes, {self.seconds:.0f} s",
                f"{len(self.faults)} bytes out of order, guard hits {self.hits}, "
                f"{'alive' if self.alive else 'gone'} at the end",
                *(f"not seen: {name}: {numbers}" for name, numbers in self.missing.items()),
                *dict.fromkeys(self.faults[:20]),
            ]
        )


async def walk_everywhere(home: Path, *, dialogs_every: int = 1) -> Outcome:
    """Start a console on a hostile desk and see every string in every place.

    Boxes take long to open and close, so every so many-th string may do for them.
    """
    began, texts, watch = time.monotonic(), strings(), Watch()
    main = str(Path(hostile_main.__file__))
    async with (
        hostile_desk(texts) as desk,
        console(desk, home, main, size=TALL, watch=watch) as running,
    ):
        tour = Tour(desk, running, watch, texts, dialogs_every=dialogs_every)
        await tour.walk()
        hits = await tour.hits(home)
        alive = running.process.returncode is None
    placements = {
        (place, field): len(watch.seen_in(place, field))
        for place, fields in EXPECTED.items()
        for field in fields
    }
    seconds = time.monotonic() - began
    return Outcome(
        len(texts), placements, tour.missing(), watch.faults, hits, alive, watch.counted, seconds
    )


def main() -> int:
    """Run from the command line; the exit code tells whether a string did anything."""
    logging.disable()
    with tempfile.TemporaryDirectory() as home:
        outcome = asyncio.run(walk_everywhere(Path(home)))
    sys.stdout.write(f"{outcome.table()}\n")
    return 1 if outcome.faults or outcome.hits or outcome.missing or not outcome.alive else 0


if __name__ == "__main__":
    sys.exit(main())
