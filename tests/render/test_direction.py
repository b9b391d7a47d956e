"""Paragraphs that read from the right stand there; their letters stay in their order."""

from __future__ import annotations

import pytest

from hoory_tui.render.body import Frame, content_lines
from hoory_tui.render.direction import WIDEST, at_right, reads_from_right
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import line_width
from hoory_tui.render.rows import RowFacts, row_lines

ARABIC = "شكراً جزيلاً، هل البطارية مشحونة؟"
HEBREW = "שלום, מה שלומך?"


@pytest.mark.parametrize(
    ("text", "from_right"),
    [
        (ARABIC, True),
        (HEBREW, True),
        ("(123) «" + HEBREW, True),
        ("ܫܠܡܐ", True),
        ("ހެލޯ", True),
        ("ߒߞߏ", True),
        ("SB-44871 " + ARABIC, False),
        ("Hello " + HEBREW, False),
        ("12 345", False),
        ("٤٥", False),
        ("Zoë 漢 👍", False),
        ("", False),
    ],
)
def test_the_first_letter_with_a_direction_decides(text: str, from_right: bool) -> None:
    assert reads_from_right(text) is from_right


def texts(content: str, width: int) -> list[str]:
    frame = Frame(width, "text", UNICODE)
    return ["".join(part for part, _ in line) for line in content_lines(content, frame)]


@pytest.mark.parametrize("width", [12, 20, 33, 80])
def test_every_line_of_such_a_paragraph_ends_at_the_right_with_its_letters_in_order(
    width: int,
) -> None:
    lines = texts(f"{ARABIC} order 44871 {HEBREW}", width)
    assert all(line_width([(line, "")]) == width for line in lines)
    assert all(line == line.rstrip() for line in lines)
    # Nothing is turned round and no mark of directions is put in.
    joined = " ".join(line.strip() for line in lines)
    assert joined == f"{ARABIC} order 44871 {HEBREW}"


def test_paragraphs_go_each_its_own_way() -> None:
    lines = texts(f"Hello\n{HEBREW}\n> {ARABIC}\n- {HEBREW}\n{'1' * 5} {HEBREW}", 60)
    assert lines[0] == "Hello"
    assert lines[1] == HEBREW.rjust(60)
    assert [line.lstrip() for line in lines[2:4]] == [f"│ {ARABIC}", f"• {HEBREW}"]
    assert all(line.startswith("  ") for line in lines[1:])


def test_what_is_laid_out_for_no_screen_has_no_right_side() -> None:
    assert at_right([(HEBREW, "")], WIDEST + 1, "") == [(HEBREW, "")]
    assert at_right([(HEBREW, "")], 3, "") == [(HEBREW, "")]


def test_the_fact_of_a_row_stands_at_the_right_of_its_column() -> None:
    facts = RowFacts("Vi", 0, "2m", "web", "Site", "Ana", HEBREW, "row-fact")
    second = "".join(text for text, _ in row_lines(facts, 60, UNICODE, selected=False)[1])
    latin = RowFacts("Vi", 0, "2m", "web", "Site", "Ana", "shalom", "row-fact")
    other = "".join(text for text, _ in row_lines(latin, 60, UNICODE, selected=False)[1])
    assert line_width([(second, "")]) == line_width([(other, "")]) == 60
    assert second.index("Site") == other.index("Site")
    assert f"{HEBREW}  Site" in second
    assert other.startswith(" shalom")
