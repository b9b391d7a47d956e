"""What the pen writes is what a terminal then shows, cell by cell, in fewer bytes."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from hoory_tui.widgets.pen import Pen

WIDTH = 24
_PARTS = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|([^\x1b]+)")
_SWITCHES = {22: (1, 2), 23: (3,), 24: (4, 21), 25: (5, 6), 27: (7,), 28: (8,), 29: (9,)}

colors = st.sampled_from((None, "#101010", "#ff8000", "#00c0ff", "red", "default"))
styles = st.one_of(
    st.none(),
    st.builds(
        Style,
        color=colors,
        bgcolor=colors,
        bold=st.sampled_from((None, True, False)),
        dim=st.sampled_from((None, True)),
        italic=st.sampled_from((None, True)),
        underline=st.sampled_from((None, True)),
        reverse=st.sampled_from((None, True)),
        strike=st.sampled_from((None, True)),
    ),
)
texts = st.sampled_from(("a", "words", "   ", " ", "é", "漢字", "👍🏽", "x y", "ﷺ", ""))
strips = st.lists(st.tuples(texts, styles), max_size=6).map(
    lambda parts: Strip([Segment(text, style) for text, style in parts])
)


System = Literal["truecolor", "256", "standard"]
SYSTEMS: tuple[System, ...] = ("truecolor", "standard")


def console(system: System = "truecolor") -> Console:
    return Console(file=io.StringIO(), color_system=system, force_terminal=True)


@dataclass
class Cells:
    """A terminal's cells, as (character, attributes, colour, ground)."""

    rows: dict[tuple[int, int], tuple[str, frozenset[int], str, str]] = field(default_factory=dict)
    x: int = 0
    y: int = 0
    on: set[int] = field(default_factory=set)
    color: str = ""
    ground: str = ""

    def feed(self, written: str) -> None:
        for numbers, final, text in _PARTS.findall(written):
            if text:
                self._put(text)
            elif final == "H":
                self.y, self.x = (int(one) - 1 for one in numbers.split(";"))
            elif final == "G":
                self.x = int(numbers) - 1
            else:
                assert final == "m"
                self._set([int(one) for one in numbers.split(";")])

    def _put(self, text: str) -> None:
        for character in text:
            width = cell_len(character)
            if not width:
                continue
            for offset in range(width):
                shown = "" if offset else character
                look = (frozenset(self.on), self.color, self.ground)
                if character == " ":
                    # A blank shows its ground, and what is drawn over or under it.
                    seen = self.on & {4, 7, 9}
                    look = (frozenset(seen), self.color if seen else "", self.ground)
                self.rows[self.y, self.x + offset] = (shown, *look)
            self.x += width

    def _set(self, codes: list[int]) -> None:
        at = 0
        while at < len(codes):
            code = codes[at]
            length = 1
            if code in (38, 48):
                length = 5 if codes[at + 1] == 2 else 3
            words = ";".join(map(str, codes[at : at + length]))
            if code == 0:
                self.on, self.color, self.ground = set(), "", ""
            elif code in _SWITCHES:
                self.on -= set(_SWITCHES[code])
            elif code < 10:
                self.on.add(code)
            elif code == 39:
                self.color = ""
            elif code == 49:
                self.ground = ""
            elif code == 38 or 30 <= code < 38 or 90 <= code < 98:
                self.color = words
            else:
                self.ground = words
            at += length


def shown(written: str) -> Cells:
    cells = Cells()
    cells.feed(written)
    return cells


@settings(deadline=None)
@given(st.lists(strips, max_size=4), st.sampled_from(SYSTEMS))
def test_the_cells_are_those_of_the_strips(lines: list[Strip], system: System) -> None:
    there = console(system)
    pen = Pen(there, WIDTH * 8)
    plainly = ""
    for y, strip in enumerate(lines):
        pen.write(3, y, strip)
        at = 3
        for segment in strip:
            # Each piece at its place, in all of its colours, as the library writes it.
            plainly += f"\x1b[{y + 1};{at + 1}H{Strip([segment]).render(there)}"
            at += cell_len(segment.text)
    written = pen.taken()
    cells = shown(written)
    assert cells.rows == shown(plainly).rows
    assert (cells.on, cells.color, cells.ground) == (set(), "", "")


def test_what_goes_on_needs_no_words() -> None:
    style = Style(color="#ff0000", bgcolor="#000000")
    bold = style + Style(bold=True)
    pen = Pen(console(), WIDTH)
    pen.write(0, 0, Strip([Segment("ab", style), Segment("cd", style), Segment("  ", bold)]))
    pen.write(6, 0, Strip([Segment("ef", bold)]))
    assert pen.taken() == "\x1b[1;1H\x1b[38;2;255;0;0;48;2;0;0;0mabcd  \x1b[1mef\x1b[0m"


def test_behind_the_last_column_the_place_is_told_again() -> None:
    pen = Pen(console(), 4)
    pen.write(0, 0, Strip([Segment("abcd")]))
    pen.write(0, 1, Strip([Segment("efgh")]))
    assert pen.taken() == "\x1b[1;1Habcd\x1b[2;1Hefgh"


def test_an_uncertain_text_is_put_where_it_belongs() -> None:
    pen = Pen(console(), WIDTH)
    pen.write(2, 0, Strip([Segment("a"), Segment("👍🏽"), Segment("b")]))
    width = cell_len("👍🏽")
    blank = " " * width
    assert pen.taken() == f"\x1b[1;3Ha{blank}\x1b[4G👍🏽\x1b[{4 + width}Gb"


@pytest.mark.parametrize("text", ["   ", "x"])
def test_a_line_under_blanks_is_seen(text: str) -> None:
    pen = Pen(console(), WIDTH)
    pen.write(0, 0, Strip([Segment("a"), Segment(text, Style(underline=True)), Segment(" ")]))
    assert pen.taken() == f"\x1b[1;1Ha\x1b[4m{text}\x1b[24m \x1b[0m".removesuffix("\x1b[0m")
