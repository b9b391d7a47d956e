"""Long columns of uneven blocks: learned where they are seen, and nothing moves under the eye."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.rowview import RowView

from ..screen import Seen, stale_lines, text_of

HEIGHT = 12


class Blocks(RowView[int]):
    """Blocks whose heights nobody can guess."""

    follow_end = True

    def __init__(self) -> None:
        super().__init__(id="blocks")
        self.drawn = 0
        self.version = 0

    def lines(self, key: int) -> int:
        return 1 + (key * 7 + self.version * key) % 6

    def stamp(self, key: int) -> object:
        return self.version

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        self.drawn += 1
        lines = (f" {key}.{line}".ljust(width) for line in range(self.lines(key)))
        return [DrawnLine([(text, "text")], "row") for text in lines]


class Tiny(Seen, App[None]):
    """Nothing but blocks."""

    CSS = "Blocks { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.blocks = Blocks()

    def compose(self) -> ComposeResult:
        yield self.blocks

    @property
    def lines(self) -> list[str]:
        return [line[:-1].strip().lstrip("▌") for line in text_of(self.terminal.lines)]


@asynccontextmanager
async def shown(number: int) -> AsyncIterator[tuple[Blocks, Tiny, Pilot[None]]]:
    """Run so many blocks, their end in view."""
    app = Tiny()
    async with app.run_test(size=(20, HEIGHT)) as pilot:
        app.blocks.focus()
        app.blocks.show_keys(list(range(number)), at_end=True)
        await pilot.pause()
        yield app.blocks, app, pilot
        await pilot.pause()
        assert stale_lines(app) == []


def all_lines(blocks: Blocks, keys: list[int]) -> list[str]:
    return [f"{key}.{line}" for key in keys for line in range(blocks.lines(key))]


async def test_a_long_column_draws_what_is_seen_and_little_more() -> None:
    drawn = []
    for number in (60, 20_000):
        async with shown(number) as (blocks, app, _):
            assert app.lines == all_lines(blocks, list(range(number)))[-HEIGHT:]
            drawn.append(blocks.drawn)
    assert drawn[1] <= drawn[0] + 3
    assert drawn[1] < 40


async def test_going_up_shows_every_line_once() -> None:
    async with shown(200) as (blocks, app, pilot):
        wanted = all_lines(blocks, list(range(200)))
        seen = app.lines
        while round(blocks.scroll_y) > 0:
            before = app.lines
            blocks.jump(round(blocks.scroll_y) - 5)
            await pilot.pause()
            moved = next(step for step in range(6) if app.lines[step:] == before[: HEIGHT - step])
            seen = [*app.lines[:moved], *seen]
        assert seen == wanted


async def test_pages_and_ends_are_true() -> None:
    async with shown(300) as (blocks, app, pilot):
        wanted = all_lines(blocks, list(range(300)))
        await pilot.press("g")
        assert app.lines == wanted[:HEIGHT]
        for _ in range(400):
            if blocks.is_at_end:
                break
            before = app.lines
            await pilot.press("ctrl+d")
            assert set(app.lines) & set(before)
        assert app.lines == wanted[-HEIGHT:]
        # By now everything was seen, so the scrollbar is exact.
        assert blocks.virtual_size.height == len(wanted)


async def test_nothing_moves_when_blocks_come_and_go_around_the_view() -> None:
    rng = random.Random(3)
    async with shown(400) as (blocks, app, pilot):
        keys = list(range(400))
        blocks.jump(blocks.virtual_size.height // 2)
        await pilot.pause()
        for number in range(25):
            before = app.lines
            visible = {int(line.split(".")[0]) for line in before if line}
            gone = rng.choice([key for key in keys if key not in visible])
            keys.remove(gone)
            first = keys.index(min(visible, key=keys.index))
            keys.insert(rng.randrange(first), 1000 + number)
            keys.append(2000 + number)
            blocks.show_keys([*keys])
            await pilot.pause()
            assert app.lines == before


async def test_another_width_leaves_the_view_on_its_block_and_draws_little() -> None:
    async with shown(5000) as (blocks, app, pilot):
        blocks.jump(2000)
        await pilot.pause()
        top = app.lines[0].split(".")[0]
        blocks.drawn = 0
        await pilot.resize_terminal(30, HEIGHT)
        await pilot.pause()
        assert app.lines[0].split(".")[0] == top
        assert blocks.drawn < 60


async def test_a_cursor_far_away_is_brought_into_view_as_a_whole() -> None:
    async with shown(1000) as (blocks, app, pilot):
        for key in (500, 3, 998, 250):
            blocks.set_cursor(key)
            await pilot.pause()
            assert {f"{key}.{line}" for line in range(blocks.lines(key))} <= set(app.lines)


async def test_the_end_stays_in_view_when_blocks_turn_out_higher() -> None:
    async with shown(100) as (blocks, app, pilot):
        blocks.version = 3
        blocks.show_keys(list(range(101)))
        await pilot.pause()
        assert app.lines == all_lines(blocks, list(range(101)))[-HEIGHT:]
