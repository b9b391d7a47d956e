from __future__ import annotations

import sys

import pytest
from hypothesis import given
from pydantic import TypeAdapter

from hoory_tui.wire import characters
from hoory_tui.wire.clean import (
    LINE_MARK,
    LONGEST_BODY,
    LONGEST_LINE,
    clean,
    clean_json,
    clean_line,
    cut_body,
    cut_line,
    first_seen,
    has_hidden_marks,
    intern_line,
)
from hoory_tui.wire.payload import Line
from tests.recordings import hostile
from tests.wire.text import ANY_JSON, ANY_TEXT, BIDI, forbidden_in, is_forbidden

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
    "👨🏽‍❤️‍💋‍👨🏿 🧑🏾‍⚕️ 🏳️‍🌈 ✌🏻 *️⃣ #️⃣ ☎︎ ♥︎ ☺️",
    "שָׁלוֹם עֲלֵיכֶם",
    "بِسْمِ ٱللَّٰهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ ﷽",
    "ཧྐྵྨླྺྼྻྂ བོད་སྐད",  # the tallest stack there is: eight on one letter
    "Tiê\u0301ng Viê\u0323t na\u0323\u0306ng",
    "တော်လှန်ရေး ភាសាខ្មែរ தமிழ் മലയാളം ශ්‍රී",
    "\u1112\u1161\u11ab \uac00",  # Hangul in letters
    "two\xa0words\u3000wide 𝓱𝓮𝓵𝓵𝓸 𠮷",
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
    "\ue0b0\uf00c\U000f0000": "\ufffd\ufffd\ufffd",
    "\u0378\U0003ffff": "\ufffd\ufffd",
    "a\u115f\u1160\u3164\uffa0b": "a    b",
    "x\ufff9note\ufffbx\u2062\u206e": "xnotex",
    "\U0001d173a\U0001bca0": "a",
    "a\u200db\u200c 日\u200d本 é\u200d": "ab 日本 é",
    "👩\u200d \u200d👩 می\u200c": "👩 👩 می",
    "می\u200c\u200cخو": "می\u200cخو",
    "x\ufe0f 1\ufe0f ❤\ufe0f\ufe0f 辻\U000e0100": "x 1 ❤\ufe0f 辻",
    "a" + "\u0301" * 30 + "b": "a" + "\u0301" * 8 + "b",
    "क" + "\u093f" * 30: "क" + "\u093f" * 8,
    "\u1112" + "\u1161" * 30: "\u1112" + "\u1161" * 8,
    "a" + "\u0301\u200d" * 30: "a" + "\u0301" * 8,
    "👍" + "🏽" * 30: "👍🏽",
    "🏽 a🏽": "◌🏽 a◌🏽",
    "\u0301a \u0301\n\u20dd": "◌\u0301a ◌\u0301\n◌\u20dd",
}

HIDDEN_DIRECTIONS = ("Refund \u202e00.001$", "\u061c\u200e\u200f", "a\u2066b\u2069\nc", "x\u206d")


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


@pytest.mark.parametrize("text", HIDDEN_DIRECTIONS)
def test_a_text_remembers_that_directions_were_removed(text: str) -> None:
    cleaned, line = clean(text), clean_line(text)
    assert has_hidden_marks(cleaned)
    assert has_hidden_marks(line)
    assert has_hidden_marks(clean(line))
    assert has_hidden_marks(clean_line(cleaned))
    assert cleaned == clean(text.translate(dict.fromkeys(map(ord, BIDI))))
    read: TypeAdapter[str] = TypeAdapter(Line)
    assert has_hidden_marks(read.validate_python(text))
    json = clean_json({"a": [text]})
    assert isinstance(json, dict)
    assert has_hidden_marks(json["a"][0])
    assert type(intern_line(text)) is str


def test_letters_that_run_to_the_left_are_no_hidden_directions() -> None:
    assert not any(has_hidden_marks(clean(text)) for text in INNOCENT)
    assert not has_hidden_marks(clean("\x1b\u200b\ue000"))


@pytest.mark.parametrize("text", ["", " ", "\xa0\u3000", "\u2800" * 5, "◌\u0301", "\u1161", "\n"])
def test_nothing_to_see_is_blank(text: str) -> None:
    assert characters.is_blank(clean(text))
    assert first_seen(clean(text), "mail@example.com") == "mail@example.com"


def test_a_name_is_no_blank() -> None:
    assert first_seen("", "Zoë", "x") == "Zoë"
    assert first_seen("") == ""
    assert not any(characters.is_blank(text) for text in INNOCENT)


def test_what_is_endless_ends() -> None:
    line = cut_line("x\n" * 1_000_000)
    assert len(line) < 3 * LONGEST_LINE
    assert line.endswith("…")
    body = cut_body("ab" * LONGEST_BODY)
    assert body.endswith(f"… cut here: {2 * LONGEST_BODY} characters came")
    assert cut_body("x" * LONGEST_BODY) == "x" * LONGEST_BODY


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
