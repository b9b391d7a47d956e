from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoory_tui.keep.attic import NAME, OLDEST, Attic, StoredThread
from hoory_tui.store.records import Kind, Message, Sender

ANN = Sender(Kind.CONTACT, 5, "Ann")


def thread(number: int, *, words: str = "hello", count: int = 3) -> StoredThread:
    messages = tuple(
        Message(number * 100 + one, number, content=f"{words} {one}", created_at=1e9, sender=ANN)
        for one in range(count)
    )
    return StoredThread(number, 1e9, messages, has_older=True)


def made(folder: Path) -> Path:
    folder.mkdir(parents=True, mode=0o700)
    return folder / NAME.format(7, 3)


def modes(*paths: Path) -> list[int]:
    return [stat.S_IMODE(path.stat().st_mode) for path in paths]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "login"


@pytest.fixture
def attic(folder: Path) -> Iterator[Attic]:
    attic = Attic(folder, 7, 3)
    yield attic
    attic.close()


async def test_a_thread_comes_back_as_it_was_also_to_the_next_console(
    attic: Attic, folder: Path
) -> None:
    attic.put([thread(7), thread(8)])

    assert await attic.get(7) == thread(7)
    attic.close()
    later = Attic(folder, 7, 3)
    assert await later.get(8) == thread(8)
    assert await later.get(9) is None
    later.close()


@pytest.mark.parametrize("other", [(8, 3), (7, 4)], ids=["account", "agent"])
async def test_nothing_of_another_account_or_agent_comes_back(
    attic: Attic, folder: Path, other: tuple[int, int]
) -> None:
    attic.put([thread(7)])
    attic.close()
    later = Attic(folder, *other)
    assert await later.get(7) is None
    later.close()


async def test_the_last_that_was_put_counts_and_what_is_forgotten_is_gone(attic: Attic) -> None:
    attic.put([thread(7), thread(8)])
    attic.put([thread(7, words="newer")])
    attic.forget([8])

    assert await attic.get(7) == thread(7, words="newer")
    assert await attic.get(8) is None


async def test_nobody_else_can_read_it(attic: Attic, folder: Path) -> None:
    attic.put([thread(7)])
    await attic.get(7)

    assert modes(folder, folder / NAME.format(7, 3)) == [0o700, 0o600]


async def test_the_oldest_make_room(folder: Path) -> None:
    clock = iter(range(10**9, 2 * 10**9))
    attic = Attic(folder, 7, 3, largest=1200, now=lambda: float(next(clock)))
    for number in range(20):
        attic.put([thread(number, words=f"{number}" * 50)])

    found = [number for number in range(20) if await attic.get(number) is not None]
    attic.close()

    assert found == list(range(found[0], 20))
    assert 2 < len(found) < 18


async def test_what_nobody_came_back_to_is_thrown_away(attic: Attic, folder: Path) -> None:
    attic.put([thread(7)])
    attic.close()

    later = Attic(folder, 7, 3, now=lambda: 1e12 + OLDEST)
    assert await later.get(7) is None
    later.close()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\0" * 500]
)
async def test_a_broken_file_is_replaced(attic: Attic, folder: Path, content: bytes) -> None:
    made(folder).write_bytes(content)

    assert await attic.get(7) is None
    attic.put([thread(7)])
    assert await attic.get(7) == thread(7)


async def test_a_file_of_another_version_is_replaced(attic: Attic, folder: Path) -> None:
    other = sqlite3.connect(made(folder))
    other.execute("CREATE TABLE thread (id)")
    other.close()

    attic.put([thread(7)])

    assert await attic.get(7) == thread(7)


@pytest.mark.parametrize("body", [b"x", "text", None, b"x\x9c\xcb\xcd\x02\x00\x01\x18\x00\xaa", 5])
async def test_a_body_that_is_none_is_nothing(attic: Attic, folder: Path, body: object) -> None:
    attic.put([thread(7), thread(8)])
    await attic.get(7)
    other = sqlite3.connect(folder / NAME.format(7, 3))
    other.execute("PRAGMA ignore_check_constraints = ON")
    other.execute("UPDATE OR IGNORE thread SET body = ? WHERE conversation_id = 7", (body or 0,))
    other.commit()
    other.close()

    assert await attic.get(7) is None
    assert await attic.get(8) == thread(8)


async def test_messages_of_another_conversation_are_not_shown_in_this_one(attic: Attic) -> None:
    attic.put([StoredThread(8, 1e9, thread(7).messages, has_older=False)])

    assert await attic.get(8) is None


async def test_a_link_is_left_alone(attic: Attic, folder: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"precious")
    made(folder).symlink_to(theirs)

    attic.put([thread(7)])

    assert await attic.get(7) is None
    assert theirs.read_bytes() == b"precious"


async def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    attic = Attic(tmp_path / "file" / "cache", 7, 3)

    attic.put([thread(7)])

    assert await attic.get(7) is None
    attic.close()
