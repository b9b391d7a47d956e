"""The terminal's title: where there is one, and how it is given back."""

from __future__ import annotations

from hoory_tui.sdk.around.titles import has_title, title_back, title_set


def test_where_there_is_a_title() -> None:
    assert has_title({"TERM": "xterm-256color"})
    assert has_title({"TERM": "screen", "STY": "1.x"})
    assert not has_title({"TERM": "linux"})
    assert not has_title({"TERM": "dumb"})
    assert not has_title({})


def test_screen_cannot_put_a_title_aside() -> None:
    assert title_back({"TERM": "xterm-256color"}) == "\x1b[23;2t"
    assert title_back({"TERM": "tmux-256color", "TMUX": "x", "STY": "left over"}) == "\x1b[23;2t"
    assert title_back({"TERM": "screen", "STY": "1.x"}) == "\x1b]2;\x07"
    assert title_set("(3) a · b") == "\x1b]2;(3) a · b\x07"
