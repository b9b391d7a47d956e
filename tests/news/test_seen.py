"""An upgrade is told of once, never at the first start, and never twice."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.config.private import write_private
from hoory_tui.news.seen import upgraded


def test_an_upgrade_is_told_of_once(tmp_path: Path) -> None:
    file = tmp_path / "state" / "version"
    assert upgraded(file, "0.1.0") == [], "the very first start"
    assert file.read_text() == "0.1.0"
    write_private(file, b"0.0.9")
    assert [one.version for one in upgraded(file, "0.1.0")] == ["0.1.0"]
    assert upgraded(file, "0.1.0") == []
    assert upgraded(file, "0.0.5") == [], "a step back"
    assert file.read_text() == "0.0.5"


def test_where_nothing_can_be_remembered_nothing_is_told(tmp_path: Path) -> None:
    file = tmp_path / "version"
    file.write_text("0.0.1")
    file.chmod(0o644)
    assert upgraded(file, "0.1.0") == []
