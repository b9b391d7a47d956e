"""What may be given to an editor: nothing that would hang, or lose something when it is saved."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hoory_tui.app.configuring import PROFILES, SETTINGS, Editing
from hoory_tui.config.document import MAX_BYTES
from hoory_tui.config.errors import ConfigError


def begin(home: Path, which: str = SETTINGS) -> Editing:
    names = ("XDG_CONFIG_HOME", "XDG_STATE_HOME")
    return Editing(which, {name: str(home) for name in names} | {"HOME": str(home)})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "hoory-tui"
    folder.mkdir(mode=0o700)
    return folder / "config.toml"


def test_what_is_no_plain_file_is_not_edited(file: Path, tmp_path: Path) -> None:
    os.mkfifo(file)
    with pytest.raises(ConfigError, match="this is not a plain file"):
        begin(tmp_path)
    file.unlink()
    file.symlink_to(file)
    with pytest.raises(ConfigError, match="a link that leads to itself"):
        begin(tmp_path)


def test_what_saving_would_lose_is_not_edited(file: Path, tmp_path: Path) -> None:
    file.write_bytes("# café\n".encode("latin-1"))
    with pytest.raises(ConfigError, match="this is not UTF-8 text"):
        begin(tmp_path)
    file.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(ConfigError, match="far too large"):
        begin(tmp_path)
    file.write_text("# café\n")
    editing = begin(tmp_path)
    editing.text += "send_delay = 0\n"
    editing.save()
    assert file.read_text() == "# café\nsend_delay = 0\n"


def test_logins_that_others_can_open_are_not_edited(file: Path, tmp_path: Path) -> None:
    logins = file.with_name("profiles.toml")
    logins.write_text("")
    logins.chmod(0o644)
    with pytest.raises(ConfigError, match="other users can open this file"):
        begin(tmp_path, PROFILES)
