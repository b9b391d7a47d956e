"""The terminal's bell: for what is mine or for all, and never for what is looked at."""

from __future__ import annotations

from typing import Literal

import pytest

from hoory_tui.config.settings import Settings

from .console import Console, console
from .stage import DANA, PRIYA, YUSUF, ZOE


def rings(desk: Console) -> int:
    return desk.app.rings


async def heard(desk: Console, conversation_id: int) -> int:
    """Let a contact write after a while; return how often that was heard."""
    before = rings(desk)
    desk.clock.pass_by(3)
    desk.desk.contact_writes(conversation_id, "Are you there?")
    await desk.until(
        lambda: (
            desk.store.conversations[conversation_id].unread_count
            and desk.store.conversations[conversation_id].last_message is not None
        )
    )
    await desk.settled()
    return rings(desk) - before


@pytest.mark.parametrize(
    ("bell", "mine", "nobodys"), [("none", 0, 0), ("mine", 1, 0), ("all", 1, 1)]
)
async def test_what_is_wanted_is_heard(
    bell: Literal["none", "mine", "all"], mine: int, nobodys: int
) -> None:
    async with console(settings=Settings(bell=bell, send_delay=0)) as desk:
        await desk.turn_to(DANA)
        assert await heard(desk, PRIYA) == mine
        assert await heard(desk, ZOE) == nobodys


async def test_what_is_looked_at_and_what_we_write_is_not_heard() -> None:
    async with console(settings=Settings(bell="all", send_delay=0)) as desk:
        await desk.turn_to(PRIYA)
        assert await heard(desk, PRIYA) == 0
        before = rings(desk)
        desk.clock.pass_by(3)
        desk.desk.agent_writes(desk.me, ZOE, "From another window.")
        await desk.settled()
        assert rings(desk) == before


async def test_a_mention_is_heard() -> None:
    async with console(settings=Settings(bell="mine", send_delay=0)) as desk:
        before = rings(desk)
        note = f"[@Nare](mention://user/{desk.me}/Nare) have a look, please"
        desk.desk.agent_writes(YUSUF, ZOE, note, private=True)
        await desk.until(lambda: rings(desk) == before + 1, "the bell")
