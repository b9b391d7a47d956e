"""The measuring of loss still works: a quiet desk and its console agree in everything."""

from __future__ import annotations

from tests.benchmarks import loss


def test_nothing_of_a_short_load_is_lost() -> None:
    rows, notes = loss.measure(seconds=0.3)
    assert rows[0].ours == 0
    assert "lost of" in rows[0].what
    assert "messages of" in notes[0]
