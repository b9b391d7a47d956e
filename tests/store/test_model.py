"""The store against a model of the server, over a wire with every fault.

The suite plays 300 runs of 60 steps in each dialect. For 5,000 runs of 100 in each:
``STORE_MODEL=long pytest tests/store/test_model.py -k server_is``.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from hoory_tui.store.changes import Changes
from hoory_tui.store.happenings import Happening
from hoory_tui.store.reduce import apply
from hoory_tui.store.state import Store
from hoory_tui.wire.events import ConversationEvent, Event, MessageEvent
from tests.store.model_machine import Machine
from tests.store.model_server import SKEW

IS_LONG: Final = os.environ.get("STORE_MODEL") == "long"
RUNS, STEPS = (5000, 100) if IS_LONG else (300, 60)


def play(machine: type[Machine], runs: int, *, shrinks: bool = True) -> None:
    """Play so many runs; raises what it finds, by the shortest way to it if it `shrinks`."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            phases=[Phase.generate, Phase.shrink] if shrinks else [Phase.generate],
            report_multiple_bugs=False,
            derandomize=not IS_LONG,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


class Older(Machine):
    """A server that dates no conversation and drops our marker."""

    modern = False


def test_the_store_ends_as_the_server_is() -> None:
    play(Machine, RUNS)


def test_the_store_ends_as_the_server_is_where_nothing_is_dated() -> None:
    play(Older, RUNS)


# The bugs that other consoles have, each caught by the same machine.


class LastWriteWins(Machine):
    """Takes every event for the newest there is."""

    @staticmethod
    def take(store: Store, step: Event | Happening, now: float) -> Changes:
        latest = {"updated_at": now + SKEW}
        if isinstance(step, MessageEvent):
            step = replace(step, message=step.message.model_copy(update=latest))
        elif isinstance(step, ConversationEvent):
            step = replace(step, conversation=step.conversation.model_copy(update=latest))
        return apply(store, step, now)


class AppendsDuplicates(Machine):
    """Holds a message once more whenever it is heard of again."""

    @staticmethod
    def take(store: Store, step: Event | Happening, now: float) -> Changes:
        if isinstance(step, MessageEvent) and step.message.conversation_id in store.timelines:
            number = step.message.id
            if number in store.timelines[step.message.conversation_id]:
                again = {"id": number + 1_000_000}
                step = replace(step, message=step.message.model_copy(update=again))
        return apply(store, step, now)


class PostsAgain(Machine):
    """Posts a message once more when the first answer was lost."""

    reposts = True


@pytest.mark.parametrize("mutant", [LastWriteWins, AppendsDuplicates, PostsAgain])
def test_a_planted_bug_is_caught(mutant: type[Machine]) -> None:
    with pytest.raises(AssertionError):
        play(mutant, 100, shrinks=False)
