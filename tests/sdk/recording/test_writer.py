"""Files of sessions on their way to the disk: private, never another's, whole at any moment."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hoory_tui.sdk.recording.errors import RecordingError
from hoory_tui.sdk.recording.reader import read_session
from hoory_tui.sdk.recording.writer import SessionFile
from hoory_tui.sdk.secrecy import SECRETS

from .sessions import HEADER, heard, message

SECRET = "a-secret-that-nobody-may-ever-see-0815"


@pytest.mark.parametrize("name", ["one.jsonl", "one.jsonl.gz"])
def test_every_line_is_there_as_soon_as_it_is_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    file = SessionFile(path, HEADER)
    try:
        for number in range(1, 4):
            file.write(heard(number, "message.created", message(number)))
            session = read_session(path)
            assert len(session.heard) == number
            assert session.problems == []
        assert not session.is_whole
        assert file.size == path.stat().st_size
    finally:
        file.close()


def test_nobody_else_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        SessionFile(tmp_path / "one", HEADER).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600


def test_what_is_there_already_is_left_alone_unless_it_is_given_up(tmp_path: Path) -> None:
    path, link = tmp_path / "one", tmp_path / "link"
    path.write_text("mine")
    path.chmod(0o644)
    link.symlink_to(path)
    for taken in (path, link):
        with pytest.raises(RecordingError, match="already"):
            SessionFile(taken, HEADER)
    with pytest.raises(RecordingError, match="already"):
        SessionFile(link, HEADER, replace=True)
    assert path.read_text() == "mine"
    SessionFile(path, HEADER, replace=True).close()
    assert read_session(path).header == HEADER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="nothing was recorded"):
        SessionFile(tmp_path / "none" / "one", HEADER)


def test_a_line_with_a_secret_in_it_is_left_out_after_all(tmp_path: Path) -> None:
    SECRETS.add(SECRET)
    file = SessionFile(tmp_path / "one", HEADER)
    file.write(heard(1, "message.created", message(1, content=f"it is {SECRET}")))
    file.write(heard(2, "message.created", message(2)))
    file.close()
    assert file.withheld == 1
    assert SECRET not in (tmp_path / "one").read_text()
    assert len(read_session(tmp_path / "one").heard) == 1
