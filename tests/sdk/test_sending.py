"""A message sent once: what became of it when the answer is clear, late, cut or missing."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from hoory_tui.client.errors import Invalid, TooManyRequests
from hoory_tui.sdk.sending import LOOKS, Fate, Sent, send_once

from ..client.desks import DeskClient, desk_client

TEXT = "Here is the label.\n\n  It is indented."


@pytest.fixture
async def client() -> AsyncIterator[DeskClient]:
    async with desk_client() as running:
        yield running


class Clock:
    """A clock that nobody waits for; `events` are done when it gets there."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class Sender:
    """Sends to one thread of the desk with a clock of its own."""

    def __init__(self, client: DeskClient) -> None:
        self.desk = client.desk
        self.clock = Clock()
        self.api = client.agent()
        talks = self.desk.engine.world.conversations.values()
        self.row = next(one for one in talks if one.status == "open")
        self.id = self.row.display_id

    async def send(self, text: str = TEXT, patience: float = LOOKS[-1]) -> Sent:
        return await send_once(
            self.api,
            self.id,
            text,
            agent_id=self.desk.agents[0].id,
            patience=patience,
            clock=self.clock,
            sleep=self.clock.sleep,
        )

    def written(self, text: str = TEXT) -> int:
        messages = self.desk.engine.world.messages.values()
        return sum(one.content == text and one.conversation_id == self.row.id for one in messages)


@pytest.fixture
def sender(client: DeskClient) -> Sender:
    return Sender(client)


async def test_a_clear_answer_is_all_that_is_needed(sender: Sender) -> None:
    sent = await sender.send()
    assert (sent.fate, sent.problem, sender.written()) == (Fate.ARRIVED, "", 1)
    assert sent.message is not None
    assert sent.message.content == TEXT
    assert sender.clock.slept == []


@pytest.mark.parametrize("way", ["lost", "cut", "gateway", "nonsense"])
async def test_what_arrived_without_a_clear_answer_is_found_and_never_repeated(
    sender: Sender, way: str
) -> None:
    if way == "lost":
        sender.desk.lose_next_answer("POST", "/messages")
    elif way == "cut":
        sender.desk.cut_next_answer("POST", "/messages")
    elif way == "gateway":
        sender.desk.fail_next("POST", "/messages", 504, after_deed=True)
    else:
        sender.desk.falsify_next_answer("POST", "/messages", "<html>Sign in</html>")
    sent = await sender.send()
    assert sent.fate is Fate.ARRIVED
    assert sent.problem
    assert sent.message is not None
    assert sent.message.sent_as == sent.echo_id
    assert sender.written() == 1
    assert sender.clock.slept == [LOOKS[0]]


async def test_what_never_shows_is_absent_where_others_keep_the_marker(sender: Sender) -> None:
    await sender.send("an earlier one")
    sender.desk.fail_next("POST", "/messages", 502)
    sent = await sender.send()
    assert (sent.fate, sent.message) == (Fate.ABSENT, None)
    assert sender.written() == 0
    assert sender.clock.now == pytest.approx(1000.0 + LOOKS[-1])
    posts = [one for one in sender.desk.asked("/messages") if one.startswith("POST")]
    assert len(posts) == 2


async def test_where_nothing_shows_a_marker_nobody_can_tell(sender: Sender) -> None:
    sender.desk.fail_next("POST", "/messages", 502)
    assert (await sender.send()).fate is Fate.UNSURE


async def test_who_does_not_wait_long_enough_cannot_tell_either(sender: Sender) -> None:
    await sender.send("an earlier one")
    sender.desk.fail_next("POST", "/messages", 502)
    sent = await sender.send(patience=5.0)
    assert sent.fate is Fate.UNSURE
    assert sender.clock.now == pytest.approx(1005.0)


async def test_without_a_marker_the_words_of_the_same_agent_tell(sender: Sender) -> None:
    sender.desk.fail_next("POST", "/messages", 502)
    other = sender.desk.agents[1].id
    slept = sender.clock.sleep

    async def sleep(seconds: float) -> None:
        writer = other if len(sender.clock.slept) == 0 else sender.desk.agents[0].id
        sender.desk.agent_writes(writer, sender.id, TEXT)
        await slept(seconds)

    sent = await send_once(
        sender.api,
        sender.id,
        TEXT,
        agent_id=sender.desk.agents[0].id,
        clock=sender.clock,
        sleep=sleep,
    )
    assert sent.fate is Fate.ARRIVED
    # The colleague's message of the same words was not taken for ours.
    assert len(sender.clock.slept) == 2
    assert sent.message is not None
    assert sent.message.sender is not None
    assert sent.message.sender.id == sender.desk.agents[0].id


async def test_a_refusal_is_told_at_once(sender: Sender) -> None:
    sender.desk.fail_next("POST", "/messages", 422, body={"error": "no"})
    with pytest.raises(Invalid):
        await sender.send()
    sender.desk.fail_next("POST", "/messages", 429)
    with pytest.raises(TooManyRequests):
        await sender.send()
    assert sender.written() == 0
    assert sender.clock.slept == []


async def test_a_thread_that_cannot_be_read_leaves_it_open(sender: Sender) -> None:
    sender.desk.lose_next_answer("POST", "/messages")
    # The page before the message is still read.
    earlier = await sender.api.messages(sender.id)
    after_id = max(one.id for one in earlier.payload)
    sender.desk.fail_next("GET", "/messages", 404, times=9)
    agent_id = sender.desk.agents[0].id
    sent = await send_once(
        sender.api, sender.id, TEXT, agent_id=agent_id, after_id=after_id, sleep=sender.clock.sleep
    )
    assert sent.fate is Fate.UNSURE
    sender.desk.clear_faults()
    sender.desk.lose_next_answer("POST", "/messages")
    sender.desk.fail_next("GET", "/messages", 503, times=4)
    sent = await send_once(
        sender.api,
        sender.id,
        TEXT,
        agent_id=agent_id,
        after_id=after_id,
        clock=sender.clock,
        sleep=sender.clock.sleep,
    )
    # Both are there by now; the marker tells which of them this one is.
    assert sent.fate is Fate.ARRIVED
    assert sent.message is not None
    assert sent.message.sent_as == sent.echo_id
