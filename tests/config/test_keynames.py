"""Keys as people write them, in Textual's names."""

from __future__ import annotations

import string

import pytest
from textual.binding import Binding

from hoory_tui.config.keynames import INDISTINCT, normalise_key, normalise_keys


@pytest.mark.parametrize("mark", sorted(set(string.punctuation) - {","}))
def test_marks_have_the_names_textual_gives_them(mark: str) -> None:
    (binding,) = Binding.make_bindings([Binding(mark, "x")])
    assert normalise_key(mark) == binding.key
    assert normalise_key(binding.key) == binding.key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("j", "j"),
        ("J", "J"),
        ("shift+j", "J"),
        (",", "comma"),
        ("Ctrl+S", "ctrl+s"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("super+shift+meta+ctrl+alt+up", "alt+ctrl+meta+shift+super+up"),
        ("control+PgDn", "ctrl+pagedown"),
        ("esc", "escape"),
        ("Return", "enter"),
        ("F12", "f12"),
        ("ctrl++", "ctrl+plus"),
        (" ? ", "question_mark"),
        ("й", "й"),
    ],
)
def test_accepted(written: str, key: str) -> None:
    assert normalise_key(written) == key


@pytest.mark.parametrize(
    "written", ["", "  ", "jj", "enterr", "ctlr+s", "ctrl+", "+s", "f25", "ctrl+\x1b", "\u202e"]
)
def test_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        normalise_key(written)


@pytest.mark.parametrize("written", [*INDISTINCT, "ctrl+[", "Alt+Return"])
def test_keys_that_arrive_as_others_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match="choose another key"):
        normalise_key(written)


@pytest.mark.parametrize(
    ("written", "reason"),
    [("ctrl+b", "tmux"), ("Ctrl+Shift+P", "terminals keep it"), ("alt+1", "tabs"), ("F10", "menu")],
)
def test_keys_that_belong_to_others_are_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"cannot be used, .*{reason}.*: choose another key"):
        normalise_key(written)


def test_lists_and_comma_strings() -> None:
    assert normalise_keys("r, ctrl+r,r") == ("r", "ctrl+r")
    assert normalise_keys([",", "R"]) == ("comma", "R")


@pytest.mark.parametrize("written", ["", ",", "r,,s", [], ["r", 1], [""]])
def test_entries_must_be_keys(written: object) -> None:
    with pytest.raises(ValueError, match="at least one key"):
        normalise_keys(written)


@pytest.mark.parametrize("written", [True, 1, {}, None])
def test_other_shapes_are_refused(written: object) -> None:
    with pytest.raises(ValueError, match="or a list of keys"):
        normalise_keys(written)
