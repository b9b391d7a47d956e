"""What a terminal takes for letters or has never heard of, and so is never sent."""

# Nothing is imported up here that takes longer than the first picture does.
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

LEAVE_SCREEN: Final = "\x1b[?1049l"
WIPE: Final = "\x1b[0m\x1b[1;1H\x1b[2J"
"""For a terminal with one screen only, which would keep ours below whatever comes next."""
_NO_SCREEN: Final = ("", "dumb", "unknown", "emacs")
_STRINGS: Final = ("\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1bk")
_KEYBOARD: Final = ("\x1b[>", "\x1b[<")


def is_screenless(environ: Mapping[str, str]) -> bool:
    """Tell whether a terminal can only write line after line."""
    return _kind(environ) in _NO_SCREEN


def is_linux_console(environ: Mapping[str, str]) -> bool:
    """Tell whether the kernel itself is the terminal: few shapes, sixteen colours, no windows."""
    return _kind(environ).partition("-")[0] == "linux"


def has_one_screen(environ: Mapping[str, str]) -> bool:
    """Tell whether leaving our screen may not bring back what was there before."""
    in_screen = bool(environ.get("STY")) and not environ.get("TMUX")
    return in_screen or is_linux_console(environ)


class Manners:
    """Knows what to say to one terminal, and what not."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._is_linux = is_linux_console(environ)
        self._has_one_screen = has_one_screen(environ)

    def spoken(self, data: str) -> str:
        """Return what is to be sent in place of something, "" for nothing."""
        if self._is_linux and self._is_unheard_of(data):
            return ""
        return f"{WIPE}{data}" if data == LEAVE_SCREEN and self._has_one_screen else data

    def _is_unheard_of(self, data: str) -> bool:
        # Kernels that are not so new write the end of these onto the screen.
        return data.startswith((*_STRINGS, *_KEYBOARD)) or data.endswith("$p")


def _kind(environ: Mapping[str, str]) -> str:
    return environ.get("TERM", "").strip().lower()
