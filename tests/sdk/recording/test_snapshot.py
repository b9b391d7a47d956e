"""A snapshot is what the server answers at the start; what it does not answer is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from hoory_tui.client.errors import HooryError
from hoory_tui.config.secret import Secret
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.recording.snapshot import Read, read_shape, read_snapshot


@asynccontextmanager
async def desk_of(conversations: int) -> AsyncIterator[tuple[DemoDesk, Backend]]:
    async with DemoDesk(quiet_visitors=True, conversations=conversations) as desk:
        token = Secret(desk.agents[0].access_token)
        backend = await open_backend(desk.url, token, desk.account_id)
        try:
            yield desk, backend
        finally:
            await backend.close()


async def parts_of(backend: Backend, threads: int) -> list[Read]:
    return [one async for one in read_snapshot(backend, threads=threads)]


async def test_all_lists_all_rows_and_the_newest_threads_are_read_once() -> None:
    async with desk_of(40) as (desk, backend):
        parts = await parts_of(backend, 5)
        shape = await read_shape(backend)
        secrets = {desk.agents[0].access_token, desk.agents[0].pubsub_token}
    names = Counter(name for name, _, _ in parts)
    assert names["conversations"] == shape["conversations"] == 40
    assert names["messages"] == 5
    assert all(names[one] == 1 for one in ("profile", "inboxes", "agents", "teams", "labels"))
    assert parts[-1][:2] == ("ready", {"conversations": 40})
    rows = [number for name, _, number in parts if name == "conversations"]
    assert len(set(rows)) == 40
    assert [number for name, _, number in parts if name == "messages"] == rows[:5]
    assert not any(one in repr(parts) for one in secrets)


async def test_what_a_server_lacks_is_left_out_and_what_is_broken_is_said() -> None:
    async with desk_of(3) as (desk, backend):
        desk.fail_next("GET", "/labels", 404)
        desk.fail_next("GET", "/messages", 500)
        parts = await parts_of(backend, 3)
        names = Counter(name for name, _, _ in parts)
        assert names["labels"] == 0
        assert (names["conversations"], names["messages"], names["ready"]) == (3, 2, 1)
        desk.fail_next("GET", "/conversations", 500)
        with pytest.raises(HooryError, match="problem"):
            await parts_of(backend, 3)
