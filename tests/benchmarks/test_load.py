"""The measuring of load still works: keys are answered, calm and busy, and the screen is true."""

from __future__ import annotations

from tests.benchmarks import load
from tests.benchmarks.console import running_desk


def test_keys_are_answered_in_both_weathers() -> None:
    with running_desk(300) as desk:
        run = load.press_under_load(desk, None, phases=1, keys=5)
    assert run.calm
    assert run.busy
    assert run.windows[0].events > 0
    assert run.windows[0].cpu > 0


def test_the_worst_of_a_hundred_is_not_the_median() -> None:
    delays = [0.01] * 98 + [0.5, 0.6]
    assert load.percentile(delays, 0.5) == 0.01
    assert load.percentile(delays, 0.99) == 0.5
    assert load.percentile([0.3], 0.99) == 0.3
