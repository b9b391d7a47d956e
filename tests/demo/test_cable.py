from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest

from hoory_tui.demo import DemoDesk

from .people import Clock, Ear, Json, Office, open_office


def identifier_of(office: Office, name: str = "Nare", changed: Json | None = None) -> str:
    row = office.row(name)
    keys = {
        "channel": "RoomChannel",
        "pubsub_token": row["pubsub"],
        "account_id": office.desk.account_id,
        "user_id": row["id"],
    }
    return json.dumps({**keys, **(changed or {})})


async def assert_silent(office: Office, ear: Ear) -> None:
    """Nothing has come on this socket: a good subscription made now is answered first."""
    ear.identifier = identifier_of(office, "Hanna")
    await ear.send("subscribe", ear.identifier)
    first = await ear.frame_but_ping()
    assert first == {"identifier": ear.identifier, "type": "confirm_subscription"}


async def test_the_sub_protocol_is_echoed_and_may_be_left_out(office: Office) -> None:
    ear = await office.socket()
    assert ear.socket.protocol == "actioncable-v1-json"
    plain = await office.http.ws_connect(office.desk.url + "/cable")
    assert plain.protocol is None
    assert json.loads(await plain.receive_str()) == {"type": "welcome"}


async def test_the_identifier_comes_back_byte_for_byte(office: Office) -> None:
    row = office.row("Nare")
    odd = (
        f'{{"user_id" : {row["id"]},  "account_id":{office.desk.account_id},'
        f'"pubsub_token":"{row["pubsub"]}","channel":"RoomChannel","ключ":"\\u00e9é"}}'
    )
    ear = await office.socket()
    await ear.send("subscribe", odd)
    assert (await ear.frame())["identifier"] == odd
    data_frame = await ear.frame()
    assert data_frame["identifier"] == odd
    assert set(data_frame) == {"identifier", "message"}


async def test_pings_carry_a_whole_number_and_can_be_silenced(clock: Clock) -> None:
    desk = DemoDesk(quiet_visitors=True, now=clock, conversations=3, ping_every=0.01)
    async with open_office(desk) as office:
        ear = await office.socket()
        assert await ear.frame() == {"type": "ping", "message": int(clock())}
        desk.silence_pings = True
        row = office.row("Nare")
        await ear.send("subscribe", identifier_of(office))
        while (await ear.frame()).get("type") == "ping":
            pass
        desk.broadcast(row["pubsub"], "quiet.enough", {})
        names = [(await ear.frame()).get("message", {}).get("event") for _ in range(2)]
        assert names == ["presence.update", "quiet.enough"]


@pytest.mark.parametrize(
    "changed",
    [
        {"pubsub_token": "no-such-token"},
        {"user_id": 12},
        {"user_id": 99_999},
        {"account_id": 77},
        {"account_id": None},
        {"pubsub_token": None},
        {"channel": "NoSuchChannel"},
    ],
)
async def test_a_bad_subscribe_is_met_with_silence(office: Office, changed: Json) -> None:
    ear = await office.socket()
    await ear.send("subscribe", identifier_of(office, changed=changed))
    await assert_silent(office, ear)


async def test_a_contact_token_with_a_user_id_is_no_contact(office: Office) -> None:
    token = office.desk.session_of(office.talk()).pubsub_token
    ear = await office.socket()
    await ear.send("subscribe", identifier_of(office, changed={"pubsub_token": token}))
    await assert_silent(office, ear)


async def test_the_same_identifier_after_a_refusal_stays_silent(office: Office) -> None:
    ear = await office.socket()
    later_good = identifier_of(office, changed={"pubsub_token": "later-good"})
    await ear.send("subscribe", later_good)
    await assert_silent(office, ear)
    office.desk.agent(office.row("Nare")["id"]).pubsub_token = "later-good"
    await ear.send("subscribe", later_good)
    assert await ear.names(office.desk) == ["presence.update"]
    assert office.desk.counters.refused == 1


async def test_a_second_identical_subscribe_changes_nothing(office: Office) -> None:
    ear = await office.listen()
    await ear.send("subscribe", ear.identifier)
    office.desk.broadcast(office.row("Nare")["pubsub"], "once", {})
    assert (await ear.event())[0] == "once"
    assert await ear.names(office.desk) == []


