"""The weighing of messages still works: all of them are held, and weigh something."""

from __future__ import annotations

from tests.benchmarks import memory


def test_held_messages_are_weighed_beside_both_kinds_of_models() -> None:
    rows, notes = memory.measure_messages(count=2000, weighings=1)
    assert [row.against for row in rows] == ["pydantic, whole", "pydantic, as declared"]
    assert rows[0].goal == "held message"
    assert all(row.ours is not None and row.ours > 0 for row in rows)
    assert all(row.theirs is not None and row.theirs > 0 for row in rows)
    assert notes
