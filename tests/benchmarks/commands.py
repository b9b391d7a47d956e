"""How long a command that writes a list takes, from its start to its end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Final

from tests.benchmarks.console import CONSOLE, Desk, running_desk
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.benchmarks.terminal import Moment

CALLS: Final = 31
_PASS: Final = [sys.executable, "-c", "pass"]
_LISTS: Final = (["conversations", "--json"], ["show", "1", "--json"])


def measure(calls: int = CALLS, warm_up: int = 2) -> tuple[list[Row], list[str]]:
    """Return the rows about lists, each beside a Python that does nothing.

    The first so many rounds are thrown away: they compile, and fill the disk's cache.
    """
    with running_desk() as desk:
        rows = [row for words in _LISTS for row in _measure(desk, words, calls, warm_up)]
    note = (
        "A list: the whole command, with the question to a demo desk on the same machine, in turn"
        " with the start of a Python that does nothing."
    )
    return rows, [note]


def _measure(desk: Desk, words: list[str], calls: int, warm_up: int) -> list[Row]:
    ours: list[Moment] = []
    theirs: list[Moment] = []
    for _ in range(calls + warm_up):
        theirs.append(_run(_PASS, desk.environ))
        ours.append(_run([*CONSOLE, *words], desk.environ))
    del ours[:warm_up], theirs[:warm_up]
    rows = []
    for unit in ("wall", "cpu"):
        samples = Samples(
            [getattr(one, unit) * 1e3 for one in ours],
            [getattr(one, unit) * 1e3 for one in theirs],
        )
        goal = "list" if unit == "wall" else ""
        rows.append(ratio_row(f"{' '.join(words)} ({unit})", "python -c pass", samples, "ms", goal))
    return rows


def _run(command: list[str], environ: dict[str, str]) -> Moment:
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[-2:]} ended with {process.returncode}")
    return Moment(wall, used.ru_utime + used.ru_stime)
