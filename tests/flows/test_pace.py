"""News are painted in their turn, keys at once, and in the end the screen shows the truth."""

from __future__ import annotations

import time

import pytest

from hoory_tui.config.settings import Settings

from .console import Console, console
from .stage import DANA, PRIYA, THEO, ZOE

_TALKS = (DANA, PRIYA, THEO, ZOE)
_EVENTS = 300
_LEAST = 1_000
"""Bytes a second, of which a single painting takes many times as many."""


@pytest.mark.parametrize("size", [_LEAST, 0], ids=["no bytes to spare", "as usual"])
async def test_within_a_second_of_the_last_event_the_screen_shows_the_truth(size: int) -> None:
    async with console(settings=Settings(bytes_per_second=size)) as desk:
        for number in range(_EVENTS):
            desk.desk.contact_writes(_TALKS[number % len(_TALKS)], f"event {number}")
            await desk.turn()
        await desk.desk.hub.drained()
        sent_at = time.monotonic()
        await desk.until(lambda: all(_shows_last_words(desk, one) for one in _TALKS), "the truth")
        assert time.monotonic() - sent_at < 1.0


async def test_what_the_agent_does_waits_for_nothing() -> None:
    async with console() as desk:
        await desk.turn_to(ZOE)
        assert "unassigned" in desk.seen("#thread-head")
        # As if news had been painted in an hour from now: no more of them until then.
        desk.app._pacer.flushed(time.monotonic() + 3600, 0.0)
        desk.desk.contact_writes(THEO, "This waits.")
        await desk.until(lambda: _last_words(desk) == "This waits.", "an event in the store")
        assert "This waits." not in desk.seen()
        await desk.press("a")
        await desk.lacks("unassigned", "#thread-head")


def _shows_last_words(desk: Console, conversation_id: int) -> bool:
    number = max(one for one in range(_EVENTS) if _TALKS[one % len(_TALKS)] == conversation_id)
    return f"event {number}" in desk.row_of(conversation_id)


def _last_words(desk: Console) -> str:
    said = desk.store.conversations[THEO].last_message
    return said.content if said is not None else ""
