"""Whatever comes over the socket costs a counted line in the log, and never socket or console."""

from __future__ import annotations

import logging
from random import Random

import pytest
from pydantic import SecretStr

from hoory_tui.demo.faults import Fault
from hoory_tui.wire.desk import Identifier

from ..wire.garbage import by_hand, for_us, mutated, wrong_values
from .console import Console, console
from .stage import DANA

LOGGER = "hoory_tui.app.garbage"


def push(desk: Console, text: str) -> None:
    """Send a frame as it stands, but to the console's own subscription."""
    me = desk.desk.agent(desk.me)
    identifier = Identifier(
        pubsub_token=SecretStr(me.pubsub_token), account_id=desk.desk.account_id, user_id=me.id
    ).encode()
    addressed = for_us(text, identifier, desk.desk.account_id)
    # What cannot be said in UTF-8 is said with escapes, or not at all.
    sendable = addressed.encode("utf-8", "replace").decode()
    assert desk.desk.send_raw(me.pubsub_token, sendable)


async def works_on(desk: Console) -> None:
    """Check that what is said now still arrives, on the same socket."""
    await desk.settled()
    desk.desk.contact_writes(DANA, "Are you still there?")
    await desk.shows("Are you still there?", "#conversations")
    assert desk.store.link.connection == 1


async def test_frames_made_by_hand(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, LOGGER)
    async with console() as desk:
        await desk.turn_to(DANA)
        frames = [*by_hand(), *wrong_values("message.created"), *wrong_values("contact.updated")]
        for text in frames:
            push(desk, text)
        await works_on(desk)
        assert desk.app._garbage.total > 150
        told = [one for one in caplog.messages if one.startswith("unreadable")]
        assert "unreadable: a frame: not JSON" in "\n".join(told)
        assert len(caplog.messages) < 60
        # Nothing of what was sent is in the log, only what it was not.
        assert not [one for one in caplog.messages if "xxxx" in one]
        assert desk.app.guard.hits == 0


async def test_recorded_frames_with_exchanged_parts() -> None:
    rng = Random(4)
    async with console() as desk:
        await desk.turn_to(DANA)
        for _ in range(400):
            push(desk, mutated(rng))
        await works_on(desk)
        assert desk.app.guard.hits == 0


async def test_much_of_it_is_told_and_read_again_once() -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.settled()
        for _ in range(20):
            push(desk, "{")
        await desk.settled()
        await desk.live_on(1)
        assert "unreadable" not in desk.seen("#top-bar")
        calls = desk.desk.requests_seen
        push(desk, "{")
        await desk.until(lambda: desk.app._garbage.total == 21)
        await desk.live_on(1)
        await desk.until(lambda: desk.desk.requests_seen > calls, "read again")
        await desk.settled()
        await desk.until(lambda: not desk.app._is_behind(), "all of it")
        await desk.live_on(1)
        await desk.shows("21 unreadable", "#top-bar")
        await desk.reads_nothing()
        calls = desk.desk.requests_seen
        for _ in range(50):
            push(desk, "{")
        await desk.until(lambda: desk.app._garbage.total == 71)
        await desk.live_on(3)
        await desk.settled()
        assert desk.desk.requests_seen == calls
        await desk.live_on(61)
        assert "unreadable" not in desk.seen("#top-bar")


@pytest.mark.parametrize(
    "body", ["{", "[" * 200_000, "7", "<html>", 7, [], {"payload": 7}, {"payload": [{"id": "x"}]}]
)
async def test_an_answer_that_makes_no_sense_is_told_and_counted(body: object) -> None:
    async with console() as desk:
        await desk.turn_to(DANA)
        await desk.settled()
        fault = Fault("GET", "/labels", 1, status=200, body=body)
        desk.desk.manners.faults.add(fault)
        await desk.press("ctrl+r")
        await desk.until(lambda: fault.times == 0, "an answer")
        await desk.live_on(1)
        await desk.until(lambda: desk.app._garbage.total, "a count")
        await works_on(desk)
