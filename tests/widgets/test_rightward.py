"""What is written from the right stands there, and the cursor with it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Offset

from hoory_tui.widgets.rightward import RightwardText

from ..screen import Seen, text_of


class Writing(Seen, App[None]):
    def compose(self) -> ComposeResult:
        area = RightwardText(soft_wrap=True, show_line_numbers=False)
        area.styles.border = ("none", "black")
        area.styles.padding = 0
        area.cursor_blink = False
        yield area


async def test_paragraphs_the_cursor_and_the_mouse_agree() -> None:
    app = Writing()
    async with app.run_test(size=(30, 6)) as pilot:
        area = app.query_one(RightwardText)
        area.load_text("Hello\nשלום 12 abc\n")
        area.focus()
        area.move_cursor((1, 0))
        await pilot.pause()
        lines = text_of(app.terminal.lines)
        width = area.wrap_width
        assert lines[0].startswith("Hello")
        assert lines[1].rstrip() == "שלום 12 abc".rjust(width)
        start = lines[1].index("ש")
        assert area.cursor_screen_offset == Offset(start, 1)
        await pilot.press("right", "right")
        assert area.cursor_screen_offset == Offset(start + 2, 1)
        await pilot.click(offset=(start + 5, 1))
        assert area.cursor_location == (1, 5)
        await pilot.click(offset=(0, 1))
        assert area.cursor_location == (1, 0)
        # The words are as they were typed, whichever way they stand.
        await pilot.press("end", "x")
        assert area.text == "Hello\nשלום 12 abcx\n"


async def test_a_paragraph_turns_with_its_first_letter() -> None:
    app = Writing()
    async with app.run_test(size=(24, 6)) as pilot:
        area = app.query_one(RightwardText)
        area.load_text(" ".join(["abc"] * 9))
        area.focus()
        await pilot.pause()
        assert text_of(app.terminal.lines)[0].startswith("abc")
        await pilot.press("ctrl+home")
        area.insert("ש ")
        await pilot.pause()
        rows = [line.rstrip() for line in text_of(app.terminal.lines)[:2]]
        assert [len(row) for row in rows] == [area.wrap_width] * 2
