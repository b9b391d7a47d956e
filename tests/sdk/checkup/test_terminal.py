"""The terminal by its environment: kinds, colours, letters, and what stands in between."""

from __future__ import annotations

import pytest

from hoory_tui.sdk.checkup.terminal import judge_letters, judge_terminal, judge_tmux


@pytest.mark.parametrize(
    ("environ", "state", "word"),
    [
        ({"TERM": "dumb"}, "fail", "neither move the cursor"),
        ({}, "fail", "TERM is “”"),
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, "ok", "all colours"),
        ({"TERM": "tmux-256color"}, "ok", "256 colours"),
        ({"TERM": "vt220"}, "warn", "few colours"),
        ({"TERM": "xterm", "NO_COLOR": "1"}, "ok", "NO_COLOR"),
        ({"TERM": "x\x1b]0;owned\x07"}, "warn", "few colours"),
    ],
)
def test_kinds(environ: dict[str, str], state: str, word: str) -> None:
    verdict = judge_terminal(environ)
    assert (verdict.state, word in verdict.said) == (state, True)
    assert "\x1b" not in verdict.said


def test_letters() -> None:
    assert judge_letters({"LANG": "de_DE.UTF-8"}).state == "ok"
    assert judge_letters({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}).state == "warn"
    assert judge_letters({}).said.startswith("No locale is set.")


def test_tmux() -> None:
    good = {"focus-events": "on", "set-clipboard": "external"}
    assert judge_tmux(good).state == "ok"
    assert judge_tmux({}).state == "ok"
    verdict = judge_tmux({**good, "focus-events": "off"}, " over ssh")
    assert verdict.said == ("Inside tmux over ssh: the console does not know when you look away.")
    assert verdict.hint == "Put “set -g focus-events on” into ~/.tmux.conf."
