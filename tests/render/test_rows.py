"""One conversation as two lines of the list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.glyphs import ASCII, UNICODE
from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.rows import RowFacts, preview, row_lines
from hoory_tui.store.records import Attachment, Direction, Message, amended

FACTS = RowFacts(
    name="Zoë O'Neil",
    unread=3,
    age="4m",
    channel="web",
    inbox="Website chat",
    assignee="Ana Bauer",
    fact="Hello there, is anybody at home today?",
    fact_role="row-fact",
)
SAID = Message(9, 1, content="Hello **there**\nfriend")
PICTURE = Message(9, 1, content=" ", attachments=(Attachment(1, "image"),))


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def roles(lines: list[Line], text: str) -> set[str]:
    return {role for line in lines for part, role in line if text in part}


def test_a_row_of_the_usual_width() -> None:
    assert texts(row_lines(FACTS, 40, UNICODE, selected=False)) == [
        f" Zoë O'Neil{'4m  3 ':>29}",
        " Hello there, is anybody at…  web  Ana  ",
    ]


def test_a_wide_row_has_the_name_of_the_inbox() -> None:
    second = texts(row_lines(FACTS, 60, UNICODE, selected=False))[1]
    assert second.endswith(" Website chat Ana      ")


def test_the_cursor_takes_the_first_cell() -> None:
    marked = texts(row_lines(FACTS, 40, UNICODE, selected=True))
    plain = texts(row_lines(FACTS, 40, UNICODE, selected=False))
    assert [line[0] for line in marked] == ["▌", "▌"]
    assert [line[1:] for line in marked] == [line[1:] for line in plain]


def test_a_marked_row_has_a_sign_before_its_name() -> None:
    marked = replace(FACTS, marked=True)
    assert texts(row_lines(marked, 40, UNICODE, selected=True))[0].startswith("▌✓ Zoë O'Neil  ")
    assert texts(row_lines(marked, 40, ASCII, selected=False))[0].startswith(" # Zoë O'Neil  ")
    assert line_width(row_lines(marked, 40, UNICODE, selected=False)[0]) == 40


def test_unread_is_counted_and_told_by_weight() -> None:
    unread = row_lines(FACTS, 40, UNICODE, selected=False)
    assert roles(unread, "Zoë") == {"row-name-unread"}
    assert roles(unread, " 3 ") == {"badge"}
    read = row_lines(replace(FACTS, unread=0), 40, UNICODE, selected=False)
    assert roles(read, "Zoë") == {"row-name"}
    assert "badge" not in {role for line in read for _, role in line}
    assert " 9+" in texts(row_lines(replace(FACTS, unread=10), 40, UNICODE, selected=False))[0]


def test_urgent_online_and_nobody() -> None:
    facts = replace(FACTS, urgent="!", online=True, assignee="")
    first, second = texts(row_lines(facts, 40, UNICODE, selected=False))
    assert " ● !" in first
    assert "web  –" in second
    assert "*" in texts(row_lines(facts, 40, ASCII, selected=False))[0]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        (None, ("", "row-dim", "")),
        (SAID, ("", "row-dim", "Hello there friend")),
        (amended(SAID, direction=Direction.OUTGOING), ("↩ ", "row-dim", "Hello there friend")),
        (amended(SAID, direction=Direction.TEMPLATE), ("↩ ", "row-dim", "Hello there friend")),
        (amended(SAID, private=True), ("NOTE ", "note-mark", "Hello there friend")),
        (amended(SAID, status="failed"), ("✗ ", "failed", "Hello there friend")),
        (amended(SAID, deleted=True), ("", "row-dim", "message deleted")),
        (PICTURE, ("", "row-dim", "⎙ image")),
        (amended(SAID, content="", content_type="input_csat"), ("", "row-dim", "input csat")),
    ],
)
def test_preview(message: Message | None, shown: tuple[str, str, str]) -> None:
    assert preview(message, UNICODE) == shown


def test_a_preview_looks_at_no_more_than_a_row_can_show() -> None:
    assert len(preview(amended(SAID, content="x" * 1_000_000), UNICODE)[2]) < 1000


@given(
    st.builds(
        RowFacts,
        name=st.text(max_size=60),
        unread=st.integers(0, 20),
        age=st.sampled_from(["", "now", "12m", "99y"]),
        channel=st.sampled_from(["web", "mail"]),
        inbox=st.text(max_size=30),
        assignee=st.text(max_size=30),
        fact=st.text(max_size=100),
        fact_role=st.just("row-fact"),
        mark=st.sampled_from(["", "↩ ", "resolved · ✗ "]),
        urgent=st.sampled_from(["", "!"]),
        online=st.booleans(),
    ),
    st.integers(1, 120),
)
def test_both_lines_have_exactly_the_width(facts: RowFacts, width: int) -> None:
    lines = row_lines(facts, width, UNICODE, selected=True)
    assert [line_width(line) for line in lines] == [width, width]


def test_a_row_that_leaves_is_dim_and_says_why() -> None:
    leaving = replace(FACTS, faded="assigned to Ana", urgent="!", mark="NOTE ")
    lines = row_lines(leaving, 60, UNICODE, selected=False)
    assert "assigned to Ana · Hello" in texts(lines)[1]
    assert "NOTE" not in texts(lines)[1]
    assert {role for line in lines for text, role in line if text.strip()} == {"row-dim"}
    long = replace(FACTS, faded="assigned to somebody with a name as long as this")
    assert texts(row_lines(long, 40, UNICODE, selected=False))[1].endswith("web  Ana  ")
    snoozed = replace(FACTS, faded="snoozed", fact="snoozed until Mon 09:00")
    assert texts(row_lines(snoozed, 60, UNICODE, selected=False))[1].count("snoozed") == 1
