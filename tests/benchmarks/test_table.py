"""Rows: ratios of pairs, figures as people read them, and goals that are met or missed."""

from __future__ import annotations

import pytest

from tests.benchmarks.goals import GOALS
from tests.benchmarks.table import HEAD, RULE, Row, Samples, ratio_row, table


def test_the_ratio_is_the_median_of_the_pairs_ratios() -> None:
    samples = Samples([1.0, 20.0, 300.0], [2.0, 10.0, 100.0])
    assert samples.ratio() == 2.0
    row = ratio_row("start", "bare", samples, "ms")
    assert (row.ratio, row.ours, row.theirs) == (2.0, 20.0, 10.0)


def test_nothing_against_nothing_is_equal_and_something_is_beyond_all_bounds() -> None:
    assert Samples([0.0], [0.0]).ratio() == 1.0
    assert Samples([5.0], [0.0]).ratio() == float("inf")


def test_pairs_that_lack_a_half_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Samples([1.0, 2.0], [1.0]).ratio()


def test_speeds_are_the_other_way_round() -> None:
    row = ratio_row("frames/s", "bare", Samples([40.0], [10.0]), "us/frame")
    assert row.inverted().ratio == 0.25


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            Row("start", "bare", 0.123, 1234.5, 10_000.0, "ms", "skeleton"),
            "| start | bare | 0.123 | 1,234 | 10,000 | ms | ≤ 0.15 met |",
        ),
        (
            Row("start", "bare", 0.2, 2.0, 10.0, "ms", "skeleton"),
            "| start | bare | 0.20 | 2 | 10 | ms | ≤ 0.15 **missed** |",
        ),
        (
            Row("idle", "", None, 0.0, None, "bytes", "idle bytes"),
            "| idle |  |  | 0 |  | bytes | ≤ 0 met |",
        ),
        (
            Row("frames/s", "bare", 0.7, 1.0, 0.7, "us", "ingest"),
            "| frames/s | bare | 0.70 | 1 | 0.7 | us | ≥ 0.55 met |",
        ),
        (
            Row("frames/s", "bare", 0.9, 1.0, 0.9, "us", "ingest"),
            "| frames/s | bare | 0.90 | 1 | 0.9 | us | ≥ 0.55 met, ≥ 0.8 too |",
        ),
        (
            Row("zulip-term", "", None, None, None, "not installed here", "peer"),
            "| zulip-term |  |  |  |  | not installed here | not measured |",
        ),
        (Row("drop", "", None, 12.34, None, "ms"), "| drop |  |  | 12.3 |  | ms |  |"),
    ],
)
def test_a_row_tells_what_was_found_and_whether_it_is_enough(row: Row, line: str) -> None:
    assert row.line() == line


def test_every_line_has_the_columns_of_the_head() -> None:
    line = Row("drop", "", None, 1.0, None, "ms").toward("stall").line()
    text = table([line])
    assert text.splitlines() == [HEAD, RULE, line]
    assert {one.count("|") for one in text.splitlines()} == {HEAD.count("|")}


def test_an_unknown_goal_is_an_error_and_not_a_goal_met() -> None:
    with pytest.raises(KeyError):
        Row("drop", "", 1.0, 1.0, 1.0, "ms", "no such goal").line()


def test_goals_are_bounds_that_the_bound_itself_meets() -> None:
    for name, goal in GOALS.items():
        assert goal.is_met(goal.bound), name
        worse = goal.bound - 1 if goal.at_least else goal.bound + 1
        assert not goal.is_met(worse), name
        assert goal.stretch is None or goal.is_met(goal.stretch), name
