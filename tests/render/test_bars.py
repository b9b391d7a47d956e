"""The single lines around the panes."""

from __future__ import annotations

import pytest

from hoory_tui.render.bars import (
    HeadFacts,
    LinkNow,
    Tab,
    composer_title,
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

NOW = 1000.0
TABS = [Tab("Mine", 12, True), Tab("Unassigned", 4, False), Tab("All", 96, False)]


def text(line: Line) -> str:
    return "".join(part for part, _ in line)


def said(status: LinkStatus, heard_at: float | None = NOW) -> str:
    return text(link_spans(LinkNow(status, heard_at, NOW), UNICODE))


@pytest.mark.parametrize(
    ("status", "heard_at", "shown"),
    [
        (LinkStatus(LinkState.LIVE), NOW - 1, "● live · heard now"),
        (LinkStatus(LinkState.LIVE), NOW - 6, "● live · heard 6 s ago"),
        (LinkStatus(LinkState.LIVE), None, "● live · nothing heard"),
        (LinkStatus(LinkState.CONNECTING), None, "◐ connecting"),
        (LinkStatus(LinkState.GREETING, attempt=2), None, "◐ connecting again, attempt 3"),
        (LinkStatus(LinkState.SUBSCRIBING), NOW, "◐ subscribing"),
        (
            LinkStatus(LinkState.WAITING, Cause.CLOSED, attempt=3, retry_at=NOW + 4),
            NOW,
            "◐ connection lost, attempt 4 in 4 s",
        ),
        (LinkStatus(LinkState.DEGRADED, Cause.DEAF), NOW, "! events missing · heard now"),
        (
            LinkStatus(LinkState.HALTED, Cause.UNAUTHORIZED),
            NOW,
            "✗ offline: token refused ctrl+r tries again",
        ),
        (
            LinkStatus(LinkState.REFUSED, Cause.TURNED_AWAY, retry_at=NOW + 60),
            NOW,
            "◐ turned away, attempt 1 in 60 s",
        ),
    ],
)
def test_the_link_in_words(status: LinkStatus, heard_at: float | None, shown: str) -> None:
    assert said(status, heard_at) == shown


@pytest.mark.parametrize("state", list(LinkState))
@pytest.mark.parametrize("cause", list(Cause))
def test_only_a_live_link_is_called_live(state: LinkState, cause: Cause) -> None:
    assert ("live" in said(LinkStatus(state, cause))) == (state is LinkState.LIVE)


def test_an_ordinary_silence_looks_the_same_all_the_time() -> None:
    """The server pings every three seconds; until then nothing may be painted."""
    looks = {said(LinkStatus(LinkState.LIVE), NOW - silence) for silence in (0, 1, 2.5, 3.9)}
    assert len(looks) == 1


def test_the_top_bar_gives_up_who_we_are_before_the_link() -> None:
    link: Line = [("● live", "live")]
    who = who_spans("Acme", "Ana", "busy", UNICODE)
    wide = text(top_bar(TABS, link, who, 100))
    assert "Mine 12" in wide
    assert "Acme   ◐ Ana   ● live" in wide
    narrow = text(top_bar(TABS, link, who, 50))
    assert "Ana" not in narrow
    assert narrow.rstrip().endswith("● live")


def test_presence_is_told_by_shape_not_by_colour_alone() -> None:
    marks = [presence_mark(word, UNICODE)[0] for word in ("online", "busy", "offline", "dancing")]
    assert marks == ["●", "◐", "○", "○"]


HEAD = HeadFacts("Zoë", 7, "Website", ("vip", "refund"), "open", "urgent", "4m", "Ana", True)


def test_the_head_of_a_thread() -> None:
    line = thread_head(HEAD, 90, UNICODE)
    assert text(line).startswith(" Zoë ● · #7 · Website")
    assert text(line).rstrip().endswith("vip   refund  urgent  waiting 4m  Ana")


def test_labels_give_way_to_the_name() -> None:
    shown = text(thread_head(HEAD, 56, UNICODE))
    assert "Zoë ● · #7 · Website" in shown
    assert "vip" not in shown


def test_a_closed_conversation_says_so() -> None:
    closed = HeadFacts("Zoë", 7, "Website", (), "resolved", "", "4m", "", False)
    shown = text(thread_head(closed, 80, UNICODE))
    assert "resolved  unassigned" in shown
    assert "waiting" not in shown


def test_typing_by_name_and_notes_told_apart() -> None:
    contact = Typist(Kind.CONTACT, 7, "Zoë", False, 0)
    colleague = Typist(Kind.AGENT, 2, "Davit", True, 0)
    assert text(typing_line([contact, colleague], 60)).strip() == (
        "Zoë is typing…  Davit writes a note…"
    )
    assert text(typing_line([], 20)) == " " * 20


def test_the_composer_names_its_addressee() -> None:
    reply = text(composer_title("Zoë", "Web", 80, private=False, active=True, can_reply=True))
    assert reply.startswith(" REPLY  to Zoë on Web")
    assert "ctrl+s send  ctrl+n note" in reply
    note = text(composer_title("Zoë", "Web", 80, private=True, active=True, can_reply=True))
    assert note.startswith(" PRIVATE NOTE  to colleagues, never shown to Zoë")
    closed = text(composer_title("Zoë", "Web", 80, private=False, active=False, can_reply=False))
    assert "takes no reply now" in closed


def test_the_footer_leaves_keys_out_whole() -> None:
    keys = [("r", "reply"), ("p", "note"), ("?", "all keys")]
    assert text(footer(keys, [], 80)).rstrip() == " r reply  p note  ? all keys"
    assert text(footer(keys, [("1 unsent ", "failed")], 62)).rstrip().endswith("1 unsent")
    assert text(footer(keys, [], 40)).rstrip() == " ? all keys"


@pytest.mark.parametrize("width", [1, 10, 40, 80, 200])
def test_every_bar_is_exactly_as_wide_as_the_screen(width: int) -> None:
    link = link_spans(LinkNow(LinkStatus(LinkState.LIVE), NOW, NOW), UNICODE)
    name = "田中さくら" * 9
    typist = Typist(Kind.CONTACT, 7, name, False, 0)
    lines = [
        top_bar(TABS, link, who_spans(name, name, "online", UNICODE), width),
        thread_head(HEAD, width, UNICODE),
        typing_line([typist] * 5, width),
        composer_title(name, name, width, private=False, active=True, can_reply=False),
        footer([("r", "reply")] * 30, [("note", "bar")], width),
    ]
    assert [line_width(line) for line in lines] == [width] * len(lines)
