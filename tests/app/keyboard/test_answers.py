"""What terminals really answer, in whole and in pieces; none of it is ever a key."""

from __future__ import annotations

import pytest

from hoory_tui.app.keyboard.answers import Answer, understood
from hoory_tui.app.keyboard.typed import InputFilter

ANSWERS = {
    "\x1b[?64;1;2;4;6;9;15;16;17;18;21;22;28c": Answer(draws_sixels=True),
    "\x1b[?1;2c": Answer(draws_sixels=False),
    "\x1b[?4;6c": Answer(draws_sixels=False),
    "\x1b[6;17;8t": Answer(cell=(8, 17)),
    "\x1b[?1;0;256S": Answer(colours=256),
    "\x1b]11;rgb:ffff/ffff/dddd\x1b\\": Answer(is_light=True),
    "\x1b]11;rgb:16/1b/22\x07": Answer(is_light=False),
    "\x1b]11;rgba:fdfd/f6f6/e3e3/ffff\x1b\\": Answer(is_light=True),
}


@pytest.mark.parametrize(("said", "answer"), ANSWERS.items())
@pytest.mark.parametrize("size", [1, 3, 100])
def test_an_answer_is_a_fact_and_no_key(said: str, answer: Answer, size: int) -> None:
    typed = InputFilter()
    pieces = [said[at : at + size] for at in range(0, len(said), size)]
    keys = "".join(typed.feed(piece, number / 1000) for number, piece in enumerate(pieces))
    keys += typed.tick(10.0)
    assert (keys, typed.answers) == ("", [answer])


@pytest.mark.parametrize(
    "said",
    [
        "\x1b[6;0;8t",
        "\x1b[6;17;900t",
        "\x1b]11;rgb:zz/00/00\x07",
        "\x1b]10;rgb:ffff/ffff/ffff\x07",
        "\x1b]11;" + "f" * 5000 + "\x07",
        "\x1b[?1;3;0S",
        "\x1b_Gi=1;OK\x1b\\",
    ],
)
def test_what_makes_no_sense_is_nothing(said: str) -> None:
    typed = InputFilter()
    assert typed.feed(said, 0.0) == ""
    assert typed.tick(10.0) == ""
    assert typed.answers == []


def test_an_answer_between_letters_leaves_them_alone() -> None:
    typed = InputFilter()
    assert typed.feed("a\x1b[?64;4c", 0.0) + typed.feed("b", 0.5) == "ab"
    assert typed.answers == [Answer(draws_sixels=True)]


def test_a_paste_answers_nothing() -> None:
    typed = InputFilter()
    typed.feed("\x1b[200~\x1b[?64;4c\x1b]11;rgb:ff/ff/ff\x07\x1b[201~", 0.0)
    assert typed.answers == []
    assert understood("\x1b[?64;4c and more") is None
