"""The filter between terminal and keys, seen through the library's own parser."""

from __future__ import annotations

import itertools
import re
import string
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from hoory_tui.app.keyboard.typed import (
    AT_ONCE,
    CUT,
    FOLLOWS,
    KEYS_LEFT_OUT,
    LONGEST,
    PAUSE,
    InputFilter,
)

START, END = "\x1b[200~", "\x1b[201~"
PATIENCE = 5.0
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

REPLIES = {
    "device attributes": "\x1b[?62;22c",
    "secondary attributes": "\x1b[>41;354;0c",
    "tertiary attributes": "\x1bP!|00000000\x1b\\",
    "status": "\x1b[0n",
    "cursor position": "\x1b[12;40R",
    "clipboard": "\x1b]52;c;cm0gLXJmIC8NCg==\x07",
    "clipboard, ended by ST": "\x1b]52;c;cm0gLXJmIC8NCg==\x1b\\",
    "title": "\x1b]lrm -rf /\r\x1b\\",
    "icon": "\x1b]Lrm -rf /\x1b\\",
    "colour": "\x1b]11;rgb:0000/0000/0000\x1b\\",
    "size of the window": "\x1b[8;30;100t",
    "keyboard": "\x1b[?1u",
    "version": "\x1bP>|tmux 3.3a\x1b\\",
    "setting": "\x1bP1$r0;1m\x1b\\",
    "capability": "\x1bP1+r544e=787465726d\x1b\\",
    "graphics": "\x1b_Gi=31;OK\x1b\\",
    "private message": "\x1b^hello\x1b\\",
    "start of string": "\x1bXhello\x1b\\",
    "mode": "\x1b[?1049;1$y",
    "attributes in eight bits": "\x9b?62;22c",
    "clipboard in eight bits": "\x9d52;c;eA==\x9c",
    "string in eight bits": "\x90hello\x9c",
}


class Line:
    """A terminal line whose clock is ours."""

    def __init__(self) -> None:
        self.filter = InputFilter()
        self.parser = XTermParser()
        self.now = 100.0
        self.text = ""
        self.events: list[Message] = []

    def feed(self, *chunks: str, gap: float = 0.0) -> Line:
        for chunk in chunks:
            self._take(self.filter.feed(chunk, self.now))
            self.now += gap
        return self

    def wait(self, seconds: float = PATIENCE) -> Line:
        for _ in range(round(seconds / PAUSE)):
            self.now += PAUSE
            self._take(self.filter.tick(self.now))
        return self

    def _take(self, text: str) -> None:
        self.text += text
        if text:
            self.events += self.parser.feed(text)

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.events if isinstance(one, events.Key)]

    @property
    def pastes(self) -> list[str]:
        return [one.text for one in self.events if isinstance(one, events.Paste)]

    @property
    def letters(self) -> str:
        """All that would be written if a field had the focus."""
        parts: Iterable[str] = (
            (one.character or "") if isinstance(one, events.Key) else one.text
            for one in self.events
            if isinstance(one, events.Key | events.Paste)
        )
        return re.sub(r"[\x00-\x1f\x7f]", "", "".join(parts))


@pytest.mark.parametrize("reply", REPLIES.values(), ids=list(REPLIES))
def test_an_answer_that_nobody_asked_for_types_nothing(reply: str) -> None:
    assert Line().feed(reply).wait().events == []
    line = Line().feed("j" + reply + "k").wait()
    assert line.keys == ["j", "k"]


@pytest.mark.parametrize("reply", REPLIES.values(), ids=list(REPLIES))
def test_an_answer_in_pieces_types_nothing(reply: str) -> None:
    assert Line().feed(*reply).wait().events == []
    assert Line().feed(*reply, gap=PAUSE / 2).wait().events == []


