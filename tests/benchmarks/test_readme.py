"""The table finds its place in a Markdown file, and nothing else in the file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import readme
from tests.benchmarks.table import HEAD, RULE, Row

BEFORE = "# Title\n\nWords with | a bar.\n\n"
AFTER = "\n\n| another | table |\n|---|---|\n"


def _row(what: str, ours: float) -> Row:
    return Row(what, "bare", ours / 10, ours, 10.0, "ms")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "README.md"
    file.write_text(f"{BEFORE}{readme.BEGIN}\nold\n{readme.END}{AFTER}", encoding="utf-8")
    return file


def _lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(BEFORE + readme.BEGIN)
    assert text.endswith(readme.END + AFTER)
    return text[len(BEFORE + readme.BEGIN) : -len(readme.END + AFTER)].splitlines()[1:]


def test_the_whole_table_takes_the_place_of_what_was_there(file: Path) -> None:
    start, key = _row("start", 1.0), _row("key", 2.0)
    readme.write(file, [_row("gone", 3.0)], "Yesterday.", whole=True)
    readme.write(file, [start, key], "Today.", whole=True)
    assert _lines(file) == [HEAD, RULE, start.line(), key.line(), "", "Today."]


def test_a_part_of_it_leaves_the_other_rows_in_their_places(file: Path) -> None:
    start, key, load = _row("start", 1.0), _row("key", 2.0), _row("load", 3.0)
    readme.write(file, [start, key, load], "Yesterday.", whole=True)
    better, new = _row("key", 1.5), _row("memory", 4.0)
    readme.write(file, [better, new], "Today.", whole=False)
    kept = [start.line(), better.line(), load.line(), new.line()]
    assert _lines(file) == [HEAD, RULE, *kept, "", "Today."]


def test_a_row_is_another_one_against_something_else(file: Path) -> None:
    ours = _row("key", 1.0)
    other = Row("key", "zulip-term", 1.0, 1.0, 1.0, "ms")
    readme.write(file, [ours], "Yesterday.", whole=True)
    readme.write(file, [other], "Today.", whole=False)
    assert _lines(file)[2:4] == [ours.line(), other.line()]


@pytest.mark.parametrize(
    "text",
    [
        "no place at all",
        f"{readme.BEGIN} without an end",
        f"{readme.END} the wrong way round {readme.BEGIN}",
        f"{readme.BEGIN}{readme.END} begun twice {readme.BEGIN}",
        f"{readme.BEGIN}{readme.END} ended twice {readme.END}",
    ],
)
def test_without_one_clear_place_nothing_is_written(tmp_path: Path, text: str) -> None:
    file = tmp_path / "README.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(readme.NoPlaceError, match=r"README\.md needs one"):
        readme.write(file, [_row("start", 1.0)], "Today.", whole=True)
    assert file.read_text(encoding="utf-8") == text
