"""The tables, and how drafts and unsent messages are written to them and read back.

Ids are kept as text: a server may number beyond what an SQLite integer holds.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable
from typing import Any, Final

from hoory_tui.keep.enclosing import enclosure_text, read_enclosure
from hoory_tui.keep.errors import DamagedError
from hoory_tui.keep.holdings import Draft, DraftKey, Holdings, Placed
from hoory_tui.store.records import OutgoingFile, Pending, SendState
from hoory_tui.wire.clean import clean, clean_line

_TABLES: Final = (
    "CREATE TABLE scope (name TEXT PRIMARY KEY, keeps_markers INTEGER)",
    "CREATE TABLE console (owner TEXT PRIMARY KEY, scope TEXT NOT NULL)",
    """CREATE TABLE draft (
        scope TEXT NOT NULL, owner TEXT NOT NULL,
        conversation_id TEXT NOT NULL, private INTEGER NOT NULL,
        content TEXT NOT NULL, saved_at REAL NOT NULL,
        PRIMARY KEY (scope, owner, conversation_id, private))""",
    """CREATE TABLE pending (
        scope TEXT NOT NULL, owner TEXT NOT NULL, echo_id TEXT NOT NULL,
        position INTEGER NOT NULL, conversation_id TEXT NOT NULL, private INTEGER NOT NULL,
        content TEXT NOT NULL, created_at REAL NOT NULL, after_id TEXT NOT NULL,
        state TEXT NOT NULL, problem TEXT NOT NULL, left_at REAL, retry_at REAL,
        PRIMARY KEY (scope, owner, echo_id))""",
)
# As JSON: a path may hold bytes that are no text, which SQLite would not take as one.
_FILES: Final = ("ALTER TABLE pending ADD COLUMN files TEXT NOT NULL DEFAULT '[]'",)
_ENCLOSURES: Final = ("ALTER TABLE pending ADD COLUMN enclosure TEXT NOT NULL DEFAULT '{}'",)
VERSIONS: Final = (_TABLES, _FILES, _ENCLOSURES)
"""What makes each version of the file out of the one before; the first one begins it."""
VERSION: Final = len(VERSIONS)
_LAST_POSITION: Final = 2**62
"""More nanoseconds than this century has."""


def write(connection: sqlite3.Connection, scope: str, owner: str, held: Holdings) -> None:
    """Write what is not on disk yet; the transaction is the caller's."""
    register(connection, scope, owner)
    for key in sorted(held.unsaved_drafts):
        if (draft := held.drafts.get(key)) is not None:
            put_draft(connection, scope, owner, key, draft)
        else:
            _remove_draft(connection, scope, owner, key)
    for echo_id in sorted(held.unsaved_pending):
        if (placed := held.pending.get(echo_id)) is not None:
            put_pending(connection, scope, owner, placed)
        else:
            connection.execute(
                "DELETE FROM pending WHERE scope = ? AND owner = ? AND echo_id = ?",
                (scope, owner, echo_id),
            )
    if held.unsaved_markers:
        connection.execute(
            "INSERT OR REPLACE INTO scope (name, keeps_markers) VALUES (?, ?)",
            (scope, held.keeps_markers),
        )


def register(connection: sqlite3.Connection, scope: str, owner: str) -> None:
    """Let the other consoles see that this one uses the scope."""
    connection.execute("INSERT OR IGNORE INTO console VALUES (?, ?)", (owner, scope))


def put_draft(
    connection: sqlite3.Connection, scope: str, owner: str, key: DraftKey, draft: Draft
) -> None:
    """Write one draft of one console over what it had."""
    connection.execute(
        "INSERT OR REPLACE INTO draft"
        " (scope, owner, conversation_id, private, content, saved_at) VALUES (?, ?, ?, ?, ?, ?)",
        (scope, owner, str(key[0]), int(key[1]), draft.text, draft.saved_at),
    )


