"""Rows in a box: what a click chooses, and where the cursor is when rows come and go."""

from __future__ import annotations

from textual import on
from textual.app import App, ComposeResult

from hoory_tui.render.glyphs import glyphs_for
from hoory_tui.render.lines import DrawnLine
from hoory_tui.widgets.boxrows import BoxRows


class Rows(BoxRows[int]):
    row_height = 1

    def stamp(self, key: int) -> object:
        return key

    def draw(self, key: int, width: int) -> list[DrawnLine]:
        return [DrawnLine([(f"row {key}".ljust(width), "text")], "bar")]


class Box(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.told: list[tuple[str, int | None]] = []

    def compose(self) -> ComposeResult:
        yield Rows(id="rows", glyphs=glyphs_for(ascii_only=True, emoji="plain"))

    @property
    def rows(self) -> Rows:
        return self.query_one(Rows)

    @on(Rows.Chosen)
    def _chosen(self) -> None:
        self.told.append(("chosen", self.rows.cursor))

    @on(Rows.Moved)
    def _moved(self) -> None:
        self.told.append(("moved", self.rows.cursor))


async def test_the_cursor_stays_on_its_row_or_where_that_was() -> None:
    app = Box()
    async with app.run_test() as pilot:
        app.rows.show_in_place([1, 2, 3])
        assert app.rows.cursor == 1
        app.rows.set_cursor(2)
        app.rows.show_in_place([9, 1, 2, 3])
        assert app.rows.cursor == 2
        app.rows.show_in_place([9, 1, 3])
        assert app.rows.cursor == 3
        app.rows.show_in_place([])
        assert app.rows.cursor is None
        await pilot.pause()
        assert ("moved", None) in app.told


async def test_a_click_is_told() -> None:
    app = Box()
    async with app.run_test() as pilot:
        app.rows.show_in_place([1, 2, 3])
        await pilot.pause()
        await pilot.click(Rows, offset=(2, 1))
        await pilot.pause()
        assert app.told[-1] == ("chosen", 2)
