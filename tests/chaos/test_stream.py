"""What a stream told, through every kind of fault, is what the server and the console have.

For more of it: ``python -m tests.chaos --stream --messages 2000 --seed 7``.
"""

from __future__ import annotations

import pytest

from .stream import Stream
from .stream_run import play_stream


@pytest.mark.parametrize("seed", [1, 2])
def test_lines_through_gaps_and_ends_rebuild_what_the_server_has(seed: int) -> None:
    report = play_stream(150, seed)
    assert report.verdict.is_good, (report.line(), list(report.verdict.sentences()))
    assert report.messages >= 150
    assert report.runs > 1
    assert min(report.sources[one] for one in ("snapshot", "live", "backfill")) > 20, report.line()


class Forgetful(Stream):
    """Begins anew without what it has confirmed."""

    async def begin(self) -> None:
        self._notes.clear()
        self._cursor = "all"
        await super().begin()


class Careless(Stream):
    """Goes on from now, whatever it has missed."""

    async def begin(self) -> None:
        if self.runs:
            self._cursor = None
        await super().begin()


def test_a_stream_that_forgets_or_does_not_look_back_is_found_out() -> None:
    assert play_stream(60, 3, Forgetful).verdict.doubled
    assert play_stream(60, 3, Careless).verdict.missing
