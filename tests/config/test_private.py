"""Secret files: what is refused, and that a write is whole or absent."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.config.private import read_private, write_private


def test_what_is_written_is_private_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "secret"
    write_private(file, b"one")
    write_private(file, b"two")
    assert read_private(file) == b"two"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_a_missing_file_is_none(tmp_path: Path) -> None:
    assert read_private(tmp_path / "none") is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_file_others_can_touch_is_refused_with_the_command_to_run(
    tmp_path: Path, mode: int
) -> None:
    file = tmp_path / "with space"
    write_private(file, b"token")
    file.chmod(mode)
    with pytest.raises(ConfigError) as caught:
        read_private(file)
    assert f"run chmod 600 '{file}'." in str(caught.value)


def test_a_file_of_somebody_else_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    write_private(file, b"token")
    with pytest.raises(ConfigError, match="belongs to another user"):
        read_private(file, owner=os.geteuid() + 1)


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    write_private(tmp_path / "real", b"token")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(ConfigError, match="this is a link"):
        read_private(tmp_path / "link")
    with pytest.raises(ConfigError, match="not a plain file"):
        read_private(tmp_path / "pipe")


def test_a_link_is_replaced_and_what_it_points_to_is_left(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"theirs")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_private(tmp_path / "link", b"token")
    assert (tmp_path / "real").read_bytes() == b"theirs"
    assert read_private(tmp_path / "link") == b"token"


def test_a_failed_write_says_so_and_leaves_no_rubbish(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(ConfigError, match="cannot be written"):
        write_private(tmp_path / "folder", b"token")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
