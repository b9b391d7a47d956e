"""The terminal's driver with our filter before its parser, and bytes that are no text let be."""

from __future__ import annotations

import codecs
import contextlib
import os
import selectors
import time
from typing import Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from hoory_tui.app.keyboard.typed import PAUSE, InputFilter

_READ: Final = 1 << 12
_IDLE: Final = 0.1
"""Seconds between two looks whether the console is to end."""
_NO_TEXT: Final = "hoory-terminal"


def _as_control_or_mark(error: UnicodeError) -> tuple[str, int]:
    # A terminal of the old kind sends its controls as single bytes.
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return "".join(chr(one) if one < 0xA0 else "\ufffd" for one in wrong), error.end


codecs.register_error(_NO_TEXT, _as_control_or_mark)


class GuardedDriver(LinuxDriver):
    """Reads keys as the library does, with our filter in between."""

    def run_input_thread(self) -> None:
        """Read the terminal until the console ends or leaves it to somebody else."""
        parser = XTermParser(self._debug)
        typed = InputFilter()
        decode = codecs.getincrementaldecoder("utf-8")(_NO_TEXT).decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            ending = False
            while not ending:
                # Once more at the end: what was typed until then is not lost.
                ending = self.exit_event.is_set()
                if selector.select(PAUSE if typed.is_waiting else _IDLE):
                    chunk = decode(os.read(self.fileno, _READ))
                    text = typed.feed(chunk, time.monotonic())
                else:
                    text = typed.tick(time.monotonic())
                # Nothing would be the end of all input to the parser.
                for event in parser.feed(text) if text else ():
                    self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
        with contextlib.suppress(EOFError, ParseError):
            list(parser.feed(""))
