"""The measuring of a day still works: the console lives through it, and is weighed."""

from __future__ import annotations

from tests.benchmarks import day


def test_the_console_is_weighed_at_each_quarter() -> None:
    rows, notes = day.measure(events=40, rate=200, conversations=120, rest=0.1)
    assert [row.goal for row in rows] == ["day"]
    assert rows[0].ratio is not None
    assert rows[0].ours is not None
    assert rows[0].ours > 10
    assert notes[0].count(",") >= day.QUARTERS
