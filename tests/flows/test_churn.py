"""However the list churns: no key acts on another conversation than the one that was shown.

The suite plays 14 runs; for more: ``CHURN_RUNS=1000 pytest tests/flows/test_churn.py``.
"""

from __future__ import annotations

import os
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from textual import on
from textual.screen import Screen

from hoory_tui.screens.main import MainScreen
from hoory_tui.store.records import Conversation
from hoory_tui.widgets.conversations import ConversationList

from ..chaos import churn, virtual
from .console import SeenApp

RUNS: Final = int(os.environ.get("CHURN_RUNS", "14"))


def search(app_class: type[SeenApp], runs: int) -> churn.Reach:
    """Play so many runs and return how much of the console they reached; raise what they find."""
    reach = churn.Reach()

    @settings(
        max_examples=runs,
        # What is found tells its whole story; a shorter one takes hundreds of runs.
        phases=[Phase.generate],
        derandomize="CHURN_RUNS" not in os.environ,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(churn.steps())
    def play(steps: list[churn.Step]) -> None:
        virtual.run(churn.play(app_class, steps, reach))

    play()
    return reach


def test_nothing_reaches_another_conversation_than_the_one_shown() -> None:
    reach = search(SeenApp, RUNS)
    # A search that never gets anywhere would find nothing either.
    assert reach.replies >= RUNS // 2
    assert reach.deeds >= RUNS // 2


class RowScreen(MainScreen):
    """Takes the conversation in the same row for the same conversation."""

    _row = 0

    @property
    def at_hand(self) -> Conversation | None:
        keys = self.conversations.keys
        return self.store.conversations.get(keys[min(self._row, len(keys) - 1)]) if keys else None

    @on(ConversationList.Highlighted)
    def _note_row(self, event: ConversationList.Highlighted) -> None:
        keys = list(self.conversations.keys)
        self._row = keys.index(event.conversation_id) if event.conversation_id in keys else 0


class ByRow(SeenApp):
    """Goes by rows instead of conversations."""

    def get_default_screen(self) -> Screen[None]:
        return RowScreen(
            self.store,
            self._moment,
            self._link_now,
            account=self.backend.account_name,
            keymap=self.settings.keymap(),
        )


@pytest.mark.parametrize("app_class", [ByRow])
def test_a_planted_bug_is_found(app_class: type[SeenApp]) -> None:
    with pytest.raises(AssertionError):
        search(app_class, 40)
