"""Our own log: what the program did and met, never what people wrote or what opens doors.

It lies in the state folder, for its owner alone, in five parts of a mebibyte at most.
"""

from __future__ import annotations

import contextlib
import logging
import os
import stat
import sys
import threading
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import ensure_private_dir
from hoory_tui.sdk.secrecy import SECRETS, KnownSecrets
from hoory_tui.words import said

NAME: Final = "hoory-tui.log"
LARGEST: Final = 1024 * 1024
PARTS: Final = 5
LONGEST_LINE: Final = 4000
_LONGEST_MESSAGE: Final = 64 * 1024

_MODE: Final = 0o600
_LONGEST_FOREIGN: Final = 200
_MOST_CRASH_LINES: Final = 200
_ABOUT_CODE: Final = (AttributeError, ImportError, NameError, TypeError)
_OWN: Final = "hoory_tui"
_FORMAT: Final = "%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s: %(message)s"


class PrivateFile(RotatingFileHandler):
    """A rotating file that nobody else can open; what cannot be written is let go of."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=LARGEST, backupCount=PARTS - 1, encoding="utf-8")

    def _open(self) -> TextIOWrapper:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
        # A named pipe must fail the check below, not wait for a reader.
        descriptor = os.open(self.baseFilename, flags | os.O_NONBLOCK, _MODE)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
                raise PermissionError(0, "it is not a plain file of ours")
            os.fchmod(descriptor, _MODE)
        except OSError:
            os.close(descriptor)
            raise
        raw = os.fdopen(descriptor, "ab")
        return TextIOWrapper(raw, encoding="utf-8", errors="backslashreplace")

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; another console may have turned the page meanwhile."""
        with contextlib.suppress(OSError):
            if self.stream is not None and not self._is_current(self.stream):
                self.stream.close()
                self.stream = self._open()
        super().emit(record)

    def _is_current(self, stream: TextIOWrapper) -> bool:
        try:
            there = Path(self.baseFilename).stat()
        except OSError:
            return False
        here = os.fstat(stream.fileno())
        return (there.st_ino, there.st_dev) == (here.st_ino, here.st_dev)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (the library's name)
        """Say nothing: the screen is no place for it, and a full disk is told of elsewhere."""


class CleanFormatter(logging.Formatter):
    """One line for one record, and indented ones for a crash: no control, no secret."""

    def __init__(self, secrets: KnownSecrets) -> None:
        super().__init__(_FORMAT, "%Y-%m-%d %H:%M:%S")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a record whose parts do not fit together is named, not printed."""
        try:
            message = record.getMessage()
        except Exception:
            message = "a record that cannot be written"
        # Before anything is cut: half a secret would no longer be known for one.
        message = self._secrets.hide(message[:_LONGEST_MESSAGE])[: 4 * LONGEST_LINE]
        if not record.name.startswith(_OWN):
            # Others go on with the values of whatever was being done, on further lines.
            message = message.partition("\n")[0][:_LONGEST_FOREIGN]
        # The base class would add the crash with all its words, and keep it in the record.
        plain = logging.makeLogRecord(record.__dict__ | {"msg": message, "args": None})
        plain.message, plain.asctime = message, self.formatTime(record, self.datefmt)
        lines = [escaped(self._secrets.hide(self.formatMessage(plain)))[:LONGEST_LINE]]
        if record.exc_info and record.exc_info[1] is not None:
            told = self._secrets.hide("\n".join(crash_lines(record.exc_info[1])))
            lines += [f"  | {escaped(line)}"[:LONGEST_LINE] for line in told.splitlines()]
        return "\n".join(lines)


def crash_lines(error: BaseException) -> list[str]:
    """Return where an error came from: frames without variables, and no words but a coder's."""
    lines: list[str] = []
    one: BaseException | None = error
    while one is not None and len(lines) < _MOST_CRASH_LINES:
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"{frame.filename}:{frame.lineno} {frame.name}: {frame.line}")
        # Texts of other errors quote what they stumbled over, such as a customer's message.
        said = f": {one}" if isinstance(one, _ABOUT_CODE) else ""
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{said}")
        one = _origin(one)
    return lines


def _origin(error: BaseException) -> BaseException | None:
    # A worker's failure keeps what went wrong in a place of its own.
    held = getattr(error, "error", None)
    if isinstance(held, BaseException):
        return held
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def escaped(text: str) -> str:
    """Return a text in which whatever could act on a terminal or begin a line is spelt out."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape", "replace").decode()
        for letter in text
    )


@contextlib.contextmanager
def logging_to(folder: Path | None, *, debug: bool = False) -> Iterator[str]:
    """Log to a file of this folder, if any, for as long as the block lasts, and nowhere else.

    Yields a sentence for the user when there is no log, "" otherwise. Other libraries' warnings
    go there too, and none of it to the terminal.
    """
    root, own = logging.getLogger(), logging.getLogger(_OWN)
    before = root.handlers[:], root.level, own.level
    handler, trouble = _open_log(folder)
    handler.setFormatter(CleanFormatter(SECRETS))
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    own.setLevel(logging.DEBUG if debug else logging.INFO)
    hooks = sys.unraisablehook, threading.excepthook
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_thread
    logging.captureWarnings(True)
    try:
        yield trouble
    finally:
        logging.captureWarnings(False)
        sys.unraisablehook, threading.excepthook = hooks
        root.handlers[:], level, own_level = before
        root.setLevel(level)
        own.setLevel(own_level)
        handler.close()


def _open_log(folder: Path | None) -> tuple[logging.Handler, str]:
    if folder is None:
        return logging.NullHandler(), ""
    try:
        return PrivateFile(ensure_private_dir(folder) / NAME), ""
    except (OSError, ConfigError) as error:
        reason = error.problem if isinstance(error, ConfigError) else error.strerror
        # Without any handler the library would write to the terminal.
        return logging.NullHandler(), said(
            "There is no log this time ({reason}); everything else works; correct {file}.",
            reason=reason,
            file=folder / NAME,
        )


def log_crash(error: BaseException) -> None:
    """Write down what ended the program, without anybody's words in it."""
    _log_aside("that ended the program", error)


def _log_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    _log_aside("unraisable", unraisable.exc_value)


def _log_thread(crash: threading.ExceptHookArgs) -> None:
    _log_aside("in a thread", crash.exc_value)


def _log_aside(where: str, error: BaseException | None) -> None:
    logging.getLogger(_OWN).error("an error %s", where, exc_info=error)
