"""Translations below the words of a message."""

from __future__ import annotations

from hoory_tui.render.body import Frame
from hoory_tui.render.lines import Line, line_width
from hoory_tui.render.translated import translation_lines
from hoory_tui.store.records import Message


def texts(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


def test_each_language_has_its_code_before_it() -> None:
    message = Message(1, 4, content="Hallo", translations=(("en", "Hello there"), ("fr", "Salut")))
    assert texts(translation_lines(message, Frame(30, "text"))) == [
        "en ▏ Hello there",
        "fr ▏ Salut",
    ]
    assert translation_lines(Message(1, 4), Frame(30, "text")) == []


def test_lines_stay_within_the_width_and_below_one_another() -> None:
    message = Message(1, 4, translations=(("en", "one two three four five six seven"),))
    for width in (1, 5, 13, 20):
        lines = translation_lines(message, Frame(width, "text"))
        assert max(map(line_width, lines)) <= width
    assert texts(translation_lines(message, Frame(20, "text")))[1].startswith("     ")
