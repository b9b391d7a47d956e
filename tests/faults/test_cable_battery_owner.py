"""Faults 34 to 40 and 43 to 45: what is odd is our machine, our token or what we ask meanwhile."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from dataclasses import replace
from typing import Final

import pytest
from pydantic import SecretStr

from hoory_tui.client.connection import Limits
from hoory_tui.client.errors import ServerFailed, TooManyRequests
from hoory_tui.client.session import Server
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.wire.desk import Identifier
from hoory_tui.wire.events import PresenceUpdate
from hoory_tui.wire.link import Cause, LinkState

from ..client.watching import watched
from .proxy import FaultProxy
from .record import Record
from .scene import FAST, NARE, Scene, identifier_of, message_ids, scene

_SLEEPER: Final = """
import asyncio, json, sys, time
from pydantic import SecretStr
from hoory_tui.client.session import Server
from hoory_tui.client.socket import CableClient
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.desk import Identifier
from tests.faults.record import words_of
url, token, account, agent = sys.argv[1:]
async def identify():
    return Identifier(pubsub_token=SecretStr(token), account_id=int(account), user_id=int(agent))
async def deliver(batch):
    words = words_of(batch.link, time.monotonic())
    said = [batch.link.state, batch.link.cause, batch.link.last_frame_at, words]
    print(json.dumps(said), flush=True)
