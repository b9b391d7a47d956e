"""A recording on its way to the disk: private, in order, and whole up to the last line written."""

from __future__ import annotations

import errno
import os
import stat
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.format import Entry, Header, write_entry, write_header
from hoory_tui.sdk.secrecy import SECRETS

_GZIP: Final = 31
"""What the library wants to hear for a window of the usual size, in a gzip frame."""


class SessionFile:
    """An open file of a session that nobody else may read.

    Every call of `write` ends with all of it in the system's hands, so that a killed recorder
    leaves a file that can be read. Raises RecordingError.
    """

    def __init__(self, path: Path, header: Header, *, replace: bool = False) -> None:
        self.path = path
        self.size = 0
        """Bytes on the disk."""
        self.withheld = 0
        """Lines that a secret was found in after all, and that were left out therefore."""
        self._packing = zlib.compressobj(wbits=_GZIP) if path.name.endswith(".gz") else None
        self._file = _open_new(path, replace=replace)
        self._put([write_header(header)])

    @property
    def is_closed(self) -> bool:
        """Whether the file is finished."""
        return self._file < 0

    def write(self, *entries: Entry) -> None:
        """Add lines."""
        self._put(self._checked(map(write_entry, entries)))

    def close(self) -> None:
        """Finish the file; more than once is as good as once."""
        if self._file < 0:
            return
        if self._packing is not None:
            self._write(self._packing.flush(zlib.Z_FINISH))
        os.close(self._file)
        self._file = -1

    def _checked(self, lines: Iterable[str]) -> Iterable[str]:
        for line in lines:
            if SECRETS.holds(line):
                self.withheld += 1
            else:
                yield line

    def _put(self, lines: Iterable[str]) -> None:
        raw = "".join(f"{line}\n" for line in lines).encode()
        if self._packing is not None:
            raw = self._packing.compress(raw) + self._packing.flush(zlib.Z_SYNC_FLUSH)
        self._write(raw)

    def _write(self, raw: bytes) -> None:
        left = memoryview(raw)
        try:
            while left:
                written = os.write(self._file, left)
                self.size += written
                left = left[written:]
        except OSError as error:
            raise RecordingError(
                f"The recording cannot go on ({error.strerror}); what was written so far is kept."
            ) from None


def _open_new(path: Path, *, replace: bool) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        if replace and stat.S_ISREG(path.lstat().st_mode):
            path.unlink()
    except FileNotFoundError:
        pass
    except OSError as error:
        raise _refusal(path, error) from None
    try:
        return os.open(path, flags, 0o600)
    except OSError as error:
        raise _refusal(path, error) from None


def _refusal(path: Path, error: OSError) -> RecordingError:
    shown = path.name
    if error.errno in (errno.EEXIST, errno.ELOOP):
        return RecordingError(
            f"There is something named {shown} already, and it was left alone; choose another name"
            " or write over a file with --force."
        )
    return RecordingError(f"{shown} cannot be written ({error.strerror}); nothing was recorded.")
