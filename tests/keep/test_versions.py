"""Files of earlier versions are read, brought up to date, and lose nothing by it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hoory_tui.keep import rows
from hoory_tui.keep.database import APPLICATION
from hoory_tui.store.enclosure import Enclosure, MailHeads, TemplateUse
from hoory_tui.store.records import OutgoingFile
from tests.keep.conftest import Open
from tests.keep.consoles import SCOPE, message

FIRST = (
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
"""What version 1 wrote, to the letter: this must never change."""
PAPER = OutgoingFile("/home/me/\udcff.pdf", "\ufffd.pdf", 12, 1_790_000_000_000_000_001, 2**63)


def write_first(path: Path) -> None:
    path.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for statement in FIRST:
            file.execute(statement)
        file.execute(f"PRAGMA application_id = {APPLICATION}")
        file.execute("PRAGMA user_version = 1")
        file.execute("INSERT INTO scope VALUES (?, 1)", (SCOPE.name,))
        file.execute("INSERT INTO draft VALUES (?, 'dead', '5', 0, 'half a', 1.0)", (SCOPE.name,))
        file.execute(
            "INSERT INTO pending VALUES (?, 'dead', 'e1', 7, '5', 1, 'words', 1.0, '9',"
            " 'failed', 'no way', NULL, NULL)",
            (SCOPE.name,),
        )
    path.chmod(0o600)


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        number: int = file.execute("PRAGMA user_version").fetchone()[0]
        return number


SECOND = "ALTER TABLE pending ADD COLUMN files TEXT NOT NULL DEFAULT '[]'"
"""What version 2 added, to the letter."""
ALONG = Enclosure(
    7,
    MailHeads(("a@x.example",), (), ("b@x.example", "c@x.example")),
    TemplateUse("order_update", "en", "UTILITY", "ns", (("1", "Zoë"), ("2", "two\nlines"))),
)


async def test_a_file_of_the_second_version_takes_what_goes_along_from_then_on(
    open_keeper: Open, path: Path
) -> None:
    write_first(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(SECOND)
        file.execute("PRAGMA user_version = 2")
    keeper = open_keeper()
    (found,) = keeper.load().pending
    assert found.enclosure is None
    sent = message("e2", "", enclosure=ALONG)
    await keeper.enqueue(sent, "")
    keeper.close()
    assert version_of(path) == 3
    assert open_keeper().load().pending == [found, sent]


async def test_a_file_of_the_first_version_is_read_and_takes_files_from_then_on(
    open_keeper: Open, path: Path
) -> None:
    write_first(path)
    keeper = open_keeper()
    kept = keeper.load()
    assert keeper.notice is None
    assert kept.drafts == {(5, False): "half a"}
    (found,) = kept.pending
    assert (found.echo_id, found.content, found.problem, found.files) == (
        "e1",
        "words",
        "no way",
        (),
    )
    assert keeper.keeps_markers is True
    sent = message("e2", "", files=(PAPER,))
    await keeper.enqueue(sent, "")
    keeper.close()
    assert version_of(path) == rows.VERSION == 3
    again = open_keeper()
    assert again.load().pending == [found, sent]
    assert again.notice is None


def test_an_older_console_that_still_runs_goes_on_writing(open_keeper: Open, path: Path) -> None:
    write_first(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as older:
        older.execute("SELECT count(*) FROM pending").fetchone()
        open_keeper().close()
        older.execute(
            "INSERT OR REPLACE INTO pending"
            " (scope, owner, echo_id, position, conversation_id, private, content, created_at,"
            " after_id, state, problem, left_at, retry_at)"
            " VALUES (?, 'older', 'e3', 8, '5', 0, 'late', 1.0, '9', 'queued', '', NULL, NULL)",
            (SCOPE.name,),
        )
    pending = open_keeper().load().pending
    assert [(one.echo_id, one.files) for one in pending] == [("e1", ()), ("e3", ())]


@pytest.mark.parametrize("version", [-1, 2])
def test_a_version_that_does_not_fit_its_tables_is_damage(
    open_keeper: Open, path: Path, version: int
) -> None:
    write_first(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(f"PRAGMA user_version = {version}")
    assert open_keeper().notice is not None
