"""The console beside other programs from the package index: starts, keys, bytes and memory.

Each is started on a terminal of the same kind, with as many lines to show as the console has.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks import bare, console, programs
from tests.benchmarks.fakes import Post
from tests.benchmarks.processes import resident
from tests.benchmarks.programs import PROGRAMS, NotInstalledError, Program, Start
from tests.benchmarks.start import LIVE_SEQUENCE
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.benchmarks.terminal import Moment, Terminal

STARTS: Final = 7
KEYS: Final = 10
"""Down and as many up again, which scrolls in none of them."""
_PAUSE: Final = 0.06
_QUIET: Final = 0.3
_SETTLED: Final = 1.0
_PATIENCE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Contestant:
    """A program that is ready to be started, and what its screens are known by."""

    start: Start
    painted: Sequence[str]
    loaded: Sequence[str]
    down: str = "j"
    up: str = "k"
    live: str = ""
    """What is written when the program itself begins to paint; `loaded` counts only after it."""

    def open(self) -> Terminal:
        """Start it on a terminal."""
        return Terminal(self.start.command, self.start.environ)


@dataclass(frozen=True, slots=True)
class Beginning:
    """One start of a program, and the bytes it holds once it is at rest."""

    painted: Moment
    loaded: Moment
    resident: int


@dataclass(frozen=True, slots=True)
class Key:
    """What a key brought about: the delay of its first byte and CPU in seconds, and bytes.

    What is painted at once ends with a short pause; a longer one ends what is shown because of
    where the cursor is now, such as another thread.
    """

    delay: float
    cpu_at_once: float
    cpu_in_all: float
    at_once: int
    in_all: int


def measure(
    folder: Path,
    chosen: Sequence[Program] = PROGRAMS,
    *,
    starts: int = STARTS,
    keys: int = KEYS,
) -> tuple[list[Row], list[str]]:
    """Return the rows of each program, installed into a folder if need be."""
    rows: list[Row] = []
    notes: list[str] = []
    with console.running_desk() as desk:
        posts = [Post(*row.split("\n", 1)) for row in desk.rows]
        for program in chosen:
            try:
                executable = programs.install(program, folder)
            except NotInstalledError as error:
                rows.append(Row(program.title, "", None, None, None, "not installed here"))
                notes.append(f"{program.title} could not be installed: {error}")
                continue
            with ExitStack() as stack:
                home = Path(stack.enter_context(tempfile.TemporaryDirectory()))
                ours = _console(desk, _subfolder(home, "ours"))
                start = stack.enter_context(
                    programs.ready(program, executable, _subfolder(home, "theirs"), posts)
                )
                theirs = Contestant(
                    start, program.painted, program.loaded, program.down, program.up
                )
                rows += measure_starts(program.title, ours, theirs, starts)
                rows += measure_keys(program.title, ours, theirs, keys)
    notes.append(
        f"Other programs: {len(posts)} lines each from servers on this machine; `posting` has no "
        "server and reads as many requests from disk. Keys move the cursor by one line and back."
    )
    return rows, notes


def _console(desk: console.Desk, home: Path) -> Contestant:
    start = Start(console.CONSOLE, desk.environ | programs.homes(home))
    # The picture of last time says that it is none yet. Live alone would not do for the end: it is
    # said before what was missed is read.
    return Contestant(start, ["starting", bare.MARKER], ["● live"], live=LIVE_SEQUENCE)


def _subfolder(folder: Path, name: str) -> Path:
    made = folder / name
    made.mkdir()
    return made


def measure_starts(title: str, ours: Contestant, theirs: Contestant, count: int) -> list[Row]:
    """Return the rows about starting both so often, in turn."""
    # The first pair is thrown away: it compiles, and fills caches.
    pairs = [(_begin(ours), _begin(theirs)) for _ in range(count + 1)][1:]

    def row(what: str, unit: str, read: Callable[[Beginning], float]) -> Row:
        samples = Samples([read(one) for one, _ in pairs], [read(one) for _, one in pairs])
        return ratio_row(what, title, samples, unit, "peer")

    return [
        row("first paint (wall)", "ms", lambda one: one.painted.wall * 1e3),
        row("first paint (cpu)", "ms", lambda one: one.painted.cpu * 1e3),
        row("all loaded (wall)", "ms", lambda one: one.loaded.wall * 1e3),
        row("all loaded (cpu)", "ms", lambda one: one.loaded.cpu * 1e3),
        row("resident, at rest", "MiB", lambda one: one.resident / 2**20),
    ]


def _begin(contestant: Contestant) -> Beginning:
    with contestant.open() as terminal:
        painted = terminal.wait_for(*contestant.painted)
        loaded = terminal.wait_for(*contestant.loaded, after=contestant.live)
        terminal.settle(_SETTLED)
        return Beginning(painted, loaded, resident(terminal.pid))


def measure_keys(title: str, ours: Contestant, theirs: Contestant, count: int) -> list[Row]:
    """Return the rows about so many keys down and as many up, on both in turn."""
    answers: list[tuple[Key, Key]] = []
    with ours.open() as mine, theirs.open() as other:
        for terminal, contestant in ((mine, ours), (other, theirs)):
            terminal.wait_for(*contestant.loaded, after=contestant.live)
            terminal.settle(_SETTLED)
            # The first key of all may do more than move, such as take the focus.
            _press(terminal, contestant.down)
        # To and fro, so that none comes to an end of its list, where a key moves nothing.
        for keys in [(ours.down, theirs.down), (ours.up, theirs.up)] * count:
            answers.append((_press(mine, keys[0]), _press(other, keys[1])))

    def row(what: str, unit: str, read: Callable[[Key], float]) -> Row:
        samples = Samples([read(one) for one, _ in answers], [read(one) for _, one in answers])
        return ratio_row(f"a cursor key: {what}", title, samples, unit, "peer")

    return [
        row("to its paint", "ms", lambda one: one.delay * 1e3),
        row("cpu, its paint", "ms", lambda one: one.cpu_at_once * 1e3),
        row("cpu, and what it shows", "ms", lambda one: one.cpu_in_all * 1e3),
        row("painted at once", "bytes", lambda one: one.at_once),
        row("painted, and what it shows", "bytes", lambda one: one.in_all),
    ]


def _press(terminal: Terminal, key: str) -> Key:
    cpu, pressed = terminal.cpu(), time.perf_counter()
    terminal.type(key)
    at_once = len(terminal.read(_PATIENCE))
    delay = time.perf_counter() - pressed
    at_once += terminal.settle(_PAUSE)
    cpu_at_once = terminal.cpu() - cpu
    in_all = at_once + terminal.settle(_QUIET)
    return Key(delay, cpu_at_once, terminal.cpu() - cpu, at_once, in_all)
