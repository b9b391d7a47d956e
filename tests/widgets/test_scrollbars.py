"""Scroll bars can be seen whatever the terminal's own colours are."""

from __future__ import annotations

from rich.color import Color

from hoory_tui.widgets.scrollbars import ScrollBars


def bar(colour: str, *, window: float = 5) -> list[tuple[str, object]]:
    color = Color.parse(colour)
    segments = ScrollBars.render_bar(10, 20, window, 0, 1, True, color, color).segments
    return [(one.text, one.style and one.style.meta.get("@mouse.down")) for one in segments]


def test_in_the_terminals_own_colours_it_is_a_line_with_a_thumb() -> None:
    drawn = bar("default")
    assert [text for text, _ in drawn[:4]] == ["█", "█", "█", "│"]
    assert {text for text, _ in drawn[3:]} == {"│"}
    assert [deed for _, deed in drawn[1:4]] == ["grab", "grab", "scroll_down"]
    assert {text for text, _ in bar("red", window=0)} == {"│"}


def test_in_other_colours_it_is_the_librarys() -> None:
    assert {text for text, _ in bar("#123456")} <= {*ScrollBars.VERTICAL_BARS, " "}
