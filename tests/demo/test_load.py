from __future__ import annotations

import json
import re
from typing import Any

from hoory_tui.demo import DemoDesk

from .people import Clock, Ear, Json, Office, open_office

RATE = 5000.0


async def hear(ear: Ear, count: int) -> list[tuple[str, Json]]:
    return [await ear.event() for _ in range(count)]


def numbers(events: list[tuple[str, Json]]) -> list[int]:
    """Return the numbers in the texts of the messages, in the order they came."""
    texts = [str(data["content"]) for name, data in events if name == "message.created"]
    found = [re.match(r"\((\d+)\) ", text) for text in texts]
    return [int(one[1]) for one in found if one is not None]


def busy(clock: Clock, seed: int = 1, conversations: int = 300) -> DemoDesk:
    return DemoDesk(seed, quiet_visitors=True, now=clock, conversations=conversations, rate=RATE)


async def test_a_seed_says_what_happens_and_in_which_order() -> None:
    heard = []
    for seed in (4, 4, 5):
        async with open_office(busy(Clock(), seed)) as office:
            events = await hear(await office.listen(), 300)
            # Files have addresses, and those have a port.
            heard.append(json.dumps(events).replace(office.desk.url, ""))
    one, same, other = heard
    assert one == same
    assert one != other


async def test_it_is_the_mix_of_a_busy_desk(clock: Clock) -> None:
    async with open_office(busy(clock)) as office:
        names = [name for name, _data in await hear(await office.listen(), 2000)]
    assert names.count("message.created") > 400
    for wanted in (
        "conversation.typing_on",
        "conversation.typing_off",
        "conversation.updated",
        "contact.updated",
        "conversation.status_changed",
        "assignee.changed",
    ):
        assert names.count(wanted) > 5, wanted


async def test_every_number_comes_once_and_what_was_sent_is_known(clock: Clock) -> None:
    async with open_office(busy(clock)) as office:
        ear = await office.listen()
        events = await hear(ear, 1000)
        office.desk.load.set_rate(0)
        events += await ear.heard(office.desk)
        sent = office.desk.load.sent()
        assert numbers(events) == list(range(1, sent.messages + 1))
        assert len(events) == sent.events
        assert sent.rate == 0
        assert await ear.heard(office.desk) == []
        office.desk.load.set_rate(RATE)
        await hear(ear, 10)


async def test_nothing_happens_without_a_rate(clock: Clock) -> None:
    async with open_office(DemoDesk(quiet_visitors=True, now=clock)) as office:
        ear = await office.listen()
        assert await ear.heard(office.desk) == []
        assert office.desk.load.sent().events == 0


async def announced(office: Office) -> tuple[dict[int, Json], dict[int, Json]]:
    """Return the last word about each conversation and each message, when all is quiet again."""
    ear = await office.listen()
    events = await hear(ear, 1500)
    office.desk.load.set_rate(0)
    events += await ear.heard(office.desk)
    talks: dict[int, Json] = {}
    messages: dict[int, Json] = {}
    for name, data in events:
        if name in ("conversation.updated", "conversation.status_changed", "assignee.changed"):
            talks[data["id"]] = data
        elif name.startswith("message."):
            messages[data["id"]] = data
    return talks, messages


async def test_what_was_announced_is_what_the_desk_answers(clock: Clock) -> None:
    for size in (300, 3000):
        async with open_office(busy(clock, conversations=size)) as office:
            talks, messages = await announced(office)
            assert len(talks) > 20
            for number, last in talks.items():
                now: Json = await office.agent().get(f"/conversations/{number}")
                assert state(now) == state(last)
            for number in {one["conversation_id"] for one in messages.values()}:
                said = {i: m for i, m in messages.items() if m["conversation_id"] == number}
                path = f"/conversations/{number}/messages"
                page = (await office.agent().get(path, after=str(min(said) - 1)))["payload"]
                held = {one["id"]: one["content"] for one in page}
                for message_id, message in said.items():
                    assert held[message_id] == message["content"]


def state(conversation: Json) -> list[Any]:
    assignee = conversation["meta"].get("assignee") or {}
    return [conversation["status"], sorted(conversation["labels"]), assignee.get("id")]
