"""The command: which parts it runs, and that one that fails costs no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks.parts import PARTS, Measured, Options, Part
from tests.benchmarks.table import Row

OPTIONS = Options(Path("nowhere"))


def _fine(_: Options) -> Measured:
    return [Row("start", "bare", 1.0, 1.0, 1.0, "ms")], ["fine"]


def _broken(_: Options) -> Measured:
    raise ValueError("no such thing")


def test_parts_are_run_in_their_order_and_their_notes_are_kept() -> None:
    found = command.measure({"one": Part("", _fine), "two": Part("", _fine)}, OPTIONS)
    assert [row.what for row in found.rows] == ["start", "start"]
    assert found.notes == ["fine", "fine"]
    assert found.failed == []


def test_a_part_that_fails_is_told_of_and_costs_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = command.measure({"one": Part("", _broken), "two": Part("", _fine)}, OPTIONS)
    assert [row.what for row in found.rows] == ["start"]
    assert found.failed == ["one"]
    assert found.notes == ["one failed: ValueError: no such thing", "fine"]
    assert "one failed" in capsys.readouterr().err


def test_the_list_names_every_part_and_measures_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert command.main(["--list"]) == 0
    said = capsys.readouterr()
    assert [line.split()[0] for line in said.out.splitlines()] == list(PARTS)
    assert said.err == ""


def test_an_unknown_part_is_a_mistake_that_names_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["cable", "no-such-part"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "no such part: no-such-part" in said
    assert all(name in said for name in PARTS)


def test_without_wishes_everything_is_measured_and_no_file_written() -> None:
    wishes = command.parse_arguments([])
    assert wishes.parts == []
    assert not wishes.readme
    assert command.parse_arguments(["--readme", "cable"]).readme
