"""Who is told what, and who is told less."""

from __future__ import annotations

import pytest

from hoory_tui.app.keyboard.manners import LEAVE_SCREEN, WIPE, Manners, is_screenless

UNHEARD_OF = ("\x1b[>25u", "\x1b[<u", "\x1b[?2026$p", "\x1b]22;text\x07", "\x1b_Gq=2;\x1b\\")
PLAIN = ("\x1b[1;1Hwords", "\x1b[?25l", "\x1b[0m", "$p", "\x1b[38;5;7m")


def test_a_kernel_is_told_only_what_it_knows() -> None:
    manners = Manners({"TERM": "linux-16color"})
    assert [manners.spoken(one) for one in UNHEARD_OF] == [""] * len(UNHEARD_OF)
    assert [manners.spoken(one) for one in PLAIN[:3]] == list(PLAIN[:3])
    assert manners.spoken(LEAVE_SCREEN) == WIPE + LEAVE_SCREEN


@pytest.mark.parametrize(
    "environ", [{"TERM": "xterm"}, {"TERM": "screen", "TMUX": "x", "STY": "y"}]
)
def test_all_others_are_told_all(environ: dict[str, str]) -> None:
    manners = Manners(environ)
    for one in (*UNHEARD_OF, *PLAIN, LEAVE_SCREEN):
        assert manners.spoken(one) == one


def test_a_screen_that_may_keep_ours_is_wiped() -> None:
    assert Manners({"TERM": "screen", "STY": "1"}).spoken(LEAVE_SCREEN).startswith(WIPE)


@pytest.mark.parametrize("kind", ["", "dumb", "Unknown", "emacs"])
def test_some_have_no_screen(kind: str) -> None:
    assert is_screenless({"TERM": kind})
    assert is_screenless({}) == is_screenless({"TERM": ""})
    assert not is_screenless({"TERM": "vt100"})
