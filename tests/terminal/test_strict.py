from __future__ import annotations

import pytest

from .strict import Watch, is_forbidden

PLAIN = (
    "\x1b[?1049h\x1b[?25l\x1b[?2026$p\x1b[>25u\x1b[2;3H\x1b[1;38;2;1;2;3mhello é 漢 👩‍👧\x1b[0m"
    "\x1b[10Gthere\r\n\x1b]22;pointer\x07\x1b[22;2t\x1b]2;(3) hoory-tui · Բարև\x07\x1b[23;2t\x1b[<u"
)
PLANTED = {
    "clipboard": "\x1b]52;c;eA==\x07",
    "title": "\x1b]0;x\x1b\\",
    "title in parts": "\x1b]2;x;y\x07",
    "window name": "\x1bkx\x1b\\",
    "reset": "\x1bc",
    "question": "\x1b[c",
    "cursor up": "\x1b[3A",
    "scroll region": "\x1b[1;5r",
    "another mode": "\x1b[?5h",
    "link": "\x1b]8;;https://x.example\x1b\\x",
    "device string": "\x1bPtmux;x\x1b\\",
    "bell": "a\x07b",
    "carriage return": "a\rb",
    "C1": "\x9b31m",
    "direction": "a\u202eb",
    "tag": "a\U000e0041b",
    "invisible": "a\u200bb",
    "private use": "\ue000",
    "unassigned": "\U0003fffd",
    "line separator": "\u2028",
    "delete": "\x7f",
}


def watched(*pieces: bytes) -> Watch:
    watch = Watch()
    for piece in pieces:
        watch.feed(piece)
    return watch


def test_what_a_console_writes_passes_in_any_pieces() -> None:
    data = PLAIN.encode()
    assert watched(data).faults == []
    assert watched(*(bytes([one]) for one in data)).faults == []


@pytest.mark.parametrize("planted", PLANTED.values(), ids=list(PLANTED))
def test_what_is_planted_is_found(planted: str) -> None:
    data = f"{PLAIN}{planted}{PLAIN}".encode()
    assert watched(data).faults
    assert watched(*(bytes([one]) for one in data)).faults


def test_bytes_that_are_no_text_are_found() -> None:
    assert watched(b"a\xffb").faults


def test_what_belongs_to_scripts_is_not_forbidden() -> None:
    for text in ("می‌خواهم", "क्‍ष", "👩‍👩‍👧", "❤\ufe0f", "שָׁלוֹם", "\u06dd"):
        assert not any(map(is_forbidden, text)), text


def test_a_tag_is_found_where_it_was_drawn() -> None:
    watch = Watch(lambda x, y: f"{x} {y}")
    watch.feed("\x1b[3;5Hab«7n»x\x1b[20G漢«8p»\r\n«9q»".encode())
    assert watch.placements == {("6 2", 7, "n"), ("21 2", 8, "p"), ("0 3", 9, "q")}
