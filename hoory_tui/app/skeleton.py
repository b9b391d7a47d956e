"""A picture on the terminal before the library is loaded, with the way back.

It is written as plain sequences. Until the console takes the terminal over, whatever goes wrong
gives it back as it was found, so that what is to be said stands on the ordinary screen.
"""

from __future__ import annotations

import os
import select
import signal
import termios

from hoory_tui.app.keyboard.manners import WIPE, has_one_screen
from hoory_tui.app.picture import early_picture, late_picture, start_mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType
    from typing import Any, Final

ENTER_SCREEN: Final = "\x1b[?1049h"
_BEFORE: Final = f"{ENTER_SCREEN}\x1b[?25l\x1b[?7l"
LEFT_ON: Final = ("\x1b[?1049l", "\x1b[?25h")
"""What a console says at its end that gives the screen and the cursor back."""
_CLEAR: Final = "\x1b[?25l\x1b[?7l\x1b[0m\x1b[2J"
_LEAVE: Final = b"\x1b[0m\x1b[?7h\x1b[?1049l\x1b[?25h"
_IN: Final = 0
_OUT: Final = 2
"""The library reads from the first of the terminal's descriptors and draws on the last."""
_ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT)


class Skeleton:
    """A picture that stands on the terminal from now on."""

    def __init__(self, picture: str) -> None:
        self.found: list[Any] = termios.tcgetattr(_IN)
        """How the terminal was set before."""
        self.was_typed_at = False
        """Whether there were keys for nobody when the terminal was taken over."""
        self._is_ours = True
        self._before: dict[int, Any] = {}
        self._catch()
        quiet = termios.tcgetattr(_IN)
        # What is typed now would stand in the middle of the picture.
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(_IN, termios.TCSANOW, quiet)
        _write(f"{_BEFORE}{picture}".encode())

    def stand_again(self, picture: str) -> None:
        """Take the terminal again, from a console that has left its screen on; show a picture."""
        self._is_ours, self.was_typed_at = True, False
        quiet = termios.tcgetattr(_IN)
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(_IN, termios.TCSANOW, quiet)
        if signal.getsignal(signal.SIGTSTP) is signal.SIG_DFL:
            # Stopped now, it would leave the shell on our screen.
            self._before.setdefault(signal.SIGTSTP, signal.SIG_DFL)
            signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        _write(f"{_CLEAR}{picture}".encode())

    def take_over(self) -> bool:
        """Leave the terminal, set as it was found, to whoever paints over the picture.

        What was typed so far was typed at an old screen, whose rows may be others by now.
        Tells whether the picture was still there.
        """
        was_ours, self._is_ours = self._is_ours, False
        if was_ours:
            self.was_typed_at = _is_typed_ahead()
            termios.tcsetattr(_IN, termios.TCSANOW, self.found)
            termios.tcflush(_IN, termios.TCIFLUSH)
        return was_ours

    def give_back(self) -> None:
        """Leave the terminal as it was found, unless somebody has taken it over."""
        if not self._is_ours:
            return
        self._is_ours = False
        try:
            # A terminal that takes no bytes now would be waited for.
            if select.select([], [_OUT], [], 0.0)[1]:
                os.write(_OUT, WIPE.encode() + _LEAVE if has_one_screen(os.environ) else _LEAVE)
            termios.tcsetattr(_IN, termios.TCSANOW, self.found)
        except (OSError, termios.error):
            return

    def end(self) -> None:
        """Give the terminal back, and the signals as well."""
        self.give_back()
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _catch(self) -> None:
        for number in _ENDINGS:
            # What is ignored, as by nohup, stays so.
            if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                self._before[number] = signal.signal(number, self._leave)
        if signal.getsignal(signal.SIGTSTP) is signal.SIG_DFL:
            # Stopped now, it would leave the shell on our screen.
            self._before[signal.SIGTSTP] = signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    def _leave(self, number: int, _frame: FrameType | None) -> None:
        # An exception could be taken for one of its own by whatever is being imported.
        try:
            _let_go()
            self.give_back()
        finally:
            os._exit(128 + number)


