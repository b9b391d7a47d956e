"""Bytes as the console takes them, and as they are shown: whole, readable, and harmless."""

from __future__ import annotations

import pytest

from hoory_tui.app.keyboard.probe import Heard, Probe, as_hex, as_words


def heard(*pieces: bytes) -> list[Heard]:
    probe = Probe()
    found: list[Heard] = []
    for number, piece in enumerate(pieces):
        found += probe.feed(piece, number / 100)
    for late in (0.05, 0.5):
        found += probe.tick(len(pieces) / 100 + late)
    return found


@pytest.mark.parametrize(
    ("piece", "name", "character"),
    [
        (b"j", "j", "j"),
        (b"\x1b[1;5B", "ctrl+down", ""),
        (b"\x1be", "alt+e", ""),
        (b"\x1b[101;3u", "alt+e", ""),
        (b"\x13", "ctrl+s", ""),
        ("é".encode(), "é", "é"),
    ],
)
def test_a_key_has_its_bytes_and_its_name(piece: bytes, name: str, character: str) -> None:
    (one,) = heard(piece)
    assert one.data == piece
    assert one.keys[0].name.replace("latin_small_letter_e_with_acute", "é") == name
    assert one.keys[0].character.strip("\x13") == character


def test_what_comes_in_pieces_is_put_together() -> None:
    (one,) = heard(b"\x1b[1", b";5B")
    assert (one.data, one.keys[0].name) == (b"\x1b[1;5B", "ctrl+down")


def test_what_is_no_key() -> None:
    assert heard(b"\x1b[200~hi\x1b]0;x\x07\x1b[201~")[0].others[0].startswith("a paste of")
    assert heard(b"\x1b[I")[0].others == ("the terminal is looked at",)
    (left_out,) = heard(b"\x1b]0;owned\x07")
    assert (left_out.keys, left_out.others) == ((), ())


@pytest.mark.parametrize("code", range(256))
def test_no_byte_reaches_the_screen_as_a_control(code: int) -> None:
    said = f"{as_hex(bytes([code]))} {as_words(bytes([code]))}"
    assert said.isprintable()
    assert f"{code:02x}" in said


def test_long_pieces_are_cut() -> None:
    assert as_hex(b"a" * 100).endswith("61 …")
    assert len(as_words(b"\x1b" * 100).split()) == 16
    assert as_words("\u202e\u009b".encode()) == "U+202E U+009B"
