"""Windows of every size, also those in which nothing has room."""

from __future__ import annotations

import random

import pytest

from .console import Console, console
from .stage import CAFE, DANA

SIZES = [(1, 1), (250, 70), (2, 60), (250, 1), (10, 3), (80, 24), (39, 7), (100, 15), (140, 30)]


async def resize(desk: Console, width: int, height: int) -> None:
    await desk.pilot.resize_terminal(width, height)
    await desk.until(lambda: desk.app.screen._compositor.size == (width, height))
    assert [line.cell_length for line in desk.app.terminal.lines] == [width] * height


@pytest.mark.parametrize("place", ["list", "thread", "composer", "help"])
async def test_a_storm_of_sizes_breaks_nothing(place: str) -> None:
    async with console() as desk:
        await desk.turn_to(CAFE if place == "thread" else DANA, opened=place == "thread")
        if place == "composer":
            await desk.write("words that must survive\nthe storm")
        if place == "help":
            await desk.press("question_mark")
        rng = random.Random(7)
        sizes = [*SIZES, *((rng.randint(1, 250), rng.randint(1, 70)) for _ in range(4))]
        for width, height in sizes:
            await resize(desk, width, height)
            if place != "composer":
                await desk.press("j")
        await resize(desk, 160, 45)
        if place == "help":
            await desk.press("escape")
        await desk.settled()
        # So much drawing may have taken longer than a link waits for a sign of life.
        await desk.shows("● live", "#top-bar")
        if place == "composer":
            assert desk.written == "words that must survive\nthe storm"
            assert "the storm" in desk.seen("#composer-text")


async def test_the_thread_stays_at_its_end_through_sizes() -> None:
    async with console() as desk:
        await desk.turn_to(CAFE, opened=True)
        await desk.press("G")
        for size in ((100, 20), (200, 60), (80, 24), (160, 45)):
            await resize(desk, *size)
            await desk.shows("Order 74 is on the Monday truck.", "#messages")
        await desk.settled()
