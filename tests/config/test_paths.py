"""The XDG folders and private folders."""

from __future__ import annotations

import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from hoory_tui.config import paths
from hoory_tui.config.errors import ConfigError


@pytest.mark.parametrize(
    ("folder", "variable", "fallback"),
    [
        (paths.config_dir, "XDG_CONFIG_HOME", "/home/ana/.config/hoory-tui"),
        (paths.state_dir, "XDG_STATE_HOME", "/home/ana/.local/state/hoory-tui"),
        (paths.cache_dir, "XDG_CACHE_HOME", "/home/ana/.cache/hoory-tui"),
    ],
)
def test_xdg_folders(
    folder: Callable[[Mapping[str, str]], Path], variable: str, fallback: str
) -> None:
    home = {"HOME": "/home/ana"}
    assert folder({**home, variable: "/elsewhere"}) == Path("/elsewhere/hoory-tui")
    assert folder(home) == Path(fallback)
    assert folder({**home, variable: ""}) == Path(fallback)
    assert folder({**home, variable: "relative/is/invalid"}) == Path(fallback)


def test_files_stand_in_the_config_folder() -> None:
    environ = {"XDG_CONFIG_HOME": "/c"}
    assert paths.settings_file(environ) == Path("/c/hoory-tui/config.toml")
    assert paths.profiles_file(environ) == Path("/c/hoory-tui/profiles.toml")
    assert paths.user_themes_dir(environ) == Path("/c/hoory-tui/themes")


def test_a_private_folder_and_its_parents_are_for_the_owner_only(tmp_path: Path) -> None:
    made = paths.ensure_private_dir(tmp_path / "a" / "b")
    assert [_mode(made), _mode(made.parent)] == [0o700, 0o700]


def test_a_loose_folder_is_tightened_and_its_content_kept(tmp_path: Path) -> None:
    loose = tmp_path / "loose"
    loose.mkdir()
    loose.chmod(0o755)
    (loose / "file").write_text("kept")
    paths.ensure_private_dir(loose)
    assert _mode(loose) == 0o700
    assert (loose / "file").read_text() == "kept"


def test_a_file_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="this is not a folder"):
        paths.ensure_private_dir(tmp_path / "file")
    with pytest.raises(ConfigError, match="cannot be made"):
        paths.ensure_private_dir(tmp_path / "file" / "below")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
