"""Faults 14 to 20 and 29: what arrives is twice, mixed up, too much or no event at all."""

from __future__ import annotations

import asyncio
import gc
import json
import struct
import time
from dataclasses import replace
from typing import Final, Literal

import pytest

from hoory_tui.store import reduce
from hoory_tui.store.happenings import Opened
from hoory_tui.store.state import Store
from hoory_tui.wire.events import ContactDeleted, Malformed, PresenceUpdate
from hoory_tui.wire.link import Cause, LinkState

from ..client.servers import Peer, cable_server, raw_server, upgrade
from ..client.watching import AGENT, watched
from .record import Record, words_of
from .scene import BEAT, FAST, NARE, Scene, message_ids, scene

MEGABYTE: Final = 1_000_000


def shown(play: Scene, conversation_id: int) -> list[tuple[int, str | None]]:
    """Return what a console makes of everything that the client handed on."""
    store = Store(play.api.account_id, NARE)
    reduce.apply_all(store, [Opened(conversation_id), *play.watcher.events], time.time())
    return [(one.id, one.content) for one in store.timelines[conversation_id].messages()]


async def test_14_duplicate_events(record: Record) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.watcher.reach_live()
        talk = (await play.api.conversations()).payload[0].id
        play.desk.duplicate_events(50)
        first = play.desk.contact_writes(talk, "once").id
        second = play.desk.contact_writes(talk, "and once more").id
        await play.hears(first, first, second, second)
        assert shown(play, talk) == [(first, "once"), (second, "and once more")]


@pytest.mark.parametrize("order", ["reversed", "shuffled"])
async def test_15_events_out_of_order_and_late(
    record: Record, order: Literal["reversed", "shuffled"]
) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.watcher.reach_live()
        talk = (await play.api.conversations()).payload[0].id
        play.desk.hold_events()
        written = [play.desk.contact_writes(talk, f"line {number}") for number in range(5)]
        play.desk.set_message_status(written[2].id, "read")
        # Longer than the silence limit: beats alone must keep the link.
        await play.stays(LinkState.LIVE, FAST.silence * 1.2)
        held = play.desk.release_events(order)
        expected = {one.id for one in written}
        await play.watcher.until(lambda: expected <= set(play.heard()))
        await play.is_live_again(1)
        handed_on = [one for one in play.watcher.events if not isinstance(one, PresenceUpdate)]
        assert len(handed_on) == held + 1
        assert shown(play, talk) == [(one.id, one.content) for one in written]
        assert play.proxy.opened == 1


async def test_16_burst_of_two_thousand(record: Record) -> None:
    # A starved machine takes so long that the line would pass for a silent one.
    patient = replace(FAST, silence=10.0)
    async with scene(record, "● live · heard now", pace=patient) as play:
        await play.watcher.reach_live()
        longest = 0.0

        async def feel_the_pulse() -> None:
            nonlocal longest
            while True:
                # Of our own processor: what others take from us says nothing.
                before = time.process_time()
                await asyncio.sleep(0.005)
                longest = max(longest, time.process_time() - before)

        # The suite's own garbage is not what is felt here.
        gc.freeze()
        pulse = asyncio.create_task(feel_the_pulse())
        for number in range(2000):
            play.say(number)
        await play.watcher.until(lambda: len(play.heard()) >= 2000)
        pulse.cancel()
        gc.unfreeze()
        assert play.heard() == list(range(2000))
        assert play.now.state is LinkState.LIVE
        # Others had their turns: nobody who waits for a key would have noticed.
        assert longest < 0.3


async def test_17_five_megabytes_and_too_many(record: Record) -> None:
    async with scene(record, "frame too large, attempt") as play:
        await play.watcher.reach_live()
        play.say(1, "x" * 5 * MEGABYTE)
        await play.hears(1)
        play.say(2, "x" * 17 * MEGABYTE)
        waiting = await play.watcher.reach(LinkState.WAITING, Cause.TOO_LARGE)
        assert waiting.last_frame_at is not None
        await play.is_live_again(2)
        await play.stays(LinkState.LIVE, 0.3)
        assert play.proxy.opened == 2
        assert play.heard() == [1, 9002]


