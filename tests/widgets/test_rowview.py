from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen

from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.rowview import RowView

from ..screen import Seen, stale_lines, text_of

SIZE = (30, 10)


class Rows(RowView[int]):
    """Blocks named by their keys; notes what it is asked for."""

    def __init__(self, height: Callable[[int], int], *, fixed: bool = True) -> None:
        super().__init__(id="rows")
        self.height = height
        self.row_height = height(0) if fixed else 0
        self.guessed = 0
        self.versions: dict[int, int] = {}
        self.drawn: list[int] = []
        self.stamped = 0
        self.refreshed: list[tuple[Region, ...]] = []
        self.chosen_keys: list[int] = []
        self.layouts = 0

    def stamp(self, key: int) -> object:
        self.stamped += 1
        return self.versions.get(key, 0)

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        self.drawn.append(key)
        return [
            DrawnLine(
                [(" ", "text"), (f"{key}/{line}/{self.stamp(key)}".ljust(width - 1), "t")], "row"
            )
            for line in range(self.height(key))
        ]

    def guess_height(self, key: int) -> int:
        self.guessed += 1
        return super().guess_height(key)

    def chosen(self, key: int) -> None:
        self.chosen_keys.append(key)

    def refresh(self, *regions: Region, **options: Any) -> Rows:
        if hasattr(self, "refreshed"):
            self.refreshed.append(regions)
            self.layouts += bool(options.get("layout"))
        super().refresh(*regions, **options)
        return self


class Stage(Screen[None]):
    """A screen that counts how often it lays itself out."""

    layouts = 0

    def _refresh_layout(self, *args: Any, **options: Any) -> None:
        self.layouts += 1
        super()._refresh_layout(*args, **options)


class Tiny(Seen, App[None]):
    """Nothing but rows."""

    CSS = "Rows { height: 1fr; }"

    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self.rows = rows

    def get_default_screen(self) -> Screen[None]:
        return Stage()

    def compose(self) -> ComposeResult:
        yield self.rows

    @property
    def lines(self) -> list[str]:
        return [line[:-1].rstrip() for line in text_of(self.terminal.lines)]


@asynccontextmanager
async def shown(
    keys: Sequence[int], height: int | Callable[[int], int] = 2, *, fixed: bool = True
) -> AsyncIterator[tuple[Rows, Tiny, Pilot[None]]]:
    """Run the rows of these keys with the hands on them."""
    rows = Rows(height if callable(height) else lambda _: height, fixed=fixed)
    app = Tiny(rows)
    async with app.run_test(size=SIZE) as pilot:
        rows.focus()
        rows.show_keys(keys)
        await pilot.pause()
        yield rows, app, pilot
        await pilot.pause()
        assert stale_lines(app) == []


async def test_blocks_stand_below_each_other() -> None:
    async with shown([7, 8, 9]) as (_, app, _pilot):
        assert app.lines == [" 7/0/0", " 7/1/0", " 8/0/0", " 8/1/0", " 9/0/0", " 9/1/0", *[""] * 4]


async def test_the_cursor_stays_on_its_key_when_rows_move() -> None:
    async with shown([1, 2, 3, 4]) as (rows, app, pilot):
        rows.set_cursor(3)
        rows.show_keys([3, 1, 2, 4])
        await pilot.pause()
        assert rows.cursor == 3
        assert app.lines[0] == "▌3/0/0"
        rows.show_keys([9, 8, 3, 1])
        await pilot.pause()
        assert app.lines[4] == "▌3/0/0"


async def test_the_view_stays_on_its_topmost_row_when_rows_come_before_it() -> None:
    async with shown(range(50)) as (rows, app, pilot):
        rows.jump(21)
        await pilot.pause()
        before = app.lines
        assert before[0] == " 10/1/0"
        rows.show_keys([*range(100, 120), *range(50)])
        await pilot.pause()
        assert app.lines == before


async def test_a_view_at_its_top_shows_what_comes_first() -> None:
    async with shown(range(50)) as (rows, app, pilot):
        rows.show_keys([99, *range(50)])
        await pilot.pause()
        assert app.lines[0] == " 99/0/0"


async def test_rows_that_vanish_leave_the_view_within_the_rest() -> None:
    async with shown(range(50)) as (rows, app, pilot):
        rows.jump(rows.max_scroll_y)
        rows.show_keys([1, 2])
        await pilot.pause()
        assert app.lines[:2] == [" 1/0/0", " 1/1/0"]
        rows.show_keys([])
        await pilot.pause()
        assert app.lines == [""] * 10


async def test_only_changed_lines_are_painted() -> None:
    async with shown(range(50)) as (rows, app, pilot):
        rows.refreshed.clear()
        rows.refresh_changed()
        assert rows.refreshed == []
        rows.versions[2] = 5
        rows.versions[40] = 5
        rows.refresh_changed()
        assert rows.refreshed == [(Region(0, 4, 29, 1),), (Region(0, 5, 29, 1),)]
        await pilot.pause()
        assert app.lines[4:6] == [" 2/0/5", " 2/1/5"]


async def test_moving_the_cursor_paints_two_rows() -> None:
    async with shown(range(50)) as (rows, _, pilot):
        await pilot.press("j")
        rows.refreshed.clear()
        await pilot.press("j")
        assert rows.cursor == 1
        assert sorted(region.y for regions in rows.refreshed for region in regions) == [0, 1, 2, 3]


