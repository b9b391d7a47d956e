from __future__ import annotations

from hoory_tui.wire.link import Cause, Ending, LinkState, LinkStatus, Then


def test_words_read_as_the_status_line_shows_them() -> None:
    assert f"{LinkState.DEGRADED}, {Cause.DEAF}" == "degraded, deaf"
    assert not Cause.NONE
    assert len({cause.value for cause in Cause}) == len(Cause)


def test_statuses_are_equal_when_nothing_changed_so_that_only_changes_are_told() -> None:
    assert LinkStatus(LinkState.LIVE, connection=2) == LinkStatus(LinkState.LIVE, connection=2)
    assert LinkStatus(LinkState.LIVE, connection=2) != LinkStatus(LinkState.LIVE, connection=3)
    assert Ending(Cause.SILENT, Then.RETRY) == Ending(Cause.SILENT, Then.RETRY, "")
