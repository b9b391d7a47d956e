"""Rows of a long text: made in slices, shown from the first one on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from hoory_tui.app.themes import load_theme
from hoory_tui.render.lines import Line
from hoory_tui.widgets.textrows import TextRows

from ..screen import Seen, text_of


class Show(Seen, App[None]):
    """Nothing but rows of text."""

    def __init__(self) -> None:
        super().__init__()
        theme = load_theme("hoory-dark")
        self.register_theme(theme)
        self.theme = theme.name
        self.rows = TextRows(id="rows")
        self.moves = 0

    def compose(self) -> ComposeResult:
        yield self.rows

    def on_mount(self) -> None:
        self.rows.focus()

    @on(TextRows.Moved)
    def count(self) -> None:
        self.moves += 1


@asynccontextmanager
async def showing(rows: Iterator[Line]) -> AsyncIterator[tuple[Show, Pilot[None]]]:
    app = Show()
    async with app.run_test(size=(20, 5)) as pilot:
        app.rows.show(rows)
        await pilot.pause()
        yield app, pilot


def numbered(count: int) -> Iterator[Line]:
    return ([(f"row {number}", "text")] for number in range(count))


def visible(app: Show) -> list[str]:
    return [line.rstrip() for line in text_of(app.terminal.lines)]


async def test_rows_fill_the_whole_width_and_nothing_else_is_there() -> None:
    async with showing(iter([[("x" * 30, "text")], [("y", "bold")]])) as (app, _):
        assert visible(app) == ["x" * 19 + "…", "y", "", "", ""]


async def test_keys_move_within_the_rows() -> None:
    async with showing(numbered(50)) as (app, pilot):
        for keys, top in (
            (["down", "j"], 2),
            (["k"], 1),
            (["pagedown"], 4),
            (["end"], 45),
            (["down"], 45),
            (["pageup"], 42),
            (["home", "up"], 0),
        ):
            await pilot.press(*keys)
            assert app.rows.top == top, keys
        await pilot.press("end")
        await pilot.pause()
        assert visible(app)[-1] == "row 49"


async def test_an_endless_text_is_made_in_slices() -> None:
    def endless() -> Iterator[Line]:
        while True:
            yield [("again", "text")]

    async with showing(endless()) as (app, pilot):
        first = app.rows.count
        assert visible(app) == ["again"] * 5
        assert not app.rows.is_whole
        await pilot.press("end")
        while app.rows.count < first + 1000:
            await pilot.pause()
        assert app.rows.top == app.rows.count - 5
        assert app.moves > 2


async def test_going_sideways_stops_at_both_ends() -> None:
    async with showing(iter([[("0123456789" * 3, "text")], [("é", "text")]])) as (app, pilot):
        app.rows.go_sideways(1)
        app.rows.go_sideways(1)
        await pilot.pause()
        assert visible(app)[0] == "0123456789" * 2
        app.rows.go_sideways(-9)
        await pilot.pause()
        assert visible(app)[0] == "0123456789" + "012345678" + "…"


async def test_other_rows_begin_where_they_are_told_to() -> None:
    async with showing(numbered(50)) as (app, pilot):
        app.rows.show(numbered(50), top=7)
        await pilot.pause()
        assert visible(app)[0] == "row 7"
        app.rows.show(numbered(3), top=7)
        await pilot.pause()
        assert visible(app)[0] == "row 0"
