"""Which consoles are alive: each holds a lock that the kernel gives back when it dies."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hoory_tui.keep.errors import busy
from hoory_tui.keep.private import FILE_MODE, OPEN_FLAGS, make_folder, try_lock

SUFFIX: Final = ".lock"
_ID: Final = re.compile(r"[0-9a-f]{32}")
_ATTEMPTS: Final = 200


class Instance:
    """One running console, by a random ``id`` and its lock file in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.id = secrets.token_hex(16)
        self._descriptor: int | None = None

    def hold(self) -> None:
        """See to it that the lock is held, also when somebody removed its file meanwhile."""
        path = self._path(self.id)
        if self._descriptor is not None and _is_at(self._descriptor, path):
            return
        self._let_go()
        make_folder(self.folder)
        for _ in range(_ATTEMPTS):
            descriptor = os.open(path, OPEN_FLAGS, FILE_MODE)
            # Another console may look at the new file before it is locked, and sweep it away.
            if try_lock(descriptor) and _is_at(descriptor, path):
                self._descriptor = descriptor
                return
            os.close(descriptor)
            time.sleep(0.002)
        raise busy(path, "EWOULDBLOCK")

    def release(self) -> None:
        """Be dead to the other consoles."""
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                self._path(self.id).unlink()
        self._let_go()

    def is_alive(self, owner: str) -> bool:
        """Whether that console, or this one, is running; True when nobody can tell."""
        if owner == self.id:
            return True
        if not _ID.fullmatch(owner):
            return False
        with _if_dead(self._path(owner)) as dead:
            return not dead

    def sweep(self) -> None:
        """Remove the lock files of the dead."""
        for path in self.folder.glob(f"*{SUFFIX}"):
            if _ID.fullmatch(path.stem) and path.stem != self.id:
                with _if_dead(path) as dead, contextlib.suppress(OSError):
                    if dead:
                        path.unlink()

    def _path(self, owner: str) -> Path:
        return self.folder / f"{owner}{SUFFIX}"

    def _let_go(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


@contextlib.contextmanager
def _if_dead(path: Path) -> Iterator[bool]:
    """Whether nobody holds that lock; while inside, nobody can come to hold it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        yield True
        return
    except OSError:
        yield False
        return
    try:
        # Shared, so that two consoles that look at once do not take each other for the owner.
        yield try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False
