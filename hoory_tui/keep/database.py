"""Opening the one file: private, of our version, sound, and as durable as its disk allows."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hoory_tui.keep import rows
from hoory_tui.keep.errors import DamagedError, is_damage, primary_code, refusal
from hoory_tui.keep.filesystems import is_network
from hoory_tui.keep.private import COMPANIONS, alone, companion, secure

BUSY_SECONDS: Final = 2.0
APPLICATION: Final = 0x686F6F72
"""What the header of the file says it belongs to."""
SMALLEST: Final = 512
"""Bytes of the smallest database there can be."""
OPENING: Final = "opening.lock"

Identity = tuple[int, int]
"""Device and inode: the same name may come to mean another file."""


@dataclass(frozen=True, slots=True)
class Database:
    """An open database, which file it is, and what had to be moved aside for it, if anything."""

    connection: sqlite3.Connection
    identity: Identity | None
    aside: Path | None


def open_database(path: Path, locks: Path, *, condemned: Identity | None = None) -> Database:
    """Open or begin the file; the folder ``locks`` is there already.

    A damaged file, or the one that is ``condemned``, is moved aside first.  Raises KeepError for
    what must be corrected by hand, sqlite3.Error and OSError for trouble with the disk.
    """
    with alone(path, locks / OPENING):
        aside = _move_aside(path) if condemned and identify(path) == condemned else None
        try:
            return _open(path, aside)
        except DamagedError:
            return _open(path, _move_aside(path))


def identify(path: Path) -> Identity | None:
    """Which file has that name now, None if none can be found."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Do everything or nothing, with no other writer in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # After some errors SQLite has already rolled back by itself.
        if connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


def choose_journal(connection: sqlite3.Connection, *, network: bool) -> None:
    """Use the write-ahead log, or the older way where the log cannot be shared."""
    if not network:
        # Where shared memory cannot be had, SQLite either stays with the old mode or fails.
        with contextlib.suppress(sqlite3.OperationalError):
            if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal":
                return
    # Another console may hold the file in its mode, which is then good for us, too.
    with contextlib.suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = DELETE")


def _open(path: Path, aside: Path | None) -> Database:
    secure(path)
    _refuse_stump(path)
    connection = _connect(path)
    try:
        _examine(connection, path)
        choose_journal(connection, network=is_network(path.parent))
        return Database(connection, identify(path), aside)
    except BaseException as error:
        connection.close()
        # Python itself stumbles over an error text of SQLite that quotes spoilt names.
        if isinstance(error, UnicodeDecodeError) or (
            isinstance(error, sqlite3.Error) and _tells_of_damage(error, path)
        ):
            raise DamagedError from None
        raise


def _tells_of_damage(error: sqlite3.Error, path: Path) -> bool:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY:
        # The header alone can forbid writing, too.
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    # What is asked at the opening is always right, so an error in it is one of the file.
    return is_damage(error) or primary_code(error) == sqlite3.SQLITE_ERROR


def _refuse_stump(path: Path) -> None:
    """Keep SQLite from taking what is left of a file for a new one, and removing its log."""
    size, log = path.stat().st_size, companion(path, "-wal")
    if 0 < size < SMALLEST or (size == 0 and log.exists() and log.stat().st_size > 0):
        raise DamagedError


def _connect(path: Path) -> sqlite3.Connection:
    # mode=rw: SQLite itself would make a file that others can read.
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.text_factory = _decode
    return connection


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _examine(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a newer or foreign file before anything in it is changed; advance an older one."""
    version = _number(connection, "user_version")
    if version > rows.VERSION:
        remedy = "start the newer version, or move the file away"
        raise refusal(path, "was written by a newer version of hoory-tui", remedy, "newer")
    # Not the quick check: it does not see that an index lacks a row.
    if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise DamagedError
    tables = _tables(connection)
    if version < 0:
        raise DamagedError
    if version == 0 and tables:
        raise refusal(path, "belongs to another program", "move it away and start again")
    ours = _number(connection, "application_id") == APPLICATION and tables == _tables_of(version)
    if version and not ours:
        raise DamagedError
    connection.execute("PRAGMA synchronous = FULL")
    if version < rows.VERSION:
        with transaction(connection):
            _advance(connection, version)
    # Whether the file can be written shows only when it is; nothing is changed by this.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version = {rows.VERSION}")
    connection.execute("ROLLBACK")


def _advance(connection: sqlite3.Connection, before: int, to: int = rows.VERSION) -> None:
    """Make a file of a later version out of one, or out of an empty one, whose version is 0."""
    for statements in rows.VERSIONS[before:to]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {to}")


def _tables_of(version: int) -> set[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as model:
        _advance(model, 0, version)
        return _tables(model)


def _tables(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    return set(connection.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall())


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    number: int = connection.execute(f"PRAGMA {pragma}").fetchone()[0]
    return number


def _move_aside(path: Path) -> Path:
    """Give the file and its helpers a name nothing has; nothing is removed."""
    number = 1
    while any(
        os.path.lexists(companion(path, f".damaged-{number}{suffix}")) for suffix in COMPANIONS
    ):
        number += 1
    aside = companion(path, f".damaged-{number}")
    # The helpers first: a new database must never find the log of an old one.
    for suffix in reversed(COMPANIONS):
        with contextlib.suppress(FileNotFoundError):
            companion(path, suffix).rename(companion(aside, suffix))
    return aside
