"""The single lines around the panes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoory_tui.render.bars import (
    HeadFacts,
    LinkNow,
    Tab,
    footer,
    link_spans,
    presence_mark,
    thread_head,
    top_bar,
    typing_line,
    who_spans,
)
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.lines import Line, line_width
from hoory_tui.store.records import Kind, Typist
from hoory_tui.wire.link import Cause, LinkState, LinkStatus

TABS = [Tab("Mine", 3, current=True), Tab("All", 12, current=False)]
HEAD = HeadFacts("Zoë", 42, "Website", ("vip", "refund"), "open", "high", "4m", "Ana", online=True)
KEYS = [("enter", "open"), ("r", "reply"), ("?", "all keys")]


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


def link(
    state: LinkState,
    cause: Cause = Cause.NONE,
    *,
    heard_at: float = 100.0,
    attempt: int = 0,
    retry_at: float | None = None,
    is_behind: bool = False,
    recovered: int = 0,
    offline_since: float | None = None,
) -> LinkNow:
    """Return how the link is doing at 100 seconds of the clock."""
    status = LinkStatus(state, cause, "", attempt, retry_at)
    return LinkNow(status, heard_at, 100.0, is_behind, recovered, offline_since)


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (link(LinkState.LIVE), "● live · heard now"),
        (link(LinkState.LIVE, heard_at=93.0), "● live · heard 7 s ago"),
        (link(LinkState.LIVE, recovered=12), "● live · 12 recovered"),
        (link(LinkState.LIVE, is_behind=True, recovered=12), "◐ live · catching up"),
        (link(LinkState.DEGRADED, Cause.DEAF), "! deaf, no events come · reading every 20 s"),
        (link(LinkState.CONNECTING), "◐ connecting"),
        (link(LinkState.GREETING, attempt=1), "◐ connecting"),
        (link(LinkState.GREETING, attempt=2), "◐ connecting again, attempt 2"),
        (link(LinkState.SUBSCRIBING), "◐ subscribing"),
        (
            link(LinkState.WAITING, Cause.CLOSED, attempt=1, retry_at=104.5),
            "◐ connection lost, attempt 2 in 4 s",
        ),
        (
            link(LinkState.REFUSED, Cause.TURNED_AWAY, attempt=3, retry_at=160.0),
            "◐ turned away, attempt 4 in 60 s",
        ),
        (
            link(LinkState.HALTED, Cause.UNAUTHORIZED, offline_since=1790000000.0),
            "✗ offline: token refused · since 14:13 ctrl+r tries again",
        ),
        (
            link(LinkState.WAITING, Cause.SILENT, retry_at=100.0, offline_since=1790000000.0),
            "◐ went silent, attempt 1 in 0 s · since 14:13",
        ),
    ],
)
def test_the_link_is_told_in_words(now: LinkNow, shown: str) -> None:
    assert text(link_spans(now, UNICODE, UTC)) == shown


@pytest.mark.parametrize("state", LinkState)
@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_a_line_that_anybody_can_read_is_told_of_in_red_all_the_time(
    state: LinkState, width: int
) -> None:
    now = replace(link(state, Cause.CLOSED, retry_at=101.0), is_plaintext=True)
    spans = link_spans(now, UNICODE)
    assert spans[0] == ("PLAINTEXT", "failed")
    assert "PLAINTEXT" in text(top_bar(TABS, spans, [("Acme Inc", "bar-dim")], width))
    assert "PLAINTEXT" not in text(link_spans(link(state, Cause.CLOSED, retry_at=101.0), UNICODE))


def test_a_recording_says_where_it_is_and_how_its_link_was_where_that_was_bad() -> None:
    live = replace(link(LinkState.LIVE), recorded="recording, 0:12 of 1:00")
    assert text(link_spans(live, UNICODE)) == "recording, 0:12 of 1:00"
    lost = replace(link(LinkState.WAITING, Cause.SILENT, retry_at=101.0), recorded="recording")
    assert text(link_spans(lost, UNICODE)) == "recording  ◐ went silent, attempt 1 in 1 s"


def test_a_console_that_records_says_so_all_the_time() -> None:
    now = replace(link(LinkState.LIVE), is_recording=True)
    assert link_spans(now, UNICODE)[0] == ("● rec", "failed")
    assert "● live" in text(link_spans(now, UNICODE))


def test_much_that_could_not_be_read_is_told() -> None:
    now = replace(link(LinkState.LIVE), unreadable=21)
    assert text(link_spans(now, UNICODE)) == f"◐ live · {UNICODE.warn} 21 unreadable"


def test_trouble_leaves_room_for_the_way_to_all_keys() -> None:
    trouble: Line = [("⚠ " + "The server has no cable at this address " * 3, "failed")]
    for width in (40, 60, 80):
        shown = text(footer(KEYS, trouble, width))
        assert "? all keys" in shown
        assert "⚠ The server" in shown
        assert line_width(footer(KEYS, trouble, width)) == width


def test_every_state_and_cause_has_words() -> None:
    for state in LinkState:
        for cause in Cause:
            assert text(link_spans(link(state, cause), UNICODE)).strip("●◐✗! ")


def test_the_top_bar_gives_up_who_before_what() -> None:
    who = who_spans("acme", "Ana", "busy", UNICODE)
    live = link_spans(link(LinkState.LIVE), UNICODE)
    wide = text(top_bar(TABS, live, who, 80))
    assert wide.startswith("  Mine 3   All 12 ")
    assert wide.rstrip().endswith("acme   ◐ Ana   ● live · heard now")
    narrow = text(top_bar(TABS, live, who, 45))
    assert "acme" not in narrow
    assert narrow.rstrip().endswith("● live · heard now")


def test_where_there_is_little_room_the_shown_list_and_the_link_stay() -> None:
    tabs = [
        Tab("Mine", 3, False),
        Tab("Unassigned", None, False, "Unas."),
        Tab("Spare parts", 9, True),
    ]
    live: Line = [("● live", "live")]

    def shown(width: int) -> str:
        line = top_bar(tabs, live, [("Acme", "bar-dim")], width, "resolved · oldest first")
        assert line_width(line) == width
        return text(line)

    assert "Mine 3   Unassigned –   Spare parts 9" in shown(90)
    assert "Acme" in shown(90)
    assert "Acme" not in shown(78)
    assert "Unas. –" in shown(72)
    assert "Mine" not in shown(60)
    for width in (30, 60, 72):
        assert "Spare" in shown(width)
        assert "● live" in shown(width)


def test_the_name_of_a_folder_is_cut_before_the_other_tabs_vanish() -> None:
    tabs = [
        Tab("Mine", 5, False),
        Tab("Unassigned", 27, False, "Unas."),
        Tab("All", 76, False),
        Tab("Mentions", 3, False, "@"),
        Tab("Urgent, not mine, of today", 4, True, has_rule=True),
    ]
    for aside in ("", "every status"):
        shown = text(top_bar(tabs, link_spans(link(LinkState.LIVE), UNICODE), [], 80, aside))
        assert "Mine 5   Unas. 27   All 76   @ 3   Urgent, n… 4" in shown


def test_presence_marks_differ_in_shape_too() -> None:
    marks = {presence_mark(said, UNICODE)[0] for said in ("online", "busy", "offline")}
    assert len(marks) == 3
    assert presence_mark("anything", UNICODE) == presence_mark("offline", UNICODE)


def test_the_head_of_a_thread() -> None:
    shown = text(thread_head(HEAD, 80, UNICODE))
    assert shown.startswith(" Zoë ● · #42 · Website")
    assert shown.rstrip().endswith(" vip   refund  high  waiting 4m  Ana")


@pytest.mark.parametrize(
    ("typists", "shown"),
    [
        ([], ""),
        ([Typist(Kind.CONTACT, 1, "Zoë", private=False, expires_at=0)], "Zoë is typing…"),
        ([Typist(Kind.AGENT, 1, "Ana", private=True, expires_at=0)], "Ana writes a note…"),
        (
            [
                Typist(Kind.CONTACT, 1, "Zoë", private=True, expires_at=0),
                Typist(Kind.AGENT, 1, "Ana", private=False, expires_at=0),
            ],
            "Zoë is typing…  Ana is typing…",
        ),
    ],
)
def test_who_is_typing(typists: list[Typist], shown: str) -> None:
    assert text(typing_line(typists, 60)).strip() == shown


def test_the_footer_leaves_out_whole_keys_and_keeps_the_way_to_all() -> None:
    assert text(footer(KEYS, [], 80)).rstrip() == " enter open  r reply  ? all keys"
    assert text(footer(KEYS, [("1 unsent ", "failed")], 80)).rstrip().endswith("1 unsent")
    assert text(footer(KEYS, [], 40)).rstrip() == " ? all keys"


@given(st.integers(1, 120), st.text(max_size=40), st.booleans())
def test_every_bar_has_exactly_the_width(width: int, name: str, on: bool) -> None:
    head = HeadFacts(name, 1, name, (name, name), name, "urgent", "1d", name, online=on)
    live = link_spans(link(LinkState.LIVE), UNICODE)
    typist = Typist(Kind.CONTACT, 1, name, private=False, expires_at=0)
    for line in (
        top_bar(TABS, live, who_spans(name, name, "online", UNICODE), width),
        thread_head(head, width, UNICODE),
        typing_line([typist] * 4, width),
        footer(KEYS, [(name, "failed")], width),
    ):
        assert line_width(line) == width
