"""A file that lets the next run go on where this one stopped, with nothing missing or doubled.

It is a list of lines of JSON. The first is the whole memory; each of the others is what became
certain with one batch, added in one write, so that a program that is killed leaves at most its
last line unfinished, which is not read. A file that has grown is written anew beside itself and
then put in its own place.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import stat
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from hoory_tui.sdk.following.items import Note, Told
from hoory_tui.sdk.following.ledger import Ledger
from hoory_tui.sdk.following.notes import key_of, recall

_FORMAT: Final = "hoory-tui cursor 1"
_MOST_NOTES: Final = 6000
"""Things that are remembered from one run to the next, the ones told last."""
_LARGEST: Final = 2 * 1024 * 1024
"""Bytes beyond which a file is none of ours."""
_GROWN: Final = 512 * 1024
"""Bytes that may be added before it is written anew."""
_MODE: Final = 0o600


class MemoryFileError(Exception):
    """The file cannot be used; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CursorFile:
    """The memory of a stream on disk, used by one program at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cursor: str | None = None
        """Where to go on; None at the first time."""
        self._notes: OrderedDict[Note, Note] = OrderedDict()
        self._descriptor: int | None = None
        self._added = 0

    def __enter__(self) -> Self:
        try:
            self._descriptor = self._open()
            self._lock(self._descriptor)
            self._check_place(self._descriptor)
            self._read(self._descriptor)
            # Not before it is known to be ours.
            os.fchmod(self._descriptor, _MODE)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def ledger(self) -> Ledger:
        """Return a ledger that knows what earlier runs told; raises MemoryFileError."""
        ledger = Ledger()
        try:
            recall(ledger, self._notes.values())
        except ValueError:
            raise self._foreign() from None
        return ledger

    def confirm(self, told: Iterable[Told]) -> None:
        """Take it that these were handed on; raises MemoryFileError when that cannot be kept."""
        items = list(told)
        if not items:
            return
        notes = [one.note for one in items if one.note is not None]
        for note in notes:
            key = key_of(note)
            self._notes[key] = note
            self._notes.move_to_end(key)
        while len(self._notes) > _MOST_NOTES:
            self._notes.popitem(last=False)
        self._keep(items[-1].cursor, notes)

    def confirm_cursor(self, cursor: str) -> None:
        """Take it that all is told up to here, though nothing more was handed on."""
        if cursor != self.cursor:
            self._keep(cursor, [])

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _keep(self, cursor: str, notes: list[Note]) -> None:
        self.cursor = cursor
        line = _line({"cursor": cursor, "told": notes})
        try:
            if self._added == 0 or self._added + len(line) > _GROWN:
                self._write_anew()
            else:
                assert self._descriptor is not None
                _write(self._descriptor, line)
                self._added += len(line)
        except OSError as error:
            why = error.strerror
            raise MemoryFileError(
                f"{self.path} cannot be written ({why}); make room or correct its rights, "
                "and the next run tells the last lines again."
            ) from None

    def _write_anew(self) -> None:
        head = {"format": _FORMAT, "cursor": self.cursor, "told": list(self._notes.values())}
        content = _line(head)
        draft = self.path.with_name(f".{self.path.name}.{os.urandom(6).hex()}.new")
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        descriptor = os.open(draft, flags, _MODE)
        try:
            self._lock(descriptor)
            _write(descriptor, content)
            os.fsync(descriptor)
            draft.replace(self.path)
        except BaseException:
            os.close(descriptor)
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
        self.close()
        self._descriptor, self._added = descriptor, 1

    def _open(self) -> int:
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            descriptor = os.open(self.path, flags, _MODE)
        except OSError as error:
            why = "it is a link" if error.errno == errno.ELOOP else error.strerror
            raise MemoryFileError(
                f"{self.path} cannot be opened ({why}); name another file as --cursor-file."
            ) from None
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            os.close(descriptor)
            raise MemoryFileError(f"{self.path} is no plain file of yours; name another one.")
        return descriptor

    def _lock(self, descriptor: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise self._in_use() from None

    def _check_place(self, descriptor: int) -> None:
        # Whoever writes it anew lets go of the one that we may have opened just before.
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), self.path.lstat()):
                return
        raise self._in_use()

    def _in_use(self) -> MemoryFileError:
        return MemoryFileError(
            f"{self.path} is in use by another run; end that one, or name another file."
        )

    def _read(self, descriptor: int) -> None:
        content = os.pread(descriptor, _LARGEST + 1, 0)
        if not content:
            return
        if len(content) > _LARGEST:
            raise self._foreign()
        # What stands behind the last line's end was being written when somebody ended us.
        whole = content[: content.rfind(b"\n") + 1].splitlines()
        try:
            lines: list[dict[str, Any]] = [json.loads(one) for one in whole]
            if not lines or lines[0]["format"] != _FORMAT:
                raise self._foreign()
            for line in lines:
                self.cursor = str(line["cursor"])
                for note in map(tuple, line["told"]):
                    key = key_of(note)
                    self._notes[key] = note
                    self._notes.move_to_end(key)
        except (ValueError, TypeError, KeyError, IndexError, RecursionError):
            raise self._foreign() from None

    def _foreign(self) -> MemoryFileError:
        return MemoryFileError(
            f"{self.path} is no cursor file of this program, and was left as it is; "
            "name another file."
        )


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, separators=(",", ":")).encode() + b"\n"


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
