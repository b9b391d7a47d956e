"""Frames and arrows become letters of the same width; what people write stays."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from hoory_tui.widgets.asciifilter import AsciiFilter

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    ("drawn", "plain"),
    [
        ("╭─ Keys ─╮", "+- Keys -+"),
        ("│ >j ↓  k ↑ │", "| >j v  k ^ |"),
        ("▌ Done · u undoes…", "| Done - u undoes~"),
        ("├───┼───┤", "+---+---+"),
        ("▅", " "),
        ("“so”", '"so"'),
        ("col·lega, նամակ, 漢字", "col·lega, նամակ, 漢字"),
    ],
)
def test_symbols_are_letters(drawn: str, plain: str) -> None:
    filtered = AsciiFilter()
    style = Style(bold=True)
    (segment,) = filtered.apply([Segment(drawn, style)], BLACK)
    assert segment == Segment(plain, style)
    assert cell_len(segment.text) == cell_len(drawn)
    assert filtered.plain(drawn) == plain


def test_what_is_plain_stays_the_very_same() -> None:
    segments = [Segment("a"), Segment("b", Style(bold=True))]
    assert AsciiFilter().apply(segments, BLACK) is segments
