"""The terminal's driver: keys through our filter, and bytes out without waiting for anybody."""

from __future__ import annotations

import codecs
import contextlib
import os
import selectors
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, ClassVar, Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from hoory_tui.app import skeleton
from hoory_tui.app.keyboard.answers import Answer
from hoory_tui.app.keyboard.manners import Manners
from hoory_tui.app.keyboard.outlet import Outlet
from hoory_tui.app.keyboard.typed import PAUSE, InputFilter
from hoory_tui.lazily import dataclass

_READ: Final = 1 << 12
_ATTENTIVE: Final = 0.1
"""Seconds between two looks what became of keys that were typed lately."""
_LATELY: Final = 0.5
_LAST_WORDS: Final = 3.0
"""Seconds for which a terminal may hold up its end."""
NO_TEXT: Final = "hoory-terminal"


def _as_control_or_mark(error: UnicodeError) -> tuple[str, int]:
    # A terminal of the old kind sends its controls as single bytes.
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join(chr(one) if one < 0xA0 else "\ufffd" for one in wrong), error.end


codecs.register_error(NO_TEXT, _as_control_or_mark)


def _close(*descriptors: int) -> None:
    for one in descriptors:
        os.close(one)


class _Bell(Event):
    """An event that is heard where descriptors are waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.heard, self._rung = os.pipe()
        # Another console may follow in this process.
        weakref.finalize(self, _close, self.heard, self._rung)

    def set(self) -> None:
        """Ring."""
        super().set()
        os.write(self._rung, b"!")

    def clear(self) -> None:
        """Be silent again."""
        super().clear()
        os.set_blocking(self.heard, False)
        with contextlib.suppress(BlockingIOError):
            os.read(self.heard, _READ)


@dataclass
class Drained(Message):
    """Nothing waits for the terminal any more."""

    speed: float
    """Bytes a second that a slow terminal took, 0 for any other."""


@dataclass
class Answered(Message):
    """The terminal has told something of itself."""

    answer: Answer


class GuardedDriver(LinuxDriver):
    """Reads keys as the library does, with our filter in between, and never waits to write."""

    exit_event: _Bell
    _outlet: Outlet | None = None
    _is_on_our_screen = False
    farewell = ""
    """What is to be said before the screen is left."""
    written = 0
    """Bytes given to the terminal so far."""
    owed: ClassVar[bytes] = b""
    """What gives back all that was taken of the terminal besides its modes; there is only one."""
    _title = ""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.exit_event = _Bell()
        self._manners = Manners(os.environ)

    @property
    def backlog(self) -> int:
        """Bytes that the terminal did not take yet."""
        return self._outlet.backlog if self._outlet is not None else 0

    @contextmanager
    def in_one_go(self) -> Iterator[None]:
        """Have all that is written in the block leave as one piece."""
        if self._outlet is None:
            yield
        else:
            with self._outlet.in_one_go():
                yield

    # Writing

    def start_application_mode(self) -> None:
        """Take the terminal over; a picture of ours stays on it until it is painted over."""
        self._is_on_our_screen = skeleton.take_over()
        file = self._file
        assert file is not None
        self._outlet = Outlet(
            file.fileno(), file.encoding, lambda speed: self.send_message(Drained(speed))
        )
        self._outlet.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._writer_thread is not None:
            # It makes the event loop wait once thirty writes wait.
            self._writer_thread.stop()
            self._writer_thread = None
        if self._title:
            self._put_title()
        # Whatever waited when the terminal was given away, nothing does now.
        self.send_message(Drained(0.0))

    def stop_application_mode(self) -> None:
        """Leave the terminal to somebody else, with its title back and no picture of ours."""
        farewell, self.farewell = self.farewell, ""
        if farewell:
            self.write(farewell)
        if GuardedDriver.owed:
            self.write(GuardedDriver.owed.decode())
            GuardedDriver.owed = b""
        super().stop_application_mode()

    def show_title(self, title: str) -> None:
        """Make a text the terminal's title, until the terminal is given back."""
        self._title = title
        self._put_title()

    def _put_title(self) -> None:
        from hoory_tui.sdk.around import titles

        if not titles.has_title(os.environ):
            return
        is_first, GuardedDriver.owed = not self.owed, titles.title_back(os.environ).encode()
        self.write(f"{titles.KEEP if is_first else ''}{titles.title_set(self._title)}")

    def write(self, data: str) -> None:
        """Write to the terminal, now or when it takes more."""
        if self._is_on_our_screen and data == skeleton.ENTER_SCREEN:
            # Some terminals clear a screen that they are told to enter, even if they are on it.
            self._is_on_our_screen = False
            return
        if data in skeleton.LEFT_ON and skeleton.is_held():
            return
        data = self._manners.spoken(data)
        if data and self._outlet is not None:
            self.written += self._outlet.write(data)

    def close(self) -> None:
        """Give the terminal back; what it does not take by then is lost."""
        if self._outlet is not None:
            self._outlet.stop(_LAST_WORDS)
            self._outlet = None

    # Reading

    def run_input_thread(self) -> None:
        """Read the terminal until the console ends or leaves it to somebody else."""
        parser = XTermParser(self._debug)
        typed = InputFilter()
        decode = codecs.getincrementaldecoder("utf-8")(NO_TEXT).decode
        typed_at = time.monotonic()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self.exit_event.heard, selectors.EVENT_READ)
            ending = False
            while not ending:
                # Once more at the end: what was typed until then is not lost.
                ending = self.exit_event.is_set()
                now = time.monotonic()
                if typed.is_waiting:
                    patience: float | None = PAUSE
                elif ending:
                    patience = 0.0
                else:
                    # Nobody typed for a while, so nothing waits for its time.
                    patience = _ATTENTIVE if now - typed_at < _LATELY else None
                ready = {key.fd for key, _ in selector.select(patience)}
                if self.fileno in ready:
                    data = os.read(self.fileno, _READ)
                    if not data:
                        # The end of all input would be there to be read again for ever.
                        break
                    text = typed.feed(decode(data), time.monotonic())
                else:
                    text = typed.tick(time.monotonic())
                if text:
                    typed_at = time.monotonic()
                # Nothing would be the end of all input to the parser.
                for event in parser.feed(text) if text else ():
                    self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                while typed.answers:
                    self.send_message(Answered(typed.answers.pop(0)))
        with contextlib.suppress(EOFError, ParseError):
            list(parser.feed(""))
