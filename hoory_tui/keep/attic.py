"""Ends of threads that memory had no more room for, on disk until they are opened again.

It is a cache: nothing depends on it. Whatever is wrong with the file or the disk makes it empty
or makes it do nothing, and nobody is told; what comes out of it is doubted like any file.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import json
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from hoory_tui.keep.errors import KeepError
from hoory_tui.keep.packing import pack_message, unpack_message
from hoory_tui.keep.private import COMPANIONS, companion, make_folder, secure
from hoory_tui.keep.worker import Worker
from hoory_tui.store.records import Message

NAME: Final = "attic-{}-{}.sqlite"
"""Filled in with account and agent: conversations are numbered anew in each account."""
LARGEST: Final = 32 * 1024 * 1024
"""Bytes of all bodies; the oldest make room."""
OLDEST: Final = 7 * 24 * 3600.0
"""Seconds after which nobody is thought to come back to a thread soon."""
_LARGEST_BODY: Final = 16 * 1024 * 1024
_VERSION: Final = 1
_BUSY: Final = 0.5
_PATIENCE: Final = 0.25
"""Seconds to wait for the disk: after that, the server is as fast."""
_CLOSE: Final = 0.5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredThread:
    """The newest messages of a conversation, without a hole, oldest first.

    `begun_at` is when the conversation began, where that is known: a number may come to mean
    another one when a server is set up anew. `has_older` tells of more before them.
    """

    conversation_id: int
    begun_at: float | None
    messages: tuple[Message, ...]
    has_older: bool


class Attic:
    """The threads of one agent in one account, in a folder of the owner's; no method raises.

    All that touches the disk is done in one thread of its own, in the order of the calls.
    """

    def __init__(
        self,
        folder: Path,
        account_id: int,
        agent_id: int,
        *,
        largest: int = LARGEST,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._path = folder / NAME.format(account_id, agent_id)
        self._largest = largest
        self._now = now
        self._worker: Worker | None = None
        self._connection: sqlite3.Connection | None = None
        self._is_off = False

    def put(self, threads: Iterable[StoredThread]) -> None:
        """Keep these, each in place of what is there of its conversation."""
        given = tuple(threads)
        if given:
            self._submit(lambda: self._put(given), None)

    def forget(self, conversation_ids: Iterable[int]) -> None:
        """Throw away what is there of these conversations."""
        given = [(one,) for one in conversation_ids]
        if given and (self._worker is not None or self._path.exists()):
            self._submit(
                lambda: self._execute("DELETE FROM thread WHERE conversation_id = ?", given), None
            )

    async def get(self, conversation_id: int) -> StoredThread | None:
        """Return what is there of a conversation, None for nothing or when it takes too long."""
        if self._worker is None and not self._path.exists():
            # As on most days: there is nothing to begin a thread for.
            return None
        future = self._submit(lambda: self._get(conversation_id), None)
        if future is None:
            return None
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.wrap_future(future), _PATIENCE)
        return None

    def close(self) -> None:
        """Let go of the file, after what was given to keep."""
        if self._worker is not None:
            self._submit(self._close, None)
            self._worker.stop(_CLOSE)
        self._is_off = True

    # In the thread of the worker

    def _submit(self, job: Callable[[], T], fallback: T) -> concurrent.futures.Future[T] | None:
        if self._is_off:
            return None
        if self._worker is None:
            self._worker = Worker(lambda: None)
        return self._worker.submit(lambda: self._done(job, fallback))

    def _done(self, job: Callable[[], T], fallback: T) -> T:
        for _ in range(2):
            if self._is_off:
                break
            try:
                return job()
            except (sqlite3.OperationalError, OSError):
                # The disk is full, gone or busy: this time there is nothing.
                return fallback
            except (sqlite3.Error, UnicodeError):
                self._replace()
            except KeepError:
                # A link, or somebody else's file: not ours to put right.
                self._is_off = True
        return fallback

    def _replace(self) -> None:
        """Begin the file anew: what is in it cannot be read, and was a copy only."""
        self._close()
        for suffix in COMPANIONS:
            with contextlib.suppress(OSError):
                companion(self._path, suffix).unlink(missing_ok=True)

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            return self._connection
        make_folder(self._path.parent)
        secure(self._path)
        connection = sqlite3.connect(self._path, timeout=_BUSY, isolation_level=None)
        try:
            _prepare(connection)
            before = self._now() - OLDEST
            connection.execute("DELETE FROM thread WHERE saved_at < ?", (before,))
        except BaseException:
            connection.close()
            raise
        self._connection = connection
        return connection

    def _execute(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        self._open().executemany(statement, rows)

    def _put(self, threads: Sequence[StoredThread]) -> None:
        connection, now = self._open(), self._now()
        for one in threads:
            connection.execute(
                "INSERT OR REPLACE INTO thread VALUES (?, ?, ?)",
                (one.conversation_id, now, _packed(one)),
            )
        self._make_room(connection)

    def _make_room(self, connection: sqlite3.Connection) -> None:
        sizes = connection.execute(
            "SELECT conversation_id, length(body) FROM thread ORDER BY saved_at DESC"
        )
        room, too_old = self._largest, []
        for conversation_id, size in sizes:
            room -= size
            if room < 0:
                too_old.append((conversation_id,))
        connection.executemany("DELETE FROM thread WHERE conversation_id = ?", too_old)

    def _get(self, conversation_id: int) -> StoredThread | None:
        row = self._open().execute(
            "SELECT body FROM thread WHERE conversation_id = ?", (conversation_id,)
        )
        found = row.fetchone()
        return _unpacked(conversation_id, found[0]) if found is not None else None


def _prepare(connection: sqlite3.Connection) -> None:
    # Losing the last of it in a crash costs nothing, waiting for the disk would cost its life.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("PRAGMA secure_delete = ON")
    if connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION:
        return
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise sqlite3.DatabaseError("of another version")
    connection.execute(
        "CREATE TABLE thread"
        " (conversation_id INTEGER PRIMARY KEY, saved_at REAL NOT NULL, body BLOB NOT NULL)"
    )
    connection.execute(f"PRAGMA user_version = {_VERSION}")


def _packed(thread: StoredThread) -> bytes:
    messages = [pack_message(one) for one in thread.messages]
    text = json.dumps([thread.begun_at, thread.has_older, messages], separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def _unpacked(conversation_id: int, body: object) -> StoredThread | None:
    if not isinstance(body, bytes):
        return None
    try:
        text = zlib.decompressobj().decompress(body, _LARGEST_BODY)
        begun_at, has_older, packed = json.loads(text)
    except (ValueError, TypeError, zlib.error, RecursionError):
        return None
    if type(packed) is not list or type(has_older) is not bool:
        return None
    if begun_at is not None and type(begun_at) is not float:
        return None
    messages = tuple([one for one in map(unpack_message, packed) if one is not None])
    is_whole = bool(messages) and len(messages) == len(packed)
    if not is_whole or any(one.conversation_id != conversation_id for one in messages):
        return None
    return StoredThread(conversation_id, begun_at, messages, has_older)
