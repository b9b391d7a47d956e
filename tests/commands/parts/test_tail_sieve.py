"""Which items of a stream a line of the filter takes, and what is asked for it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from hoory_tui.commands.exits import CommandError
from hoory_tui.commands.parts.tail_sieve import Sieve
from hoory_tui.demo.desk import DemoDesk
from hoory_tui.sdk.backend import Backend, open_backend
from hoory_tui.sdk.following.items import DELETED, Source, Told
from hoory_tui.wire.events import read_event


@pytest.fixture
async def desk() -> AsyncIterator[DemoDesk]:
    async with DemoDesk(quiet_visitors=True, conversations=6) as running:
        yield running


@pytest.fixture
async def backend(desk: DemoDesk) -> AsyncIterator[Backend]:
    token = SecretStr(desk.agents[0].access_token)
    opened = await open_backend(desk.url, token, desk.account_id)
    yield opened
    await opened.close()


def item(name: str, number: int | None, **data: object) -> Told:
    event = read_event(name, {"id": 1, **data})
    return Told(name, Source.LIVE, event, {}, 1_800_000_000.0, "", 3, number)


def message(number: int) -> Told:
    return item("message.created", number, conversation_id=number, content="Hello?")


async def test_an_unknown_conversation_is_asked_for_once(desk: DemoDesk, backend: Backend) -> None:
    one, other = [row.display_id for row in desk.engine.world.conversations.values()][:2]
    desk.set_labels(one, ["vip"])
    desk.set_labels(other, ["billing"])
    sieve = Sieve(backend)
    await sieve.read("label:vip")
    before = desk.requests_seen
    assert await sieve.takes(message(one))
    assert not await sieve.takes(message(other))
    assert await sieve.takes(message(one))
    assert desk.requests_seen - before == 2
    changed = item("conversation.updated", other, id=other, labels=["vip"], meta={})
    assert await sieve.takes(changed), "it is judged as it is after the event"
    assert await sieve.takes(message(other))
    assert desk.requests_seen - before == 2


async def test_nothing_is_left_out_because_the_server_was_in_trouble(
    desk: DemoDesk, backend: Backend
) -> None:
    number = next(iter(desk.engine.world.conversations.values())).display_id
    sieve = Sieve(backend)
    await sieve.read("status:all")
    desk.fail_next("GET", f"/conversations/{number}", 502)
    assert await sieve.takes(message(number))


async def test_what_is_about_no_conversation_or_one_that_is_gone(
    desk: DemoDesk, backend: Backend
) -> None:
    number = next(iter(desk.engine.world.conversations.values())).display_id
    sieve = Sieve(backend)
    await sieve.read("status:all")
    assert not await sieve.takes(item("contact.updated", None))
    assert not await sieve.takes(message(999_999))
    assert not await sieve.takes(item(DELETED, 999_999))
    assert await sieve.takes(message(number))
    assert await sieve.takes(item(DELETED, number)), "it was one of those that are wanted"


async def test_names_of_events(backend: Backend) -> None:
    sieve = Sieve(backend, ["message.*,contact.created", DELETED])
    assert await sieve.takes(message(1))
    assert await sieve.takes(item(DELETED, 1))
    assert not await sieve.takes(item("contact.updated", None))
    with pytest.raises(CommandError, match=r"did you mean contact\.created"):
        Sieve(backend, ["contact.create"])