client = CableClient(Server(url), identify, pace=Pace(silence=0.5))
asyncio.run(client.run(deliver))
"""


async def test_34_client_frozen(record: Record) -> None:
    async with scene(record, "● live · heard now") as play:
        agent = play.desk.agent(NARE)
        sleeper = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _SLEEPER, play.desk.url, agent.pubsub_token),
            *(str(play.desk.account_id), str(NARE)),
            stdout=asyncio.subprocess.PIPE,
        )
        assert sleeper.stdout is not None
        try:
            await _said(sleeper.stdout, "live")
            sleeper.send_signal(signal.SIGSTOP)
            # Pings pile up before a socket that nobody reads, as fresh as can be at the end.
            stopped_at = time.monotonic()
            await asyncio.sleep(1.0)
            sleeper.send_signal(signal.SIGCONT)
            _, cause, last_frame_at, words = await _said(sleeper.stdout, "waiting")
            assert "went silent, attempt" in str(words)
            record.says(str(words))
            assert cause == Cause.SILENT
            assert isinstance(last_frame_at, float)
            assert last_frame_at < stopped_at + 0.5
            await _said(sleeper.stdout, "live")
        finally:
            sleeper.kill()
            await sleeper.communicate()


async def _said(stdout: asyncio.StreamReader, state: str) -> list[str | float | None]:
    async with asyncio.timeout(10):
        while True:
            said: list[str | float | None] = json.loads(await stdout.readline())
            if said[0] == state:
                return said


async def test_34_machine_slept(record: Record) -> None:
    async with scene(record, "slept, attempt 2 in") as play:
        await play.is_live_again(1)
        heard_at = play.watcher.client.last_frame_at
        assert heard_at is not None
        play.watcher.client.wake()
        slept = await play.watcher.reach(LinkState.WAITING, Cause.SLEPT)
        assert slept.last_frame_at is not None
        assert slept.last_frame_at >= heard_at
        await play.is_live_again(2)
        assert (play.proxy.opened, len(play.proxy.open)) == (2, 1)


@pytest.mark.parametrize("step", [3600.0, -3600.0])
async def test_35_wall_clock_steps(
    record: Record, monkeypatch: pytest.MonkeyPatch, step: float
) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.is_live_again(1)
        truth = time.time
        monkeypatch.setattr(time, "time", lambda: truth() + step)
        await play.stays(LinkState.LIVE, FAST.silence * 1.4)
        await play.is_live_again(1)
        assert play.proxy.opened == 1
    monkeypatch.undo()


async def test_36_token_revoked_while_live(record: Record) -> None:
    async with scene(record, "✗ offline: token refused ctrl+r tries again", hurried=1) as play:
        await play.is_live_again(1)
        play.desk.rotate_access_token(NARE)
        # What is open stays open; the next connection is the one that asks who we are.
        await play.stays(LinkState.LIVE, 0.2)
        play.desk.drop_sockets()
        halted = await play.watcher.reach(LinkState.HALTED, Cause.UNAUTHORIZED)
        assert "sign in again" in halted.detail
        assert play.proxy.opened == 1
        play.api._transport.replace_token(SecretStr(play.desk.agent(NARE).access_token))
        play.watcher.client.renew()
        await play.is_live_again(2)


async def test_37_token_rotated_while_live(record: Record) -> None:
    async with scene(record, "new token, attempt", hurried=1) as play:
        await play.is_live_again(1)
        play.desk.rotate_pubsub_token(NARE)
        # Our beats are echoed on the old stream, to which nobody else writes any more.
        play.say(1)
        await play.stays(LinkState.LIVE, FAST.silence)
        assert play.heard() == [9001]
        play.watcher.client.renew()
        renewed = await play.watcher.reach(LinkState.WAITING, Cause.RENEWED)
        assert renewed.retry_at is not None
        await play.is_live_again(2)
        assert (play.proxy.opened, len(play.proxy.open)) == (2, 1)


async def test_38_account_switch(record: Record) -> None:
    account = 0

    async def identify() -> Identifier:
        known = await identifier_of(play.api)
        return known.model_copy(update={"account_id": account or known.account_id})

    async with scene(record, "new token, attempt", identify=identify, hurried=1) as play:
        await play.is_live_again(1)
        first, account = play.desk.account_id, play.desk.account_id + 1
        play.desk.engine.world.account.id = account
        play.watcher.client.renew()
        await play.watcher.until(
            lambda: (play.now.state, play.now.connection) == (LinkState.LIVE, 2)
        )
        for number, account_id in ((1, first), (2, account), (3, first)):
            data = {"id": number, "account_id": account_id}
            play.desk.broadcast(NARE, "message.created", data)
        play.desk.broadcast(NARE, "message.created", {"id": 4, "account_id": account})
        await play.hears(9001, 2, 4)
        play.desk.engine.world.account.id = first


async def test_39_same_agent_elsewhere(record: Record) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.is_live_again(1)

        async def identify() -> Identifier:
            return await identifier_of(play.api)

        async with watched(Server(play.desk.url), identify=identify, pace=FAST) as other:
            await other.reach_live()
            talk = (await play.api.conversations()).payload[0].id
            sent = await play.api.create_message(talk, "from one of us", echo_id="e-1")
            for watcher in (play.watcher, other):
                await watcher.until(lambda w=watcher: sent.id in message_ids(w.events))  # type: ignore[misc]
                # Beats of both come to both, and are no reason to take one for the other.
                assert sum(isinstance(one, PresenceUpdate) for one in watcher.events) >= 2
            await play.stays(LinkState.LIVE, 2 * FAST.presence)
            assert play.heard().count(sent.id) == 1
            assert message_ids(other.events).count(sent.id) == 1
            assert play.desk.open_sockets == 2


async def test_40_send_while_not_live(record: Record) -> None:
    def refuse(desk: DemoDesk, proxy: FaultProxy) -> None:
        proxy.refuse()

    async with scene(record, "server not reached, attempt 2 in", before=refuse) as play:
        await play.watcher.reach(LinkState.WAITING, Cause.UNREACHABLE)
        talk = (await play.api.conversations()).payload[0].id
        sent = await play.api.create_message(talk, "by REST", echo_id="e-1")
        await play.proxy.accept()
        await play.is_live_again(1)
        await asyncio.sleep(0.1)
        # Nothing waited for the link: the message was sent once, and the event is past.
        assert play.heard() == [9001]
        written = [one.content for one in play.desk.conversation(talk).messages]
        assert written.count("by REST") == 1
        assert play.desk.conversation(talk).messages[-1].id == sent.id


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("connecting", "◐ connecting"),
        ("waiting", "turned away, attempt 2 in"),
        ("greeting", "◐ connecting"),
        ("live", "● live · heard now"),
        ("closing", "went silent, attempt"),
    ],
)
async def test_43_quit_at_any_time(record: Record, place: str, words: str) -> None:
    def spoil(desk: DemoDesk, proxy: FaultProxy) -> None:
        proxy.swallow = place == "connecting"
        desk.cable_manners.silence_welcomes = place == "greeting"
        desk.cable_manners.refuse_status = 503 if place == "waiting" else None
        desk.cable_manners.refuse_retry_after = "30"

    before = asyncio.all_tasks()
    # `watched` makes sure that the client is gone within a second of being told to go.
    async with scene(record, words, before=spoil, limits=replace(Limits(), slowly=60)) as play:
        state = LinkState.LIVE if place == "closing" else LinkState(place)
        await play.watcher.reach(state)
        if place == "closing":
            # The server hears nothing of our good-bye, and it takes as long as it may.
            play.proxy.stall()
            await play.watcher.reach(LinkState.WAITING, Cause.SILENT)
        began = time.monotonic()
    assert time.monotonic() - began < 2
    assert asyncio.all_tasks() == before


async def test_44_catch_up_fails(record: Record) -> None:
    async with scene(record, "● live · heard now") as play:
        await play.is_live_again(1)
        talk = (await play.api.conversations()).payload[0].id
        play.desk.fail_next("GET", "/messages", 502)
        play.desk.fail_next("GET", "/messages", 429, headers={"Retry-After": "7"})
        with pytest.raises(ServerFailed) as failed:
            await play.api.messages(talk)
        assert (failed.value.passing, failed.value.retry_after) == (False, None)
        play.say(1)
        with pytest.raises(TooManyRequests) as slow:
            await play.api.messages(talk)
        assert (slow.value.passing, slow.value.retry_after) == (True, 7)
        # The link does not mind: events go on coming while nothing can be read.
        await play.hears(9001, 1)
        assert (play.now.state, play.proxy.opened) == (LinkState.LIVE, 1)
        assert (await play.api.messages(talk)).payload


async def test_45_catch_up_longer_than_a_page(record: Record) -> None:
    async with scene(record, "connection lost, attempt 2 in") as play:
        await play.is_live_again(1)
        talk = (await play.api.conversations()).payload[0].id
        newest = (await play.api.messages(talk)).payload[-1].id
        await _miss(play, talk, 230)
        missed = [one.id for one in play.desk.conversation(talk).messages if one.id > newest]
        assert len(missed) == 230
        found: list[int] = []
        sizes: list[int] = []
        while not sizes or sizes[-1] == 100:
            page = await play.api.messages(talk, after=found[-1] if found else newest)
            sizes.append(len(page.payload))
            found += [one.id for one in page.payload]
        assert (found, sizes) == (missed, [100, 100, 30])
        assert not set(play.heard()) & set(missed)


async def _miss(play: Scene, conversation_id: int, count: int) -> None:
    """Let messages be written while the client is away."""
    play.proxy.refuse()
    play.proxy.cut()
    await play.watcher.reach(LinkState.WAITING)
    for number in range(count):
        play.desk.agent_writes(12, conversation_id, f"missed {number}")
    await play.proxy.accept()
    await play.is_live_again(2)