class _Terminal:
    """What this process knows of its terminal; it has only one."""

    mark = ""
    shown: Skeleton | None = None
    is_held = False
    """Whether a console that ends now leaves its screen on for the next one."""


def begin(argv: Sequence[str], environ: Mapping[str, str]) -> None:
    """Have a picture on the terminal at once, if it can be told which."""
    size = _size()
    if size is None:
        return
    _Terminal.mark = start_mark(argv, environ)
    _show(early_picture(_Terminal.mark, argv, environ, size))


def go_on(mark: str, theme: str, environ: Mapping[str, str] = os.environ) -> None:
    """Have a picture on the terminal now that more is known, if there is none yet."""
    size = _size()
    if _Terminal.shown is None and size is not None:
        _show(late_picture(mark, theme, environ, size))


def end() -> None:
    """Give back what is left of the terminal to give back; to be called in any case."""
    _let_go()
    shown, _Terminal.shown, _Terminal.mark = _Terminal.shown, None, ""
    if shown is not None:
        shown.end()


def hold() -> None:
    """Have the console that ends now leave its screen on: the next one comes at once."""
    _Terminal.is_held = True


def is_held() -> bool:
    """Tell whether the screen stays on though the console ends."""
    return _Terminal.is_held


def come_back(mark: str, theme: str, environ: Mapping[str, str] = os.environ) -> None:
    """Have a picture on the screen that a console has left on, until the next one paints.

    `mark` and `theme` are those of the next one, as in `go_on`.
    """
    was_held, _Terminal.is_held = _Terminal.is_held, False
    size = _size()
    if size is None or not was_held:
        return
    picture = late_picture(mark, theme, environ, size)
    if _Terminal.shown is None:
        _Terminal.shown = Skeleton(f"{_CLEAR}{picture}")
    else:
        _Terminal.shown.stand_again(picture)


def this_start() -> str:
    """Return the mark of this start, "" if there is no terminal to show anything on."""
    return _Terminal.mark


def take_over() -> bool:
    """Take the terminal from the picture; tell whether there was one, and with it the screen."""
    return _Terminal.shown is not None and _Terminal.shown.take_over()


def was_typed_at() -> bool:
    """Tell whether somebody was typing already when the terminal was taken over."""
    return _Terminal.shown is not None and _Terminal.shown.was_typed_at


def give_back() -> None:
    """Take the picture away, so that what is written now stands on the ordinary screen."""
    _let_go()
    if _Terminal.shown is not None:
        _Terminal.shown.give_back()


def found_settings() -> list[Any]:
    """Return how the terminal was set before the picture, or how it is."""
    return _Terminal.shown.found if _Terminal.shown is not None else termios.tcgetattr(_IN)


def _let_go() -> None:
    was_held, _Terminal.is_held = _Terminal.is_held, False
    if was_held and _size() is not None:
        _write(_LEAVE)


def _is_typed_ahead() -> bool:
    # While it gathers lines, a terminal tells only of whole ones.
    settings = termios.tcgetattr(_IN)
    settings[3] &= ~termios.ICANON
    termios.tcsetattr(_IN, termios.TCSANOW, settings)
    return bool(select.select([_IN], [], [], 0.0)[0])


def _show(picture: str) -> None:
    if picture:
        _Terminal.shown = Skeleton(picture)


def _size() -> tuple[int, int] | None:
    try:
        is_terminal = all(os.isatty(number) for number in (_IN, 1, _OUT))
        return tuple(os.get_terminal_size(_OUT)) if is_terminal else None  # type: ignore[return-value]
    except OSError:
        return None


def _write(data: bytes) -> None:
    try:
        while data:
            data = data[os.write(_OUT, data) :]
    except OSError:
        return
