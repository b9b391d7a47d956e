"""Where a stream begins, and that its place only ever moves on with what is told."""

from __future__ import annotations

import pytest

from hoory_tui.sdk.following.cursor import CursorError, read_cursor
from hoory_tui.sdk.following.floors import LATE, Floors
from hoory_tui.sdk.following.items import Source
from hoory_tui.sdk.following.ledger import Ledger
from hoory_tui.sdk.following.start import start_of

NOW = 1_790_000_000.5


def test_now_everything_a_moment_and_a_cursor() -> None:
    now = start_of(None, 3, NOW)
    assert (now.gap.since, now.gap.is_first, now.gap.everything) == (NOW, True, False)
    assert start_of("now", 3, NOW).gap == now.gap
    everything = start_of("all", 3, NOW)
    assert everything.gap.everything
    assert everything.source_of(everything.gap) is Source.SNAPSHOT
    earlier = start_of(NOW - 7200, 3, NOW)
    assert (earlier.gap.since, earlier.gap.is_first) == (NOW - 7200, False)
    # What was cut off while everything was told begins with everything again.
    assert start_of(everything.floors.cursor, 3, NOW).gap.everything
    with pytest.raises(CursorError):
        start_of(now.floors.cursor, 4, NOW)


def test_a_cursor_holds_what_was_told_last_and_no_more() -> None:
    floors = Floors(3, NOW)
    floors.tell(7, NOW - 100)
    floors.tell(8, NOW + 1)
    floors.tell(9, NOW + 30)
    assert read_cursor(floors.cursor, 3).recent == (8, 9)
    floors.rise(NOW + 5 + LATE)
    cursor = read_cursor(floors.cursor, 3)
    assert cursor.recent == (9,)
    assert cursor.changed == pytest.approx(NOW + 5, abs=0.002)
    floors.rise(NOW)
    assert read_cursor(floors.cursor, 3) == cursor, "it never falls back"


def test_the_next_run_has_a_ledger_know_what_the_last_one_told() -> None:
    floors = Floors(3, NOW)
    floors.tell(8, NOW + 1)
    start, ledger = start_of(floors.cursor, 3, NOW + 60), Ledger()
    start.prepare(ledger)
    assert ledger.recent_ids == {8}
    assert ledger.told_before == ledger.began == float(int(NOW))
    assert read_cursor(start.floors.cursor, 3).recent == (8,)
