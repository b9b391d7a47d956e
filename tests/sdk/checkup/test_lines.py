"""Lines spoken by hand: heads of answers, whole or cut off, and where a server is called."""

from __future__ import annotations

import asyncio

import pytest

from hoory_tui.client.session import Server
from hoory_tui.sdk.checkup.lines import read_head, read_status, target_of, why


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"HTTP/1.1 200 OK\r\n", 200),
        (b"HTTP/1.0 407\r\n", 407),
        (b"SSH-2.0-x\r\n", 0),
        (b"HTTP/1.1 abc\r\n", 0),
        (b"", 0),
    ],
)
def test_statuses(head: bytes, status: int) -> None:
    assert read_status(head) == status


async def test_heads_that_are_cut_off_or_too_long() -> None:
    for said in (b"HTTP/1.1 200", b"x" * 200_000):
        reader = asyncio.StreamReader(limit=1024)
        reader.feed_data(said)
        reader.feed_eof()
        assert said.startswith(await read_head(reader))


def test_where_a_server_is_called() -> None:
    assert target_of(Server("https://desk.example")) == ("desk.example", 443)
    assert target_of(Server("http://[::1]:8080/base")) == ("::1", 8080)


def test_reasons_are_small_and_clean() -> None:
    assert why(ConnectionRefusedError(111, "Connection refused")) == "nobody listens there"
    assert why(OSError(113, "No route\x1b to host")).startswith("no route")
    assert "\x1b" not in why(OSError(113, "No route\x1b to host"))
