"""A private folder in which a file is edited, held by all who may still write into it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LARGEST: Final = 1 << 20
"""Bytes that are read of what was edited; servers take far less."""
_OPEN_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_OPEN_FILE: Final = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Workplace:
    """One file in a folder of its own, in which editors leave their copies.

    A lock on the folder lasts for as long as we or the editor live, also where one of us is
    killed. So what nobody holds was left behind, and nobody writes into it any more.
    """

    def __init__(self, folder: Path, name: str, held: int, before: str) -> None:
        self.file = folder / name
        self.held = held
        """The open folder that the lock is on, to be handed on to the editor."""
        self._before = before

    @classmethod
    def lay_out(cls, parent: Path, name: str, text: str) -> Workplace:
        """Return a new one with this text in its file (0600 in 0700); raises OSError."""
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_prefix(name), dir=parent))
        held = os.open(folder, _OPEN_FOLDER)
        try:
            # Where locks are not to be had, nothing will ever be taken for left behind.
            with contextlib.suppress(OSError):
                fcntl.flock(held, fcntl.LOCK_EX)
            # Without a file in it the folder is nobody's find, so there is no moment between.
            flags = _OPEN_FILE | os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(name, flags, 0o600, dir_fd=held), "wb") as file:
                file.write(text.encode())
        except BaseException:
            os.close(held)
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cls(folder, name, held, text)

    @property
    def is_changed(self) -> bool:
        """Whether the file holds other words than it was begun with, or than it would be now."""
        try:
            return self.read() != self._before
        except FileNotFoundError:
            return False
        except OSError:
            # Nobody can tell, and what is taken for unchanged is removed.
            return True

    @property
    def is_alone(self) -> bool:
        """Whether there is nothing beside the file, such as an editor's own copy."""
        return os.listdir(self.held) == [self.file.name]  # noqa: PTH208 (of what is open)

    @property
    def written_at(self) -> float:
        """When the file was written to, in seconds of the clock on the wall."""
        return os.stat(self.file.name, dir_fd=self.held, follow_symlinks=False).st_mtime

    def read(self) -> str:
        """Return the words as they are now; raises OSError."""
        number = os.open(self.file.name, _OPEN_FILE | os.O_RDONLY, dir_fd=self.held)
        with os.fdopen(number, "rb") as file:
            return file.read(LARGEST).decode("utf-8", "replace")

    def remove(self) -> None:
        """Have no folder and hold nothing any more."""
        shutil.rmtree(self.file.parent, ignore_errors=True)
        self.let_go()

    def let_go(self) -> None:
        """Leave everything where it is, for whoever asks next."""
        if self.held >= 0:
            os.close(self.held)
            self.held = -1

    def end(self) -> None:
        """Remove it, but leave words in it that are nowhere else."""
        if self.is_changed:
            self.let_go()
        else:
            self.remove()


def left_behind(parent: Path, name: str, now: str) -> list[Workplace]:
    """Return what is left of editing such a file and in nobody's hands, now in ours; newest first.

    `now` is the text that a new one would begin with.
    """
    found: list[Workplace] = []
    for folder in _folders(parent, name):
        with contextlib.suppress(OSError):
            held = os.open(folder, _OPEN_FOLDER)
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                _check(os.fstat(held))
                _check(os.stat(name, dir_fd=held, follow_symlinks=False), stat.S_IFREG)
            except OSError:
                os.close(held)
                raise
            found.append(Workplace(folder, name, held, now))
    return sorted(found, key=lambda one: one.written_at, reverse=True)


def _folders(parent: Path, name: str) -> Iterator[Path]:
    with contextlib.suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(_prefix(name)) and entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)


def _prefix(name: str) -> str:
    return f"{Path(name).stem}-"


def _check(status: os.stat_result, kind: int = stat.S_IFDIR) -> None:
    if stat.S_IFMT(status.st_mode) != kind or status.st_uid != os.geteuid():
        raise PermissionError
