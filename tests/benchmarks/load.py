"""Keys, CPU and output while a busy desk sends a thousand events a second, and on a slow line.

The console runs on a terminal and the desk in a process of its own. Calm and busy phases take
turns. A key is answered when the cursor stands on another name, worked out from all bytes; its
moment is when they were read, by a thread that does nothing else.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice
from statistics import median
from typing import Final

from tests.benchmarks.console import CONSOLE, Desk, running_desk
from tests.benchmarks.table import Row
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.watcher import NAME_CELLS, Screen, Watcher, number_in

RATE: Final = 1000
CONVERSATIONS: Final = 1000
PHASES: Final = 8
"""As many calm ones as busy ones."""
KEYS: Final = 16
"""Of each phase, half of them down and half up."""
SLOW: Final = 64 * 1024
"""Bytes a second that a slow line carries."""
_STEADY: Final = 1.0
"""Seconds into a phase until keys are counted."""
_GAPS: Final = (0.09, 0.1, 0.11, 0.12)
"""Seconds between keys, in turn, so that no timer always falls on one."""
_PATIENCE: Final = 2.0
"""Seconds for a key to be answered; more is this much."""
_SETTLED: Final = 1.0
_TRUE_WITHIN: Final = 2.0
_START: Final = 30.0
_HIGH, _LOW = 7, 27
"""Lines of the screen between which the cursor is kept: nothing scrolls."""


@dataclass(frozen=True, slots=True)
class Window:
    """A busy stretch: how long, what CPU the console took, what it wrote, what was sent."""

    seconds: float
    cpu: float
    written: int
    events: float


@dataclass(slots=True)
class Run:
    """What was measured on one terminal."""

    calm: list[float] = field(default_factory=list)
    """Seconds from a key to its paint."""
    busy: list[float] = field(default_factory=list)
    windows: list[Window] = field(default_factory=list)
    untrue: int = 0
    """Rows that were not as the desk has them a moment after the last event."""
    settled: float = 0.0
    """Seconds from the last event to the last paint."""


def measure(phases: int = PHASES, keys: int = KEYS) -> tuple[list[Row], list[str]]:
    """Return the rows about load and what is to be said of them."""
    rows: list[Row] = []
    notes = [
        f"Load: {CONVERSATIONS:,} conversations, {phases} calm and {phases} busy phases of {keys}"
        f" keys in turn, {RATE:,} events/s as a busy desk sends them, 120x40.",
    ]
    for line, speed in (("", None), (f", {SLOW // 1024} KB/s line", SLOW)):
        with running_desk(CONVERSATIONS) as desk:
            run = press_under_load(desk, speed, phases, keys)
        rows += _rows(line, run, is_slow=speed is not None)
        sent = sum(one.events for one in run.windows) / sum(one.seconds for one in run.windows)
        notes.append(f"Load{line}: the desk sent {sent:,.0f} events/s.")
    return rows, notes


def press_under_load(desk: Desk, speed: int | None, phases: int, keys: int) -> Run:
    """Press keys in calm and in busy phases, then see whether the screen comes to be true."""
    run = Run()
    environ = desk.environ | ({} if speed is None else {"SSH_CONNECTION": "slow"})
    with Terminal(CONSOLE, environ) as terminal, Watcher(terminal, speed) as watcher:
        screen = Screen(watcher)
        if screen.wait_until(lambda: "● live" in screen.text, _START) is None:
            raise TimeoutError("the console was not live in time")
        screen.wait_until(lambda: False, _STEADY)
        for _ in range(phases):
            for rate, delays in ((0, run.calm), (RATE, run.busy)):
                desk.order(f"rate {rate}")
                screen.wait_until(lambda: False, _STEADY)
                began, cpu, size = time.perf_counter(), terminal.cpu(), watcher.size
                events = desk.order("sent")["events"]
                delays += _press(terminal, screen, keys)
                if rate:
                    seconds = time.perf_counter() - began
                    events = desk.order("sent")["events"] - events
                    window = Window(seconds, terminal.cpu() - cpu, watcher.size - size, events)
                    run.windows.append(window)
        desk.order("rate 0")
        ended = time.perf_counter()
        screen.wait_until(lambda: False, _SETTLED)
        run.untrue = untrue_rows(desk, screen)
        screen.wait_until(lambda: False, _TRUE_WITHIN)
        run.settled = max(0.0, watcher.last_at - ended)
    return run


def _press(terminal: Terminal, screen: Screen, keys: int) -> list[float]:
    """Press keys one after the other, each once the one before it was answered."""
    delays = []
    is_down = True
    for gap in islice(cycle(_GAPS), keys):
        screen.wait_until(lambda: False, gap)
        line, name = screen.cursor()
        if line <= _HIGH or line >= _LOW:
            is_down = line <= _HIGH
        beside = screen.name_at(line + 2 if is_down else line - 2)
        pressed = time.perf_counter()
        terminal.type("j" if is_down else "k")
        answered = screen.wait_for_other(name, _PATIENCE)
        # From one to another of the same name, or where the cursor was not in view: not counted.
        if name and name != beside:
            delays.append(_PATIENCE if answered is None else answered - pressed)
    return delays


def untrue_rows(desk: Desk, screen: Screen) -> int:
    """Return how many rows on the screen show other last words than the desk has.

    The words of a busy desk begin with a number, so that none are like any others.
    """
    shown = screen.names_and_numbers()
    held: dict[str, set[int | None]] = {}
    for page in range(1, CONVERSATIONS // 25 + 2):
        for one in desk.page(page):
            words = str((one["last_non_activity_message"] or {}).get("content") or "")
            name = one["meta"]["sender"]["name"][:NAME_CELLS].strip()
            held.setdefault(name, set()).add(number_in(words))
    return sum(name in held and number not in held[name] for name, number in shown)


def _rows(line: str, run: Run, *, is_slow: bool) -> list[Row]:
    kind = "slow" if is_slow else "load"
    seconds = sum(one.seconds for one in run.windows)
    cpu = 100 * median(one.cpu / one.seconds for one in run.windows)
    written = sum(one.written for one in run.windows) / seconds / 1024
    what = f"key to paint at {RATE:,} events/s{line}"
    rows = []
    for share, goal in ((0.5, f"{kind} p50"), (0.99, f"{kind} p99")):
        ours, theirs = (1e3 * percentile(one, share) for one in (run.busy, run.calm))
        name = f"{what}, p{share * 100:.0f} of {len(run.busy)}"
        rows.append(Row(name, "the same, calm", ours / theirs, ours, theirs, "ms", goal))
    after = f"after {RATE:,} events/s{line}"
    # A goal is held against the plain line: on a slow one the painter waits, not the console.
    cpu_goal, late_goal = ("", "") if is_slow else ("load cpu", "load late")
    return [
        *rows,
        Row(f"cpu at {RATE:,} events/s{line}", "", None, cpu, None, "% of a core", cpu_goal),
        Row(f"painted at {RATE:,} events/s{line}", "", None, written, None, "KB/s"),
        Row(f"rows not true a second {after}", "", None, run.untrue, None, "rows", late_goal),
        Row(f"last paint {after}", "", None, run.settled * 1e3, None, "ms"),
    ]


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of them is not above."""
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))]
