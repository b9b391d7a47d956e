"""Other programs: what is there already is used, what cannot be installed is told of."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.benchmarks import programs
from tests.benchmarks.fakes import Post
from tests.benchmarks.programs import PROGRAMS, NotInstalledError, Program

POSTS = [Post("Zoe", "first"), Post("Adam", "second")]


def _program(*requirements: str) -> Program:
    return Program("none", "1", requirements, "none", ("a",), ("b",), lambda *_: [])


def _pretend(program: Program, folder: Path) -> Path:
    home = folder / f"{program.name}-{program.version}"
    (home / "bin").mkdir(parents=True)
    (home / "bin" / program.executable).touch()
    (home / "installed.txt").write_text("\n".join(program.requirements))
    return home / "bin" / program.executable


def test_what_is_installed_already_is_not_installed_again(tmp_path: Path) -> None:
    program = _program("./no-such-package-anywhere")
    there = _pretend(program, tmp_path)
    assert programs.install(program, tmp_path) == there


def test_a_step_that_fails_is_told_of_with_its_last_words() -> None:
    with pytest.raises(NotInstalledError, match="no such package"):
        programs.run([sys.executable, "-c", "raise SystemExit('no such package')"])
    with pytest.raises(NotInstalledError, match="no-such-command"):
        programs.run(["./no-such-command"])


def test_what_cannot_be_installed_is_not_taken_for_installed(tmp_path: Path) -> None:
    folder = tmp_path / "not-a-folder"
    folder.touch()
    for _ in range(2):
        with pytest.raises(NotInstalledError, match="not-a-folder"):
            programs.install(_program(), folder)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.name)
def test_a_program_keeps_everything_in_the_home_it_is_given(
    program: Program, tmp_path: Path
) -> None:
    with programs.ready(program, tmp_path / "program", tmp_path, POSTS) as start:
        assert start.command[0] == str(tmp_path / "program")
        assert start.environ["HOME"] == str(tmp_path)
        kept = [value for key, value in start.environ.items() if key.startswith("XDG_")]
        homes = [one for one in kept if one.startswith(str(tmp_path))]
        assert len(homes) >= 4
        assert "PYTHONPATH" not in start.environ
        assert any(tmp_path.rglob("*")), "its settings"


def test_posting_gets_a_request_for_every_line_that_we_show(tmp_path: Path) -> None:
    posting = next(one for one in PROGRAMS if one.name == "posting")
    posting.prepare(tmp_path, "", POSTS)
    texts = [file.read_text() for file in sorted(tmp_path.rglob("*.posting.yaml"))]
    assert [json.loads(text)["name"] for text in texts] == ["Zoe first", "Adam second"]
