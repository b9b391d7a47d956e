from __future__ import annotations

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from hoory_tui.render.emoji import plain_emoji, settled_policy
from hoory_tui.render.glyphs import ASCII, UNICODE, glyphs_for
from hoory_tui.wire.clean import clean
from tests.wire.text import ANY_TEXT, forbidden_in

PICTURES = {
    "❤️ ☎︎ ℹ️": "❤ ☎ ℹ",
    "👍🏽 ✌🏻": "👍 ✌",
    "👩‍👩‍👧‍👦": "👩👩👧👦",
    "👨🏽‍❤️‍💋‍👨🏿 🏳️‍🌈 🧑🏾‍⚕️": "👨❤💋👨 🏳🌈 🧑⚕",
    "1️⃣ #️⃣ *️⃣ 2⃣": "1 # * 2",
    "new \U0001fae9 and \U0001fae8": "new □ and □",
    "🇦🇲 😀 🎉": "🇦🇲 😀 🎉",
}
LETTERS = ("می‌خواهم", "नमस्ते क्‍ष", "e\u0301 日本語 한국어", "plain [b]text[/b] :smile:", "Ⓐ⃝")

TERMINALS = [
    ({}, "unicode"),
    ({"TERM": "xterm-256color"}, "unicode"),
    ({"TERM": "screen-256color"}, "plain"),
    ({"TERM": "tmux-256color"}, "plain"),
    ({"TERM": "xterm-kitty", "STY": "123.pts"}, "plain"),
    ({"TERM": "xterm", "TMUX": "/tmp/tmux,1,0"}, "plain"),
    ({"TERM": "screen", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3a"}, "plain"),
    ({"TERM": "tmux", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4"}, "unicode"),
    ({"TERM": "tmux", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "next-3.6"}, "unicode"),
    ({"TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "x"}, "plain"),
]


@pytest.mark.parametrize(("text", "plain"), PICTURES.items())
def test_a_picture_becomes_one_old_code_point(text: str, plain: str) -> None:
    assert plain_emoji(text) == plain
    assert glyphs_for(ascii_only=False, emoji="plain").shown(text) == plain
    assert glyphs_for(ascii_only=False, emoji="unicode").shown(text) == text


@pytest.mark.parametrize("text", LETTERS)
def test_letters_stay_as_they_are(text: str) -> None:
    assert plain_emoji(text) == text


@settings(max_examples=500, deadline=None)
@given(ANY_TEXT)
def test_a_clean_text_stays_clean_and_plain(text: str) -> None:
    plain = plain_emoji(clean(text))
    assert forbidden_in(plain) == []
    assert plain_emoji(plain) == plain
    assert cell_len(plain) <= 2 * len(plain)


@pytest.mark.parametrize(("environment", "policy"), TERMINALS)
def test_old_multiplexers_get_plain_pictures(environment: dict[str, str], policy: str) -> None:
    assert settled_policy("auto", environment) == policy
    assert settled_policy("unicode", environment) == "unicode"
    assert settled_policy("plain", environment) == "plain"


def test_symbols_are_chosen_apart_from_emoji() -> None:
    assert glyphs_for(ascii_only=True, emoji="auto") is ASCII
    assert glyphs_for(ascii_only=False, emoji="auto") is UNICODE
    both = glyphs_for(ascii_only=True, emoji="plain")
    assert (both.is_ascii, both.is_plain, both.full) == (True, True, ASCII.full)
