"""The file of a contact's session: private, whole, one console's at a time, nobody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.keep.visitfile import KeptVisit, VisitFile
from hoory_tui.store.records import OutgoingFile, Pending, SendState

PENDING = Pending(
    "e1",
    7,
    "words",
    False,
    5.0,
    3,
    SendState.QUEUED,
    "why",
    files=(OutgoingFile("/a", "a", 1, 2, 3),),
)
KEPT = KeptVisit("secret-source", 7, {0: "for a new one", 7: "draft"}, (PENDING,))


def test_what_is_written_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "visits" / "one.json"
    VisitFile(path).write(KEPT)
    assert VisitFile(path).read() == KEPT
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert VisitFile(path.with_name("none.json")).read() == KeptVisit()


def test_what_was_leaving_is_to_be_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    left = Pending("e1", 7, "words", False, 5.0, 3, SendState.SENDING, left_at=6.0)
    VisitFile(path).write(KeptVisit("secret-source", 7, {}, (left,)))
    (found,) = VisitFile(path).read().sends
    assert (found.state, found.left_at) == (SendState.CHECKING, 6.0)


def test_the_secret_is_in_no_words_about_it() -> None:
    assert "secret-source" not in repr(KEPT)


def test_one_console_writes_and_the_other_keeps_nothing(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    first, second = VisitFile(path), VisitFile(path)
    assert first.open()
    first.write(KEPT)
    assert not second.open()
    second.write(KeptVisit("another"))
    assert second.read() == KeptVisit()
    first.close()
    assert VisitFile(path).read() == KEPT


def test_without_a_session_only_words_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    VisitFile(path).write(KeptVisit())
    assert not path.exists()
    early = KeptVisit("", 0, {0: "written before the server was reached"})
    VisitFile(path).write(early)
    assert VisitFile(path).read() == early
    VisitFile(None).write(KEPT)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": 2}', json.dumps({"version": 1})])
def test_another_file_is_refused_and_stays(tmp_path: Path, content: str) -> None:
    path = tmp_path / "one.json"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(ConfigError, match="no session of a contact"):
        VisitFile(path).read()
    assert path.read_text() == content


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    VisitFile(path).write(KEPT)
    path.chmod(0o644)
    with pytest.raises(ConfigError, match="other users can open"):
        VisitFile(path).read()


def test_a_session_is_put_aside_for_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    file = VisitFile(path)
    file.put_aside()
    file.write(KEPT)
    file.put_aside()
    assert file.read() == KeptVisit()
    assert VisitFile(tmp_path / "one.json.before").read() == KEPT