async def test_18_frames_that_make_no_sense(record: Record) -> None:
    token = ""
    async with scene(record, "● live · heard now") as play:
        await play.watcher.reach_live()
        token = play.desk.agent(NARE).pubsub_token
        identifier = json.dumps({"channel": "RoomChannel", "pubsub_token": token})
        nonsense = [
            *("{", "[]", "null", "42", '"text"', "", "\x00", "[" * 100_000),
            '{"type":"teapot"}',
            '{"type":null}',
            '{"identifier":"x","message":null}',
            '{"identifier":7,"message":{}}',
            '{"message":{"event":1}}',
            json.dumps({"identifier": identifier, "message": {"event": "x", "data": {}}}),
            '{"type":"confirm_subscription","identifier":"x"}',
            '{"type":"reject_subscription","identifier":"x"}',
            '{"type":"welcome"}',
        ]
        for text in nonsense:
            assert play.desk.send_raw(token, text) == 1
        play.say(1)
        await play.hears(1)
        assert (play.now.state, play.proxy.opened) == (LinkState.LIVE, 1)


async def test_19_pings_are_no_events(record: Record) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.watcher.reach_live()
        heard_at = play.watcher.client.last_frame_at
        assert heard_at is not None
        play.desk.silence_presence_echo = True
        before = len(play.watcher.events)
        await asyncio.sleep(3 * BEAT)
        assert len(play.watcher.events) == before
        assert play.watcher.client.last_frame_at is not None
        assert play.watcher.client.last_frame_at > heard_at
        assert {type(event) for event in play.watcher.events} <= {PresenceUpdate}


def pieces(text: str, size: int) -> bytes:
    """Return a text message in fragments of so many bytes, unmasked as servers send them."""
    data = text.encode()
    parts = [data[start : start + size] for start in range(0, len(data), size)]
    frames = b""
    for number, part in enumerate(parts):
        head = (0x01 if number == 0 else 0x00) | (0x80 if number == len(parts) - 1 else 0)
        length = bytes([len(part)]) if len(part) < 126 else b"\x7e" + struct.pack("!H", len(part))
        frames += bytes([head]) + length + part
    return frames


async def test_20_fragmented_frames(record: Record) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        confirm = {"identifier": AGENT.encode(), "type": "confirm_subscription"}
        writer.write(pieces(json.dumps(confirm), 5))
        data = {"id": 7, "account_id": 1, "content": "x" * 5000}
        event = {"event": "message.created", "data": data}
        writer.write(pieces(json.dumps({"identifier": AGENT.encode(), "message": event}), 1024))
        await reader.read()

    async with raw_server(talk, read_head=False) as server, watched(server) as watcher:
        await watcher.until(lambda: message_ids(watcher.events) == [7])
        assert watcher.client.status.state is LinkState.LIVE
        record.says(words_of(watcher.client.status, time.monotonic()))
        assert record.said == ["● live · heard now"]


async def test_20_binary_frames(record: Record) -> None:
    async def talk(peer: Peer) -> None:
        await peer.subscribed()
        await peer.say_bytes(b'{"type":"disconnect","reconnect":false}')
        await peer.say_bytes(b"\x00\xff" * 1000)
        await peer.event("contact.deleted", id=3)

    async with cable_server(talk) as cable, watched(cable.server) as watcher:
        await watcher.until(lambda: len(watcher.events) == 3)
        kinds = [type(event) for event in watcher.events]
        assert kinds == [Malformed, Malformed, ContactDeleted]
        assert (watcher.client.status.state, len(cable.peers)) == (LinkState.LIVE, 1)
        record.says(words_of(watcher.client.status, time.monotonic()))
        assert record.said == ["● live · heard now"]


async def test_29_pings_stop_and_events_flow(record: Record) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.watcher.reach_live()
        play.desk.silence_pings = True
        for number in range(7):
            play.say(number)
            await asyncio.sleep(FAST.silence / 4)
        await play.hears(*range(7))
        assert (play.now.state, play.proxy.opened) == (LinkState.LIVE, 1)
