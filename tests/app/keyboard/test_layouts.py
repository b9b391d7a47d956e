"""Letters of other scripts act as the keys in the same places, and stay letters in texts."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Key

from hoory_tui.app.keyboard.layouts import LAYOUTS, latin, letters_of
from hoory_tui.config import settings

ROWS: Final = {
    "russian": ("йцукенгшщз", "qwertyuiop"),
    "ukrainian": ("фівапролдж", "asdfghjkl;"),
    "bulgarian": ("ьяаожгтнвм", "asdfghjkl;"),
    "bulgarian-phonetic": ("явертъуиоп", "qwertyuiop"),
    "armenian": ("քոերտըւիօպ", "qwertyuiop"),
    "armenian-typewriter": ("ճփբսմուկըթ", "qwertyuiop"),
    "greek": ("ςερτυθιοπ", "wertyuiop"),
    "hebrew": ("שדגכעיחלך", "asdfghjkl"),
    "arabic": ("شسيبلاتنمك", "asdfghjkl;"),
    "persian": ("شسیبلاتنمک", "asdfghjkl;"),
    "georgian": ("ქწერტყუიოპ", "qwertyuiop"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_row_of_a_keyboard_is_the_same_row(name: str) -> None:
    typed, meant = ROWS[name]
    letters = letters_of([name])
    assert [letters[one] for one in typed] == list(meant)


def test_the_names_are_those_of_the_setting() -> None:
    assert LAYOUTS == settings.LAYOUTS
    assert ROWS.keys() == set(LAYOUTS)


def test_capitals_stay_capitals() -> None:
    letters = letters_of(None)
    assert (letters["У"], letters["Փ"], letters["Σ"], letters["ჩ"]) == ("E", "#", "S", "C")
    assert letters["Ж"] == ":"


def test_the_first_of_those_named_counts() -> None:
    assert letters_of(["persian", "arabic"])["ط"] == "x"
    assert letters_of(["arabic", "persian"])["ط"] == "'"
    assert letters_of([]) == {}


@given(st.sampled_from([None, *([name] for name in LAYOUTS)]))
def test_no_ascii_becomes_anything_and_everything_becomes_ascii(names: list[str] | None) -> None:
    letters = letters_of(names)
    assert not any(one.isascii() for one in letters)
    assert all(one.isascii() and len(one) == 1 for one in letters.values())


@pytest.mark.parametrize("name", LAYOUTS)
def test_no_two_letters_that_are_typed_without_shift_stand_in_one_place(name: str) -> None:
    letters = letters_of([name])
    small = [place for one, place in letters.items() if place in ascii_lowercase]
    assert len(small) == len(set(small)) > 20, name


@given(st.characters(codec="utf-8"))
def test_a_key_stays_or_becomes_the_one_of_the_table(character: str) -> None:
    letters = letters_of(None)
    after = latin(Key(character, character), letters)
    assert after.character == letters.get(character, character)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("й", "q"),
        ("alt+у", "alt+e"),
        ("ж", "semicolon"),
        ("Ж", "colon"),
        ("armenian_question_mark", "question_mark"),
    ],
)
def test_keys_have_the_librarys_names(typed: str, meant: str) -> None:
    character = "՞" if "armenian" in typed else typed if len(typed) == 1 else None
    assert latin(Key(typed, character), letters_of(None)).key == meant