async def test_two_identifiers_with_one_token_hear_everything_twice(office: Office) -> None:
    ear = await office.listen()
    other = identifier_of(office, changed={"another": "key"})
    await ear.send("subscribe", other)
    confirm = await ear.frame_but_ping()
    assert confirm["identifier"] == other
    await ear.frame_but_ping()
    await ear.frame_but_ping()
    office.desk.broadcast(office.row("Nare")["id"], "twice", {})
    heard = [await ear.frame_but_ping() for _ in range(2)]
    assert [one["identifier"] for one in heard] == [ear.identifier, other]


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '"text"',
        "{}",
        '{"command":"subscribe"}',
        '{"command":"subscribe","identifier":5}',
        '{"command":"subscribe","identifier":"not json"}',
        '{"command":"dance","identifier":"{}"}',
        '{"command":"message","identifier":"{}","data":"{\\"action\\":\\"update_presence\\"}"}',
        '{"command":"unsubscribe","identifier":"{}"}',
    ],
)
async def test_odd_commands_are_met_with_silence(office: Office, text: str) -> None:
    ear = await office.socket()
    await ear.socket.send_str(text)
    await assert_silent(office, ear)


async def test_only_update_presence_is_an_action(office: Office) -> None:
    ear = await office.listen()
    await ear.send("message", ear.identifier, data='{"action":"typing"}')
    await ear.send("message", ear.identifier, data="nonsense")
    await ear.tick()
    assert [(await ear.event())[0]] == ["presence.update"]
    assert await ear.names(office.desk) == []


async def test_unsubscribing_ends_the_stream_without_a_word(office: Office) -> None:
    ear = await office.listen()
    await ear.send("unsubscribe", ear.identifier)
    ear.identifier, gone = identifier_of(office, "Hanna"), ear.identifier
    await ear.send("subscribe", ear.identifier)
    assert (await ear.frame_but_ping())["type"] == "confirm_subscription"
    office.desk.broadcast(office.row("Nare")["id"], "nobody.hears", {})
    assert await ear.names(office.desk) == ["presence.update"]
    assert gone != ear.identifier


async def test_rejecting_is_a_switch_and_allows_a_retry(office: Office) -> None:
    office.desk.reject_bad_tokens = True
    ear = await office.socket()
    bad = identifier_of(office, changed={"pubsub_token": "bad"})
    for _attempt in range(2):
        await ear.send("subscribe", bad)
        assert await ear.frame() == {"identifier": bad, "type": "reject_subscription"}


async def test_initial_presence_can_come_before_the_confirm_or_never(office: Office) -> None:
    office.desk.initial_presence = "before"
    ear = await office.socket()
    await ear.send("subscribe", identifier_of(office))
    assert (await ear.frame())["message"]["event"] == "presence.update"
    assert (await ear.frame())["type"] == "confirm_subscription"
    office.desk.initial_presence = "never"
    quiet = await office.socket()
    quiet.identifier = identifier_of(office, "Hanna")
    await quiet.send("subscribe", quiet.identifier)
    assert (await quiet.frame())["type"] == "confirm_subscription"
    assert await quiet.names(office.desk) == []


async def test_dropped_sockets_end_without_a_close_frame(office: Office) -> None:
    ear = await office.listen()
    assert office.desk.open_sockets == 1
    assert office.desk.drop_sockets() == 1
    received = await ear.socket.receive(timeout=5)
    assert received.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert ear.socket.close_code == aiohttp.WSCloseCode.ABNORMAL_CLOSURE
    assert office.desk.open_sockets == 0
    assert office.desk.counters.closed == 1


async def test_disconnecting_says_why_and_closes_normally(office: Office) -> None:
    ear = await office.listen()
    await office.desk.disconnect_all("server_restart", reconnect=True)
    expected = {"type": "disconnect", "reason": "server_restart", "reconnect": True}
    assert await ear.frame() == expected
    received = await ear.socket.receive(timeout=5)
    assert received.type is aiohttp.WSMsgType.CLOSE
    assert received.data == aiohttp.WSCloseCode.OK


async def test_raw_text_reaches_the_token_as_it_stands(office: Office) -> None:
    ear = await office.listen()
    assert office.desk.send_raw(office.row("Nare")["pubsub"], "{broken") == 1
    assert await ear.socket.receive_str(timeout=5) == "{broken"
    assert office.desk.send_raw("nobody", "x") == 0


async def test_many_sockets_of_one_token_all_hear(office: Office) -> None:
    ears = await asyncio.gather(*(office.listen("Hanna") for _ in range(3)))
    office.desk.broadcast(office.row("Hanna")["id"], "all.hear", {"text": "שלום 🐦"})
    for ear in ears:
        assert (await ear.until("all.hear"))["text"] == "שלום 🐦"
