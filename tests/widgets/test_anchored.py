"""Strips stay in their columns, whatever a terminal thinks of a text's width."""

from __future__ import annotations

import re

import pytest
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from hoory_tui.widgets.anchored import anchored, is_certain

ESCAPE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])")


def rendered(*texts: str, column: int = 10) -> str:
    strip = Strip([Segment(text, Style(color="red")) for text in texts])
    return anchored(strip, column).render(Console(color_system="truecolor"))


def columns(output: str, width_of: dict[str, int], start: int) -> dict[str, int]:
    """Return where each letter lands in a terminal that has its own idea of widths."""
    at, place = start, {}
    position = 0
    while position < len(output):
        if found := ESCAPE.match(output, position):
            if found[2] == "G":
                at = int(found[1]) - 1
            position = found.end()
            continue
        place[output[position]] = at
        at += width_of.get(output[position], 1)
        position += 1
    return place


@pytest.mark.parametrize(
    "text",
    ["plain", "Zoë", "Привет", "Հայերեն", "שלום", "مرحبا", "田中 さくら", "한국어", "✓ ● ▌ ─ … –"],
)
def test_scripts_that_all_agree_on_cost_nothing(text: str) -> None:
    assert is_certain(text)
    assert "G" not in ESCAPE.sub(lambda found: found[2], rendered("ab"))
    assert "\x1b[" in rendered(text)
    assert not [found for found in ESCAPE.findall(rendered(text)) if found[1] == "G"]


@pytest.mark.parametrize("text", ["अदिति", "❤️", "👍🏽", "👨‍👩‍👧", "தமிழ்", "a\u0301", "🫨", "ไทย"])
def test_others_are_held_in_place(text: str) -> None:
    assert not is_certain(text)
    assert [found for found in ESCAPE.findall(rendered(text)) if found[1] == "G"]


@pytest.mark.parametrize("width", [0, 1, 2, 3])
def test_what_follows_stands_in_its_column_for_any_width_of_the_terminal(width: int) -> None:
    output = rendered("x", "🫨", "END", column=10)
    place = columns(output, {"🫨": width}, start=10)
    assert place["x"] == 10
    assert place["E"] == 13  # one cell for x and two for the picture


def test_the_cells_of_an_uncertain_text_are_cleared_first() -> None:
    """A terminal that draws it narrower would otherwise leave an old letter behind."""
    output = ESCAPE.sub("", rendered("🫨"))
    assert output == "  🫨"


def test_the_sequences_hold_nothing_but_numbers() -> None:
    output = rendered("❤️2J", "é\u0301[31m")
    assert all(kind in "mG" for _, kind in ESCAPE.findall(output))
