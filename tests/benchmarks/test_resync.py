"""The measuring of drops still works and tells what it promises."""

from __future__ import annotations

from tests.benchmarks import resync


def test_a_drop_is_measured_in_time_and_calls() -> None:
    rows, notes = resync.measure(sizes=(30,), round_trips=(0.0,), drops=1)
    assert len(rows) == len(notes) == 1
    assert rows[0].ratio is not None
    assert "REST calls until the screen is true" in notes[0]
    # On a line without latency some of them are out before the link is seen to be confirmed.
    assert 1 <= int(notes[0].split(": ")[1].split()[0]) <= 12
