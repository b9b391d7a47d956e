from __future__ import annotations

import asyncio
import json
import socket
import time

import aiohttp
import pytest

from hoory_tui.demo import DemoDesk
from hoory_tui.demo.pace import Pace

from .people import Clock, Json, open_office


def everything(desk: DemoDesk) -> Json:
    """Return all a company consists of, apart from the port."""
    engine = desk.engine
    nare = desk.agents[0]
    return {
        "people": {**desk.describe(), "url": ""},
        "talks": [
            engine.rest.conversation(one, nare) for one in engine.world.conversations.values()
        ],
        "messages": [engine.rest.message(one) for one in engine.world.messages.values()],
        "bells": [[row.id for row in book] for book in engine.world.bells.values()],
    }


def test_the_same_seed_is_the_same_company() -> None:
    one, same, other = (DemoDesk(seed=seed, quiet_visitors=True, now=Clock()) for seed in (7, 7, 8))
    assert everything(one) == everything(same)
    assert everything(one)["people"] != everything(other)["people"]
    assert everything(one)["talks"] != everything(other)["talks"]


def test_the_past_counts_back_from_now() -> None:
    def ages(start: float) -> list[float]:
        desk = DemoDesk(quiet_visitors=True, now=Clock(start))
        rows = desk.engine.world.conversations.values()
        return [round(start - one.last_activity_at, 2) for one in rows]

    assert ages(1_700_000_000.0) == ages(1_790_000_000.0)
    assert min(ages(1_700_000_000.0)) > 0


async def test_the_description_opens_every_door() -> None:
    async with open_office(DemoDesk(quiet_visitors=True, conversations=5)) as office:
        described = json.loads(json.dumps(office.desk.describe()))
        assert set(described) == {"url", "account_id", "accounts", "agents", "inboxes"}
        assert described["accounts"] == [{"id": office.desk.account_id, "name": "Sparrow Bikes"}]
        assert described["url"] == office.desk.url
        for agent in described["agents"]:
            assert set(agent) == {
                "id",
                "name",
                "email",
                "password",
                "role",
                "access_token",
                "pubsub_token",
            }
            login = {"email": agent["email"], "password": agent["password"]}
            data = (await office.nobody().post("/auth/sign_in", login))["data"]
            assert data["access_token"] == agent["access_token"]
            assert data["pubsub_token"] == agent["pubsub_token"]
        identifiers = [inbox["identifier"] for inbox in described["inboxes"]]
        (public,) = [one for one in identifiers if one]
        assert (await office.public().get(""))["identifier"] == public


async def test_stopping_leaves_no_task_and_closes_sockets() -> None:
    before = asyncio.all_tasks()
    desk = DemoDesk(pace=Pace(between_scenes=(0.001, 0.002)))
    await desk.start()
    async with aiohttp.ClientSession() as http:
        ear = await http.ws_connect(desk.url + "/cable")
        assert json.loads(await ear.receive_str()) == {"type": "welcome"}
        await asyncio.wait_for(desk.stop(), 2)
        received = await ear.receive(timeout=5)
        assert received.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    names = {task.get_name() for task in asyncio.all_tasks() - before}
    assert not any(name.startswith("demo-") for name in names)
    await desk.stop()


async def test_a_desk_may_be_started_again() -> None:
    desk = DemoDesk(quiet_visitors=True, conversations=3)
    for _round in range(2):
        async with open_office(desk) as office:
            assert (await office.nobody().ask("GET", "/api")).status == 200


async def test_a_taken_port_is_an_os_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        desk = DemoDesk(quiet_visitors=True, conversations=3)
        with pytest.raises(OSError, match="address already in use"):
            await desk.start(taken.getsockname()[1])
        await desk.stop()


async def test_stopping_waits_for_nobody_who_is_still_to_be_answered(clock: Clock) -> None:
    desk = DemoDesk(quiet_visitors=True, now=clock, conversations=3)
    async with open_office(desk) as office:
        desk.delay_next("GET", "/labels", 60.0)
        asking = asyncio.create_task(office.agent().ask("GET", "/labels"))
        await asyncio.sleep(0.1)
        assert desk.requests_seen == 1
        assert len(desk.asked("GET /")) == 1
        began = time.monotonic()
        await desk.stop()
        assert time.monotonic() - began < 1
        with pytest.raises(aiohttp.ClientError):
            await asking
