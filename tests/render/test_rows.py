"""A conversation as two lines of the list."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.rows import RowFacts, preview, row_lines
from hoory_tui.store.records import Attachment, Direction, Message

FACTS = RowFacts(
    name="Zoë O'Neil",
    unread=3,
    age="4m",
    channel="web",
    inbox="Website chat",
    assignee="Ana Lee",
    fact="Where is my order?",
    fact_role="row-fact-unread",
)


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def role_of(lines: list[Line], text: str) -> str:
    return next(role for line in lines for part, role in line if text in part)


def test_a_row_at_forty_cells() -> None:
    first, second = texts(row_lines(FACTS, 40, UNICODE, selected=False))
    assert first == " Zoë O'Neil                       4m  3 "
    assert second == " Where is my order?           web  Ana  "


def test_a_wide_row_has_room_for_names() -> None:
    _, second = texts(row_lines(FACTS, 60, UNICODE, selected=False))
    assert "Website chat" in second
    assert "Ana" in second


def test_unread_is_told_by_weight_and_number() -> None:
    unread, read = (
        row_lines(replace(FACTS, unread=count), 40, UNICODE, selected=False) for count in (3, 0)
    )
    assert role_of(unread, "Zoë") == "row-name-unread"
    assert role_of(unread, " 3 ") == "badge"
    assert role_of(read, "Zoë") == "row-name"
    assert "badge" not in {role for line in read for _, role in line}


def test_ten_means_ten_or_more() -> None:
    assert " 9+" in texts(row_lines(replace(FACTS, unread=10), 40, UNICODE, selected=False))[0]


def test_urgency_and_presence_have_marks() -> None:
    facts = replace(FACTS, urgent="!", online=True)
    lines = row_lines(facts, 40, UNICODE, selected=False)
    assert texts(lines)[0].rstrip().endswith("● !  4m  3")
    assert role_of(lines, "!") == "urgent"


def test_the_cursor_stands_in_the_first_column() -> None:
    assert all(line.startswith("▌") for line in texts(row_lines(FACTS, 40, UNICODE, selected=True)))


@pytest.mark.parametrize("width", [1, 4, 12, 20, 40, 52, 60, 200])
@pytest.mark.parametrize("name", ["", "a" * 300, "田中" * 40, "👨‍👩‍👧‍👦" * 20, "مريم الحداد"])
def test_no_name_pushes_a_column_out_of_place(width: int, name: str) -> None:
    facts = replace(FACTS, name=name, fact=name * 3, assignee=name, inbox=name, channel="webb")
    lines = row_lines(facts, width, UNICODE, selected=False)
    assert [line_width(line) for line in lines] == [width, width]


MESSAGE = Message(1, 5, Direction.INCOMING, "**Hello**\nthere", 1.0)


@pytest.mark.parametrize(
    ("message", "mark", "text"),
    [
        (None, "", ""),
        (MESSAGE, "", "Hello there"),
        (replace(MESSAGE, direction=Direction.OUTGOING), "↩ ", "Hello there"),
        (replace(MESSAGE, direction=Direction.OUTGOING, private=True), "NOTE ", "Hello there"),
        (replace(MESSAGE, status="failed"), "✗ ", "Hello there"),
        (replace(MESSAGE, deleted=True), "", "message deleted"),
        (replace(MESSAGE, content="", attachments=(Attachment(1, "image"),)), "", "⎙ image"),
        (replace(MESSAGE, content="", content_type="input_csat"), "", "input csat"),
    ],
)
def test_previews(message: Message | None, mark: str, text: str) -> None:
    shown_mark, _, shown = preview(message, UNICODE)
    assert (shown_mark, shown) == (mark, text)
