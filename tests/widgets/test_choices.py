"""Choices as rows: what is chosen is seen, and no text takes more room than there is."""

from __future__ import annotations

import pytest

from hoory_tui.render.glyphs import ASCII, UNICODE, Glyphs
from hoory_tui.render.lines import line_width
from hoory_tui.widgets.choices import Choice, ChoiceRows


def drawn(
    choice: Choice,
    width: int = 40,
    *,
    many: bool = False,
    chosen: bool = False,
    partly: bool = False,
    glyphs: Glyphs = UNICODE,
) -> str:
    rows = ChoiceRows(id="rows", glyphs=glyphs, many=many)
    rows._choices = {choice.key: choice}
    rows.chosen_keys = {choice.key} if chosen else set()
    rows.partly = {choice.key} if partly else set()
    [line] = rows.draw(choice.key, width)
    assert line_width(line.line) == width
    return "".join(text for text, _ in line.line).rstrip()


def test_what_it_is_now_is_marked() -> None:
    assert drawn(Choice("a", "Ana", "online")) == "   Ana" + "online".rjust(33)
    assert drawn(Choice("a", "Ana", current=True)) == " ✓ Ana"
    assert drawn(Choice("a", "Ana", current=True), glyphs=ASCII) == " v Ana"


def test_of_several_each_has_a_box() -> None:
    assert drawn(Choice("a", "vip"), many=True) == " [ ] vip"
    assert drawn(Choice("a", "vip"), many=True, chosen=True) == " [✓] vip"
    assert drawn(Choice("a", "vip"), many=True, partly=True) == " [-] vip"
    assert drawn(Choice("a", "vip"), many=True, chosen=True, glyphs=ASCII) == " [v] vip"


def test_a_long_text_leaves_room_for_a_hint_and_the_other_way_round() -> None:
    assert drawn(Choice("a", "x" * 60, "online")).endswith("…  online")
    shown = drawn(Choice("a", "Ana", "y" * 60))
    assert shown.startswith("   Ana  yyy")
    assert shown.endswith("y…")


@pytest.mark.parametrize("width", range(1, 14))
def test_narrow_places(width: int) -> None:
    for many in (False, True):
        drawn(Choice("a", "漢字漢字", "on 1 of 2", current=True), width, many=many, chosen=True)


def test_texts_of_strangers_are_cleaned() -> None:
    assert drawn(Choice("a", "x\x1b[31my\nz")) == "   x␛[31my ⏎ z"
