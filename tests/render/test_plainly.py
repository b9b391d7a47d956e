"""Rows, heads and tabs as sentences: everything in words, the most useful first."""

from __future__ import annotations

import pytest

from hoory_tui.render.bars import HeadFacts, Tab
from hoory_tui.render.glyphs import WORDS
from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.plainly import plain_head, plain_row, plain_top
from hoory_tui.render.rows import RowFacts, row_lines

ROW = RowFacts(
    *("Zoë", 12, "4m", "web", "Website", "Ana Lima", "where is it?", "row-fact-unread"),
    mark="private note: ",
    urgent="urgent",
    online=True,
    marked=True,
)


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line).rstrip()


def test_a_row_says_all_that_colours_and_signs_say_elsewhere() -> None:
    first, second = row_lines(ROW, 120, WORDS, selected=True)
    assert text_of(first) == " marked Zoë, unread 9+, urgent, online, 4m, Website, Ana Lima"
    assert text_of(second) == " private note: where is it?"


@pytest.mark.parametrize("width", range(1, 12))
def test_a_row_fits_however_narrow_it_is(width: int) -> None:
    assert [line_width(line) for line in plain_row(ROW, width)] == [width, width]


def test_a_row_that_leaves_says_why() -> None:
    from dataclasses import replace

    gone = replace(ROW, faded="resolved", marked=False, unread=0, urgent="", online=False)
    first, second = plain_row(gone, 90)
    assert text_of(first) == " Zoë, 4m, Website, Ana Lima"
    assert text_of(second) == " resolved. where is it?"


def test_a_head_says_whose_thread_it_is_and_how_it_stands() -> None:
    facts = HeadFacts("Zoë", 1042, "Website", ("vip",), "open", "high", "3m", "", True)
    assert text_of(plain_head(facts, 200)) == (
        " Zoë, number 1042, online, Website, high, waiting 3m, unassigned, labels vip"
    )


def test_the_list_that_is_shown_comes_first_and_each_name_can_be_pressed() -> None:
    tabs = [Tab("Mine", 4, False, press="1"), Tab("All", None, True, press="0")]
    line = plain_top(tabs, [(" live", "live")], [("online", "live"), (" Ana", "bar")], 90, "open")
    assert text_of(line) == " list All, open, live, other lists: Mine 4, online Ana"
    assert ("Mine 4", "tab@1") in line
    assert ("list All", "tab-current@0") in line
    bare = " list All, open, live, other lists: Mine 4"
    short = plain_top(tabs, [(" live", "live")], [("online", "live")], len(bare) + 2, "open")
    assert text_of(short).rstrip() == bare, "no comma with nothing behind it"
