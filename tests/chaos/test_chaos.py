"""Minutes of faults in seconds, and bugs of other consoles that the same comparison finds.

For an hour of them: ``python -m tests.chaos --messages 10000``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pytest

from hoory_tui.app.outbox import Outbox
from hoory_tui.client.errors import HooryError
from hoory_tui.store.happenings import EventsMissed, Happening
from hoory_tui.store.records import Pending, SendState

from ..flows.console import SeenApp
from .run import play
from .verdict import Verdict

MESSAGES = 500
SEED = 1


def test_after_every_kind_of_fault_the_screens_are_what_the_server_has() -> None:
    report = play(MESSAGES, SEED)
    assert report.verdict.is_good, (report.line(), report.verdict.untrue)
    assert report.messages >= MESSAGES
    assert report.sent >= MESSAGES // 20
    assert report.reconnects > 3
    wanted = {"drop", "duplicate", "reorder", "delay", "half-open", "restart"}
    assert wanted <= report.troubles.keys(), report.line()


class NeverCatchesUp(SeenApp):
    """Goes on after a gap as if there had been none."""

    def _catch_up(self, *, lists: bool = False) -> None:
        pass


class ForgetsGaps(SeenApp):
    """Takes the threads it holds for whole, whatever befell the link."""

    def _take(self, steps: Sequence[Happening]) -> None:
        super()._take([step for step in steps if not isinstance(step, EventsMissed)])


class _Hasty(Outbox):
    async def _not_answered(self, pending: Pending, error: HooryError) -> None:
        await self._move(pending, SendState.QUEUED, error.sentence, retry_at=self._now() + 1)


class PostsAgain(SeenApp):
    """Sends once more whatever got no answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._outbox.__class__ = _Hasty


@pytest.mark.parametrize(
    ("app_class", "faults"),
    [
        (NeverCatchesUp, {"cut", "restart"}),
        (ForgetsGaps, {"cut", "restart"}),
        (PostsAgain, {"post"}),
    ],
)
def test_a_planted_bug_is_found(app_class: type[SeenApp], faults: Collection[str]) -> None:
    verdict = play(60, SEED, app_class, faults).verdict
    if app_class is PostsAgain:
        assert verdict.doubled
    else:
        assert verdict.lost


def test_each_word_is_to_be_there_once_and_in_order() -> None:
    for found, wrong in (
        ("abcd", (0, 0, 0)),
        ("abd", (1, 0, 0)),
        ("abccd", (0, 1, 0)),
        ("acbd", (0, 0, 1)),
        ("abcde", (0, 1, 0)),
    ):
        verdict = Verdict()
        verdict.judge_sequence("here", "abcd", found)
        assert (verdict.lost, verdict.doubled, verdict.disordered) == wrong
        assert verdict.is_good is (wrong == (0, 0, 0))
