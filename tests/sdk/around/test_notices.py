"""Notifications of the terminal: where they are known, and never more than one sequence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.sdk.around.notices import (
    LONGEST,
    NoticeWay,
    harmless,
    notice,
    notice_way,
    withdrawal,
    wrapped,
)
from hoory_tui.sdk.around.surroundings import Surroundings
from hoory_tui.sdk.around.titles import title_set

HOSTILE: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "hostile.json").read_text("utf-8")
)
ONE_OSC = re.compile(r"\x1b\](?:9|2|99|777);[^\x00-\x1f\x7f-\x9f]*\x07")
KITTY = Surroundings("kitty", "xterm-kitty")
TMUX = Surroundings("kitty", "xterm-kitty", "tmux", passes=True)


@pytest.mark.parametrize(
    ("around", "protocol", "why"),
    [
        (KITTY, "osc99", "OSC 99 for kitty"),
        (Surroundings("WezTerm", "xterm-256color"), "osc9", "OSC 9 for WezTerm"),
        (Surroundings("foot", "foot"), "osc777", "OSC 777 for foot"),
        (Surroundings("", "xterm-256color"), "osc777", "OSC 777, which xterm-256color may show"),
        (TMUX, "osc99", "OSC 99 for kitty; tmux passes it on"),
        (Surroundings("", "screen", "screen"), "osc777", "; screen passes it on"),
        (Surroundings("kitty", "tmux", "tmux", passes=False), "", "the bell alone: tmux holds"),
        (Surroundings("", "xterm", "zellij"), "", "zellij holds"),
        (Surroundings("", "linux"), "", "linux shows no notifications"),
    ],
)
def test_by_itself_the_way_suits_what_is_around(
    around: Surroundings, protocol: str, why: str
) -> None:
    way = notice_way("auto", around)
    assert (way.protocol, way.rings, way.runs) == (protocol, True, False)
    assert why in way.why


def test_what_is_asked_for_is_done() -> None:
    nothing = notice_way("off", KITTY)
    assert (nothing.protocol, nothing.rings, nothing.runs) == ("", False, False)
    assert notice_way("bell", KITTY).rings
    assert notice_way("command", KITTY).runs
    asked = notice_way("osc777", KITTY)
    assert (asked.protocol, asked.rings, asked.why) == ("osc777", False, "OSC 777, as asked")
    # Better a sound than nothing at all.
    held_back = notice_way("osc9", Surroundings("kitty", "tmux", "tmux", passes=False))
    assert (held_back.protocol, held_back.rings) == ("", True)


def test_each_protocol_has_its_own_form() -> None:
    def shown(method: str) -> str:
        return notice(notice_way(method, KITTY), "Rule", "One; two", "hoory-1-2")

    assert shown("osc9") == "\x1b]9;Rule: One, two\x07"
    assert shown("osc777") == "\x1b]777;notify;Rule;One, two\x07"
    assert shown("osc99") == "\x1b]99;i=hoory-1-2:f=aG9vcnktdHVp;Rule: One, two\x07"
    assert shown("bell") == ""
    way = notice_way("auto", KITTY)
    assert withdrawal(way, "hoory-1-2") == "\x1b]99;i=hoory-1-2:p=close;\x07"
    assert withdrawal(notice_way("osc9", KITTY), "hoory-1-2") == ""


def test_what_stands_between_gets_it_in_its_own_wrapping() -> None:
    way = notice_way("auto", TMUX)
    assert notice(way, "A", "b", "n") == ("\x1bPtmux;\x1b\x1b]99;i=n:f=aG9vcnktdHVp;A: b\x07\x1b\\")
    sequence = notice(NoticeWay("osc9", True, False, ""), "A", "b" * 190, "n")
    parts = re.findall(r"\x1bP([^\x1b]*|\x1b\][^\x1b]*)\x1b\\", wrapped(sequence, "screen"))
    assert "".join(parts) == sequence
    assert all(len(part.encode()) <= 256 for part in parts)
    assert wrapped(sequence, "") == sequence


def leaves_as_one(text: str) -> None:
    for protocol in ("osc9", "osc99", "osc777"):
        way = NoticeWay(protocol, rings=True, runs=False, why="")
        shown = notice(way, text, text, "hoory-1-2")
        assert ONE_OSC.fullmatch(shown), shown
        assert shown.count(";") == {"osc9": 1, "osc99": 2, "osc777": 3}[protocol]
        assert len(shown) <= 2 * LONGEST + 60
    assert ONE_OSC.fullmatch(title_set(text))
    assert title_set(text).count(";") == 1


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: str(case["name"]))
def test_hostile_words_leave_as_one_sequence(case: dict[str, Any]) -> None:
    leaves_as_one(str(case["string"]) * int(case.get("repeat", 1)))


@given(st.text(max_size=400))
def test_any_words_leave_as_one_sequence(text: str) -> None:
    leaves_as_one(text)
    leaves_as_one(f"\x1b\\{text}\x9c;\x07{text}")


def test_words_stay_readable() -> None:
    assert harmless("Բարեւ, 漢字 👩‍👧 done") == "Բարեւ, 漢字 👩‍👧 done"
    assert len(harmless("a" * 9000)) == LONGEST
    # What would act on a terminal is shown as what it is, and nothing turns around.
    assert harmless("a\x1b]0;x\x07\u202eb\nc") == "a␛]0,x␇b ⏎ c"
