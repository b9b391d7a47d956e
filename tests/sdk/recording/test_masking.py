"""A masked text has the shape of the original and none of its words."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.lines import width_of
from hoory_tui.sdk.recording.masking import Mask
from tests.recordings import hostile

KEY = b"the same in every run of a test!"
TEXTS = [one["string"][:2000] for one in hostile()]


@given(st.one_of(st.text(), st.sampled_from(TEXTS)))
def test_what_is_neither_letter_nor_digit_stays_where_it_was(text: str) -> None:
    mask = Mask(KEY)
    for masked in (mask.word(text), mask.text(text)):
        assert len(masked) == len(text)
        if "://" in text:
            continue
        for before, after in zip(text, masked, strict=True):
            assert unicodedata.category(before) == unicodedata.category(after)
            if before.isascii():
                assert after.isascii()
                assert before.isalnum() or after == before


@pytest.mark.parametrize(
    "text",
    [
        *("Mia Wong", "Привет, Мир", "你好世界", "안녕하세요", "こんにちは"),
        *("שלום", "مرحبا", "Ⓗⓔⓛⓛⓞ", "𝐇𝐞𝐥𝐥𝐨"),
    ],
)
def test_letters_stay_in_their_script_and_as_wide_as_they_were(text: str) -> None:
    masked = Mask(KEY).word(text)
    for before, after in zip(text, masked, strict=True):
        if before.isalpha():
            assert before != after
        assert unicodedata.name(before).split()[0] == unicodedata.name(after).split()[0]
    assert width_of(masked) == width_of(text)


def test_a_person_is_the_same_stranger_everywhere() -> None:
    mask = Mask(KEY)
    first, last = mask.word("Mia Wong").split()
    assert mask.word("mia.wong@example.com").startswith(f"{first}.{last}@".lower())
    assert mask.word("Wong, Mia") == f"{last}, {first}"
    assert mask.word("MIA") == first.upper()


def test_no_word_of_a_text_is_told_by_how_often_it_comes() -> None:
    mask = Mask(KEY)
    masked = mask.text("no no no no no no").split()
    assert len(set(masked)) > 3
    assert mask.text("no no no no no no").split() == masked


def test_markup_and_the_heads_of_addresses_stay() -> None:
    masked = Mask(KEY).text(
        '<p class="big">Dear&nbsp;Mia</p> [@Mia](mention://user/12/Mia%20Wong) '
        "https://mia.example.com/Rechnung.pdf?x=1 mailto:mia@example.com **bold**"
    )
    for kept in ('<p class="', "&nbsp;", "</p>", "](mention://user/12/", "https://", ".pdf?"):
        assert kept in masked
    assert "mailto:" in masked
    assert "%20" in masked
    assert masked.count("**") == 2
    assert "Mia" not in masked
    assert "example" not in masked


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("https://mia.example.com/a", r"\.0\w\w/\w"),
        ("http://example.com:8080", r"\.0\w\w:\d{4}"),
        ("http://192.168.1.77/x", r"\.x\d/\w"),
        ("https://mia:secret@example.de?x", r"@\w+\.0\w\?\w"),
        ("HTTPS://LOCALHOST", r"//0\w{8}"),
    ],
)
def test_an_address_is_nobodys(address: str, end: str) -> None:
    for masked in (Mask(KEY).word(address), Mask(KEY).text(address)):
        assert re.search(f"{end}$", masked)
        assert len(masked) == len(address)


@given(st.one_of(st.integers(), st.floats(allow_nan=True)))
def test_a_number_stays_a_number_of_its_size(value: float) -> None:
    masked = Mask(KEY).number(value)
    if isinstance(value, int):
        assert len(str(masked)) == len(str(value))
        assert value in range(-9, 10) or masked != value


def test_a_forgotten_key_stands_for_nothing_any_more() -> None:
    mask = Mask()
    before = mask.word("Mia Wong")
    mask.forget()
    assert mask.word("Mia Wong") != before
