"""ConfigError reads as one safe sentence."""

from __future__ import annotations

from pathlib import Path

from hoory_tui.config.errors import ConfigError


def test_a_sentence_says_where_what_kept_and_what_to_do() -> None:
    error = ConfigError(
        "this is no colour",
        path=Path("/etc/x.toml"),
        line=3,
        key="colors.text",
        kept="the file was left",
        remedy="correct it",
    )
    assert str(error) == (
        "/etc/x.toml, line 3, key colors.text: this is no colour; the file was left; correct it."
    )


def test_unknown_places_are_left_out() -> None:
    assert str(ConfigError("a", remedy="b")) == "a; nothing was changed; b."


def test_escape_sequences_never_reach_the_terminal() -> None:
    error = ConfigError("bad \x1b]0;title\x07 and \u202eright-to-left", remedy="x")
    assert not any(letter in str(error) for letter in "\x1b\x07\u202e")
