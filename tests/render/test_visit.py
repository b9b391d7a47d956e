"""The lines around a visitor's thread: whole at any width, the link and the badge to the last."""

from __future__ import annotations

import pytest

from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.visit import (
    People,
    TalkRow,
    VisitFacts,
    people_spans,
    side_lines,
    visit_bar,
    visit_head,
    write_title,
)

NAMES = ("Ana", "Zoë O'Neil", "محمد علي", "李伟" * 30, "x" * 200)
PEOPLE = People(tuple((name, "online") for name in NAMES), 2, is_known=True)
FACTS = VisitFacts("Website " * 9, "Robin " * 9, "r@example.com", 1042, "open", NAMES[3], PEOPLE)
LINK: Line = [("● live", "live")]


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


@pytest.mark.parametrize("width", [1, 10, 24, 40, 60, 80, 120, 200])
def test_every_line_is_as_wide_as_its_place(width: int) -> None:
    for line in (
        visit_bar(FACTS, LINK, width, UNICODE),
        visit_head(FACTS, width, UNICODE),
        write_title("Shop", "Robin", width, active=True, keys=("r", "ctrl+s", "f4"), ends=True),
    ):
        assert line_width(line) == width
    rows = [TalkRow(1, "open", "words " * 30, True, False), TalkRow(2, "resolved", "", False, True)]
    if width >= 24:
        lines = side_lines(FACTS, rows, width, 12, UNICODE)
        assert len(lines) == 12
        assert all(line_width(line) <= width for line in lines)


def test_the_link_and_the_side_are_told_where_there_is_little_room() -> None:
    bar = text(visit_bar(FACTS, LINK, 30, UNICODE))
    assert "CONTACT'S SIDE" in bar
    assert "● live" in bar


def test_people_are_told_as_far_as_they_are_known() -> None:
    assert people_spans(People(), UNICODE) == []
    assert "nobody is there" in text(people_spans(People(is_known=True), UNICODE))
    assert "1 agent is there" in text(people_spans(People((), 1, is_known=True), ASCII))
    some = People((("Ana", "online"), ("Tom", "busy")), 3, is_known=True)
    assert text(people_spans(some, UNICODE, 1)) == "● Ana  and 4 more"


def test_a_conversation_that_has_not_begun_is_said_to_be_new() -> None:
    facts = VisitFacts("Shop", "", "", 0, "open", "", People())
    assert "a new conversation" in text(visit_head(facts, 60, UNICODE))
