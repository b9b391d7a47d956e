from __future__ import annotations

from itertools import islice
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.wire.backoff import LONGEST, delays


@given(st.integers())
def test_waits_double_with_jitter_and_stop_growing(seed: int) -> None:
    waits = list(islice(delays(Random(seed)), 40))
    bounds = [min(LONGEST, 2.0**attempt) for attempt in range(40)]
    assert all(bound / 2 <= wait <= bound for wait, bound in zip(waits, bounds, strict=True))
    assert len(set(waits)) == len(waits)


def test_the_first_return_comes_within_a_second() -> None:
    assert next(delays(Random(0))) <= 1.0


def test_a_thousand_consoles_do_not_return_in_the_same_instant() -> None:
    fifth = [list(islice(delays(Random(seed)), 6))[-1] for seed in range(1000)]
    assert max(fifth) - min(fifth) > LONGEST / 3
    assert len(set(fifth)) > 990