def put_pending(connection: sqlite3.Connection, scope: str, owner: str, placed: Placed) -> None:
    """Write one unsent message of one console over what it had."""
    pending = placed.pending
    connection.execute(
        "INSERT OR REPLACE INTO pending"
        " (scope, owner, echo_id, position, conversation_id, private, content, created_at,"
        " after_id, state, problem, left_at, retry_at, files, enclosure)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            scope,
            owner,
            pending.echo_id,
            placed.position,
            str(pending.conversation_id),
            int(pending.private),
            pending.content,
            _seconds(pending.created_at) or 0.0,
            str(pending.after_id),
            pending.state.value,
            pending.problem,
            _seconds(pending.left_at),
            _seconds(pending.retry_at),
            _files_text(pending.files),
            enclosure_text(pending.enclosure),
        ),
    )


def drafts_of(
    connection: sqlite3.Connection, scope: str, owners: Iterable[str]
) -> list[tuple[DraftKey, Draft]]:
    """All drafts of these consoles; raises DamagedError for what we never wrote."""
    return [
        _draft(row)
        for owner in owners
        for row in connection.execute(
            "SELECT conversation_id, private, content, saved_at"
            " FROM draft WHERE scope = ? AND owner = ?",
            (scope, owner),
        )
    ]


def pending_of(connection: sqlite3.Connection, scope: str, owners: Iterable[str]) -> list[Placed]:
    """All unsent messages of these consoles, in order; raises DamagedError as above."""
    found = [
        _placed(row)
        for owner in owners
        for row in connection.execute(
            "SELECT echo_id, position, conversation_id, private, content, created_at,"
            " after_id, state, problem, left_at, retry_at, files, enclosure"
            " FROM pending WHERE scope = ? AND owner = ?",
            (scope, owner),
        )
    ]
    return sorted(found, key=lambda placed: placed.position)


def keeps_markers(connection: sqlite3.Connection, scope: str) -> bool | None:
    """What is remembered about the server of this scope."""
    row = connection.execute("SELECT keeps_markers FROM scope WHERE name = ?", (scope,)).fetchone()
    return None if row is None or row[0] is None else bool(row[0])


def _remove_draft(connection: sqlite3.Connection, scope: str, owner: str, key: DraftKey) -> None:
    connection.execute(
        "DELETE FROM draft WHERE scope = ? AND owner = ? AND conversation_id = ? AND private = ?",
        (scope, owner, str(key[0]), int(key[1])),
    )


def _draft(row: tuple[Any, ...]) -> tuple[DraftKey, Draft]:
    conversation_id, private, content, saved_at = row
    try:
        return (int(conversation_id), bool(private)), Draft(clean(content), float(saved_at))
    except (TypeError, ValueError, AttributeError):
        raise DamagedError from None


def _placed(row: tuple[Any, ...]) -> Placed:
    echo_id, position, conversation_id, private, content, created_at, after_id, *how = row
    state, problem, left_at, retry_at, files, enclosure = how
    try:
        pending = Pending(
            echo_id=clean(echo_id),
            conversation_id=int(conversation_id),
            content=clean(content),
            private=bool(private),
            created_at=float(created_at),
            after_id=int(after_id),
            state=SendState(state),
            problem=clean(problem),
            left_at=None if left_at is None else float(left_at),
            retry_at=None if retry_at is None else float(retry_at),
            files=_files(files),
            enclosure=read_enclosure(enclosure),
        )
        placed = Placed(pending, int(position))
    except (TypeError, ValueError, AttributeError, RecursionError):
        raise DamagedError from None
    if not 0 <= placed.position < _LAST_POSITION:
        # No message could come after it.
        raise DamagedError
    return placed


def _files_text(files: Iterable[OutgoingFile]) -> str:
    return json.dumps([[one.path, one.name, one.size, one.changed_at, one.inode] for one in files])


def _files(text: str) -> tuple[OutgoingFile, ...]:
    return tuple(
        OutgoingFile(str(path), clean_line(str(name)), int(size), int(changed_at), int(inode))
        for path, name, size, changed_at, inode in json.loads(text)
    )


def _seconds(time: float | None) -> float | None:
    # SQLite makes NULL of what is no number.
    return time if time is not None and math.isfinite(time) else None
