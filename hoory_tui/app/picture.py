"""What to show first: the last screen of the same start, or a calm outline; told without parsing.

The picture must be there before arguments, settings and logins are read. So it is found by a mark
of all that they are read from: where nothing of that has changed, it is the same login.
"""

from __future__ import annotations

import os
import time

import hoory_tui
from hoory_tui.app.keyboard.manners import is_screenless
from hoory_tui.app.outline import USUAL_THEME, outline
from hoory_tui.config.folders import config_folder, frames_folder
from hoory_tui.keep.frames import Frame, frame_name, read_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Final

STARTING: Final = "starting"
"""Stands in the first line for as long as nothing on the screen is live."""
_TOLD: Final = (
    *("HOORY_URL", "HOORY_TOKEN", "HOORY_ACCOUNT"),
    *("TERM", "COLORTERM", "NO_COLOR", "TERM_PROGRAM"),
)
_SMALLEST: Final = (20, 4)
_LARGEST: Final = (999, 999)
_HARMLESS: Final = ("--debug", "--demo", "--quiet-visitors")
"""Arguments that cannot be wrong and that change nothing about the outline."""
_ELSEWHERE: Final = (b"token_command", b"token_file", b"keyring")
"""A token that is asked for somewhere else: that may want the terminal for itself."""
_LOOKS: Final = (b"plain", b"theme", b"ascii")
_MOST: Final = 256 * 1024


def start_mark(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    """Return a mark that two starts share only if they are told the same by everybody.

    It is "" where a file is named for a token: what is in there may be told to us only once.
    """
    if any(argument.startswith("--token-file") for argument in argv):
        return ""
    folder = config_folder(environ)
    told = [
        hoory_tui.__version__,
        *argv,
        *(f"{name}={environ.get(name, '')}" for name in _TOLD),
        *(_state(f"{folder}/{name}") for name in ("config.toml", "profiles.toml")),
    ]
    return _digest("\0".join(told))


def login_mark(mark: str, token: str, *, is_told: bool) -> str:
    """Return the mark of a start with its login.

    `is_told` says that the token came from what the start's own mark is made of.
    """
    return mark if is_told or not mark else _digest(f"{mark}\0{token}")


def early_picture(
    mark: str, argv: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]
) -> str:
    """Return what to write before anything is read, "" for nothing."""
    if not _may_draw(environ, size):
        return ""
    shown = _last(mark, environ, size)
    if not shown and _is_plain(argv, environ):
        shown = outline(*size, USUAL_THEME, environ, STARTING)
    return shown


def late_picture(mark: str, theme: str, environ: Mapping[str, str], size: tuple[int, int]) -> str:
    """Return what to write once the login is known, "" for nothing."""
    if not _may_draw(environ, size):
        return ""
    return _last(mark, environ, size) or outline(*size, theme, environ, STARTING)


def as_of(saved_at: float, now: float) -> str:
    """Return the words that keep an old screen from being taken for a live one."""
    then, today = time.localtime(saved_at), time.localtime(now)
    shape = "%H:%M" if then[:3] == today[:3] else "%d %b %H:%M"
    return f" {STARTING}, as of {time.strftime(shape, then)} "


def _may_draw(environ: Mapping[str, str], size: tuple[int, int]) -> bool:
    fits = all(
        least <= one <= most for least, one, most in zip(_SMALLEST, size, _LARGEST, strict=True)
    )
    return fits and not is_screenless(environ)


def _last(mark: str, environ: Mapping[str, str], size: tuple[int, int]) -> str:
    if not mark:
        return ""
    frame = read_frame(f"{frames_folder(environ)}/{frame_name(mark, *size)}", *size)
    return frame.body + _dated(frame, size[0], time.time()) if frame is not None else ""


def _dated(frame: Frame, columns: int, now: float) -> str:
    words = as_of(frame.saved_at, now)[-columns:]
    column = max(0, min(frame.free, columns - len(words)))
    return f"\x1b[1;{column + 1}H\x1b[0;{frame.bar}m{words.rjust(columns - column)}\x1b[0m"


def _is_plain(argv: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Tell a start that will most likely lead to a console in its usual looks."""
    if any(argument not in _HARMLESS for argument in argv):
        return False
    folder = config_folder(environ)
    settings = _content(f"{folder}/config.toml")
    if any(word in settings for word in _LOOKS):
        return False
    if "--demo" in argv or (environ.get("HOORY_URL") and environ.get("HOORY_TOKEN")):
        return True
    logins = _content(f"{folder}/profiles.toml")
    return b"[profiles." in logins and not any(word in logins for word in _ELSEWHERE)


def _content(path: str) -> bytes:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return b""
    try:
        return os.read(descriptor, _MOST)
    except OSError:
        return b""
    finally:
        os.close(descriptor)


def _state(path: str) -> str:
    try:
        status = os.stat(path)  # noqa: PTH116
    except OSError:
        return "-"
    return f"{status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns}"


def _digest(text: str) -> str:
    try:
        # What hashlib hands out as well; by itself it needs no second of a large library.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    return blake2b(text.encode(errors="surrogatepass"), digest_size=16).hexdigest()
