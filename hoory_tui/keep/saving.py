"""Files that strangers sent, put into the agent's folder: complete, private, never over another.

What arrives is written to a ``.part`` file first.  The whole is then given its name by a step
that fails where the name is taken, be it by a file or by a link to somewhere else.
"""

from __future__ import annotations

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Final

from hoory_tui.config.paths import PRIVATE_DIR_MODE
from hoory_tui.keep.private import FILE_MODE
from hoory_tui.wire.filenames import numbered

PART: Final = ".part"
MOST_TWINS: Final = 1000
"""So many files of one name are told apart by numbers."""

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_COPIED: Final = 1024 * 1024
# What file systems without hard links answer: those of memory cards and of some networks.
_NO_LINKS: Final = frozenset(
    {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}
)
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class SaveError(Exception):
    """A file was not saved and nothing of it was left; ``sentence`` says why and what to do."""

    def __init__(self, name: str, cause: str, remedy: str) -> None:
        sentence = f"{name} was not saved: {cause}. Nothing of it was left; {remedy}."
        # The path of a folder may hold anything, and this goes to a terminal.
        self.sentence = "".join(
            letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in sentence
        )
        super().__init__(self.sentence)


class Saving:
    """One file on its way to the disk; every method but ``abandon`` raises SaveError.

    Its methods may run in threads, one after the other; ``abandon`` waits for the one that
    runs.  Used as a context manager it is abandoned at the end unless it was finished.
    """

    def __init__(self, folder: Path, name: str, limit: int) -> None:
        self.folder = folder
        self.name = name
        """A clean name, which the file gets if nothing else has it."""
        self.limit = limit
        """The most bytes that are taken."""
        self._size = 0
        self._part = ""
        self._folder = self._file = -1
        self._over = False
        # Whoever gives up must not close a descriptor that a thread is just writing to.
        self._lock = threading.Lock()

    def __enter__(self) -> Saving:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.abandon()

    def begin(self) -> None:
        """Make the folder, for its owner alone if it is new, and the ``.part`` file in it."""
        with self._lock, self._tidy_failure():
            self._refuse_when_over()
            for missing in reversed([self.folder, *self.folder.parents]):
                if not missing.exists():
                    missing.mkdir(mode=PRIVATE_DIR_MODE, exist_ok=True)
            # From here on the folder is the one that was opened, whatever its path names later.
            self._folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            self._part, self._file = self._make(lambda number: f"{self._twin(number)}{PART}")

    def write(self, data: bytes) -> None:
        """Write what has come."""
        with self._lock, self._tidy_failure():
            self._refuse_when_over()
            self._size += len(data)
            if self._size > self.limit:
                raise SaveError(
                    self.name,
                    f"it is larger than {self.limit // 1_000_000} MB",
                    "a higher download_megabytes in config.toml allows more",
                )
            _write_all(self._file, data)

    def finish(self) -> Path:
        """Give the file its name, or the next that is free, and return where it is."""
        with self._lock, self._tidy_failure():
            self._refuse_when_over()
            os.fsync(self._file)
            name = self._link()
            # The file has its name: what goes wrong from here on is no reason to say it has not.
            with contextlib.suppress(OSError):
                os.unlink(self._part, dir_fd=self._folder)
            self._part = ""
            with contextlib.suppress(OSError):
                os.fsync(self._folder)
            self._close()
            return self.folder / name

    def abandon(self) -> None:
        """Leave nothing behind, unless the file was finished."""
        with self._lock:
            self._drop()

    def _refuse_when_over(self) -> None:
        if self._over:
            raise SaveError(self.name, "it was given up", "save it again")

    def _twin(self, number: int) -> str:
        return numbered(self.name, number) if number else self.name

    def _make(self, name_of: Callable[[int], str]) -> tuple[str, int]:
        for number in range(MOST_TWINS):
            name = name_of(number)
            try:
                file = os.open(name, _NEW, FILE_MODE, dir_fd=self._folder)
            except FileExistsError:
                continue
            # A umask can take rights away, and what is left must not depend on it.
            os.fchmod(file, FILE_MODE)
            return name, file
        raise self._too_many()

    def _link(self) -> str:
        for number in range(MOST_TWINS):
            name = self._twin(number)
            try:
                os.link(
                    self._part,
                    name,
                    src_dir_fd=self._folder,
                    dst_dir_fd=self._folder,
                    follow_symlinks=False,
                )
            except FileExistsError:
                continue
            except OSError as error:
                if error.errno not in _NO_LINKS:
                    raise
                return self._copy()
            return name
        raise self._too_many()

    def _copy(self) -> str:
        """Write the file once more under its name, where files cannot have two names."""
        name, target = self._make(self._twin)
        try:
            source = os.open(self._part, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=self._folder)
            try:
                while data := os.read(source, _COPIED):
                    _write_all(target, data)
            finally:
                os.close(source)
            os.fsync(target)
        except OSError:
            os.unlink(name, dir_fd=self._folder)
            raise
        finally:
            os.close(target)
        return name

    def _too_many(self) -> SaveError:
        return SaveError(
            self.name, f"{self.folder} holds {MOST_TWINS} files of that name", "move some away"
        )

    @contextlib.contextmanager
    def _tidy_failure(self) -> Iterator[None]:
        try:
            yield
        except SaveError:
            self._drop()
            raise
        except OSError as error:
            self._drop()
            raise self._explain(error) from None

    def _explain(self, error: OSError) -> SaveError:
        if error.errno in _FULL:
            return SaveError(self.name, "the disk is full", "free some space and save it again")
        cause = f"{self.folder} cannot be used ({error.strerror})"
        return SaveError(
            self.name, cause, "correct its rights, or set download_folder in config.toml"
        )

    def _drop(self) -> None:
        if self._part:
            with contextlib.suppress(OSError):
                os.unlink(self._part, dir_fd=self._folder)
            self._part = ""
        self._close()

    def _close(self) -> None:
        self._over = True
        for descriptor in (self._file, self._folder):
            if descriptor >= 0:
                with contextlib.suppress(OSError):
                    os.close(descriptor)
        self._file = self._folder = -1


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
