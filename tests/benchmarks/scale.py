"""What a key, an event and a thread cost when there is very much of it, beside little of it.

Both screens run at once on terminals of their own and are acted on in turn. CPU of all their
threads, until nothing more happens.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final

from tests.benchmarks import stage
from tests.benchmarks.scene import THREADS
from tests.benchmarks.table import Row, Samples, ratio_row
from tests.benchmarks.terminal import COLUMNS, LINES, Terminal

FEW, MANY = 1_000, 100_000
"""Conversations."""
SHORT, LONG = 50, 10_000
"""Messages."""
TURNS: Final = 15
_QUIET: Final = 0.12
_STILL: Final = 0.5e-3
"""Seconds of CPU in a quiet stretch that are nothing but timers."""
_SCROLLED: Final = 40
"""Rows down, where every further key scrolls."""
_NARROWER: Final = 10


def measure(turns: int = TURNS) -> tuple[list[Row], list[str]]:
    """Return the rows about size and what is to be said of them."""
    rows = measure_lists(FEW, MANY, turns) + measure_threads(SHORT, LONG, turns)
    note = (
        "Size: the console's own screen on stores of both sizes, events read as from the cable;"
        f" median of {turns} pairs, {THREADS} of opening threads not shown before."
    )
    return rows, [note]


def measure_lists(few: int, many: int, turns: int) -> list[Row]:
    """Return the rows about the list."""
    what = f"{many:,} conversations"
    rows = []
    with _both((few, 1), (many, 1)) as (small, large):
        for name, keys in (
            ("cursor key", "j" * turns),
            ("cursor key back", "k" * turns),
            ("row to the top", [stage.MOVE] * turns),
            ("update of a row", [stage.UPDATE] * turns),
        ):
            samples = _in_turn(large, small, keys)
            rows.append(ratio_row(f"{name}, {what} (cpu)", f"{few:,}", samples, "ms", "rows"))
        for terminal in (small, large):
            _press(terminal, "j" * _SCROLLED)
        samples = _in_turn(large, small, "j" * turns)
        rows.append(
            ratio_row(f"cursor key that scrolls, {what} (cpu)", f"{few:,}", samples, "ms", "rows")
        )
    return rows


def measure_threads(short: int, long: int, turns: int, threads: int = THREADS) -> list[Row]:
    """Return the rows about threads."""
    opened: list[tuple[float, float]] = []
    what, against = f"{long:,} messages", f"{short:,}"
    with _both((100, short), (100, long)) as (small, large):
        for _ in range(threads):
            opened += _pairs(large, small, [stage.OPEN])
            _pairs(large, small, [stage.ELSEWHERE])
        _pairs(large, small, [stage.OPEN])
        prepended = _pairs(large, small, [stage.PREPEND] * turns)
        resized = [
            (_resize(large, number), _resize(small, number)) for number in range(1, turns + 1)
        ]
    return [
        _row(f"open a thread of {what} (cpu)", against, opened, "open"),
        _row(f"20 older messages before {what} (cpu)", against, prepended, "prepend"),
        _row(f"resize with {what} (cpu)", against, resized, "resize"),
    ]


def _row(what: str, against: str, pairs: Sequence[tuple[float, float]], goal: str) -> Row:
    samples = Samples([one for one, _ in pairs], [one for _, one in pairs])
    return ratio_row(what, against, samples, "ms", goal)


@contextmanager
def _both(one: tuple[int, int], other: tuple[int, int]) -> Iterator[tuple[Terminal, Terminal]]:
    environ = {key: text for key, text in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    with ExitStack() as stack:
        terminals = []
        for sizes in (one, other):
            command = [sys.executable, "-m", "tests.benchmarks.stage", *map(str, sizes)]
            terminal = stack.enter_context(Terminal(command, environ))
            terminal.wait_for("Contact number", patience=120.0)
            terminals.append(terminal)
        for terminal in terminals:
            terminal.settle(1.0)
            # The first of everything also loads and compiles.
            for key in ("j", "k", stage.MOVE, stage.UPDATE):
                _press(terminal, key)
        yield terminals[0], terminals[1]


def _in_turn(ours: Terminal, theirs: Terminal, keys: Sequence[str]) -> Samples:
    pairs = _pairs(ours, theirs, keys)
    return Samples([one for one, _ in pairs], [one for _, one in pairs])


def _pairs(ours: Terminal, theirs: Terminal, keys: Sequence[str]) -> list[tuple[float, float]]:
    return [(_press(ours, key), _press(theirs, key)) for key in keys]


def _press(terminal: Terminal, keys: str) -> float:
    return _spend(terminal, lambda: terminal.type(keys))


def _resize(terminal: Terminal, number: int) -> float:
    columns = COLUMNS - _NARROWER * (number % 2)
    return _spend(terminal, lambda: terminal.resize(columns, LINES))


def _spend(terminal: Terminal, act: Callable[[], None]) -> float:
    """Return the ms of CPU that something takes, until the program is still again."""
    before = terminal.cpu()
    act()
    spent = before
    while True:
        size = terminal.settle(_QUIET)
        now = terminal.cpu()
        if not size and now - spent < _STILL:
            return (now - before) * 1e3
        spent = now
