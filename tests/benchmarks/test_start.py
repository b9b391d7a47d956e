"""The measuring of starts still works: each thing is there no sooner than the one before it."""

from __future__ import annotations

from tests.benchmarks import start


def test_a_start_is_measured_from_picture_to_live() -> None:
    rows, _ = start.measure(starts=1, calls=1, warm_up=0)
    walls = {row.what: row.ours or 0.0 for row in rows}
    assert 0 < walls["picture of last time (wall)"] < walls["live console (wall)"]
    assert walls["live console (wall)"] <= walls["rows in it (wall)"] <= walls["all read (wall)"]
    assert walls["--version (wall)"] > 0
