"""Contact console, agent console and `tail` at once: what one does the others show, in order."""

from __future__ import annotations

from pathlib import Path

from .console import staged_desk
from .two_sides import talk_it_through, two_sides


async def test_what_one_side_does_the_other_and_the_stream_show_in_order(tmp_path: Path) -> None:
    async with staged_desk() as (desk, clock):

        async def cut() -> None:
            assert desk.drop_sockets() == 3

        async with two_sides(desk, clock, tmp_path, cut) as sides:
            await talk_it_through(sides)
        assert sides.tail.problems == ""
