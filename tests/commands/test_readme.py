"""The README says of the commands what they say themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoory_tui.commands.registry import COMMANDS

from .readme import BEGIN, END, README, tables, write


def test_the_tables_name_every_command() -> None:
    text = tables()
    assert all(f"| `{name}" in text for name in COMMANDS)
    assert "`--assignee`" in text


def test_they_go_between_the_markers_and_nowhere_else(tmp_path: Path) -> None:
    file = tmp_path / "README.md"
    file.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write(file)
    text = file.read_text()
    assert text == f"before\n{BEGIN}\n{tables()}\n{END}\nafter\n"
    file.write_text("nothing")
    with pytest.raises(ValueError, match="not found"):
        write(file)


def test_the_readme_has_them_as_they_are_now() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.split(BEGIN)[1].split(END)[0].strip() == tables()
