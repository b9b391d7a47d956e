"""Pauses between attempts grow to a bound and begin anew after a rest."""

from __future__ import annotations

from hoory_tui.app.patience import LONGEST, SHORTEST, Patience


def attempts(patience: Patience, seconds: int, start: float = 0.0) -> list[int]:
    """Return the seconds at which it was time to try, asked once a second."""
    return [second for second in range(seconds) if patience.is_due(start + second)]


def test_pauses_double_up_to_the_longest() -> None:
    assert attempts(Patience(), 130) == [2, 6, 14, 30, 60, 90, 120]
    assert LONGEST == 30


def test_trouble_after_a_rest_begins_anew() -> None:
    patience = Patience()
    attempts(patience, 40)
    patience.rest()
    assert attempts(patience, 10, start=100.0) == [int(SHORTEST), 6]
