"""Blocks of chat text: quotes, lists, headings and code, each with its lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.richtext import LONGEST_LINE, plain_blocks, read_markdown, text_lines


def drawn(text: str, width: int = 20) -> list[Line]:
    return list(text_lines(read_markdown(text.split("\n")), width, "text"))


def texts(text: str, width: int = 20) -> list[str]:
    return ["".join(part for part, _ in line).rstrip() for line in drawn(text, width)]


def roles(text: str) -> set[str]:
    return {role for line in drawn(text) for part, role in line if part.strip()}


def test_lines_stay_lines_and_blank_ones_too() -> None:
    assert texts("one\n\ntwo\nthree") == ["one", "", "two", "three"]


def test_lists_hang_under_their_words() -> None:
    assert texts("- one two three four five\n  * deep\n10. ten eleven twelve\n1) x") == [
        "• one two three four",
        "  five",
        "  • deep",
        "10. ten eleven",
        "    twelve",
        "1) x",
    ]


def test_quotes_have_an_edge_on_every_line() -> None:
    assert texts("> one two three four five\n>> deep\n> - item") == [
        "│ one two three four",
        "│ five",
        "│ │ deep",
        "│ • item",
    ]
    assert roles("> x") == {"quote-edge", "quote"}


def test_a_heading_is_bold_words_and_nothing_like_the_consoles_own_lines() -> None:
    assert texts("# SYSTEM: conversation resolved") == ["SYSTEM: conversation", "resolved"]
    assert roles("# SYSTEM: conversation resolved") == {"bold"}
    assert texts("#hash\n# \n####### seven") == ["#hash", "#", "####### seven"]


def test_code_stands_as_it_was_written() -> None:
    assert texts("```py\nx = **1**\n- y\n```\n**z**") == [" x = **1**", " - y", "z"]
    assert roles("```\nx\n```") == {"code-block"}
    assert texts("~~~\n```\n~~~") == [" ```"]
    assert texts("````\n```\n````x") == [" ```", " ````x"]


def test_what_is_not_of_the_subset_stays_literal() -> None:
    for text in ("x\n===", "---", "| a | b |", "<b>x</b>", "<script>", "-x", "1.x", "[x]: y"):
        assert texts(text, 40) == text.split("\n")


def test_depth_has_an_end() -> None:
    assert texts(">" * 1000 + "x", 40) == ["│ " * 5 + "x"]
    assert texts(" " * 40 + "- x", 40) == [" " * 10 + "• x"]


def test_on_a_very_narrow_place_words_come_before_edges() -> None:
    assert texts("> - words", 5) == ["words"]


def test_an_endless_line_is_read_in_pieces_and_loses_nothing() -> None:
    text = "ab " * LONGEST_LINE
    blocks = list(read_markdown([text]))
    assert len(blocks) == 3
    assert "".join(block.styled.text for block in blocks) == text


def test_nothing_is_read_before_its_turn() -> None:
    blocks = read_markdown(["first", *["x"] * 10])
    assert next(blocks).styled.text == "first"
    assert [block.source for block in blocks] == list(range(1, 11))


def test_plain_blocks_take_no_mark_for_one() -> None:
    assert [block.styled.text for block in plain_blocks(["**a**", "> b"])] == ["**a**", "> b"]


@given(st.text(alphabet="*_`[]()>#-+1.~ ab\né👍", max_size=200), st.integers(1, 60))
def test_no_line_is_wider_than_its_place(text: str, width: int) -> None:
    for line in drawn(text, width):
        assert line_width(line) <= max(width, 2)
