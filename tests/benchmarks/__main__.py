"""`python -m tests.benchmarks`: every figure as a ratio to something simpler in the same run.

Absolute times stand beside, but depend on the machine and on whatever else it does. Needs
Linux, since the CPU time of a running program is read from /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tests.benchmarks import readme
from tests.benchmarks.parts import PARTS, Options, Part
from tests.benchmarks.table import Row, table

README: Final = Path(__file__).parents[2] / "README.md"
_NICENESS: Final = -12
_CACHE: Final = Path.home() / ".cache" / "hoory-tui-benchmarks"


@dataclass(slots=True)
class Found:
    """What all parts of a run gave."""

    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for, print one table and return the exit code."""
    wishes = parse_arguments(argv)
    if wishes.list:
        sys.stdout.writelines(f"{name:10} {part.about}\n" for name, part in PARTS.items())
        return 0
    if wishes.readme:
        # Now, and not after a quarter of an hour.
        readme.find_place(README)
    chosen: list[str] = [name for name in PARTS if not wishes.parts or name in wishes.parts]
    started = time.perf_counter()
    found = measure({name: PARTS[name] for name in chosen}, Options(wishes.peers))
    remark = _remark(time.perf_counter() - started)
    print(table([row.line() for row in found.rows]), "", *found.notes, remark, sep="\n")
    if wishes.readme:
        is_whole = len(chosen) == len(PARTS) and not found.failed
        readme.write(README, found.rows, remark, whole=is_whole)
    return 1 if found.failed else 0


def parse_arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Understand the arguments; mistakes leave by SystemExit, as argparse does it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help="what to measure; else all")
    parser.add_argument("--list", action="store_true", help="name the parts and end")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    parser.add_argument(
        "--peers",
        type=Path,
        default=_CACHE,
        metavar="FOLDER",
        help="where other programs are, or are to be, installed (default: %(default)s)",
    )
    wishes = parser.parse_args(argv)
    if unknown := [name for name in wishes.parts if name not in PARTS]:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    return wishes


def measure(parts: dict[str, Part], options: Options) -> Found:
    """Run the parts one after the other; one that fails is told of and costs no other."""
    found = Found()
    for name, part in parts.items():
        _say(f"measuring {name}: {part.about}")
        try:
            rows, notes = part.measure(options)
        except Exception as error:
            found.failed.append(name)
            found.notes.append(f"{name} failed: {type(error).__name__}: {error}")
            _say(found.notes[-1])
            continue
        found.rows += rows
        found.notes += notes
        _say("\n".join(row.line() for row in rows))
    return found


def _remark(seconds: float) -> str:
    python = f"{platform.python_implementation()} {platform.python_version()}"
    parts = [f"{name} {version(name)}" for name in ("textual", "aiohttp", "pydantic")]
    return ", ".join([python, *parts, f"took {seconds / 60:.0f} min"]) + "."


def _say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


if __name__ == "__main__":
    with contextlib.suppress(PermissionError):
        # Where we may, so that what else the machine does matters less to us and our programs.
        os.nice(_NICENESS)
    sys.exit(main())
