"""Lines that fit the terminal, and answers."""

from __future__ import annotations

from hoory_tui.app.wizard.talker import is_yes, sentence, wrapped


def test_lines_fit_and_keep_their_indent() -> None:
    text = "  " + "word " * 30
    lines = wrapped(text, 60).split("\n")
    assert max(map(len, lines)) < 60
    assert all(line.startswith("  word") for line in lines)
    assert wrapped("\x1b[2Jhttps://" + "x" * 90, 60).count("\n") == 0
    assert "\x1b" not in wrapped("\x1b[2Jx", 60)


def test_enter_alone_is_what_is_usual() -> None:
    assert is_yes("Y")
    assert is_yes("", usual=True)
    assert not is_yes("")
    assert not is_yes("yesterday", usual=True)
    assert sentence(ValueError("no such name")) == "No such name."
