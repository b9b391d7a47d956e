from __future__ import annotations

from hoory_tui.render.found import about, found_line, heading_line
from hoory_tui.render.glyphs import UNICODE
from hoory_tui.render.highlight import FOUND
from hoory_tui.render.lines import line_width, width_of
from hoory_tui.store.found import Found, Kind


def shown(found: Found, words: str, width: int) -> str:
    line = found_line(found, "5m", words, width, UNICODE)
    assert line_width(line) == width
    return "".join(text for text, _ in line)


def test_a_line_is_as_wide_as_its_row_and_shows_the_words() -> None:
    text = "Dear desk, " + "and so on " * 20 + "I want a refund for the bell."
    said = Found(Kind.MESSAGE, 7, "Zoë 王小雨 " * 9, text, 42, 1.0, "Nare")
    for width in (30, 60, 78, 138):
        shown(said, "refund", width)
    wide = shown(said, "refund", 138)
    assert "#42" in wide
    assert "Nare: …" in wide
    assert "refund" in wide
    roles = [role for text, role in found_line(said, "", "refund", 138, UNICODE)]
    assert FOUND in roles


def test_a_contact_has_no_number() -> None:
    assert "#" not in shown(Found(Kind.CONTACT, 9, "Dana", "dana@mail.example"), "dana", 80)


def test_what_is_said_begins_near_the_words() -> None:
    text = "one two three four five six seven eight nine ten"
    assert about(text, "nine", 30, UNICODE) == "…five six seven eight nine ten"
    assert about(text, "one", 12, UNICODE) == "one two thr…"
    assert about("a\n\n**bold** b", "b", 20, UNICODE) == "a bold b"
    # However little room there is, the words themselves are in it.
    for room in range(6, 60):
        assert "nine" in about(text, "nine", room, UNICODE)
        assert "ten" in about(text, "ten", room, UNICODE)
        assert width_of(about("あ" * 40 + "組み" + "あ" * 9, "組み", room, UNICODE)) <= room
        assert "組み" in about("あ" * 40 + "組み" + "あ" * 9, "組み", room, UNICODE)
    assert heading_line("Messages  15+", 8)[1][0] == "Message…"[:6] + "…"
