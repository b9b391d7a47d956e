"""The measuring of commands still works; how fast they are is for the table to tell."""

from __future__ import annotations

from tests.benchmarks import commands


def test_a_list_is_measured_beside_a_python_that_does_nothing() -> None:
    rows, _ = commands.measure(calls=1, warm_up=0)
    found = {row.what: row for row in rows}
    row = found["conversations --json (wall)"]
    assert row.goal == "list"
    assert row.ours is not None
    assert row.theirs is not None
    assert 0 < row.theirs < row.ours
