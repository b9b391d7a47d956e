"""How long it takes until there is something to see: a picture, the live console, all rows.

The picture is painted before the library is there; the live console is told from it by the
library's own sequences, which nothing writes before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.benchmarks import bare
from tests.benchmarks.console import BARE, CONSOLE, Desk, running_desk
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.benchmarks.terminal import Moment, Terminal

STARTS: Final = 7
CALLS: Final = 15
LIVE_SEQUENCE: Final = "\x1b[?2004h"
"""The library turns bracketed paste on, which only a program that reads keys has a use for."""
_PICTURE: Final = "starting"
_RESTS: Final = 0.3
_PASS: Final = [sys.executable, "-c", "pass"]


@dataclass(frozen=True, slots=True)
class Start:
    """When what of a console was there."""

    picture: Moment
    live: Moment
    rows: Moment
    all: Moment


def measure(
    starts: int = STARTS, calls: int = CALLS, warm_up: int = 1
) -> tuple[list[Row], list[str]]:
    """Return the rows about starting and what is to be said of them.

    The first so many rounds are thrown away: they compile, and fill the disk's cache.
    """
    with running_desk() as desk:
        rows = measure_paints(desk, starts, warm_up)
        rows += measure_version(desk, calls)
    note = (
        "A start: the picture of last time, then the live console, then rows in it, then all"
        " read and live; the first start has neither picture nor list of last time."
    )
    return rows, [note]


def measure_paints(desk: Desk, starts: int, warm_up: int) -> list[Row]:
    """Return the rows about paints, beside a bare Textual app."""
    first: list[Start] = []
    later: list[Start] = []
    plain: list[Moment] = []
    for _ in range(starts + warm_up):
        with tempfile.TemporaryDirectory() as cache:
            environ = {**desk.environ, "XDG_CACHE_HOME": cache}
            first.append(_start(desk, environ))
            with Terminal(BARE, environ) as terminal:
                plain.append(terminal.wait_for(bare.MARKER))
            later.append(_start(desk, environ))
    del first[:warm_up], later[:warm_up], plain[:warm_up]

    def row(
        what: str, unit: str, found: list[Start], read: Callable[[Start], Moment], goal: str = ""
    ) -> Row:
        ours = [getattr(read(one), unit) * 1e3 for one in found]
        theirs = [getattr(one, unit) * 1e3 for one in plain]
        return ratio_row(f"{what} ({unit})", "bare Textual app", Samples(ours, theirs), "ms", goal)

    return [
        row("picture of last time", "wall", later, lambda one: one.picture, "skeleton"),
        row("picture, first start", "wall", first, lambda one: one.picture),
        row("live console", "cpu", later, lambda one: one.live, "first paint"),
        row("live console", "wall", later, lambda one: one.live),
        row("live console, first start", "cpu", first, lambda one: one.live),
        row("live console, first start", "wall", first, lambda one: one.live),
        row("rows in it", "wall", later, lambda one: one.rows),
        row("rows in it, first start", "wall", first, lambda one: one.rows),
        row("all read", "cpu", later, lambda one: one.all),
        row("all read", "wall", later, lambda one: one.all),
    ]


def _start(desk: Desk, environ: dict[str, str]) -> Start:
    with Terminal(CONSOLE, environ) as console:
        start = Start(
            console.wait_for(_PICTURE),
            console.wait_for(bare.MARKER, after=LIVE_SEQUENCE),
            console.wait_for(*desk.names, after=LIVE_SEQUENCE),
            console.wait_for("● live", after=LIVE_SEQUENCE),
        )
        console.settle(_RESTS)
        # Only who leaves in order leaves something for the next start.
        console.type("q")
        console.wait_for("Quit hoory-tui?")
        console.settle(_RESTS)
        console.leave("y")
        return start


def measure_version(desk: Desk, calls: int) -> list[Row]:
    """Return the rows about asking for the version, beside a Python that does nothing."""
    ours: list[Moment] = []
    theirs: list[Moment] = []
    for _ in range(calls + 1):
        ours.append(_run([*CONSOLE, "--version"], desk.environ))
        theirs.append(_run(_PASS, desk.environ))
    rows = []
    for unit in ("wall", "cpu"):
        samples = Samples(
            [getattr(one, unit) * 1e3 for one in ours[1:]],
            [getattr(one, unit) * 1e3 for one in theirs[1:]],
        )
        rows.append(ratio_row(f"--version ({unit})", "python -c pass", samples, "ms", "version"))
    return rows


def _run(command: list[str], environ: dict[str, str]) -> Moment:
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return Moment(time.perf_counter() - began, used.ru_utime + used.ru_stime)
