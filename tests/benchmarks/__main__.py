"""`python -m tests.benchmarks`: every figure as a ratio to something simpler in the same run.

Absolute times stand beside, but depend on the machine and on whatever else it does. Needs
Linux, since the CPU time of a running program is read from /proc.
"""

from __future__ import annotations

import platform
import sys
import time
from importlib.metadata import version

from tests.benchmarks import console, ingest, resync
from tests.benchmarks.table import table


def main() -> None:
    """Measure everything and print one table."""
    started = time.perf_counter()
    _say("cable")
    rows, notes = ingest.measure()
    with console.running_desk() as desk:
        _say("start")
        rows += console.measure_start(desk)
        _say("keys")
        key_rows, key_notes = console.measure_keys(desk)
    _say("drops")
    drop_rows, drop_notes = resync.measure()
    rows += key_rows + drop_rows
    notes += key_notes + drop_notes
    python = f"{platform.python_implementation()} {platform.python_version()}"
    parts = [f"{name} {version(name)}" for name in ("textual", "aiohttp", "pydantic")]
    took = f"took {time.perf_counter() - started:.0f} s"
    print(table(rows), "", *notes, ", ".join([python, *parts, took]) + ".", sep="\n")


def _say(what: str) -> None:
    sys.stderr.write(f"measuring: {what}\n")


if __name__ == "__main__":
    main()
