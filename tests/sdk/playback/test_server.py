"""A recording as a server: what was known is answered, what came comes again, nothing changes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from hoory_tui.client.batches import Batch
from hoory_tui.client.errors import Declined, NotFound
from hoory_tui.client.limits import TOKEN_HEADER
from hoory_tui.client.session import Server
from hoory_tui.sdk.backend import Backend
from hoory_tui.sdk.playback.link import ReadOnly, open_playback
from hoory_tui.sdk.playback.server import PlaybackServer
from hoory_tui.sdk.recording.format import Entry
from hoory_tui.sdk.recording.player import MAX, Player
from hoory_tui.sdk.recording.reader import read_session
from hoory_tui.wire.events import MessageCreated
from hoory_tui.wire.frames import SUBPROTOCOLS
from hoory_tui.wire.link import LinkState
from tests.sdk.recording.sessions import (
    BEGAN_AT,
    conversation,
    heard,
    link,
    message,
    session_file,
)


@asynccontextmanager
async def playback(
    path: Path, *entries: Entry, speed: float = MAX
) -> AsyncIterator[tuple[PlaybackServer, Backend]]:
    player = Player(read_session(session_file(path / "one", *entries)), speed=speed)
    async with PlaybackServer(player, "one") as server:
        backend = await open_playback(server, "one")
        try:
            yield server, backend
        finally:
            await backend.close()


async def test_what_stood_there_is_answered_before_anything_comes(tmp_path: Path) -> None:
    later = heard(1.0, "message.created", message(1))
    async with playback(tmp_path, later) as (server, backend):
        api = backend.api
        assert (backend.account_name, backend.profile.name) == ("one", "Ksj Xlrv")
        assert [one.name for one in await api.inboxes()] == ["Shop"]
        assert [one.id for one in await api.agents()] == [2]
        assert await api.teams() == []
        assert [one.title for one in await api.labels()] == ["vip"]
        page = await api.conversations()
        assert [one.id for one in page.payload] == [7]
        assert (page.meta.all_count, page.meta.unassigned_count) == (1, 1)
        assert (await api.conversations(status="resolved")).payload == []
        assert (await api.conversation(7)).meta is not None
        assert (await api.messages(7)).payload == []
        assert (await api.contact(5)).name == "Bkrt Wqzx"
        assert (await api.server_info()).version == "4.15.1"
        with pytest.raises(NotFound):
            await api.conversation(8)
        assert not server.over.is_set()


async def test_what_came_comes_again_in_order_and_is_answered_from_then_on(tmp_path: Path) -> None:
    entries = [heard(float(one), "message.created", message(one)) for one in range(1, 60)]
    solved = conversation(status="resolved", channel="Channel::Api")
    entries.append(heard(60.0, "conversation.status_changed", solved))
    async with playback(tmp_path, *entries) as (server, backend):
        came: list[int] = []
        whole = asyncio.Event()

        async def deliver(batch: Batch) -> None:
            for event in batch.events:
                if isinstance(event, MessageCreated):
                    came.append(event.message.id)
            if len(came) == 59:
                whole.set()

        listening = asyncio.create_task(backend.cable.run(deliver))
        try:
            async with asyncio.timeout(10):
                await server.over.wait()
                await whole.wait()
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
        assert came == list(range(1, 60))
        page = (await backend.api.messages(7)).payload
        assert [one.id for one in page] == list(range(40, 60))
        older = (await backend.api.messages(7, before=40)).payload
        assert [one.id for one in older] == list(range(20, 40))
        newer = (await backend.api.messages(7, after=57)).payload
        assert [one.id for one in newer] == [58, 59]
        assert (await backend.api.conversation(7)).status == "resolved"
        assert (await backend.api.conversations()).payload == []


async def test_where_the_link_was_down_it_is_down_again(tmp_path: Path) -> None:
    entries = [
        link(0.0, "live"),
        link(0.2, "waiting", "silent"),
        link(0.9, "live"),
        heard(2.2, "message.created", message(1)),
    ]
    async with playback(tmp_path, *entries, speed=1.0) as (server, backend):
        states: list[LinkState] = []
        again = asyncio.Event()
        # As the console has it: else the client might wait longer than was waited then.
        server.back_up = backend.cable.nudge

        async def deliver(batch: Batch) -> None:
            states.append(batch.link.state)
            if any(isinstance(one, MessageCreated) for one in batch.events):
                again.set()

        listening = asyncio.create_task(backend.cable.run(deliver))
        try:
            async with asyncio.timeout(10):
                await server.over.wait()
                await again.wait()
        finally:
            listening.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await listening
        live = states.index(LinkState.LIVE)
        assert LinkState.WAITING in states[live:]


async def test_nothing_in_it_can_be_changed_and_it_says_so(tmp_path: Path) -> None:
    async with playback(tmp_path) as (server, backend):
        api = backend.api
        for wish in (
            api.set_status(7, "resolved"),
            api.assign(7, 2),
            api.set_labels(7, ["vip"]),
            api.create_message(7, "hello", echo_id="x"),
            api.set_availability("busy"),
            api.delete_notification(1),
        ):
            with pytest.raises(ReadOnly, match="This is a recording, so nothing was changed"):
                await wish
        # Another client than ours hears it from the server.
        url, signed = server.url + "/api/v1/accounts/3/conversations", {TOKEN_HEADER: server.token}
        async with backend.session.post(url, headers=signed) as told:
            assert told.status == 422
            assert "recording" in (await told.json())["error"]
        await api.toggle_typing(7, on=True)
        assert (await api.update_last_seen(7)).id == 7
        assert (await api.conversation(7)).status == "open"


async def test_its_clock_is_that_of_the_recording(tmp_path: Path) -> None:
    async with playback(tmp_path) as (server, backend):
        async with backend.session.get(server.url + "/api") as told:
            assert told.headers["Date"] == "Sun, 23 Nov 2025 12:13:20 GMT"
        assert server.now() == BEGAN_AT


async def test_another_account_is_not_in_it(tmp_path: Path) -> None:
    async with playback(tmp_path) as (server, backend):
        url = server.url + "/api/v1/accounts/4/conversations"
        async with backend.session.get(url, headers={TOKEN_HEADER: server.token}) as told:
            assert told.status == 404


async def test_nobody_else_on_this_machine_reads_it(tmp_path: Path) -> None:
    async with playback(tmp_path) as (server, backend):
        for headers in ({}, {TOKEN_HEADER: "a-guess"}):
            for path in ("/api/v1/profile", "/api/v1/accounts/3/conversations"):
                async with backend.session.get(server.url + path, headers=headers) as told:
                    assert told.status == 401
        cable = Server(server.url).cable_url
        async with backend.session.ws_connect(cable, protocols=SUBPROTOCOLS) as socket:
            assert (await socket.receive_json()) == {"type": "welcome"}
            guess = {"command": "subscribe", "identifier": '{"channel":"RoomChannel"}'}
            await socket.send_json(guess)
            with pytest.raises(TimeoutError):
                await socket.receive(timeout=0.2)
        assert server.player.position == 0.0


def test_a_refusal_is_an_answer_and_no_trouble_that_passes() -> None:
    assert isinstance(ReadOnly(), Declined)
    assert not ReadOnly().passing
