from __future__ import annotations

import re
from typing import Final

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.content import Content
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.style import Style as ContentStyle
from textual.widgets import Input, Static

from hoory_tui.app.base import SettledApp
from hoory_tui.config.settings import Settings
from hoory_tui.widgets.guard import Guard
from hoory_tui.widgets.painted import Painted
from tests.wire.test_clean import INNOCENT

from ..screen import Seen

GROUND: Final = Color(0, 0, 0)
RED: Final = Style(color="red")
FORBIDDEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
NASTY: Final = "a\x1b]0;t\x07b\x9b31m\u202ec\u2028d\U000e0041e"


def guarded(guard: Guard, *segments: Segment) -> list[Segment]:
    return guard.apply(list(segments), GROUND)


@pytest.mark.parametrize("text", INNOCENT)
def test_clean_lines_pass_untouched(text: str) -> None:
    guard = Guard()
    segments = [Segment(line, RED) for line in text.split("\n")]
    assert guard.apply(segments, GROUND) is segments
    assert guard.hits == 0


def test_every_forbidden_character_is_taken_out_and_the_columns_stay() -> None:
    guard = Guard()
    codes = (*range(0x20), *range(0x7F, 0xA0), 0x202E, 0x2066, 0x2028, 0xFFF9, 0xD800, 0xE0041)
    for number, code in enumerate(codes, 1):
        text = f"日{chr(code)}\u200d👩x"
        [segment] = guarded(guard, Segment(text, RED))
        assert not FORBIDDEN.search(segment.text), hex(code)
        assert cell_len(segment.text) == cell_len(text)
        assert segment.style is RED
        assert guard.hits == number


def test_links_and_actions_go_and_other_meta_stays() -> None:
    guard = Guard()
    link = RED + Style(link="https://evil.example")
    action = RED + Style.from_meta({"@click": "app.quit", "option": 3})
    kept = RED + Style.from_meta({"option": 3})
    for _ in range(2):
        segments = guarded(guard, Segment("a", link), Segment("b", action), Segment("c", kept))
        styles = [segment.style for segment in segments]
        assert all(style and style.link is None and style.color == RED.color for style in styles)
        assert [style.meta for style in styles if style] == [{}, {"option": 3}, {"option": 3}]
    assert guard.hits == 4


def test_scroll_bars_can_be_moved() -> None:
    guard = Guard()
    segments = list(ScrollBarRender.render_bar(10, 100, 10, 5).segments)
    assert any(one.style and "@mouse.down" in one.style.meta for one in segments)
    assert guard.apply(segments, GROUND) is segments
    assert guard.hits == 0


def test_what_moves_the_cursor_is_ours() -> None:
    guard = Guard()
    control = Segment("\x1b[2J", None, [(2, 0)])  # type: ignore[list-item]
    assert guarded(guard, control, Segment("x\x07"))[0] is control
    assert guard.hits == 1


def test_a_line_that_was_guarded_is_not_guarded_again() -> None:
    guard = Guard()
    strip = Strip([Segment(NASTY, RED)])
    first = strip.apply_filter(guard, GROUND)
    assert strip.apply_filter(guard, GROUND) is first
    assert guard.hits == 1


class Careless(Seen, SettledApp):
    """An app that forgot to clean."""

    def __init__(self, text: str) -> None:
        super().__init__(Settings())
        self._text = text

    def compose(self) -> ComposeResult:
        yield Painted(ground="bar", id="painted")
        yield Static(Content(self._text), id="static")
        clickable = ContentStyle.from_meta({"@click": "app.bell"})
        yield Static(Content(self._text).stylize(clickable), id="clickable")
        with Vertical(id="box") as box:
            box.border_title = Content(self._text)
            yield Input(self._text, placeholder=self._text)

    def on_mount(self) -> None:
        painted = self.query_one("#painted", Painted)
        painted.styles.height = 1
        painted.show([[(self._text, "bar")]])
        self.query_one("#box").styles.border = ("solid", "white")
        self.notify(self._text, title=self._text)


@pytest.mark.parametrize("text", [NASTY, "harmless [b]text[/b]"])
async def test_whoever_drew_a_line_it_is_guarded(text: str) -> None:
    app = Careless(text)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+k" if "command" in str(app.active_bindings) else "x")
        await pilot.pause()
        for strip in app.terminal.lines:
            assert not FORBIDDEN.search(strip.text), strip.text
            assert sum(cell_len(segment.text) for segment in strip) == 100
            for segment in strip:
                assert segment.style is None or "@click" not in segment.style.meta
        shown = "\n".join(strip.text for strip in app.terminal.lines)
        assert ("[b]text[/b]" in shown) is (text != NASTY)
        # An action in a style is one hit, and it is there in both.
        assert (app.guard.hits > 5) is (text == NASTY)
        assert app.guard.hits >= 1
