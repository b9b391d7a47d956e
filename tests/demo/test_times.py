from __future__ import annotations

import pytest

from hoory_tui.demo.times import iso, iso_or_null, unix, unix_float


def test_never_is_zero_or_null() -> None:
    assert unix(None) == 0
    assert iso_or_null(None) is None


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (0.0, "1970-01-01T00:00:00.000Z"),
        (1_795_359_164.917, "2026-11-22T14:52:44.917Z"),
        (1_795_359_164.9999, "2026-11-22T14:52:44.999Z"),
    ],
)
def test_iso_keeps_milliseconds_and_never_rounds_up(moment: float, text: str) -> None:
    assert iso(moment) == iso_or_null(moment) == text


def test_whole_seconds_and_microseconds() -> None:
    assert unix(1_795_359_164.917) == 1_795_359_164
    assert unix_float(1_795_359_164.91705819) == 1_795_359_164.917058
