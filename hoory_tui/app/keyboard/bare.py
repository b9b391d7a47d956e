"""A terminal set as the console sets it, without its screen, and given back whatever happens."""

from __future__ import annotations

import os
import signal
import termios
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

_BEGIN: Final = b"\x1b[?1004h\x1b[?2004h\x1b[>25u"
"""Focus, bracketed pastes and exact keys, as the library asks for them."""
_END: Final = b"\x1b[<u\x1b[?2004l\x1b[?1004l"
_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


class Ended(BaseException):
    """A signal wants this process to end; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def bare_terminal(reads: int, writes: int) -> Iterator[None]:
    """Have every key of the terminal come as it is sent, until the block is left.

    A signal to end leaves the block by `Ended`; one to stop gives the terminal back first.
    """
    found = termios.tcgetattr(reads)
    before = {number: signal.signal(number, _end) for number in _ENDINGS}
    stop = signal.signal(signal.SIGTSTP, lambda *_: _rest(reads, writes, found))
    try:
        _take(reads, writes)
        yield
    finally:
        _give_back(reads, writes, found)
        for number, handler in (*before.items(), (signal.SIGTSTP, stop)):
            signal.signal(number, handler)


def _take(reads: int, writes: int) -> None:
    tty.setraw(reads)
    # Line ends stay what they are for whoever writes lines.
    settings = termios.tcgetattr(reads)
    settings[1] |= termios.OPOST
    termios.tcsetattr(reads, termios.TCSANOW, settings)
    os.write(writes, _BEGIN)


def _give_back(reads: int, writes: int, found: list[Any]) -> None:
    try:
        os.write(writes, _END)
    except OSError:
        # The terminal is gone, and with it whatever was set on it.
        return
    finally:
        try:
            termios.tcsetattr(reads, termios.TCSANOW, found)
        except termios.error:
            return


def _rest(reads: int, writes: int, found: list[Any]) -> None:
    _give_back(reads, writes, found)
    os.kill(os.getpid(), signal.SIGSTOP)
    _take(reads, writes)


def _end(number: int, _frame: FrameType | None) -> None:
    raise Ended(number)
