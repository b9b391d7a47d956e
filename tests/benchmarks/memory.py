"""What the console takes: a held message, the program once it is loaded, and a day of events."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from tests.benchmarks import bare, console, day
from tests.benchmarks.processes import resident
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.benchmarks.terminal import Terminal

HELD: Final = 50_000
WEIGHINGS: Final = 3
"""Memory is not timed, so a few are enough to see that it is always the same."""
STARTS: Final = 7
_SETTLED: Final = 2.0
_MIB: Final = 2**20


def measure() -> tuple[list[Row], list[str]]:
    """Return the rows about memory and what is to be said of them."""
    rows, notes = measure_messages()
    rows += measure_program()
    day_rows, day_notes = day.measure()
    return rows + day_rows, notes + day_notes


def measure_messages(count: int = HELD, weighings: int = WEIGHINGS) -> tuple[list[Row], list[str]]:
    """Return what a message takes in the store, beside models of the same messages."""
    kinds = ("store", "models", "whole")
    weights: dict[str, list[float]] = {kind: [] for kind in kinds}
    for _ in range(weighings):
        for kind in kinds:
            weights[kind].append(_weigh(kind, count))
    whole = Samples(weights["store"], weights["whole"])
    read = Samples(weights["store"], weights["models"])
    rows = [
        ratio_row("a held message", "pydantic, whole", whole, "bytes", "held message"),
        ratio_row("a held message", "pydantic, as declared", read, "bytes"),
    ]
    note = (
        f"Held messages: {count:,} recorded ones with other texts, 20 a conversation, resident "
        "memory of a process of its own; whole: models of every key of a frame."
    )
    return rows, [note]


def _weigh(kind: str, count: int) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.holder", kind, str(count)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout)


def measure_program(starts: int = STARTS) -> list[Row]:
    """Return what the console takes with its list on the screen, beside a bare Textual app."""
    ours: list[float] = []
    theirs: list[float] = []
    with console.running_desk() as desk:
        programs = (
            (ours, console.CONSOLE, "● live"),
            (theirs, console.BARE, bare.MARKER),
        )
        for _ in range(starts):
            for found, command, marker in programs:
                with Terminal(command, desk.environ) as terminal:
                    terminal.wait_for(marker)
                    terminal.settle(_SETTLED)
                    found.append(resident(terminal.pid) / _MIB)
    return [
        ratio_row("resident, list loaded", "bare Textual app", Samples(ours, theirs), "MiB", "rss")
    ]
