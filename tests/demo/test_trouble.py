"""Troubles of the desk: each must be the fault it is named after, or a battery is worth nothing."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Literal

import aiohttp
import pytest

from .people import Office

MARK = {"hoory_tui": "e-1"}


def texts(office: Office, conversation_id: int) -> list[str | None]:
    return [one.content for one in office.desk.conversation(conversation_id).messages]


async def post(office: Office, conversation_id: int, text: str) -> object:
    return await office.agent().post(
        f"/conversations/{conversation_id}/messages", {"content": text, "echo_id": "e-1"}
    )


@pytest.mark.parametrize("status", [500, 504])
async def test_a_failure_may_come_after_the_deed(office: Office, status: int) -> None:
    talk = office.talk()
    ear = await office.listen("Hanna")
    office.desk.fail_next("POST", "/messages", status, after_deed=True)
    answer = await office.agent().ask("POST", f"/conversations/{talk}/messages", {"content": "x"})
    assert answer.status == status
    assert texts(office, talk) == ["Hello?", "x"]
    assert (await ear.until("message.created"))["content"] == "x"


@pytest.mark.parametrize("how", ["failed", "lost"])
async def test_nobody_may_hear_of_what_was_done(office: Office, how: str) -> None:
    talk = office.talk()
    ear = await office.listen("Hanna")
    if how == "failed":
        office.desk.fail_next("POST", "/messages", 500, after_deed=True, lose_events=True)
        await office.agent().ask("POST", f"/conversations/{talk}/messages", {"content": "x"})
    else:
        office.desk.lose_next_answer("POST", "/messages", lose_events=True)
        with pytest.raises(aiohttp.ClientError):
            await post(office, talk, "x")
    assert texts(office, talk) == ["Hello?", "x"]
    assert await ear.names(office.desk) == []


async def test_a_failure_may_carry_headers(office: Office) -> None:
    office.desk.fail_next("GET", "/labels", 429, headers={"Retry-After": "7"})
    answer = await office.agent().ask("GET", "/labels")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


async def test_an_answer_is_cut_within_its_body(office: Office) -> None:
    talk = office.talk()
    office.desk.cut_next_answer("POST", "/messages")
    with pytest.raises(aiohttp.ClientPayloadError):
        await post(office, talk, "x")
    assert texts(office, talk) == ["Hello?", "x"]
    await post(office, talk, "y")


async def test_an_answer_begins_late(office: Office) -> None:
    talk = office.talk()
    ear = await office.listen("Hanna")
    office.desk.stall_next_answer("POST", "/messages", 0.3)
    sending = asyncio.create_task(post(office, talk, "x"))
    await ear.until("message.created")
    assert not sending.done()
    await sending


async def test_an_answer_drips(office: Office) -> None:
    office.desk.drip_next_answer("GET", "/teams", seconds=0.001)
    began = time.monotonic()
    teams = await office.agent().get("/teams")
    assert time.monotonic() - began >= 0.001 * len(json.dumps(teams, separators=(",", ":")))
    assert await office.agent().get("/teams") == teams


@pytest.mark.parametrize("body", [[1, 2], {"id": "seven"}, "<html>Sign in</html>"])
async def test_an_answer_is_something_else(office: Office, body: object) -> None:
    talk = office.talk()
    office.desk.falsify_next_answer("POST", "/messages", body)
    answer = await office.agent().ask("POST", f"/conversations/{talk}/messages", {"content": "x"})
    assert answer.status == 200
    assert (answer.text if isinstance(body, str) else answer.json) == body
    assert texts(office, talk) == ["Hello?", "x"]


async def test_events_are_held_and_come_late_in_another_order(office: Office) -> None:
    ear = await office.listen()
    orders: list[tuple[Literal["kept", "reversed", "shuffled"], str]] = [
        ("kept", "abcd"),
        ("reversed", "dcba"),
        ("shuffled", "cadb"),
    ]
    for order, expected in orders:
        office.desk.hold_events()
        for name in "abcd":
            office.desk.broadcast(11, name, {})
        # A beat is not held, so whatever came before its echo would be seen first.
        await ear.tick()
        assert (await ear.event())[0] == "presence.update"
        assert office.desk.release_events(order, seed=4) == 4
        heard = "".join([(await ear.event())[0] for _ in range(4)])
        assert heard == expected
    assert office.desk.release_events() == 0


async def test_events_get_lost_and_come_twice_but_beats_do_not(office: Office) -> None:
    ear = await office.listen()
    office.desk.drop_events(1)
    office.desk.duplicate_events(1)
    await ear.tick()
    assert (await ear.event())[0] == "presence.update"
    for name in "abc":
        office.desk.broadcast(11, name, {})
    assert [(await ear.event())[0] for _ in range(3)] == ["b", "b", "c"]


async def test_a_mute_cable_says_nothing_and_one_without_echoes_all_else(office: Office) -> None:
    ear = await office.listen()
    office.desk.mute_cable = True
    await ear.tick()
    office.desk.broadcast(11, "a", {})
    await office.desk.hub.drained()
    office.desk.mute_cable = False
    office.desk.silence_presence_echo = True
    await ear.tick()
    office.desk.broadcast(11, "b", {})
    assert (await ear.event())[0] == "b"
    office.desk.silence_presence_echo = False
    await ear.tick()
    assert (await ear.event())[0] == "presence.update"


async def test_a_confirmation_gets_lost_or_comes_late(office: Office) -> None:
    manners = office.desk.cable_manners
    manners.lose_confirms = 1
    manners.initial_presence = "never"
    ear = await office.socket()
    ear.identifier = identifier = json.dumps(
        {
            "channel": "RoomChannel",
            "pubsub_token": office.row("Nare")["pubsub"],
            "account_id": office.desk.account_id,
            "user_id": 11,
        }
    )
    await ear.send("subscribe", identifier)
    await ear.tick()
    assert (await ear.event())[0] == "presence.update"
    manners.confirm_delay = 0.1
    late = await office.socket()
    late.identifier = identifier
    await late.send("subscribe", identifier)
    await late.tick()
    assert (await late.event())[0] == "presence.update"
    assert (await late.frame_but_ping())["type"] == "confirm_subscription"


async def test_a_socket_is_refused_unwelcome_or_sent_away(office: Office) -> None:
    manners = office.desk.cable_manners
    url = office.desk.url + "/cable"
    manners.refuse_status, manners.refuse_retry_after = 503, "9"
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await office.http.ws_connect(url)
    assert refused.value.status == 503
    assert refused.value.headers is not None
    assert refused.value.headers["Retry-After"] == "9"
    manners.refuse_status = None
    manners.unauthorized = True
    socket = await office.http.ws_connect(url)
    said = {"type": "disconnect", "reason": "unauthorized", "reconnect": False}
    assert await socket.receive_json(timeout=5) == said
    assert (await socket.receive(timeout=5)).type is aiohttp.WSMsgType.CLOSE
    manners.unauthorized = False
    manners.silence_welcomes = True
    quiet = await office.http.ws_connect(url)
    with pytest.raises(TimeoutError):
        await quiet.receive(timeout=0.1)
    await quiet.close()


async def test_sockets_are_closed_without_a_word(office: Office) -> None:
    ear = await office.listen()
    await office.desk.close_sockets(1000)
    received = await ear.socket.receive(timeout=5)
    assert (received.type, received.data) == (aiohttp.WSMsgType.CLOSE, 1000)


@pytest.mark.parametrize("kept", [True, False])
async def test_markers_are_kept_or_dropped_everywhere(office: Office, kept: bool) -> None:
    office.desk.keep_markers = kept
    talk = office.talk()
    first = office.desk.conversation(talk).messages[0].id
    ear = await office.listen("Hanna")
    path = f"/conversations/{talk}/messages"
    body = {"content": "x", "content_attributes": {**MARK, "in_reply_to": first}}
    answered = await office.agent().post(path, body)
    told = await ear.until("message.created")
    listed = (await office.agent().get(path))["payload"][-1]
    for message in (answered, told, listed):
        assert ("hoory_tui" in message["content_attributes"]) is kept
        assert message["content_attributes"]["in_reply_to"] == first
