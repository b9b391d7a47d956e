"""Where editors write: held by whoever lives, found once nobody does, and nothing else is found."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from hoory_tui.app.workplace import Workplace, left_behind

NAME = "profiles.toml"


def left(folder: Path, text: str) -> Path:
    """Leave words behind; return their file."""
    place = Workplace.lay_out(folder, NAME, text)
    place.let_go()
    return place.file


def found(folder: Path) -> list[Path]:
    places = left_behind(folder, NAME, "")
    for one in places:
        one.let_go()
    return [one.file for one in places]


def test_what_is_held_by_us_or_by_the_editor_is_not_found(tmp_path: Path) -> None:
    place = Workplace.lay_out(tmp_path, NAME, "words")
    assert (place.file.stat().st_mode & 0o777, place.file.parent.stat().st_mode & 0o777) == (
        *(0o600, 0o700),
    )
    assert found(tmp_path) == []
    with subprocess.Popen(["sleep", "60"], pass_fds=(place.held,)) as editor:
        place.let_go()
        assert found(tmp_path) == []
        editor.send_signal(signal.SIGKILL)
        editor.wait()
    assert found(tmp_path) == [place.file]
    (one,) = left_behind(tmp_path, NAME, "other words")
    assert one.is_changed
    assert one.is_alone
    assert left_behind(tmp_path, NAME, "") == [], "one finder at a time"
    one.remove()
    assert list(tmp_path.iterdir()) == []


def test_the_newest_comes_first(tmp_path: Path) -> None:
    files = [left(tmp_path, text) for text in "abc"]
    for file, when in zip(files, (2, 3, 1), strict=True):
        os.utime(file, (when, when))
    assert found(tmp_path) == [files[1], files[0], files[2]]


@pytest.mark.parametrize("name", ["config.toml", "profiles.md"])
def test_another_file_is_not_found(tmp_path: Path, name: str) -> None:
    Workplace.lay_out(tmp_path, name, "words").let_go()
    assert found(tmp_path) == []


def test_no_link_is_followed(tmp_path: Path) -> None:
    elsewhere = left(tmp_path / "elsewhere", "words")
    state = tmp_path / "state"
    state.mkdir()
    (state / "profiles-abc").symlink_to(elsewhere.parent)
    (state / "profiles-def").mkdir()
    (state / "profiles-def" / NAME).symlink_to(elsewhere)
    (state / "profiles-ghi" / NAME).mkdir(parents=True)
    (state / "profiles-jkl").write_text("")
    assert found(state) == []
    assert found(tmp_path / "none") == []
    assert found(tmp_path / "elsewhere") == [elsewhere]


def test_what_an_editor_left_beside_it_is_seen(tmp_path: Path) -> None:
    file = left(tmp_path, "words")
    file.with_name(f".{NAME}.swp").write_text("more words")
    (place,) = left_behind(tmp_path, NAME, "words")
    assert not place.is_changed
    assert not place.is_alone
    place.let_go()
