from __future__ import annotations

import sys

import pytest
from hypothesis import given

from hoory_tui.wire.clean import LINE_MARK, clean, clean_json, clean_line, intern_line
from tests.recordings import hostile
from tests.wire.text import ANY_JSON, ANY_TEXT, forbidden_in, is_forbidden

INNOCENT = (
    "Hello, world! <b>[bold]\\x1b",
    "Привет, Ёлка Їжак",
    "Բարև ձեզ",
    "გამარჯობა",
    "שלום עולם",
    "مرحبا، أريد تغيير موعد الحجز",
    "می‌خواهم",  # ZWNJ belongs to Persian spelling
    "नमस्ते क्‍ष",  # ZWJ asks for a half form
    "กำลังไป",
    "Tiếng Việt nặng",
    "日本語のテスト　全角",
    "한국어 문의입니다",
    "ɐq́ c̈ e\u0301",
    "👩‍👩‍👧‍👦 👍🏽 🇦🇲 ❤️ 1️⃣ 🏴‍☠️",
    "§°±×÷ ½ ∑ → ⏎ ␛",
    "two\nlines\n\nand more",
)

NUISANCES = {
    "a\r\nb\rc\u2028d\u2029e\x85f": "a\nb\nc\nd\ne\nf",
    "a\tb": "a    b",
    "\x1b[31mred\x07\x00\x7f": "␛[31mred␇␀␡",
    "\x9b31m": "\ufffd31m",
    "lone \ud83d half": "lone \ufffd half",
    "\ufdd0\uffff\U0010ffff": "\ufffd\ufffd\ufffd",
    "Refund \u202e00.001$": "Refund 00.001$",
    "pass\u200bword\u2060\ufeff\u00ad": "password",
    "\U000e0041\U000e007fA": "A",
    "😀\U000e0173\U000e0165": "😀",
    "x\u034f\u180b\u180ey": "xy",
}


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_text_of_any_script_is_left_alone(text: str) -> None:
    assert clean(text) == text
    assert clean_json(text) == text
    if "\n" not in text:
        assert clean_line(text) == text
        assert intern_line(text) == text


@pytest.mark.parametrize(("text", "expected"), NUISANCES.items())
def test_each_nuisance_is_shown_or_removed(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_no_code_point_at_all_gets_through_that_is_forbidden() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    # Each stands alone, so that the quick way out for printable text is tried for each.
    through = [f"U+{ord(char):04X}" for char in every if any(map(is_forbidden, clean(char)))]
    assert through == []
    assert not any(map(is_forbidden, clean("".join(every))))


@given(ANY_TEXT)
def test_cleaned_text_is_safe_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert forbidden_in(cleaned) == []
    assert clean(cleaned) == cleaned


@given(ANY_TEXT)
def test_a_cleaned_line_is_one_line_and_stays_as_it_is(text: str) -> None:
    line = clean_line(text)
    assert forbidden_in(line) == []
    assert len(line.splitlines()) <= 1
    assert "\n" not in line
    assert clean_line(line) == line
    assert intern_line(text) == line


def test_a_line_shows_where_breaks_were_and_drops_blank_ones() -> None:
    assert clean_line("first\n\n \r\nsecond\n") == f"first{LINE_MARK}second"
    assert clean_line("\n \n") == ""


def test_words_are_shared_objects() -> None:
    assert intern_line("".join(["op", "en"])) is intern_line("".join(["ope", "n"]))


@given(ANY_JSON)
def test_json_is_cleaned_down_to_its_keys(value: object) -> None:
    assert forbidden_in(clean_json(value)) == []


def test_json_keeps_its_shape() -> None:
    data = {"a\x1b\nb": [1, 2.5, None, True, {"k": "v\x00\n"}], "e": {}}
    assert clean_json(data) == {"a␛ ⏎ b": [1, 2.5, None, True, {"k": "v␀\n"}], "e": {}}


@pytest.mark.parametrize("item", hostile(), ids=lambda item: item["name"])
def test_hostile_texts_are_harmless(item: dict[str, str]) -> None:
    text = item["string"]
    assert forbidden_in(clean(text)) == []
    assert forbidden_in(clean_line(text)) == []
    assert "\n" not in clean_line(text)
    if "must" in item["note"]:
        assert clean(text) == text
