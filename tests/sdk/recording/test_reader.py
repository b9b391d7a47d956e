"""Files of sessions, whole, cut off and spoiled: read as far as they go."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.reader import read_session

from .sessions import HEADER, SNAPSHOT, heard, message, session_file

EVENTS = [heard(float(number), "message.created", message(number)) for number in range(1, 9)]


@pytest.mark.parametrize("name", ["one.jsonl", "one.jsonl.gz"])
def test_a_session_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    session = read_session(session_file(tmp_path / name, *EVENTS))
    assert session.header == HEADER
    assert session.parts == SNAPSHOT
    assert session.heard == EVENTS
    assert (session.is_whole, session.problems, session.unread) == (True, [], 0)


@pytest.mark.parametrize("name", ["one.jsonl", "one.jsonl.gz"])
def test_a_file_that_is_cut_off_anywhere_is_read_up_to_there(tmp_path: Path, name: str) -> None:
    whole = session_file(tmp_path / name, *EVENTS).read_bytes()
    path = tmp_path / "cut"
    lengths: list[int] = []
    for length in range(0, len(whole), 37):
        path.write_bytes(whole[:length])
        try:
            session = read_session(path)
        except RecordingError:
            assert not lengths
            continue
        lengths.append(len(session.heard))
        assert session.heard == EVENTS[: len(session.heard)]
        assert len(session.problems) <= 1
    assert lengths == sorted(lengths)
    assert lengths[-1] >= len(EVENTS) - 1


def test_a_damaged_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = session_file(tmp_path / "one.jsonl", *EVENTS)
    lines = path.read_bytes().split(b"\n")
    lines[10], lines[12] = b'{"t":1,"line"', b"\xff\xfe"
    path.write_bytes(b"\n".join(lines))
    session = read_session(path)
    assert session.problems == [
        "Line 11 cannot be read and was left out.",
        "Line 13 cannot be read and was left out.",
    ]
    assert len(session.heard) == len(EVENTS) - 2


def test_a_spoiled_package_is_read_up_to_the_damage(tmp_path: Path) -> None:
    path = session_file(tmp_path / "one.gz", *EVENTS)
    raw = bytearray(path.read_bytes())
    middle = len(raw) * 3 // 4
    raw[middle : middle + 8] = b"\0" * 8
    path.write_bytes(raw)
    session = read_session(path)
    assert len(session.problems) == 1
    assert session.parts


@pytest.mark.parametrize(
    "raw", [b"", b"hello\n", b"{}\n", gzip.compress(b"no", mtime=0), b"\x1f\x8bno"]
)
def test_what_is_no_session_is_said_to_be_none(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(raw)
    with pytest.raises(RecordingError, match=r"no (recorded )?session|is empty"):
        read_session(path)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="No such file"):
        read_session(tmp_path / "none")
