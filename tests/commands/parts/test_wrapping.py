"""Lines that break between words, by cells; what goes on never begins a line."""

from __future__ import annotations

import pytest

from hoory_tui.commands.parts.columns import cells_of
from hoory_tui.commands.parts.wrapping import hang


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Vi, Mon: one two three", None, ["Vi, Mon: one two three"]),
        ("Vi, Mon: one two three", 22, ["Vi, Mon: one two three"]),
        ("Vi, Mon: one two three", 16, ["Vi, Mon: one", "  two three"]),
        ("  one two three four", 14, ["  one two", "  three four"]),
        ("one\n\ntwo", 10, ["one", "", "two"]),
        # Two cells a letter, and nothing between them to break at.
        ("日本語の文字です 猫", 12, ["日本語の文", "  字です 猫"]),
        ("a 日本語", 12, ["a 日本語"]),
    ],
)
def test_lines_break_between_words(text: str, width: int | None, lines: list[str]) -> None:
    assert list(hang(text, width)) == lines


def test_a_terminal_too_narrow_for_anything_takes_cut_words() -> None:
    lines = list(hang("incomprehensibilities", 1))
    assert all(cells_of(line.strip()) <= 10 for line in lines)
    assert "".join(line.strip() for line in lines) == "incomprehensibilities"
