"""Files in a form: every byte arrives, no name is a way out, and nothing is ever half sent."""

from __future__ import annotations

import asyncio
import json
import os
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import aiohttp
import pytest
from aiohttp import BodyPartReader, web
from pydantic import SecretStr

from hoory_tui.client.agent_api import AgentApi
from hoory_tui.client.errors import HooryError, Interrupted, Invalid, TimedOut
from hoory_tui.client.session import Server, open_session
from hoory_tui.client.transport import Transport
from hoory_tui.client.upload import Form, Spoiled
from hoory_tui.uploads.naming import sent_name

from .servers import Handler, http_server, raw_server

CORPUS = json.loads((Path(__file__).parents[1] / "data" / "hostile.json").read_text("utf-8"))
MEGABYTE = 1024 * 1024
ANSWER = {"id": 7, "content": "x", "conversation_id": 1, "message_type": 1}


@dataclass
class Bytes:
    """A file of a test."""

    name: str
    body: bytes
    fails_at: int = -1
    largest_read: int = 0
    _at: int = 0

    @property
    def size(self) -> int:
        return len(self.body)

    @size.setter
    def size(self, _: int) -> None:
        raise AttributeError

    async def read(self, count: int) -> bytes:
        self.largest_read = max(self.largest_read, count)
        if 0 <= self.fails_at <= self._at:
            raise ValueError(f"{self.name} changed while it was being sent")
        piece = self.body[self._at : self._at + count]
        self._at += len(piece)
        return piece


