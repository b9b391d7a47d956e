"""Both consoles and `tail` on the genuine Action Cable: what one does the others show, in order.

The demo desk answers REST, for the cable has none; every event is delivered by Rails.
"""

from __future__ import annotations

from pathlib import Path

from ..flows.console import staged_desk
from ..flows.two_sides import talk_it_through, two_sides
from .front import front
from .server import RailsCable


async def test_what_one_side_does_the_other_and_the_stream_show_in_order(
    rails: RailsCable, tmp_path: Path
) -> None:
    async with staged_desk() as (desk, clock), front(desk, rails) as both:

        async def cut() -> None:
            assert (await rails.stats())["counts"]["command:subscribe"] == 3
            await rails.drop("rst")

        async with two_sides(desk, clock, tmp_path, cut, url=both.url) as sides:
            await talk_it_through(sides)
            assert desk.open_sockets == 0
        assert sides.tail.problems == ""
