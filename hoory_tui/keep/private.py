"""Files with customers' words in them: made for their owner alone, and refused when they are not.

Files of ours that others could open are tightened to 0600 rather than refused: there is no
token in them to revoke, and refusing would cost the agent the drafts.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.paths import ensure_private_dir
from hoory_tui.keep.errors import busy, refusal

FILE_MODE: Final = 0o600
OPEN_FLAGS: Final = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
COMPANIONS: Final = ("", "-wal", "-shm", "-journal")
"""What SQLite puts after the name of a database: itself and its helpers."""
PATIENCE: Final = 2.0
"""Seconds to wait for another console that is just opening the file."""


def make_folder(folder: Path) -> None:
    """Make a folder only its owner can enter; raises KeepError."""
    try:
        ensure_private_dir(folder)
    except ConfigError as error:
        raise refusal(folder, f"cannot be used: {error.problem}", error.remedy) from None


def companion(path: Path, suffix: str) -> Path:
    """The helper file of a database."""
    return path.with_name(path.name + suffix)


def secure(path: Path) -> None:
    """Make the database file if there is none, and check it and its helpers; raises KeepError.

    They are looked at without opening them: closing any descriptor of a database would drop
    the locks that SQLite holds on it in this process.  Nobody can exchange them meanwhile, for
    nobody else can enter the folder.
    """
    for suffix in COMPANIONS:
        _check(companion(path, suffix))
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(path, OPEN_FLAGS | os.O_EXCL, FILE_MODE)
        try:
            # SQLite gives the helpers the mode of the database, so it must not depend on umask.
            os.fchmod(descriptor, FILE_MODE)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def alone(path: Path, lock: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other consoles from opening or moving the database ``path`` meanwhile.

    Raises KeepError when one of them is still at it after ``patience`` seconds.
    """
    _check(lock)
    descriptor = os.open(lock, OPEN_FLAGS, FILE_MODE)
    try:
        give_up = time.monotonic() + patience
        while not try_lock(descriptor):
            if time.monotonic() > give_up:
                raise busy(path, "EWOULDBLOCK")
            time.sleep(0.005)
        yield
    finally:
        os.close(descriptor)


def try_lock(descriptor: int, how: int = fcntl.LOCK_EX) -> bool:
    """Take a lock that the kernel gives back when we die; False if somebody else has it."""
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES):
            return False
        raise
    return True


def _check(path: Path) -> None:
    try:
        status = path.lstat()
    except FileNotFoundError:
        return
    again = "and start again"
    if stat.S_ISLNK(status.st_mode):
        raise refusal(path, "is a link", f"put the file itself there {again}")
    if not stat.S_ISREG(status.st_mode):
        raise refusal(path, "is not a plain file", f"move it away {again}")
    if status.st_uid != os.geteuid():
        raise refusal(path, "belongs to another user", f"move it away or make it yours {again}")
    if stat.S_IMODE(status.st_mode) != FILE_MODE:
        path.chmod(FILE_MODE)
