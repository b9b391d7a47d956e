"""A contact's program on the genuine Action Cable: what it hears, and what it misses and gets."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from hoory_tui.demo.desk import DemoDesk
from hoory_tui.wire.cable import Pace
from hoory_tui.wire.events import PresenceUpdate
from hoory_tui.wire.link import LinkState

from ..sdk.inboxes import NARE, Listener, quiet_desk, talk_of, visiting
from .front import Front, front
from .server import RailsCable


@pytest.fixture
async def both(rails: RailsCable) -> AsyncIterator[Front]:
    async with quiet_desk() as desk, front(desk, rails) as both:
        yield both


async def again(robin: Listener, connection: int) -> None:
    """Have the line again without waiting between its attempts."""
    while robin.links[-1].state is not LinkState.LIVE or robin.links[-1].connection < connection:
        robin.inbox.reconnect()
        await robin.more_links()


def write(desk: DemoDesk, robin: Listener, *words: str) -> None:
    for word in words:
        desk.agent_writes(NARE, talk_of(robin), word)


async def test_a_contact_hears_their_own_session_by_its_token_alone(both: Front) -> None:
    async with visiting(both.desk, url=both.url) as robin:
        await robin.inbox.create_message("Hello")
        write(both.desk, robin, "Good morning")
        await robin.says("Hello", "Good morning")
        await robin.until(lambda: any(isinstance(one, PresenceUpdate) for one in robin.heard))
        stats = await both.rails.stats()
        assert stats["counts"]["command:subscribe"] == 1
        assert both.desk.open_sockets == 0


@pytest.mark.parametrize("how", ["fin", "rst", "restart", "remote"])
async def test_what_agents_write_in_a_gap_is_told_once_and_in_order(both: Front, how: str) -> None:
    async with visiting(both.desk, url=both.url) as robin:
        write(both.desk, robin, "before")
        await robin.says("before")
        connection = robin.inbox.link.connection
        match how:
            case "restart":
                await both.rails.restart()
            case "remote":
                await both.rails.disconnect(reconnect=True)
            case _:
                await both.rails.drop(how)
        words = [f"{number}" for number in range(25)]
        write(both.desk, robin, *words)
        await both.told()
        await again(robin, connection + 1)
        write(both.desk, robin, "after")
        await robin.says("before", *words, "after")


@pytest.mark.parametrize("mood", ["explicit", "silent"])
async def test_a_token_that_is_refused_is_read_again(both: Front, mood: str) -> None:
    pace = Pace(ask_again=0.2, confirm=0.4)
    async with visiting(both.desk, url=both.url, pace=pace) as robin:
        connection = robin.inbox.link.connection
        await both.rails.set(bad_token=mood)
        both.desk.rotate_contact_token(talk_of(robin))
        write(both.desk, robin, "unheard")
        await both.told()
        await both.rails.drop("rst")
        await again(robin, connection + 1)
        write(both.desk, robin, "heard")
        await robin.says("unheard", "heard")
