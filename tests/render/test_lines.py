"""Cutting, filling and wrapping: always within the cells there are, never losing a word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoory_tui.render.lines import cut, fit, line_width, pad, spread, width_of, wrap
from hoory_tui.wire.clean import clean

# Everything that is drawn went through the cleaning step.
TEXTS = st.text(
    alphabet=st.sampled_from("ab  \nзж한語あ👍é\u0301שم🏽\u200d❤\ufe0fक्षि"), max_size=120
).map(clean)


@settings(max_examples=200)
@given(TEXTS, st.integers(1, 40))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    widest = max(2, width)  # a wide letter takes two cells, however narrow the pane
    assert all(width_of(text[start:end]) <= widest for start, end in wrap(text, width))


@settings(max_examples=200)
@given(TEXTS, st.integers(1, 40))
def test_wrapping_loses_nothing_but_the_space_or_break_at_which_it_breaks(
    text: str, width: int
) -> None:
    at = 0
    for start, end in wrap(text, width):
        assert text[at:start] in ("", " ", "\n")
        at = end
    assert text[at:] == ""


def test_words_stay_whole_while_they_can() -> None:
    text = "the quick brown fox"
    assert [text[a:b] for a, b in wrap(text, 9)] == ["the quick", "brown fox"]
    long = "abcdefgh"
    assert [long[a:b] for a, b in wrap(long, 3)] == ["abc", "def", "gh"]


def test_blank_lines_are_kept() -> None:
    assert wrap("a\n\nb", 5) == [(0, 1), (2, 2), (3, 4)]
    assert wrap("", 5) == [(0, 0)]


def test_wrapping_is_linear() -> None:
    """A flood must not be quadratic: ten times the text gives ten times the lines, no more work."""
    for flood in ("a" * 200_000, "字" * 100_000, "a " * 100_000):
        assert len(wrap(flood, 50)) >= len(flood) // 51


@settings(max_examples=200)
@given(TEXTS.map(lambda text: text.replace("\n", " ")), st.integers(0, 30))
def test_cut_text_fits_and_padded_text_is_exact(text: str, width: int) -> None:
    assert width_of(cut(text, width)) <= width
    assert width_of(pad(text, width)) == width
    assert width_of(pad(text, width, right=True)) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("hello", 5, "hello"),
        ("hello", 4, "hel…"),
        ("hello", 0, ""),
        ("田中さくら", 6, "田中…"),
        ("田中さくら", 5, "田中…"),
        ("田中さくら", 4, "田…"),
    ],
)
def test_cutting(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@given(st.lists(st.tuples(TEXTS, st.just("text")), max_size=4), st.integers(1, 40))
def test_lines_are_fitted_exactly(line: list[tuple[str, str]], width: int) -> None:
    line = [(text.replace("\n", " "), role) for text, role in line]
    assert line_width(fit(line, width, "text")) == width


def test_the_left_part_gives_way_to_the_right_one() -> None:
    line = spread([("a long name", "name")], [("14:05", "faint")], 12, "text")
    assert "".join(text for text, _ in line) == "a long…14:05"
    assert "".join(text for text, _ in spread([("x", "a")], [("too wide", "b")], 5, "a")) == "too …"
