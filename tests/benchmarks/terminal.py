"""A program on a terminal of its own, watched from the other side: when, how much, what CPU."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
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

    def wait_for(self, *markers: str) -> Moment:
        """Read until one of these words is on the terminal; raises TimeoutError."""
        until = time.perf_counter() + _PATIENCE
        wanted = [marker.encode() for marker in markers]
        while not any(marker in self._seen for marker in wanted):
            part = self._read(until - time.perf_counter())
            if not part:
                said = self._seen[-400:].decode(errors="replace")
                raise TimeoutError(f"{markers} did not appear: {said!r}")
            self._seen += part
        return Moment(time.perf_counter() - self._started, self._cpu())

    def settle(self, quiet: float) -> int:
        """Read until nothing has come for so many seconds; return the bytes."""
        size = 0
        while part := self._read(quiet):
            size += len(part)
        return size

    def watch(self, seconds: float) -> int:
        """Return the bytes that come within so many seconds."""
        until, size = time.perf_counter() + seconds, 0
        while (left := until - time.perf_counter()) > 0:
            size += len(self._read(left))
        return size

    def type(self, keys: str) -> None:
        """Press keys one after the other without looking."""
        os.write(self._master, keys.encode())

    def press(self, key: str, *, pause: float, quiet: float) -> Answer:
        """Press a key; a pause ends what it paints at once, a longer quiet ends all of it."""
        before, pressed = self._cpu(), time.perf_counter()
        os.write(self._master, key.encode())
        at_once = len(self._read(_PATIENCE))
        delay = time.perf_counter() - pressed
        at_once += self.settle(pause)
        in_all = at_once + self.settle(quiet)
        return Answer(delay, self._cpu() - before, at_once, in_all)

    def close(self) -> None:
        """End the program, reading on, since a program that cannot write cannot end."""
        self._process.terminate()
        with contextlib.suppress(OSError):
            while self._read(_PATIENCE):
                pass
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._master)

    def _read(self, timeout: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], max(0.0, timeout))
        return os.read(self._master, _READ) if ready else b""

    def _cpu(self) -> float:
        """Return the CPU seconds of the program's threads, to the nanosecond as Linux has it."""
        spent = 0
        for thread in Path(f"/proc/{self._process.pid}/task").iterdir():
            with contextlib.suppress(OSError):
                spent += int((thread / "schedstat").read_text().split()[0])
        return spent / 1e9
