"""The lines of a small box: wrapped, and never more than there is room for."""

from __future__ import annotations

import pytest

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import Line, line_width
from hoory_tui.screens.check import CheckScreen
from hoory_tui.screens.linesbox import LinesBox, wrapped
from hoory_tui.screens.pipebox import PipeScreen, PipeWish
from hoory_tui.screens.words import WordsScreen

KEYMAP: dict[str, str] = {}


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def boxes() -> list[LinesBox[object]]:
    steps = [(f"· step {number} " + "long " * 30, "text") for number in range(30)]
    return [
        CheckScreen("Macro", steps, "Run this?", UNICODE, KEYMAP),  # type: ignore[list-item]
        WordsScreen("Words", "mine\n" * 99, "theirs\n" * 99, UNICODE, KEYMAP),  # type: ignore[list-item]
        PipeScreen(  # type: ignore[list-item]
            "Pipe",
            PipeWish("tool", ("tool", "x" * 200)),
            20,
            has_older=True,
            glyphs=UNICODE,
            keymap=KEYMAP,
        ),
    ]


@pytest.mark.parametrize("most", [6, 8, 12, 40])
def test_no_box_has_more_lines_than_there_is_room_for(most: int) -> None:
    for box in boxes():
        lines = box.lines(60, most)
        assert len(lines) <= most, type(box)
        assert "esc" in texts(lines)[-1] or "n no" in texts(lines)[-1]
        assert max(map(line_width, lines[:-1])) <= 60


def test_the_question_stays_however_long_the_steps_are() -> None:
    check = boxes()[0]
    assert "Run this?" in texts(check.lines(60, 8))
    assert "… 87 more lines, j shows them" in texts(check.lines(60, 8))
    assert isinstance(check, CheckScreen)
    check._top = 10_000
    assert "… k goes up" in texts(check.lines(60, 8))


def test_further_lines_are_indented() -> None:
    assert texts(wrapped("· one two three", 9, "text", indent=2)) == ["· one", "  two", "  three"]


def test_keys_count_only_once_the_box_was_there_to_be_read() -> None:
    now = [100.0]
    box = CheckScreen("x", [], "y?", UNICODE, KEYMAP, lambda: now[0])
    assert not box.is_read
    now[0] += 0.16
    assert box.is_read
