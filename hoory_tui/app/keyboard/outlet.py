"""The way out to the terminal: nobody waits for a slow one, and all know how far behind it is."""

from __future__ import annotations

import contextlib
import logging
import os
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_log: Final = logging.getLogger(__name__)

_SLOW: Final = 0.02
"""Seconds that a write may take before the terminal counts as slow."""
_LATELY: Final = 1.0
"""Seconds in which two slow writes tell how fast the terminal really is."""


class Outlet(threading.Thread):
    """Writes in the order in which it was asked to; what a terminal does not take at once waits.

    `drained` is called in this thread once nothing waits any more, with the bytes a second that
    a slow terminal took and 0 for any other. Everything else may be called in any thread.
    """

    def __init__(self, number: int, encoding: str, drained: Callable[[float], None]) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._number = number
        self._encoding = encoding
        self._drained = drained
        self._work = threading.Condition()
        self._waiting: list[bytes] = []
        self._held: list[bytes] | None = None
        self._backlog = 0
        self._is_over = False
        self._slow_at = -_LATELY
        self._since_slow = 0
        self._direct = _without_waiting(number)

    @property
    def backlog(self) -> int:
        """The bytes that the terminal did not take yet."""
        return self._backlog

    @contextmanager
    def in_one_go(self) -> Iterator[None]:
        """Write what is written in the block as one piece."""
        self._held = []
        try:
            yield
        finally:
            with self._work:
                held, self._held = self._held, None
                self._put(b"".join(held))

    def write(self, text: str) -> int:
        """Write text and return its bytes."""
        data = text.encode(self._encoding, "backslashreplace")
        with self._work:
            if self._held is not None:
                self._held.append(data)
            else:
                self._put(data)
        return len(data)

    def stop(self, patience: float) -> bool:
        """Write what waits and end; tell whether the terminal took it all in so many seconds."""
        with self._work:
            self._is_over = True
            self._work.notify()
        self.join(patience)
        if self._direct is not None and not self.is_alive():
            os.close(self._direct)
            self._direct = None
        return not self.is_alive()

    def _put(self, data: bytes) -> None:
        if not self._backlog and self._direct is not None:
            with contextlib.suppress(OSError):
                taken = os.write(self._direct, data)
                self._since_slow += taken
                data = data[taken:]
        if data:
            self._backlog += len(data)
            self._waiting.append(data)
            self._work.notify()

    def run(self) -> None:
        """Write until told to stop, however long the terminal takes."""
        while data := self._next():
            began = time.monotonic()
            # A terminal that is gone takes nothing, and its end is told by others.
            with contextlib.suppress(OSError):
                self._write_out(data)
            now = time.monotonic()
            with self._work:
                speed = self._measured(len(data), now - began, now)
                self._backlog -= len(data)
                is_drained = not self._backlog
            if is_drained and not self._is_over:
                try:
                    self._drained(speed)
                except Exception:
                    # Without this thread nothing would ever be painted again.
                    _log.exception("an error where the terminal took everything")

    def _next(self) -> bytes:
        with self._work:
            while not self._waiting and not self._is_over:
                self._work.wait()
            data = b"".join(self._waiting)
            self._waiting.clear()
            return data

    def _write_out(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._number, data) :]
            except BlockingIOError:
                # Whoever shares the terminal with us may have asked it not to wait.
                select.select([], [self._number], [])

    def _measured(self, size: int, seconds: float, now: float) -> float:
        self._since_slow += size
        if seconds < _SLOW:
            return 0.0
        # Its buffer was full both times, so what it took in between is what it can take.
        between = now - self._slow_at
        speed = self._since_slow / between if between < _LATELY else size / seconds
        self._slow_at, self._since_slow = now, 0
        return speed


def _without_waiting(number: int) -> int | None:
    """Return another descriptor of the same terminal, on which writes do not wait; None for none.

    The one we were given is shared with the shell, which must not find it changed.
    """
    try:
        return os.open(os.ttyname(number), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:
        return None
