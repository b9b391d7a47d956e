"""Opening: versions, foreign and damaged files, journals."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hoory_tui.keep import rows
from hoory_tui.keep.database import choose_journal
from hoory_tui.keep.errors import KeepError
from hoory_tui.keep.private import companion
from tests.keep.conftest import Open
from tests.keep.consoles import message, run_on_disk

TEXTS = {(number, False): f"draft {number} " * 40 for number in range(40)}


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


async def fill(open_keeper: Open) -> None:
    keeper = open_keeper()
    await keeper.save_drafts(TEXTS)
    await keeper.enqueue(message("a", conversation_id=99), "")
    keeper.close()


async def test_it_is_durable_and_patient(open_keeper: Open) -> None:
    keeper = open_keeper()
    assert run_on_disk(keeper, "PRAGMA journal_mode") == [("wal",)]
    assert run_on_disk(keeper, "PRAGMA synchronous") == [(2,)]
    assert run_on_disk(keeper, "PRAGMA busy_timeout") == [(2000,)]


@pytest.mark.parametrize(
    ("vfs", "network", "expected"),
    [("unix", False, "wal"), ("unix", True, "delete"), ("unix-dotfile", False, "delete")],
)
def test_where_the_log_cannot_be_shared_the_older_way_is_used(
    tmp_path: Path, vfs: str, network: bool, expected: str
) -> None:
    path = tmp_path / "x.sqlite"
    change(path, "PRAGMA journal_mode = WAL" if network else "PRAGMA journal_mode = DELETE")
    with closing(sqlite3.connect(f"{path.as_uri()}?vfs={vfs}", uri=True)) as connection:
        choose_journal(connection, network=network)
        assert connection.execute("PRAGMA journal_mode").fetchone() == (expected,)


async def test_a_newer_version_is_refused_and_left_as_it_is(open_keeper: Open, path: Path) -> None:
    await fill(open_keeper)
    change(path, f"PRAGMA user_version = {rows.VERSION + 1}")
    before = content(path)
    with pytest.raises(KeepError, match="newer version of hoory-tui"):
        open_keeper()
    assert content(path) == before
    change(path, f"PRAGMA user_version = {rows.VERSION}")
    assert open_keeper().load().drafts == TEXTS


def content(path: Path) -> bytes:
    return path.read_bytes()


def test_a_database_of_another_program_is_refused(open_keeper: Open, path: Path) -> None:
    path.parent.mkdir()
    change(path, "CREATE TABLE theirs (a)")
    with pytest.raises(KeepError, match="belongs to another program"):
        open_keeper()
    assert len(list(path.parent.glob("keep.sqlite*"))) == 1


@pytest.mark.parametrize(
    "size", [1, 15, 50, 99, 101, 511, 1000, 4096, 4097, 8192, 20000, -600, -4096]
)
async def test_a_cut_file_is_moved_aside(open_keeper: Open, path: Path, size: int) -> None:
    await fill(open_keeper)
    whole = content(path)
    spoil(path, whole[:size])
    await expect_aside(open_keeper, path, whole[:size])


@pytest.mark.parametrize("junk", [b"x" * 9000, b"not a database", b"\0" * 4096, b"\xff"])
async def test_a_file_of_junk_is_moved_aside(open_keeper: Open, path: Path, junk: bytes) -> None:
    await fill(open_keeper)
    spoil(path, junk)
    await expect_aside(open_keeper, path, junk)


def spoil(path: Path, junk: bytes) -> None:
    path.write_bytes(junk)


async def expect_aside(open_keeper: Open, path: Path, junk: bytes) -> None:
    keeper = open_keeper()
    assert keeper.problem is None
    assert keeper.load().drafts == {}
    aside = companion(path, ".damaged-1")
    assert keeper.notice == (
        f"The file of drafts was damaged and a new one was begun; the old one is {aside}."
    )
    assert content(aside) == junk
    await keeper.save_drafts({(1, False): "new"})
    keeper.close()
    again = open_keeper()
    assert again.load().drafts == {(1, False): "new"}
    assert again.notice is None


@pytest.mark.parametrize("junk", [b"", b"j", b"junk"])
async def test_each_damaged_file_is_kept_with_its_log(
    open_keeper: Open, path: Path, junk: bytes
) -> None:
    await fill(open_keeper)
    spoil(companion(path, ".damaged-1-wal"), b"earlier")
    spoil(companion(path, "-wal"), b"log")
    spoil(path, junk)
    keeper = open_keeper()
    assert content(companion(path, ".damaged-1-wal")) == b"earlier"
    assert content(companion(path, ".damaged-2")) == junk
    assert content(companion(path, ".damaged-2-wal")) == b"log"
    assert str(companion(path, ".damaged-2")) in str(keeper.notice)


async def test_an_emptied_file_is_simply_begun_again(open_keeper: Open, path: Path) -> None:
    await fill(open_keeper)
    spoil(path, b"")
    keeper = open_keeper()
    assert keeper.notice is None
    assert keeper.load().drafts == {}


async def test_tables_that_are_not_ours_are_damage(open_keeper: Open, path: Path) -> None:
    await fill(open_keeper)
    change(path, "ALTER TABLE draft RENAME COLUMN content TO cuntent")
    keeper = open_keeper()
    assert keeper.notice is not None


@pytest.mark.parametrize("seed", range(40))
async def test_scattered_random_bytes_never_crash(open_keeper: Open, path: Path, seed: int) -> None:
    """The file is used, moved aside, or refused with a sentence; nothing else happens."""
    await fill(open_keeper)
    chance = random.Random(seed)
    junk = bytearray(content(path))
    for _ in range(chance.choice([1, 5, 50])):
        place = chance.choice([chance.randrange(100), chance.randrange(len(junk))])
        junk[place] = chance.randrange(256)
    spoil(path, bytes(junk))
    try:
        keeper = open_keeper()
    except KeepError:
        assert content(path) == bytes(junk)
        return
    keeper.load()
    await keeper.save_drafts({(7, False): "still works"})
    assert keeper.problem is None
    keeper.close()
    assert open_keeper().load().drafts[7, False] == "still works"
    if keeper.notice is not None:
        assert content(companion(path, ".damaged-1")) == bytes(junk)
