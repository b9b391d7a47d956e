"""Notifications of the terminal: only where it knows them, and never more than one sequence."""

from __future__ import annotations

import pytest

from hoory_tui.app.desktop import desktop_notification

HOSTILE = "a\x1b\\;b\x07\x9c\n\x1b]0;owned\x07"


@pytest.mark.parametrize(
    ("environ", "begin"),
    [
        ({"TERM_PROGRAM": "iTerm.app"}, "\x1b]9;Rule: News"),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, "\x1b]9;Rule: News"),
        ({"TERM": "foot"}, "\x1b]777;notify;Rule;News"),
        ({"TERM": "tmux-256color", "LC_TERMINAL": "iTerm2", "TMUX": "x"}, "\x1bPtmux;\x1b\x1b]9;"),
    ],
)
def test_known_terminals(environ: dict[str, str], begin: str) -> None:
    assert desktop_notification("Rule", "News", environ).startswith(begin)


def test_others_get_nothing() -> None:
    assert desktop_notification("Rule", "News", {"TERM": "xterm-256color"}) == ""


def test_hostile_words_end_nothing() -> None:
    said = desktop_notification(HOSTILE, HOSTILE, {"TERM": "foot"})
    assert said.count("\x1b") == 1
    assert said.count("\x07") == 1
    assert said.count(";") == 3
    assert said.endswith("\x07")
    assert "\x9c" not in said