@dataclass
class Received:
    """What a server got: fields in their order, and files as (name, type, bytes)."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    types: list[str | None] = field(default_factory=list)
    files: list[tuple[str | None, str, bytes]] = field(default_factory=list)
    length: int | None = None
    whole: int = 0


def receiver(received: Received) -> Handler:
    async def receive(request: web.Request) -> web.StreamResponse:
        received.length = request.content_length
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.filename is None:
                assert part.name is not None
                received.types.append(part.headers.get("Content-Type"))
                received.fields.append((part.name, await part.text()))
            else:
                assert part.name == "attachments[]"
                body = bytes(await part.read())
                received.files.append((part.filename, part.headers["Content-Type"], body))
        received.whole += 1
        return web.json_response(ANSWER)

    return receive


@asynccontextmanager
async def agent_api(
    server: Server, limits: aiohttp.ClientTimeout | None = None
) -> AsyncIterator[AgentApi]:
    limits = limits or aiohttp.ClientTimeout(total=30)
    async with open_session(server, timeout=limits) as session:
        yield AgentApi(Transport(session, server, SecretStr("token")), 3)


async def test_a_message_is_one_form_that_every_server_of_the_family_reads() -> None:
    received = Received()
    papers = [Bytes("a.pdf", os.urandom(300_000)), Bytes("b.png", b"\x89PNG")]
    async with http_server(receiver(received)) as server, agent_api(server) as api:
        message = await api.create_message(
            1,
            "Grüße\nund Dank",
            echo_id="e1",
            private=True,
            content_attributes={"in_reply_to": 5, "to_emails": ["a@b", "c@d"]},
            files=papers,
        )
    assert message.id == 7
    assert received.fields == [
        ("content", "Grüße\nund Dank"),
        ("private", "true"),
        ("echo_id", "e1"),
        ("content_attributes[in_reply_to]", "5"),
        ("content_attributes[to_emails][]", "a@b"),
        ("content_attributes[to_emails][]", "c@d"),
        ("content_attributes[hoory_tui]", "e1"),
    ]
    assert set(received.types) == {None}
    assert received.files == [
        ("a.pdf", "application/pdf", papers[0].body),
        ("b.png", "image/png", papers[1].body),
    ]
    # Known beforehand, so that no proxy has to make up its mind about pieces of unknown number.
    assert received.length is not None


async def test_a_public_message_without_words_says_neither_private_nor_content() -> None:
    received = Received()
    async with http_server(receiver(received)) as server, agent_api(server) as api:
        await api.create_message(1, "", echo_id="e1", files=[Bytes("a.pdf", b"x")])
    assert [name for name, _ in received.fields] == ["echo_id", "content_attributes[hoory_tui]"]


async def test_no_name_is_a_way_out_of_its_part() -> None:
    names = [
        sent_name("/x/" + case["string"].replace("/", "").replace("\0", "")) for case in CORPUS
    ]
    names += ['x"; name="private', "x\r\n\r\ninjected", "%22%0d%0a", "..", "é", "--x--", "50 %"]
    assert len(names) > 60
    received = Received()
    async with http_server(receiver(received)) as server, agent_api(server) as api:
        for start in range(0, len(names), 15):
            some = [Bytes(name, b"data") for name in names[start : start + 15]]
            await api.create_message(1, "", echo_id="e1", files=some)
    # What servers of this family do with a name; others show the few escapes.
    assert [unquote(name or "") for name, _, _ in received.files] == names
    assert {body for _, _, body in received.files} == {b"data"}
    assert {name for name, _ in received.fields} == {"echo_id", "content_attributes[hoory_tui]"}


async def test_a_large_file_is_never_in_memory_as_a_whole() -> None:
    size = 30 * MEGABYTE
    seen = 0

    async def count(request: web.Request) -> web.StreamResponse:
        nonlocal seen
        async for piece in request.content.iter_chunked(65536):
            seen += len(piece)
        return web.json_response(ANSWER)

    class Zeros:
        name, size = "zeros.bin", 30 * MEGABYTE

        async def read(self, count: int) -> bytes:
            return bytes(count)

    async with http_server(count) as server, agent_api(server) as api:
        tracemalloc.start()
        try:
            await api.create_message(1, "", echo_id="e1", files=[Zeros()])
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert seen > size
    assert peak < 4 * MEGABYTE


async def test_how_much_has_left_is_told_and_ends_with_all_of_it() -> None:
    told: list[int] = []

    async def progress(sent: int) -> None:
        told.append(sent)

    received = Received()
    papers = [Bytes("a", bytes(400_000)), Bytes("b", bytes(10))]
    async with http_server(receiver(received)) as server, agent_api(server) as api:
        await api.create_message(1, "", echo_id="e1", files=papers, progress=progress)
    assert told == sorted(set(told))
    assert told[0] < 400_000
    assert told[-1] == 400_010


@pytest.mark.parametrize("fails_at", [0, 256 * 1024])
async def test_a_file_that_fails_on_the_way_leaves_nothing_whole(fails_at: int) -> None:
    received = Received()
    papers = [Bytes("a.pdf", bytes(400_000), fails_at=fails_at)]
    async with http_server(receiver(received)) as server, agent_api(server) as api:
        with pytest.raises(Spoiled) as failed:
            await api.create_message(1, "text", echo_id="e1", files=papers)
    assert failed.value.sentence.startswith("a.pdf changed while it was being sent; ")
    assert not failed.value.may_have_arrived
    assert not failed.value.passing
    assert received.whole == 0


async def test_a_refusal_that_does_not_wait_for_the_end_is_heard() -> None:
    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        # As proxies do: what still comes is read for a while, so that the answer gets through.
        while await reader.read(65536):
            pass

    async with raw_server(refuse) as server, agent_api(server) as api:
        with pytest.raises(Invalid, match="too large"):
            await api.create_message(1, "", echo_id="e1", files=[Bytes("a", bytes(8 * MEGABYTE))])


async def test_a_cut_within_the_files_may_have_arrived_for_all_anybody_knows() -> None:
    async def cut(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(100_000)

    async with raw_server(cut) as server, agent_api(server) as api:
        with pytest.raises(HooryError) as failed:
            await api.create_message(1, "", echo_id="e1", files=[Bytes("a", bytes(8 * MEGABYTE))])
    assert isinstance(failed.value, Interrupted)
    assert failed.value.may_have_arrived


async def test_the_whole_has_no_limit_as_long_as_it_moves_on() -> None:
    received = Received()
    receive = receiver(received)

    class Slow(Bytes):
        async def read(self, count: int) -> bytes:
            return await super().read(min(count, 8))

    async def progress(_: int) -> None:
        await asyncio.sleep(0.05)

    limits = aiohttp.ClientTimeout(total=0.2)
    async with http_server(receive) as server, agent_api(server, limits) as api:
        slow = Slow("a", bytes(80))
        await asyncio.wait_for(
            api.create_message(1, "", echo_id="e1", files=[slow], progress=progress), 10
        )
    assert received.whole == 1


async def test_a_server_that_takes_no_more_is_given_up() -> None:
    never = asyncio.Event()

    async def stall(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await never.wait()

    async with raw_server(stall) as server, open_session(server) as session:
        transport = Transport(session, server, SecretStr("token"))
        form = Form({}, [Bytes("a", bytes(64 * MEGABYTE))], stall=0.2)
        with pytest.raises(TimedOut):
            await transport.post_form("/x", form)
