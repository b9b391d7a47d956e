from __future__ import annotations

import pytest
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser

from hoory_tui.app.keyboard.sequences import INCOMPLETE, TOKEN, Part, as_key, is_reply, part_of

KNOWN = {
    "j": Part.TEXT,
    "\x13": Part.CONTROL,
    "\x1b[A": Part.KEY,
    "\x9bA": Part.KEY,
    "\x1b[104;;104u": Part.KEY,
    "\x1b[106;3u": Part.KEY,
    "\x1b[1;5A": Part.KEY,
    "\x1bOQ": Part.KEY,
    "\x1bé": Part.KEY,
    "\x1b[I": Part.REPORT,
    "\x1b[48;30;100;480;800t": Part.REPORT,
    "\x1b[?2026;2$y": Part.REPORT,
    "\x1b[<0;10;10M": Part.MOUSE,
    "\x1b[<35;10;10m": Part.MOUSE,
    "\x1b[32;10;10M": Part.MOUSE,
    "\x1b[M !!": Part.MOUSE,
    "\x1b[200~": Part.PASTE,
    "\x1b]": Part.STRING,
    "\x9d": Part.STRING,
    "\x1b[?62;4c": Part.NOTHING,
    "\x1b[>41;354;0c": Part.NOTHING,
    "\x9b?62c": Part.NOTHING,
    "\x1b[0n": Part.NOTHING,
    "\x1b[?997;1n": Part.NOTHING,
    "\x1b[12;40R": Part.NOTHING,
    "\x1b[?12;40R": Part.NOTHING,
    "\x1b[?1u": Part.NOTHING,
    "\x1b[8;30;100t": Part.NOTHING,
    "\x1b[?1049;1$y": Part.NOTHING,
    "\x1b[3;1;1;120;120;1;0x": Part.NOTHING,
    "\x1b[201~": Part.NOTHING,
}
ENDLESS = ("\x1b[9999999u", "\x1b[97:65;2u", "\x1b[97;1:3u", "\x1b[97;;99999999u")


@pytest.mark.parametrize(("sequence", "part"), KNOWN.items(), ids=[ascii(one) for one in KNOWN])
def test_a_sequence_is_known_for_what_it_is(sequence: str, part: Part) -> None:
    match = TOKEN.match(sequence)
    assert match is not None
    assert match.group() == sequence
    assert part_of(match) is part


def test_every_key_of_the_library_passes() -> None:
    for sequence in ANSI_SEQUENCES_KEYS:
        match = TOKEN.fullmatch(sequence)
        if match is None:
            # A lone escape, and the C1 character that begins keys on old terminals.
            assert sequence in {"\x1b", "\x1b\x1b", "\x9b"}
        else:
            assert part_of(match) in (Part.KEY, Part.CONTROL, Part.TEXT), ascii(sequence)


@pytest.mark.parametrize("sequence", ENDLESS, ids=ascii)
def test_numbers_that_break_the_library_do_not_pass(sequence: str) -> None:
    with pytest.raises((ValueError, OverflowError)):
        list(XTermParser().feed(sequence))
    match = TOKEN.fullmatch(sequence)
    assert match is not None
    assert part_of(match) is Part.NOTHING


@pytest.mark.parametrize(
    "beginning", ["\x1b", "\x1b[", "\x1b[20", "\x1b[M!", "\x1b[[", "\x1bO", "\x1b]", "\x9b?6"]
)
def test_what_may_go_on_is_waited_for(beginning: str) -> None:
    assert INCOMPLETE.match(beginning)


@pytest.mark.parametrize("whole", ["\x1b[A", "\x1b[200~", "\x1b\x1b", "\x1bj", "\x1b[?1c"])
def test_what_is_whole_is_not_waited_for(whole: str) -> None:
    assert not INCOMPLETE.match(whole)


@pytest.mark.parametrize(
    ("sequence", "key"),
    {
        "\x1bj": "alt+j",
        "\x1bP": "alt+shift+p",
        "\x1b]": "alt+right_square_bracket",
        "\x1bf": "ctrl+right",
        "\x9bA": "up",
    }.items(),
)
def test_a_letter_with_alt_is_read_at_once(sequence: str, key: str) -> None:
    (event,) = XTermParser().feed(as_key(sequence))
    assert getattr(event, "key", None) == key


@pytest.mark.parametrize(
    ("introducer", "body", "reply"),
    [
        ("\x1b]", "52;c;", True),
        ("\x1b]", "lTitle", True),
        ("\x1b]", "hello", False),
        ("\x9d", "hello", True),
        ("\x1bP", ">|tmux", True),
        ("\x1bP", "lease", False),
        ("\x1b_", "Gi=1", True),
        ("\x1bX", "mas", False),
    ],
)
def test_an_unfinished_string_is_an_answer_only_when_it_begins_like_one(
    introducer: str, body: str, reply: bool
) -> None:
    assert is_reply(introducer, body) is reply
