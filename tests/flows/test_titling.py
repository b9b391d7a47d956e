"""The terminal's title: how many conversations need the agent, told when that changes."""

from __future__ import annotations

import re

from hoory_tui.config.settings import Settings

from .console import Console, console
from .stage import KWAME, THEO, TOMAS, YUSUF, ZOE


async def number(desk: Console) -> int:
    """Return the number in the title once everything has come and a second is over."""
    await desk.settled()
    desk.app._beat()
    found = re.fullmatch(r"(?:\(([0-9]+)\) )?hoory-tui · Sparrow Bikes", desk.app.title_told)
    assert found is not None, desk.app.title_told
    return int(found[1] or 0)


async def test_the_title_counts_what_is_mine_and_unread_and_who_mentions_me() -> None:
    async with console() as desk:
        await desk.turn_to(THEO)
        before = await number(desk)
        desk.desk.contact_writes(KWAME, "Yusuf's.")
        assert await number(desk) == before
        note = f"[@Nare](mention://user/{desk.me}/Nare) look, please"
        desk.desk.agent_writes(YUSUF, KWAME, note, private=True)
        assert await number(desk) == before + 1
        desk.desk.assign(ZOE, desk.me, by=TOMAS)
        assert await number(desk) == before + 2
        desk.desk.set_status(ZOE, "resolved", by=TOMAS)
        assert await number(desk) == before + 1


async def test_no_title_where_none_is_wanted() -> None:
    async with console(settings=Settings(title=False)) as desk:
        await desk.settled()
        desk.app._beat()
        assert desk.app.title_told == ""