@pytest.mark.parametrize("reply", REPLIES.values(), ids=list(REPLIES))
def test_an_answer_without_an_end_does_not_hold_up_what_is_typed(reply: str) -> None:
    line = Line().feed(reply[:-1] if reply[-1] in "\x07\x9c" else reply.removesuffix("\x1b\\"))
    line.wait(1.0).feed("j").wait()
    assert line.keys[-1:] == ["j"]


@pytest.mark.parametrize(
    ("typed", "keys"),
    {
        "\x1b": ["escape"],
        "\x1b]": ["alt+right_square_bracket"],
        "\x1bP": ["alt+shift+p"],
        "\x1bX": ["alt+shift+x"],
        "\x1b_": ["alt+underscore"],
        "\x1b^": ["alt+circumflex_accent"],
        "\x1b[": ["alt+left_square_bracket"],
        "\x1bO": ["alt+shift+o"],
        "\x1bp": ["alt+p"],
        "\x1bp\x1bp": ["alt+p", "alt+p"],
        "\x1b\x1b[A": ["escape", "up"],
        "\x1b[B\x1b[B": ["down", "down"],
        "\x1bOQ": ["f2"],
        "\x1b[106;5u": ["ctrl+j"],
        "jjjjjjj": ["j"] * 7,
        "\x7f\x7f\x7f\x7f": ["backspace"] * 4,
        "\r\r\r\r": ["enter"] * 4,
        "\x11y": ["ctrl+q", "y"],
        "ok": ["o", "k"],
    }.items(),
)
def test_keys_stay_keys(typed: str, keys: list[str]) -> None:
    line = Line().feed(typed).wait()
    if line.parser._timeout_time is not None:
        line.parser._timeout_time = 0.0
        line.events += line.parser.tick()
    assert line.keys == keys
    assert line.pastes == []


def test_an_escape_waits_for_no_more_than_a_moment() -> None:
    line = Line().feed("\x1b")
    assert line.filter.is_waiting
    line.wait(2 * PAUSE)
    assert line.text == "\x1b"
    assert not line.filter.is_waiting


def test_mouse_and_reports_pass() -> None:
    passed = "\x1b[I\x1b[<35;3;4M\x1b[M !!\x1b[48;30;100;480;800t\x1b[?2026;2$y\x1b[O"
    assert Line().feed(passed).text == passed
    assert Line().feed(*passed).text == passed


def test_nothing_ends_a_paste_early_and_no_part_of_it_is_a_key() -> None:
    line = Line().feed(f"{START}a\x1b[31mb\x11\r\x13\x9b201~\x9d0;x\x07c{END}").wait()
    assert line.pastes == ["a[31mb\r201~0;xc"]
    assert line.keys == []


def test_what_follows_the_end_of_a_paste_at_once_belongs_to_it() -> None:
    line = Line().feed(f"{START}a{END}\r\x13b\x11{END}").wait()
    assert line.pastes == ["a", f"{AT_ONCE}\rb{KEYS_LEFT_OUT}"]
    assert line.keys == []
    line = Line().feed(f"{START}a{END}", "b\x11", gap=FOLLOWS / 2).wait()
    assert line.pastes == ["a", f"{AT_ONCE}b{KEYS_LEFT_OUT}"]
    assert line.keys == []


def test_the_end_of_a_paste_may_come_in_pieces() -> None:
    for cut in range(1, len(END)):
        line = Line().feed(f"{START}abc{END[:cut]}", END[cut:]).wait()
        assert line.pastes == ["abc"]
        assert line.keys == []


def test_a_paste_is_cut_where_it_becomes_too_long() -> None:
    line = Line().feed(START, "x" * LONGEST, "y" * 10, END).wait()
    assert line.pastes == ["x" * LONGEST + CUT]
    assert Line().feed(START, "x" * LONGEST, END).wait().pastes == ["x" * LONGEST]


def test_a_paste_without_an_end_does_not_swallow_what_is_typed() -> None:
    line = Line().feed(f"{START}abc").wait().feed("j").wait()
    assert line.pastes == ["abc"]
    assert line.keys == ["j"]


