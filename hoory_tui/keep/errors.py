"""What goes wrong with the file of drafts, said in one plain sentence."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from typing import Final

BY_ITSELF: Final = "it is tried again by itself"


class KeepError(Exception):
    """Drafts and unsent messages are not being saved; ``sentence`` says why and what to do.

    ``name`` is the bare name of the error, such as ``SQLITE_FULL`` or ``EROFS``; ``passes`` tells
    whether trying again may help without anybody correcting something first.  Neither holds a
    word of what was to be saved.
    """

    def __init__(self, cause: str, *, remedy: str, name: str, passes: bool) -> None:
        sentence = (
            f"Drafts are not being saved: {cause}. What you typed is still here; {remedy}."
            if passes
            else f"Drafts are not being saved: {cause}. Nothing was changed; {remedy}."
        )
        # A path may hold escape sequences, and this goes to a terminal.
        self.sentence = "".join(
            letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in sentence
        )
        self.name = name
        self.passes = passes
        super().__init__(self.sentence)


class DamagedError(Exception):
    """The file holds what we never wrote: it must be moved aside."""


def refusal(path: Path, cause: str, remedy: str, name: str = "refused") -> KeepError:
    """The error for what a person must correct before anything can be kept at ``path``."""
    return KeepError(f"{path} {cause}", remedy=remedy, name=name, passes=False)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file itself is broken."""
    return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def primary_code(error: sqlite3.Error) -> int:
    """The error's category, without the details that are kept in the upper bits."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF


def trouble(error: sqlite3.Error | OSError, path: Path) -> KeepError:
    """The sentence for an error of the disk; all of them may pass except missing rights."""
    if isinstance(error, sqlite3.Error):
        name: str = getattr(error, "sqlite_errorname", type(error).__name__)
        return _of_sqlite(primary_code(error), name, path)
    name = errno.errorcode.get(error.errno or 0, "OSError")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full(name)
    if error.errno in (errno.EACCES, errno.EPERM):
        return refusal(path, "cannot be opened", "correct its rights and start again", name)
    if error.errno == errno.EROFS:
        return _read_only(name, path)
    return _refused_by_the_disk(name)


def _of_sqlite(code: int, name: str, path: Path) -> KeepError:
    if code == sqlite3.SQLITE_FULL:
        return _full(name)
    if code == sqlite3.SQLITE_READONLY:
        return _read_only(name, path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return busy(path, name)
    if code == sqlite3.SQLITE_IOERR:
        return _refused_by_the_disk(name)
    return KeepError(f"{path} cannot be used ({name})", remedy=BY_ITSELF, name=name, passes=True)


def busy(path: Path, name: str = "SQLITE_BUSY") -> KeepError:
    """The sentence for a file that another console does not let go of."""
    cause = f"another console keeps {path} busy"
    return KeepError(cause, remedy=BY_ITSELF, name=name, passes=True)


def _full(name: str) -> KeepError:
    remedy = "make room and it is saved by itself"
    return KeepError("the disk is full", remedy=remedy, name=name, passes=True)


def _read_only(name: str, path: Path) -> KeepError:
    remedy = "make it writable and it is saved by itself"
    return KeepError(f"{path} can only be read", remedy=remedy, name=name, passes=True)


def _refused_by_the_disk(name: str) -> KeepError:
    # A quota or a limit of file size comes as a mere input/output error as well.
    cause = f"the disk does not take any more ({name})"
    return KeepError(cause, remedy=BY_ITSELF, name=name, passes=True)
