"""Reading a stranger's text takes time in proportion to its length, and never nests our calls."""

from __future__ import annotations

from collections import deque

import pytest

from hoory_tui.render.inline import read_inline
from hoory_tui.render.mail import read_html
from hoory_tui.render.richtext import read_markdown, text_lines
from hoory_tui.wire.links import read_link

from .families import HTML, LINES, MARKDOWN, is_linear, times_as_long


def draw_markdown(text: str) -> None:
    deque(text_lines(read_markdown(text.split("\n")), 80, ""), maxlen=0)


def draw_html(text: str) -> None:
    deque(text_lines(read_html(text), 80, ""), maxlen=0)


@pytest.mark.parametrize("piece", MARKDOWN, ids=lambda piece: repr(piece[:20]))
def test_marks_in_one_line(piece: str) -> None:
    assert is_linear(read_inline, piece)


@pytest.mark.parametrize("piece", LINES, ids=lambda piece: repr(piece[:20]))
def test_blocks_and_their_lines(piece: str) -> None:
    assert is_linear(draw_markdown, piece)


@pytest.mark.parametrize("piece", HTML, ids=lambda piece: repr(piece[:20]))
def test_mails(piece: str) -> None:
    assert is_linear(draw_html, piece)


def test_the_measure_tells_a_slow_reader_from_a_quick_one() -> None:
    def slow(text: str) -> None:
        for at in range(0, len(text), 256):
            text.count("a", at)

    assert times_as_long(slow, "x", tries=1) > 50


def test_an_endless_address_is_not_read() -> None:
    assert is_linear(read_link, "https://a.example/")
