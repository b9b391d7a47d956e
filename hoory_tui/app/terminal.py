"""The terminal around the console: signals, a shell that stops it, a line that is cut.

However the console ends, words are saved first and the terminal is given back as it was found.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import termios
import threading
import time
from types import FrameType
from typing import Any, Final, Protocol

from textual import events
from textual.driver import Driver

from hoory_tui.app import skeleton
from hoory_tui.app.curtain import CurtainApp
from hoory_tui.app.garbage_collection import Collector, settle_down
from hoory_tui.app.keyboard.driver import GuardedDriver
from hoory_tui.app.keyboard.keyorder import Typed
from hoory_tui.app.skeleton import found_settings
from hoory_tui.words import said, to_say

_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)
_STANDARD: Final = (0, 1, 2)
"""The descriptors of the terminal."""
_RESET: Final = (
    b"\x1b[?1000;1003;1006;1015;1016l\x1b[?1004l\x1b[?2004l\x1b[?2048l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?7h"
)
"""Ends all that the library may have begun: mouse, focus, pastes, sizes, keyboard, screen."""
_HANGUP: Final = "hangup"
_HAND_PAUSE: Final = 0.7
"""Seconds without a key after which another one is a new beginning."""
_LEFT_OUT: Final = to_say(
    "What was typed before the console was there has been left out; type it again."
)
_PATIENCE: Final = 3.0
"""Seconds for leaving in order; a terminal that takes no more bytes would hold that up for ever."""
_HUNG_UP: Final = 1.5
"""The same where no terminal is left that anything could be restored on."""


class TerminalApp(CurtainApp):
    """The console on a real terminal, with a shell around it that may stop and continue it."""

    by_the_clock = True
    _left_out_until = 0.0
    """When a hand that was typing before there was anything to type at will have paused."""
    _stops_itself = False

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that knows pastes and answers from keys."""
        return GuardedDriver

    def _loaded(self) -> None:
        super()._loaded()
        settle_down()
        self.collector = Collector(time.monotonic())

    def on_mount(self) -> None:
        """Take over from the library, whose handlers know nothing of drafts."""
        if skeleton.was_typed_at():
            self._left_out_until = time.monotonic() + _HAND_PAUSE
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTSTP, self._stop_as_told)
        loop.add_signal_handler(signal.SIGCONT, self._continue)

    def leave_screen_on(self) -> None:
        """Have the console that comes next paint over what stands there."""
        skeleton.hold()

    def _stop_as_told(self) -> None:
        self.save_now()
        if self.is_away:
            # The terminal is an editor's, which stops as well.
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        self._stops_itself = True
        with self.suspend():
            os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        if not self._stops_itself and not self.is_away:
            # Nobody asked before stopping us, and whoever had the terminal since then may have
            # set it in their way.
            with self.suspend():
                pass
        self._stops_itself = False

    def _judged(self, event: Typed) -> Typed | None:
        if event.time < self._left_out_until and isinstance(event, events.Key):
            # The first letters of a word were for nobody; the others are no commands.
            self._left_out_until = event.time + _HAND_PAUSE
            self._say_once(said(_LEFT_OUT))
            return None
        return super()._judged(event)

    def _handle_exception(self, error: Exception) -> None:
        self.save_now()
        super()._handle_exception(error)


class Ending(Protocol):
    """A console that can be told to end, and that saves words at once."""

    def exit(self, *, return_code: int) -> None:
        """End, by this exit code."""

    def save_now(self) -> bool:
        """Put everything on disk."""


class Endings:
    """Lets a closed terminal or a polite kill end the console the way a key does.

    Without this the terminal would be left in full-screen mode.
    """

    def __init__(self, app: Ending) -> None:
        self._app = app
        self._loop = asyncio.get_running_loop()
        self._found = found_settings()
        self._number = 0
        """Of the signal that ends the console."""

    def __enter__(self) -> None:
        self._before = {number: signal.signal(number, self._take) for number in _ENDINGS}
        self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, self._give_up)
        # One is enough for a process, however many consoles follow each other in it.
        if not any(one.name == _HANGUP for one in threading.enumerate()):
            threading.Thread(target=_tell_of_hangup, name=_HANGUP, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        for number in (signal.SIGTSTP, signal.SIGCONT):
            self._loop.remove_signal_handler(number)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _take(self, number: int, _frame: FrameType | None) -> None:
        self._number = number
        # The loop may be waiting for the terminal to take bytes, and would wait for ever.
        signal.setitimer(signal.ITIMER_REAL, _HUNG_UP if number == signal.SIGHUP else _PATIENCE)
        self._loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        self._app.exit(return_code=128 + self._number)
        # At once, because leaving may take longer than the system gives us.
        self._app.save_now()

    def _give_up(self, _number: int, _frame: FrameType | None) -> None:
        try:
            self._app.save_now()
            _reset_terminal(self._found)
        finally:
            os._exit(128 + self._number)


def _reset_terminal(found: list[Any]) -> None:
    """Put a terminal back as it was found, without waiting for it."""
    # Bytes that it does not take now would be waited for.
    if select.select([], [_STANDARD[2]], [], 0.0)[1]:
        os.write(_STANDARD[2], _RESET + GuardedDriver.owed)
    termios.tcsetattr(_STANDARD[0], termios.TCSANOW, found)


def _tell_of_hangup() -> None:
    """Hang up on ourselves when the terminal is closed: the system tells only a session's leader.

    A console that is not told would read the end of its input as fast as it can.
    """
    terminal = select.poll()
    terminal.register(_STANDARD[0], 0)
    terminal.poll()
    # What is still written must not fail, or the console would end by that instead.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in _STANDARD:
        os.dup2(nowhere, number)
    os.kill(os.getpid(), signal.SIGHUP)
