"""The watching for stalls still works: everything that comes is read, and something is found."""

from __future__ import annotations

from tests.benchmarks import stall


def test_both_kinds_of_stalls_are_measured() -> None:
    rows, notes = stall.measure(count=1000, coming=500, rounds=1)
    assert len(rows) == 2
    assert all(row.ours is not None and row.ours >= 0 for row in rows)
    assert {row.goal for row in rows} == {"stall"}
    assert "500 frames" in notes[0]