async def test_a_key_costs_the_same_whatever_the_number_of_rows() -> None:
    costs = []
    for number in (100, 10_000):
        async with shown(range(number)) as (rows, _, pilot):
            await pilot.press("j")
            rows.drawn.clear()
            rows.stamped = 0
            await pilot.press("j", "j", "j", "k", "ctrl+d", "j")
            costs.append((len(rows.drawn), rows.stamped))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 10


async def test_nothing_is_laid_out_again_after_the_start() -> None:
    async with shown(range(50)) as (rows, app, pilot):
        stage = app.screen
        assert isinstance(stage, Stage)
        await pilot.pause()
        rows.layouts = stage.layouts = 0
        for number in range(5):
            rows.show_keys([1000 + number, *range(50 + number)])
            rows.versions[3] = number + 1
            rows.refresh_changed()
            await pilot.press("j", "ctrl+d", "G", "g")
        assert (rows.layouts, stage.layouts) == (0, 0)


@pytest.mark.parametrize(
    ("keys", "cursor", "top"),
    [
        (["j"], 0, 0),
        (["j", "j", "down"], 2, 0),
        (["j", "k", "k", "up"], 0, 0),
        (["G"], 49, 90),
        (["end"], 49, 90),
        (["G", "g"], 0, 0),
        (["G", "k"], 48, 90),
        (["j", "ctrl+d"], 6, 8),
        (["j", "ctrl+d", "ctrl+u"], 2, 0),
        (["j"] * 6, 5, 2),
    ],
    ids=str,
)
async def test_keys_move_cursor_and_view(keys: list[str], cursor: int, top: int) -> None:
    async with shown(range(50)) as (rows, _, pilot):
        await pilot.press(*keys)
        assert (rows.cursor, round(rows.scroll_y)) == (cursor, top)


async def test_a_block_larger_than_the_view_is_read_in_steps() -> None:
    async with shown([1, 2, 3], lambda key: 25 if key == 2 else 2, fixed=False) as (
        rows,
        app,
        pilot,
    ):
        await pilot.press("j", "j")
        assert rows.cursor == 2
        seen = set(app.lines)
        for _ in range(10):
            await pilot.press("j")
            seen |= set(app.lines)
        assert rows.cursor == 3
        assert {f"▌2/{line}/0" for line in range(25)} <= seen
        for _ in range(10):
            await pilot.press("k")
        assert rows.cursor == 1


async def test_the_mouse_chooses_a_row() -> None:
    async with shown(range(50)) as (rows, _, pilot):
        rows.jump(20)
        await pilot.pause()
        await pilot.click(rows, offset=(5, 3))
        assert rows.chosen_keys == [11]
        assert rows.cursor == 11
        assert round(rows.scroll_y) == 20


async def hold(pilot: Pilot[None], kind: type[events.MouseEvent], y: int) -> None:
    """Press or let go of the mouse in a row of the screen, as a terminal tells of it."""
    pilot.app.post_message(kind(None, 5, y, 0, 0, 1, shift=False, meta=False, ctrl=False))
    await pilot.pause()


async def test_a_click_is_for_the_row_that_was_pressed_wherever_that_goes() -> None:
    async with shown(range(50)) as (rows, _, pilot):
        await hold(pilot, events.MouseDown, 3)
        rows.show_keys([100, 101, *range(50)])
        rows.jump(0)
        await hold(pilot, events.MouseUp, 3)
        assert rows.chosen_keys == [1]
        assert rows.cursor == 1

        await hold(pilot, events.MouseDown, 1)
        rows.show_keys(list(range(50)))
        await hold(pilot, events.MouseUp, 1)
        await hold(pilot, events.MouseDown, 1)
        await hold(pilot, events.MouseUp, 5)
        assert rows.chosen_keys == [1]


async def test_a_view_at_its_end_follows_it_and_any_other_stays() -> None:
    rows = Rows(lambda _: 2)
    rows.follow_end = True
    app = Tiny(rows)
    async with app.run_test(size=SIZE) as pilot:
        rows.show_keys(range(50))
        rows.jump(rows.max_scroll_y)
        rows.show_keys(range(52))
        await pilot.pause()
        assert app.lines[-1] == " 51/1/0"
        rows.jump(40)
        rows.show_keys(range(60))
        await pilot.pause()
        assert app.lines[0] == " 20/0/0"


async def test_a_new_width_draws_anew_and_keeps_the_row() -> None:
    async with shown(range(50)) as (rows, app, pilot):
        rows.jump(30)
        await pilot.resize_terminal(20, 6)
        await pilot.pause()
        await pilot.pause()
        assert app.lines[0].startswith(" 15/0")
        assert all(line.cell_length == 20 for line in app.terminal.lines)


async def test_a_change_of_height_moves_what_is_below() -> None:
    heights = {1: 2, 2: 2, 3: 2}
    async with shown([1, 2, 3], lambda key: heights[key], fixed=False) as (rows, app, pilot):
        heights[1] = 4
        rows.versions[1] = 1
        rows.show_keys([1, 2, 3])
        await pilot.pause()
        assert app.lines[3:6] == [" 1/3/1", " 2/0/0", " 2/1/0"]
