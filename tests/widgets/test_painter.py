"""Only what a changed region covers is drawn, and the screen is right all the same."""

from __future__ import annotations

import io
import random
from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from hoory_tui.widgets.painter import LeanLayout, Painter

from ..screen import Seen, stale_lines, text_of


class Lines(Widget):
    """Numbered lines that note which of them were asked for."""

    DEFAULT_CSS = "Lines { width: 1fr; height: 1fr; }"

    def __init__(self, mark: str, **options: Any) -> None:
        super().__init__(**options)
        self.mark = mark
        self.versions: dict[int, int] = {}
        self.asked: list[int] = []

    def change(self, y: int) -> None:
        self.versions[y] = self.versions.get(y, 0) + 1
        self.refresh(Region(0, y, self.size.width, 1))

    def render_lines(self, crop: Region) -> list[Strip]:
        self.asked += crop.line_range
        return [self._line(y).crop(crop.x, crop.right) for y in crop.line_range]

    def _line(self, y: int) -> Strip:
        text = f"{self.mark}{y}/{self.versions.get(y, 0)}".ljust(self.size.width)
        return Strip([Segment(text, Style(color="red" if y % 2 else "blue"))])


class Stage(Screen[None]):
    """Two columns, and something in front of both."""

    def __init__(self) -> None:
        super().__init__()
        self._compositor = Painter()
        self.left, self.right, self.front = Lines("l"), Lines("r"), Lines("f", id="front")

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield self.left
            yield self.right
        yield self.front


class Tiny(Seen, App[None]):
    """Nothing but the stage."""

    CSS = """
    Stage { layers: base front; }
    #front { layer: front; position: absolute; width: 10; height: 4; offset: 15 3; }
    """

    def get_default_screen(self) -> Screen[None]:
        return Stage()


async def test_only_changed_lines_of_their_widget_are_asked_for() -> None:
    app = Tiny()
    async with app.run_test(size=(40, 12)) as pilot:
        stage = app.screen
        assert isinstance(stage, Stage)
        await pilot.pause()
        for one in (stage.left, stage.right, stage.front):
            one.asked.clear()
        stage.left.change(1)
        stage.left.change(9)
        await pilot.pause()
        assert stage.left.asked == [1, 9]
        assert stage.right.asked == stage.front.asked == []
        assert stale_lines(app) == []


async def test_what_is_in_front_stays_in_front() -> None:
    app = Tiny()
    async with app.run_test(size=(40, 12)) as pilot:
        stage = app.screen
        assert isinstance(stage, Stage)
        stage.left.change(4)
        stage.right.change(5)
        await pilot.pause()
        assert text_of(app.terminal.lines)[4:6] == [
            "l4/1".ljust(15) + "f1/0".ljust(10) + "r4/0".ljust(20)[5:],
            "l5/0".ljust(15) + "f2/0".ljust(10) + "r5/1".ljust(20)[5:],
        ]
        assert stale_lines(app) == []


async def test_whatever_changes_the_screen_is_right() -> None:
    app = Tiny()
    rng = random.Random(4)
    async with app.run_test(size=(40, 12)) as pilot:
        stage = app.screen
        assert isinstance(stage, Stage)
        for _ in range(40):
            for _ in range(rng.randint(1, 5)):
                one = rng.choice((stage.left, stage.right, stage.front))
                one.change(rng.randrange(max(one.size.height, 1)))
            if rng.random() < 0.2:
                stage.front.display = not stage.front.display
            await pilot.pause()
            assert stale_lines(app) == []


def test_a_whole_screen_is_written_line_by_line() -> None:
    strips: list[Iterable[Strip]] = [
        [Strip([Segment("ab")]), Strip([Segment("cd")])],
        [Strip([Segment("efgh")])],
    ]
    update = LeanLayout(strips, Region(0, 0, 4, 2))
    console = Console(file=io.StringIO(), force_terminal=True)
    assert update.render_segments(console) == "\x1b[1;1Habcd\x1b[2;1Hefgh"


async def test_places_asked_for_between_a_scroll_and_a_layout_hide_no_change() -> None:
    app = Tiny()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.pause()
        stage = app.screen
        assert isinstance(stage, Stage)
        painter = stage._compositor
        painter.reflow_visible(stage, app.size)  # as a scroll does
        stage.front.styles.height = 8
        stage._clear_arrangement_cache()
        assert painter.full_map[stage.front].region.height == 8
        result = painter.reflow(stage, app.size)
        assert stage.front in result.resized, "nobody else tells it"
        await pilot.pause()
        stage._compositor_refresh()
        assert stale_lines(app) == []
