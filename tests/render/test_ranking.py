"""What is found by typing, and in which order."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.ranking import Ranking, folded, ranked

PEOPLE = ["Nare Petrosyan", "Tomás Álvarez", "Inés Øre", "Anna-Maria Groß", "Ana", "Yusuf Banare"]


def found(typed: str, texts: list[str]) -> list[str]:
    return [texts[place] for place in ranked(typed, texts)]


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("", PEOPLE),
        ("  ", PEOPLE),
        ("ana", ["Ana", "Yusuf Banare", "Anna-Maria Groß"]),
        ("NARE", ["Nare Petrosyan", "Yusuf Banare"]),
        ("np", ["Nare Petrosyan"]),
        ("tomas alv", ["Tomás Álvarez"]),
        ("alv tom", ["Tomás Álvarez"]),
        ("gross", ["Anna-Maria Groß"]),
        ("ore", ["Inés Øre"]),
        ("maria", ["Anna-Maria Groß"]),
        ("nrpt", ["Nare Petrosyan"]),
        ("zz", []),
        ("ana zz", []),
    ],
)
def test_what_is_found_and_the_order(typed: str, texts: list[str]) -> None:
    assert found(typed, PEOPLE) == texts


def test_the_classes_of_a_match_come_one_after_the_other() -> None:
    texts = ["xx b i l l", "a rebill", "my bill", "b-ill", "billing", "bill", "boil", "Big ill"]
    assert found("bill", texts)[:4] == ["bill", "billing", "my bill", "xx b i l l"]
    assert found("bi", ["rebind", "b-i", "to bid", "bid"]) == ["bid", "to bid", "b-i", "rebind"]


def test_the_whole_of_what_was_typed_beats_its_words_apart() -> None:
    assert found("next month", ["month after next", "next month"])[0] == "next month"


def test_equals_keep_their_order() -> None:
    assert ranked("a", ["ax", "ay", "az"]) == [0, 1, 2]


def test_further_words_come_behind_the_text_itself() -> None:
    ranking = Ranking(["Priority 1", "High", "Urgent"], ["", "two", "urgent 1"])
    assert ranking.best("1") == [0, 2]
    assert ranking.best("tw") == [1]
    assert ranking.best("w") == []


def test_a_text_is_folded_to_its_words() -> None:
    assert folded("Čafé-de  LA gare!") == " cafe de la gare"
    assert folded("☂") == ""


@given(
    st.lists(st.text("abc -É", max_size=12), max_size=8),
    st.text("abcé ", min_size=1, max_size=6),
)
def test_letter_by_letter_finds_the_same_as_at_once(texts: list[str], typed: str) -> None:
    ranking = Ranking(texts)
    for end in range(len(typed) + 1):
        assert ranking.best(typed[:end]) == ranked(typed[:end], texts)
    # And back again, as backspace goes.
    assert ranking.best(typed[:1]) == ranked(typed[:1], texts)


@given(st.text(max_size=30), st.text(max_size=10))
def test_no_text_breaks_it(text: str, typed: str) -> None:
    assert ranked(typed, [text]) in ([], [0])
    assert ranked(text, [text]) == [0] or len(text) > 400


def test_five_thousand_texts_are_no_burden() -> None:
    texts = [f"Customer {number} of the river trade, order {number * 7}" for number in range(5000)]
    ranking = Ranking(texts)
    ranking.best("x")
    started = time.process_time()
    for typed in ("o", "or", "ord", "order", "order 7", "order 77"):
        ranking.best(typed)
    assert (time.process_time() - started) / 6 < 0.1
