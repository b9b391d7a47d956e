from __future__ import annotations

import pytest

from hoory_tui.demo.lazy_rows import LazyRows


def lazy() -> LazyRows[str]:
    rows: LazyRows[str] = LazyRows()
    rows.reserved = range(10, 20)

    def make(number: int) -> None:
        if number % 2 == 0:
            rows[number] = f"row {number}"

    rows.make = make
    rows[99] = "another"
    return rows


def test_a_reserved_row_is_made_when_it_is_asked_for() -> None:
    rows = lazy()
    assert rows.if_made(12) is None
    assert rows[12] == "row 12"
    assert rows.get(14) == "row 14"
    assert 16 in rows
    assert list(rows) == [99, 12, 14, 16]
    assert rows.if_made(12) == "row 12"


def test_what_is_neither_there_nor_reserved_is_missing() -> None:
    rows = lazy()
    with pytest.raises(KeyError):
        rows[1]
    with pytest.raises(KeyError):
        rows[13]
    assert rows.get(13) is None
    assert rows.get(20, "none") == "none"
    assert 13 not in rows