def test_letters_at_once_are_a_paste_and_keys_in_it_do_nothing() -> None:
    line = Line().feed("hello\tyou\r\x13\x1bOQ\x1b\x11").wait()
    assert line.pastes == [f"{AT_ONCE}hello\tyou\r{KEYS_LEFT_OUT}"]
    assert "f2" not in line.keys


def test_a_key_before_letters_at_once_is_part_of_the_paste() -> None:
    assert Line().feed("\x13hello").wait().pastes == [f"{AT_ONCE}hello{KEYS_LEFT_OUT}"]


def test_what_was_corrected_while_the_line_stood_still_stays_corrected() -> None:
    assert Line().feed("hellp\x7fo").wait().pastes == [f"{AT_ONCE}hello"]


def test_the_rest_of_letters_at_once_belongs_to_them() -> None:
    line = Line().feed("hello", "w\x13", gap=FOLLOWS / 2).wait()
    assert line.pastes == [f"{AT_ONCE}hello", f"{AT_ONCE}w{KEYS_LEFT_OUT}"]
    assert line.keys == []


def test_keys_right_after_letters_at_once_may_be_an_answer_to_them() -> None:
    line = Line().feed("hello", "\x11y", gap=FOLLOWS / 2).wait()
    assert line.keys == ["ctrl+q", "y"]


def test_a_title_with_a_key_in_it_types_nothing_even_when_it_is_torn() -> None:
    line = Line().feed("\x1b]lrm -rf /", "\r\x13", "\x1b", "\\").wait()
    assert line.events == []


@pytest.mark.parametrize("typed", ["\x1bPlease", "\x1bXmas", "\x1b]hello"], ids=ascii)
def test_letters_behind_a_key_with_alt_are_not_lost(typed: str) -> None:
    assert Line().feed(typed).wait().letters == typed[2:]


# Properties

PIECES = st.one_of(
    st.text(string.ascii_letters + "é漢🙂 ", min_size=1, max_size=8),
    st.sampled_from(["\x13", "\r", "\x11", "\t", "\x1b[A", "\x1bOQ", "\x1b[<0;1;1M", "\x1b[I"]),
    st.sampled_from(list(REPLIES.values())),
    st.text("ab\x1b\x13\r\x11\x00\x9b[]201~", max_size=12).map(
        lambda text: START + text.replace(END, "") + END
    ),
)
INPUTS = st.lists(PIECES, max_size=6).map("".join)


def _cut(data: st.DataObject, text: str) -> list[str]:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)) | {0, len(text)})
    return [text[a:b] for a, b in itertools.pairwise(cuts)]


@settings(max_examples=500, deadline=None)
@given(st.data(), INPUTS)
def test_cutting_the_input_changes_no_letter(data: st.DataObject, text: str) -> None:
    whole = Line().feed(text).wait()
    pieces = Line().feed(*_cut(data, text)).wait()
    assert pieces.letters == whole.letters


@settings(max_examples=500, deadline=None)
@given(st.data(), st.text(max_size=60))
def test_no_paste_holds_a_control(data: st.DataObject, text: str) -> None:
    line = Line().feed(*_cut(data, START + text + END)).wait()
    for pasted in line.pastes:
        inner = pasted.removeprefix(AT_ONCE).rstrip(CUT + KEYS_LEFT_OUT)
        assert not CONTROL.search(inner)


@settings(max_examples=500, deadline=None)
@given(st.data(), st.text(string.printable[:95] + "éñ漢字🙂", max_size=40))
def test_no_letter_is_lost(data: st.DataObject, text: str) -> None:
    assert Line().feed(*_cut(data, text)).wait().letters == text


@settings(max_examples=500, deadline=None)
@given(st.data(), st.text(max_size=60))
def test_whatever_comes_the_next_key_is_heard(data: st.DataObject, text: str) -> None:
    line = Line().feed(*_cut(data, text)).wait().feed("\x1b[20~").wait()
    assert line.keys[-1] == "f9"
