"""Lines that are heard: no columns, no frames, and what was written with blanks as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.closeup import closed_up
from hoory_tui.render.lines import Line, line_width

ROLES = ("text", "dim", "key", "quote-edge", "list-mark", "code-block")


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line)


def test_what_stood_at_the_right_follows_what_stood_at_the_left() -> None:
    line: Line = [(" Zoë", "bold"), ("   ", "text"), ("        12m", "dim"), ("  ", "text")]
    assert text_of(closed_up(line)).rstrip() == " Zoë  12m"
    assert line_width(closed_up(line)) == line_width(line)
    assert text_of(closed_up([("name      value", "text")])).rstrip() == "name  value"


def test_signs_of_ours_have_words_and_frames_say_nothing() -> None:
    quote: Line = [("│ ", "quote-edge"), ("• ", "list-mark"), ("a", "text"), ("    ", "text")]
    assert text_of(closed_up([*quote, (" " * 8, "text")])).strip() == "quote: - a"
    keys: Line = [("↑ ↓", "key"), (" choose", "bar-dim"), (" " * 20, "bar")]
    assert text_of(closed_up(keys)).strip() == "up down choose"
    assert text_of(closed_up([("── ● a ▌", "rule")])).split() == ["a"]
    assert "or" in text_of(closed_up([("reply ⇄ note  ", "bar-dim")]))


def test_code_keeps_its_blanks() -> None:
    line: Line = [("if x:     # five", "code-block")]
    assert text_of(closed_up(line)) == "if x:     # five"


@given(st.lists(st.tuples(st.text("a─● 漢│", max_size=8), st.sampled_from(ROLES)), max_size=6))
def test_no_line_becomes_wider_or_narrower(line: Line) -> None:
    assert line_width(closed_up(line)) == line_width(line)
