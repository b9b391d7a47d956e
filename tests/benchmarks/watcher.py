"""All that a program paints, with the moments at which it came, read by a thread of its own."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from tests.benchmarks.terminal import COLUMNS, LINES, EndedError, Terminal
from tests.terminal.glass import Glass

CURSOR: Final = "▌"
_TICK: Final = 0.001
_SLICE: Final = 0.005
"""Seconds between two reads of a slow line."""
NAME_CELLS: Final = 18
_NUMBER: Final = re.compile(r"(?:\W{0,3}|NOTE )\((\d+)\) ")
"""A mark may come before the words of an agent, and a word before a private note."""
_TYPING: Final = "typing…"
_LIST_CELLS: Final = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes and when they were read, by the performance counter."""

    at: float
    data: bytes


class Watcher:
    """Reads a terminal, all at once or only so many bytes a second, until the block ends."""

    def __init__(self, terminal: Terminal, bytes_per_second: int | None = None) -> None:
        self.pieces: list[Piece] = []
        self._terminal = terminal
        self._speed = bytes_per_second
        self._over = threading.Event()
        self._has_ended = False
        self._thread = threading.Thread(target=self._read, name="watcher")

    def __enter__(self) -> Watcher:
        # Whoever looks at what came must not hold up the noting of when.
        sys.setswitchinterval(_TICK / 2)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    @property
    def size(self) -> int:
        """The bytes so far."""
        return sum(len(piece.data) for piece in self.pieces)

    @property
    def last_at(self) -> float:
        """When something came last."""
        return self.pieces[-1].at if self.pieces else 0.0

    def look(self) -> None:
        """Raise EndedError if the program has ended."""
        if self._has_ended:
            last = b"".join(piece.data for piece in self.pieces[-3:])
            raise EndedError(repr(last[-400:].decode(errors="replace")))

    def _read(self) -> None:
        try:
            self._read_on()
        except OSError:
            self._has_ended = True

    def _read_on(self) -> None:
        allowed, before = 0.0, time.perf_counter()
        while not self._over.is_set():
            if self._speed is None:
                data = self._terminal.read(0.05)
            else:
                time.sleep(_SLICE)
                now = time.perf_counter()
                # A line that was idle carries no more for that afterwards.
                allowed = min(allowed + self._speed * (now - before), self._speed * 4 * _SLICE)
                before = now
                data = self._terminal.read(0.0, int(allowed)) if allowed >= 1 else b""
                allowed -= len(data)
            if data:
                self.pieces.append(Piece(time.perf_counter(), data))


class Screen:
    """What stands on a watched terminal, as far as the pieces were looked at."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._next = 0
        self._glass = Glass(COLUMNS, LINES)

    def catch_up(self) -> None:
        """Look at all that has come."""
        while self._step() is not None:
            pass

    def _step(self) -> float | None:
        """Look at the next piece; return when it came, None without one."""
        if self._next == len(self._watcher.pieces):
            self._watcher.look()
            return None
        piece = self._watcher.pieces[self._next]
        self._next += 1
        self._glass.feed(piece.data)
        return piece.at

    def wait_until(self, condition: Callable[[], object], patience: float) -> float | None:
        """Return when what came made a condition true, None if it did not in so many seconds."""
        until = time.perf_counter() + patience
        while time.perf_counter() < until:
            at = self._step()
            if at is None:
                time.sleep(_TICK)
            elif condition():
                return at
        return None

    def wait_for_other(self, name: str, patience: float) -> float | None:
        """Return when the cursor came to stand on another name, None if it did not."""
        return self.wait_until(lambda: self.cursor()[1] not in ("", name), patience)

    @property
    def text(self) -> str:
        """All of it."""
        return self._glass.text

    def rows(self) -> list[str]:
        """Return the list's part of each line, from top to bottom."""
        return [line[:_LIST_CELLS] for line in self._glass.text.split("\n")]

    def cursor(self) -> tuple[int, str]:
        """Return the line of the row under the cursor, and its name; empty if there is none."""
        for number, line in enumerate(self.rows()):
            if line.startswith(CURSOR):
                return number, _name_in(line)
        return 0, ""

    def name_at(self, line: int) -> str:
        """Return the name of the row on a line, empty where no row is."""
        rows = self.rows()
        return _name_in(rows[line]) if 0 < line < len(rows) - 1 else ""

    def names_and_numbers(self) -> list[tuple[str, int | None]]:
        """Return the name in each row that shows last words, and the number they begin with."""
        rows = self.rows()[1:-1]
        return [
            (_name_in(name), number_in(words[1:].strip()))
            for name, words in zip(rows[::2], rows[1::2], strict=False)
            if _TYPING not in words
        ]


def number_in(words: str) -> int | None:
    """Return the number that words of a busy desk begin with."""
    found = _NUMBER.match(words)
    return int(found[1]) if found else None


def _name_in(row: str) -> str:
    return row[1 : 1 + NAME_CELLS].strip()
