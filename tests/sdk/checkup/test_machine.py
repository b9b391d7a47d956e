"""Settings, logins and folders: mistakes named with their place, nothing made or changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.config.errors import ConfigError
from hoory_tui.sdk.checkup.machine import blame, judge_room

from .examining import case_of, failed, found, left_out


async def test_a_setting_that_is_wrong_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('theme = "hoory-dark"\nbells = "all"\n')
    findings = await found(case_of("http://127.0.0.1:1", tmp_path), "settings")
    assert failed(findings) == ["settings"]
    assert findings["settings"].said.endswith(
        "config.toml, line 2, key bells: this key is unknown."
    )
    assert findings["settings"].hint == "Perhaps bell is meant."


async def test_a_login_that_is_wrong_leaves_out_all_that_needs_it(tmp_path: Path) -> None:
    case = case_of("http://127.0.0.1:1", tmp_path)

    def refuse() -> None:
        raise ConfigError("no server is set up yet", remedy="run hoory-tui login")

    case.load_profile = refuse  # type: ignore[assignment]
    findings = await found(case)
    assert failed(findings) == ["login"]
    assert findings["login"].said == "No server is set up yet."
    assert len(left_out(findings)) == len(findings) - 1


def allow(folder: Path, mode: int) -> None:
    folder.chmod(mode)


async def test_folders(tmp_path: Path) -> None:
    case = case_of("http://127.0.0.1:1", tmp_path)
    allow(tmp_path, 0o755)
    findings = await found(case, "folders")
    assert findings["folders"].state == "warn"
    allow(tmp_path, 0o700)
    case.state_folder = tmp_path / "not" / "there"
    assert (await found(case, "folders"))["folders"].state == "ok"
    assert not case.state_folder.exists()
    (tmp_path / "file").write_text("")
    case.state_folder = tmp_path / "file"
    findings = await found(case, "folders")
    assert failed(findings) == ["folders"]
    assert "is not a folder" in findings["folders"].said


@pytest.mark.parametrize(
    ("free", "state"), [(5_000, "fail"), (50_000_000, "warn"), (5_000_000_000, "ok")]
)
def test_room(free: int, state: str) -> None:
    assert judge_room(free, "there").state == state


def test_hostile_words_of_a_file_are_harmless() -> None:
    verdict = blame(ConfigError("bad \x1b]0;x\x07", remedy="see \x1b[31m"))
    assert "\x1b" not in f"{verdict.said}{verdict.hint}"
