from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from hoory_tui.demo import DemoDesk
from hoory_tui.demo.pace import Pace

from .people import Clock, Json, Office, eventually, open_office

NEVER = Pace(between_scenes=(1e9, 1e9))


def hurried(
    clock: Clock, end: float = 1e12, ended: asyncio.Event | None = None
) -> Callable[[float], Awaitable[None]]:
    """Return a sleep that moves the clock instead; a pause of NEVER does not end."""

    async def sleep(seconds: float) -> None:
        if seconds >= 1e9:
            await asyncio.Event().wait()
        clock.forward(seconds)
        if ended is not None and clock() > end:
            ended.set()
        await asyncio.sleep(0)

    return sleep


@asynccontextmanager
async def lively(clock: Clock, pace: Pace) -> AsyncIterator[Office]:
    desk = DemoDesk(now=clock, pace=pace, sleep=hurried(clock))
    async with open_office(desk) as office:
        yield office


async def test_a_visitor_receives_reads_types_and_answers(clock: Clock) -> None:
    async with lively(clock, NEVER) as office:
        talk = office.talk("Telegram")
        ear = await office.listen("Hanna")
        path = f"/conversations/{talk}/messages"
        await office.agent().post(path, {"content": "Could you send me a photo of the spot?"})
        heard: list[tuple[str, Json]] = []
        while not heard or heard[-1][0] != "contact.updated":
            heard.append(await ear.event())
        names = [name for name, _data in heard]
        assert [name for name in names if name not in ("first.reply.created",)] == [
            "message.created",
            "conversation.updated",
            "message.updated",  # delivered
            "conversation.read",
            "message.updated",  # read
            "conversation.typing_on",
            "conversation.typing_off",
            "message.created",
            "conversation.updated",
            "contact.updated",
        ]
        answer = [data for name, data in heard if name == "message.created"][-1]
        assert answer["message_type"] == 0
        assert answer["attachments"][0]["file_type"] == "image", "a photo was asked for"


async def test_a_resolved_talk_is_rated_and_not_opened_again(clock: Clock) -> None:
    async with lively(clock, NEVER) as office:
        talk = office.talk()
        ear = await office.listen("Hanna")
        office.desk.agent_writes(11, talk, "All done, I am closing this.")
        office.desk.set_status(talk, "resolved")
        while (data := await ear.until("message.updated"))["content_type"] != "input_csat" or (
            "submitted_values" not in data["content_attributes"]
        ):
            pass
        answer = data["content_attributes"]["submitted_values"]["csat_survey_response"]
        assert answer["rating"] in (3, 4, 5)
        assert office.desk.conversation(talk).status == "resolved"


async def test_visitors_tire_of_talking(clock: Clock) -> None:
    async with lively(clock, NEVER) as office:
        talk = office.talk("Telegram")
        ear = await office.listen("Hanna")
        for number in range(4):
            office.desk.agent_writes(11, talk, f"Answer {number}, then.")
            while (await ear.until("message.created"))["message_type"] != 0:
                pass
        office.desk.agent_writes(11, talk, "Anything else, then.")
        while (await ear.until("message.updated"))["status"] != "read":
            pass
        # The visitor's scene is over once it has read; an answer would follow with typing.
        for _turn in range(20):
            await asyncio.sleep(0)
        assert "conversation.typing_on" not in await ear.names(office.desk)


async def test_a_visitor_answers_even_when_events_come_after_the_answer(clock: Clock) -> None:
    async with lively(clock, NEVER) as office:
        office.desk.event_before_response = False
        talk = office.talk("Telegram")
        ear = await office.listen("Hanna")
        await office.agent().post(f"/conversations/{talk}/messages", {"content": "All clear?"})
        while (await ear.until("message.created"))["message_type"] != 0:
            pass


async def test_life_goes_on_by_itself(clock: Clock) -> None:
    pace = Pace(between_scenes=(2.5, 7.0))
    async with lively(clock, pace) as office:
        ear = await office.listen("Hanna")
        wanted = {
            "message.created",
            "conversation.typing_on",
            "conversation.typing_off",
            "conversation.created",
            "conversation.read",
            "message.updated",
            "assignee.changed",
            "conversation.status_changed",
            "conversation.updated",
            "contact.created",
            "contact.updated",
        }
        seen: set[str] = set()
        while not wanted <= seen:
            seen.add((await ear.event())[0])


async def test_quiet_visitors_do_nothing(clock: Clock) -> None:
    desk = DemoDesk(quiet_visitors=True, now=clock, sleep=hurried(clock))
    async with open_office(desk) as office:
        talk = office.talk()
        ear = await office.listen("Hanna")
        office.desk.agent_writes(11, talk, "Anybody?")
        for _turn in range(20):
            await asyncio.sleep(0)
        assert await ear.names(office.desk) == [
            "message.created",
            "first.reply.created",
            "conversation.updated",
        ]


async def test_a_person_who_is_signed_in_is_not_played(clock: Clock) -> None:
    pace = Pace(between_scenes=(1.0, 2.0))
    async with lively(clock, pace) as office:
        for name in ("Tomás", "Ines"):
            await office.listen(name)
        ear = await office.listen("Hanna")
        authors: list[int] = []
        while len(authors) < 40:
            name, data = await ear.event()
            if name == "message.created" and data["sender_type"] == "User":
                authors.append(data["sender_id"])
        # The first few may come from scenes that had begun before the sign-in.
        assert set(authors[10:]) == {14}


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_long_day_breaks_nothing(clock: Clock, seed: int) -> None:
    pace = Pace(between_scenes=(0.5, 1.0))
    day_is_over = asyncio.Event()
    sleep = hurried(clock, clock() + 3600, day_is_over)
    desk = DemoDesk(seed=seed, now=clock, pace=pace, sleep=sleep)
    failures: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: failures.append(context))
    async with open_office(desk) as office:
        await eventually(day_is_over)
        world = office.desk.engine.world
        assert all(one.messages for one in world.conversations.values())
        answer = await office.agent().ask("GET", "/conversations?status=all")
        assert answer.status == 200
    assert failures == []
