"""The cursor file: what was confirmed is known again, whatever ended the program."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from hoory_tui.sdk.following.items import Note, Source, Told
from hoory_tui.sdk.following.ledger import Standing
from hoory_tui.sdk.following.memory import CursorFile, MemoryFileError
from hoory_tui.sdk.following.versions import version_of
from hoory_tui.wire.clean import Safe
from hoory_tui.wire.events import UnreadCountsChanged
from hoory_tui.wire.message import MessagePayload


def message(number: int) -> MessagePayload:
    return MessagePayload(
        id=number, conversation_id=7, content=Safe(f"words {number}"), created_at=5.0
    )


def told(number: int, cursor: str) -> Told:
    note: Note = ("m", number, 7, version_of(message(number)), 5.0, False)
    event = UnreadCountsChanged(3)
    return Told("message.created", Source.LIVE, event, {}, 1.0, cursor, 3, 7, note)


def test_the_next_run_knows_what_was_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "cursor"
    with CursorFile(path) as memory:
        assert memory.cursor is None
        memory.confirm([told(1, "a"), told(2, "b")])
        memory.confirm([told(3, "c")])
        memory.confirm([])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with CursorFile(path) as memory:
        ledger = memory.ledger()
        assert memory.cursor == "c"
        standings = [ledger.standing_of_message(7, message(one)) for one in (1, 2, 3)]
        assert standings == [Standing.TOLD] * 3
        memory.confirm_cursor("d")
    with CursorFile(path) as memory:
        assert memory.cursor == "d"


def test_a_line_that_was_being_written_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "cursor"
    with CursorFile(path) as memory:
        memory.confirm([told(1, "a")])
        memory.confirm([told(2, "b")])
    whole = path.read_bytes()
    for end in range(whole.index(b"\n") + 1, len(whole)):
        path.write_bytes(whole[:end])
        with CursorFile(path) as memory:
            assert memory.cursor == "a"
            memory.confirm([told(3, "c")])
        with CursorFile(path) as memory:
            assert memory.cursor == "c"


def test_a_file_that_has_grown_is_written_anew_and_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "cursor"
    with CursorFile(path) as memory:
        for start in range(1, 20_000, 400):
            memory.confirm([told(start + one, f"at {start + one}") for one in range(400)])
            assert path.stat().st_size < 1_500_000
    assert [one.name for one in tmp_path.iterdir()] == ["cursor"]
    with CursorFile(path) as memory:
        assert memory.cursor == "at 20000"
        assert memory.ledger().standing_of_message(7, message(20_000)) is Standing.TOLD


def test_a_second_program_may_not_use_it(tmp_path: Path) -> None:
    path = tmp_path / "cursor"
    with CursorFile(path) as memory:
        for _ in range(2):
            with pytest.raises(MemoryFileError, match="in use by another run"), CursorFile(path):
                pass
            memory.confirm([told(1, "a")])


def test_one_that_is_written_anew_between_opening_and_locking_is_in_use(tmp_path: Path) -> None:
    path = tmp_path / "cursor"
    with CursorFile(path) as memory:

        class Late(CursorFile):
            def _open(self) -> int:
                descriptor = super()._open()
                memory.confirm([told(1, "a")])
                return descriptor

        with pytest.raises(MemoryFileError, match="in use by another run"), Late(path):
            pass


def a_link(path: Path) -> None:
    path.with_name("other").write_text("")
    path.symlink_to(path.with_name("other"))


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: path.write_text("my notes\n"), "is no cursor file of this program"),
        (lambda path: path.write_text('{"format":"else"}\n'), "is no cursor file"),
        (lambda path: path.write_text("no end of a line"), "is no cursor file"),
        (lambda path: path.mkdir(), "cannot be opened"),
        (a_link, "it is a link"),
        (lambda path: os.mkfifo(path), "is no plain file of yours"),
    ],
)
def test_what_is_no_cursor_file_is_left_as_it_is(
    make: Callable[[Path], object], says: str, tmp_path: Path
) -> None:
    path = tmp_path / "cursor"
    make(path)
    if path.is_file() and not path.is_symlink():
        path.chmod(0o644)
    mode = path.lstat().st_mode
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(MemoryFileError, match=says), CursorFile(path):
        pass
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert path.lstat().st_mode == mode


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    with CursorFile(folder / "cursor") as memory:
        (folder / "cursor").unlink()
        folder.rmdir()
        with pytest.raises(MemoryFileError, match="cannot be written"):
            memory.confirm([told(1, "a")])
