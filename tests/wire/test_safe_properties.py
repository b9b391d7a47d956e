"""What is true of every text after cleaning, searched for by two thousand texts each."""

from __future__ import annotations

import html
import json
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes

from hoory_tui.wire.clean import MOST_MARKS, clean, clean_line
from tests.recordings import SHARED
from tests.wire.test_clean import INNOCENT
from tests.wire.text import ANY_TEXT, forbidden_in

EXAMPLES: Final = 2000
_FILES: Final = [Path(__file__).parents[1] / "data" / "hostile.json", SHARED / "hostile.json"]
HOSTILE: Final[list[dict[str, Any]]] = [
    entry for path in _FILES if path.is_file() for entry in json.loads(path.read_text("utf-8"))
]

_SEQUENCES: Final = (
    *("\x1b]0;t\x07", "\x1b[31m", "\x9b31m", "\x1b\\", "\r\n", "\t", "\u202e", "\u2066", "\u200b"),
    *(
        "e\u0301",
        "e" + "\u0301" * 8,
        "\u0301",
        "\u0301\u0302" * 6,
        "\u093f",
        "\u1161",
        "क\u094d\u200dष",
        "می\u200cخو",
    ),
    *(
        "👩\u200d👧",
        "👍🏽",
        "🏽",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "\u200d",
        "\ufe0f",
        "🇦🇲",
        "🏴\U000e0067",
    ),
    *("&#27;", "&#x9d;", "%1b", "%C2%9B", "&rlm;", "\ue000", "\U0001fae9", "\ud83d", "\U00011001"),
    *("a", "日", " ", "\xa0", "[/]", "⏎", "\n"),
)
TEXTS: Final = st.one_of(
    ANY_TEXT,
    st.lists(st.sampled_from(_SEQUENCES), max_size=12).map("".join),
    st.sampled_from([entry["string"] for entry in HOSTILE]),
)
_LETTERS: Final = st.sampled_from(
    [*"abcXYZ 012.,!?éßñøабвіҐαβγאבגابتثहिন日本語テスト한국어ไทย㎏½№→●😀👍🎉"]
)
CLEAN: Final = st.one_of(
    st.lists(st.sampled_from(INNOCENT), max_size=4).map(" ".join),
    st.lists(_LETTERS, max_size=60)
    .map("".join)
    .filter(lambda text: not re.search(r"(^|\s)ि", text)),
    st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po", "Sc")), max_size=60),
)
_MARKS: Final = re.compile(rf"[\u0300-\u036f\u0900-\u0902\u093f\u1161]{{{MOST_MARKS + 1}}}")


Property = Callable[[str], None]


def searched(strategy: st.SearchStrategy[str]) -> Callable[[Property], Callable[..., None]]:
    """Try a property on this many texts of the strategy."""

    def decorate(test: Property) -> Callable[..., None]:
        checks = [HealthCheck.too_slow, HealthCheck.filter_too_much]
        tried = settings(
            max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=checks
        )
        return tried(given(strategy)(test))

    return decorate


@searched(TEXTS)
def test_1_nothing_forbidden_is_left(text: str) -> None:
    for cleaned in (clean(text), clean_line(text)):
        assert forbidden_in(cleaned) == []
        assert _MARKS.search(cleaned) is None
        cleaned.encode()


@searched(TEXTS)
def test_2_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned, line = clean(text), clean_line(text)
    assert clean(cleaned) == cleaned
    assert clean(str(cleaned)) == cleaned
    assert clean_line(line) == line
    assert clean_line(str(line)) == line
    assert clean_line(cleaned) == line


@searched(CLEAN)
def test_3_clean_text_is_left_alone(text: str) -> None:
    assert clean(text) == text
    if "\n" not in text:
        assert clean_line(text) == text


@searched(TEXTS)
def test_4_the_text_does_not_swell(text: str) -> None:
    # A tab is four spaces, and in one line each break is a mark of three; else at most every
    # second character, a mark without a letter, is given something to stand on.
    breaks = len(re.findall("[\n\r\x85\u2028\u2029]", text))
    room = 1.5 * len(text) + 3 * text.count("\t") + 2
    assert len(clean(text)) <= room
    assert len(clean_line(text)) <= room + 2 * breaks


@searched(TEXTS)
def test_5_the_width_is_finite_and_the_sum_of_its_parts(text: str) -> None:
    line = clean_line(text)
    parts, width = split_graphemes(line)
    assert width == cell_len(line) == sum(cells for _, _, cells in parts)
    assert 0 <= width <= 2 * len(line)
    assert math.isfinite(width)
    for start, _, _ in parts:
        # What has no width of its own never stands first, where it would sit on our edge.
        assert start > 0 or not line or cell_len(line[0]) > 0


@searched(TEXTS)
def test_6_a_line_has_no_breaks_and_a_text_no_new_ones(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1
    cleaned = clean(text)
    assert len(cleaned.splitlines()) == len(cleaned.removesuffix("\n").split("\n")) or not cleaned
    breaks = re.findall("\r\n|[\n\r\x85\u2028\u2029]", text)
    assert cleaned.count("\n") == len(breaks)


@searched(TEXTS)
def test_7_what_decoding_brings_back_is_cleaned_again(text: str) -> None:
    references = "".join(f"&#{ord(char)};" for char in text)
    quoted = quote(text, errors="replace")
    for decoded in (
        html.unescape(references),
        html.unescape(clean(text)),
        unquote(quoted, errors="replace"),
        unquote(clean_line(text), errors="replace"),
        html.unescape(unquote(clean(text))),
    ):
        assert forbidden_in(clean(decoded)) == []
        assert forbidden_in(clean_line(decoded)) == []


@pytest.mark.parametrize("entry", HOSTILE, ids=lambda entry: entry["name"])
def test_every_hostile_text_is_harmless(entry: dict[str, Any]) -> None:
    text = entry["string"] * entry.get("repeat", 1)
    cleaned, line = clean(text), clean_line(text)
    assert forbidden_in(cleaned) == []
    assert forbidden_in(line) == []
    assert (clean(cleaned), clean_line(line)) == (cleaned, line)
    assert len(line.splitlines()) <= 1
    if "must" in entry.get("note", ""):
        assert cleaned == text


def test_every_pair_of_odd_characters_is_settled_at_once() -> None:
    odd = [chr(code) for code in range(sys.maxunicode + 1) if not chr(code).isprintable()]
    few = [*odd[:70], *"\u200c\u200d\u202e\u2028\ufeff\ufff9\ue000\ud800", *_SEQUENCES]
    for left in few:
        for right in few:
            cleaned = clean(left + right)
            assert forbidden_in(cleaned) == []
            assert clean(str(cleaned)) == cleaned
