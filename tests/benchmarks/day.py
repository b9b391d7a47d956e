"""A day of a busy desk in a few minutes: what the console takes at each quarter of it.

All events of the day come much faster than they would, and a hand walks through the list.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.benchmarks.console import CONSOLE, Desk, running_desk
from tests.benchmarks.processes import resident
from tests.benchmarks.programs import homes
from tests.benchmarks.table import Row
from tests.benchmarks.terminal import Terminal

EVENTS: Final = 200_000
"""More than two a second, day and night."""
RATE: Final = 1000
CONVERSATIONS: Final = 2000
REST: Final = 3.0
"""Seconds without a key, in which the console may tidy up."""
QUARTERS: Final = 4
_TURN: Final = 0.1
_MIB: Final = 2**20


def measure(
    events: int = EVENTS,
    rate: int = RATE,
    conversations: int = CONVERSATIONS,
    rest: float = REST,
) -> tuple[list[Row], list[str]]:
    """Return what is held after the day beside what was held after the first half of it."""
    with (
        running_desk(conversations) as desk,
        tempfile.TemporaryDirectory() as home,
        Terminal(CONSOLE, desk.environ | homes(Path(home))) as console,
    ):
        console.wait_for("● live")
        console.watch(rest)
        begun = resident(console.pid)
        held = list(_quarters(desk, console, events, rate, rest))
    half, last = held[QUARTERS // 2 - 1] / _MIB, held[-1] / _MIB
    what = f"resident, after a day of {events:,} events"
    row = Row(what, "after the first half of it", last / half, last, half, "MiB", "day")
    grown = ", ".join(f"{one / _MIB:.1f}" for one in (begun, *held))
    note = (
        f"The day: {conversations:,} conversations, {rate:,} events a second, "
        f"{1 / _TURN:.0f} keys a second; MiB at its start and after each quarter: {grown}."
    )
    return [row], [note]


def _quarters(desk: Desk, console: Terminal, events: int, rate: int, rest: float) -> Iterator[int]:
    """Yield the bytes held after each quarter of the day, when the hand has rested for a while."""
    for quarter in range(1, QUARTERS + 1):
        while desk.order(f"rate {rate}")["events"] < events * quarter // QUARTERS:
            console.type("j")
            console.watch(_TURN)
        desk.order("rate 0")
        console.watch(rest)
        yield resident(console.pid)
