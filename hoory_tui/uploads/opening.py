"""Opening a file that is to be sent: once, only a regular one, and only as long as it is the same.

Everything is asked of the open descriptor, so that what was examined is what is read. Nothing
here waits for a pipe or a device.
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from hoory_tui.store.records import OutgoingFile
from hoory_tui.uploads.aside import aside
from hoory_tui.uploads.errors import UnsendableError
from hoory_tui.uploads.naming import sent_name

LARGEST: Final = 40 * 1024 * 1024
"""Bytes of a file that servers of this family take."""
MOST: Final = 15
"""Files that servers of this family take in one message."""

_FLAGS: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


class OpenFile:
    """A file of known size, read from its beginning to its end and closed.

    `read` raises UnsendableError when the file is not, or no longer, what was attached.
    """

    def __init__(self, descriptor: int, file: OutgoingFile) -> None:
        self.name = file.name
        self.size = file.size
        self._descriptor = descriptor
        self._file = file
        self._left = file.size
        self._is_closed = False
        self._in_use = threading.Lock()

    async def read(self, count: int) -> bytes:
        """Return up to so many of the next bytes, none after the last."""
        return await aside(lambda: self.read_now(count))

    def read_now(self, count: int) -> bytes:
        """Do the same; blocks."""
        try:
            with self._in_use:
                return self._read(count)
        finally:
            if self._is_closed:
                self.close()

    def _read(self, count: int) -> bytes:
        try:
            data = os.read(self._descriptor, min(count, self._left))
            self._left -= len(data)
            # Before the last bytes are handed out: a mixture of two states must not leave whole.
            is_same = (
                bool(data) if self._left else _of(self._descriptor, self._file.path) == self._file
            )
        except OSError as error:
            raise UnsendableError(_unreadable(self.name, error)) from None
        if not is_same:
            raise UnsendableError(f"{self.name} changed while it was being sent")
        return data

    def close(self) -> None:
        """Let go of the file, at once or as soon as a disk has answered; again is no error."""
        self._is_closed = True
        # A number that is given up while it is read from may by then be another file's.
        if self._in_use.acquire(blocking=False):
            try:
                descriptor, self._descriptor = self._descriptor, -1
                if descriptor >= 0:
                    os.close(descriptor)
            finally:
                self._in_use.release()


def examine(path: str) -> OutgoingFile:
    """Return the file at this path as it is now; raises UnsendableError for one that cannot go."""
    descriptor = _open(path, sent_name(path))
    try:
        return _of(descriptor, path)
    finally:
        os.close(descriptor)


async def open_aside(files: Sequence[OutgoingFile]) -> list[OpenFile]:
    """Do as `open_all`, without waiting for the disk."""
    return await aside(lambda: open_all(files)) if files else []


def open_all(files: Sequence[OutgoingFile]) -> list[OpenFile]:
    """Open all files of a message, or none; raises UnsendableError when one is not the same."""
    opened: list[OpenFile] = []
    try:
        for file in files:
            opened.append(_open_again(file))
    except UnsendableError:
        close_all(opened)
        raise
    return opened


def close_all(files: Sequence[OpenFile]) -> None:
    """Close files, whatever became of them."""
    for file in files:
        with suppress(OSError):
            file.close()


def _open_again(file: OutgoingFile) -> OpenFile:
    descriptor = _open(file.path, file.name)
    try:
        is_same = _of(descriptor, file.path) == file
    except UnsendableError:
        is_same = False
    if not is_same:
        os.close(descriptor)
        raise UnsendableError(f"{file.name} has changed since you attached it; attach it again")
    return OpenFile(descriptor, file)


def _open(path: str, name: str) -> int:
    try:
        # Asked first, because merely opening a device can make it act.
        _refuse_other_kinds(Path(path).stat().st_mode, name)
        return os.open(path, _FLAGS)
    except OSError as error:
        raise UnsendableError(_unreadable(name, error)) from None


def _refuse_other_kinds(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise UnsendableError(f"{name} is a folder")
    if not stat.S_ISREG(mode):
        raise UnsendableError(f"{name} is not a file that can be sent")


def _of(descriptor: int, path: str) -> OutgoingFile:
    """Return what the open file is; raises UnsendableError for one that cannot be sent."""
    found, name = os.fstat(descriptor), sent_name(path)
    _refuse_other_kinds(found.st_mode, name)
    if found.st_size == 0:
        raise UnsendableError(f"{name} is empty")
    if found.st_size > LARGEST:
        raise UnsendableError(f"{name} is larger than the {LARGEST >> 20} MB that servers take")
    return OutgoingFile(path, name, found.st_size, found.st_mtime_ns, found.st_ino)


def _unreadable(name: str, error: OSError) -> str:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return f"{name} is not there"
        case PermissionError():
            return f"{name} may not be read by you"
    return f"{name} cannot be read ({os.strerror(error.errno or 0)})"
