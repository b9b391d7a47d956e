"""A program on a terminal of its own, watched from the other side: when, how much, what CPU."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final

COLUMNS: Final = 120
LINES: Final = 40
_PATIENCE: Final = 30.0
_READ: Final = 1 << 16
_WORDS_KEPT: Final = 400


@dataclass(frozen=True, slots=True)
class Moment:
    """Since the start of the program: wall and CPU seconds of all its threads."""

    wall: float
    cpu: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What a key brought about, its CPU and the delay of the first byte in seconds."""

    delay: float
    cpu: float
    at_once: int
    in_all: int


class EndedError(Exception):
    """The program ended by itself; the text is what it wrote last."""


class Terminal:
    """A pseudo terminal of 120x40 in true colour with one program on it; close it when done."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self._master, slave = pty.openpty()
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        looks = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**environ, **looks},
        )
        os.close(slave)
        self._seen = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The process of the program."""
        return self._process.pid

    def wait_for(self, *markers: str, after: str = "", patience: float = _PATIENCE) -> Moment:
        """Read until one of these words is on the terminal; raises TimeoutError.

        With `after`, only what was written later than that counts.
        """
        until = time.perf_counter() + patience
        wanted = [marker.encode() for marker in markers]
        while not any(marker in self._since(after.encode()) for marker in wanted):
            try:
                part = self.read(until - time.perf_counter())
            except OSError:
                # What Linux says of a terminal that nobody is at any more.
                raise EndedError(self._last_words()) from None
            if not part:
                raise TimeoutError(f"{markers} did not appear: {self._last_words()}")
            self._seen += part
        return Moment(time.perf_counter() - self._started, self.cpu())

    def _last_words(self) -> str:
        return repr(self._seen[-_WORDS_KEPT:].decode(errors="replace"))

    def _since(self, mark: bytes) -> bytes:
        return self._seen.partition(mark)[2] if mark else self._seen

    def read(self, seconds: float, most: int = _READ) -> bytes:
        """Return what comes, at most so many bytes; empty when nothing comes in that time."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, seconds))
        return os.read(self._master, most) if ready else b""

    def settle(self, quiet: float) -> int:
        """Read until nothing has come for so many seconds; return the bytes."""
        size = 0
        while part := self.read(quiet):
            size += len(part)
        return size

    def watch(self, seconds: float) -> int:
        """Return the bytes that come within so many seconds."""
        until, size = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0:
            size += len(self.read(left))
        return size

    def type(self, keys: str) -> None:
        """Press keys one after the other without looking."""
        os.write(self._master, keys.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Make the terminal another size, and say so."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, size)
        # Linux tells the terminal's own processes, of which there are none without a session.
        os.kill(self._process.pid, signal.SIGWINCH)

    def press(self, key: str, *, pause: float, quiet: float) -> Answer:
        """Press a key; a pause ends what it paints at once, a longer quiet ends all of it."""
        before, pressed = self.cpu(), time.perf_counter()
        os.write(self._master, key.encode())
        at_once = len(self.read(_PATIENCE))
        delay = time.perf_counter() - pressed
        at_once += self.settle(pause)
        in_all = at_once + self.settle(quiet)
        return Answer(delay, self.cpu() - before, at_once, in_all)

    def leave(self, keys: str) -> None:
        """Press what ends the program, and read on until it has ended; raises TimeoutError."""
        self.type(keys)
        until = time.perf_counter() + _PATIENCE
        while self._process.poll() is None:
            if time.perf_counter() > until:
                raise TimeoutError(f"{keys!r} did not end it")
            with contextlib.suppress(OSError):
                self.read(0.05)

    def close(self) -> None:
        """End the program, reading on, since a program that cannot write cannot end."""
        self._process.terminate()
        with contextlib.suppress(OSError):
            while self.read(_PATIENCE):
                pass
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def cpu(self) -> float:
        """Return the CPU seconds of the program's threads, to the nanosecond as Linux has it."""
        spent = 0
        for thread in Path(f"/proc/{self._process.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                spent += int((thread / "schedstat").read_text().split()[0])
        return spent / 1e9
