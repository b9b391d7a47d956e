"""One find of a search as a line: whose it is, what it says about the words, and when."""

from __future__ import annotations

from typing import Final

from hoory_tui.render.glyphs import Glyphs
from hoory_tui.render.highlight import highlighted
from hoory_tui.render.inline import plain
from hoory_tui.render.lines import Line, cut, fit, pad, width_of
from hoory_tui.render.names import shown_name
from hoory_tui.store.found import Found, Kind
from hoory_tui.wire.clean import clean_line

_NARROW: Final = 90
_LED_UP: Final = 24
"""Letters of a long message that are shown at most before the words that were looked for."""
_EXCERPT: Final = 24
"""Cells of what was said that are worth more than whose words they are."""
_AGE: Final = 4
_LOOKED_AT: Final = 4_000


def heading_line(text: str, width: int) -> Line:
    """Return the line above the finds of one kind."""
    return [(" ", "text"), (cut(text, width - 1), "side-title")]


def found_line(found: Found, age: str, words: str, width: int, glyphs: Glyphs) -> Line:
    """Return the line of a find; its first cell is left for the cursor."""
    name_room = 18 if width < _NARROW else 26
    name = pad(shown_name(found.name, glyphs), name_room)
    number = "" if found.kind is Kind.CONTACT else f"#{found.conversation_id}"
    right: Line = [(pad(age, _AGE, right=True), "dim"), (" ", "text")]
    left: Line = [(" ", "text"), (" ", "text"), (name, "text"), (f" {pad(number, 7)}", "dim")]
    said_by = f"{shown_name(found.by, glyphs, 20)}: " if found.by else ""
    room = width - sum(width_of(text) for text, _ in (*left, *right)) - width_of(said_by) - 1
    if room < _EXCERPT:
        # What was looked for is in what was said, not in who said it.
        room, said_by = room + width_of(said_by), ""
    text = about(found.text, words, max(room, 0), glyphs)
    middle: Line = [(said_by, "dim"), (pad(text, max(room, 0)), "dim"), (" ", "text")]
    line = fit([*left, *middle, *right], width, "text")
    return highlighted(line, " ".join(words.split()))


def about(text: str, words: str, room: int, glyphs: Glyphs) -> str:
    """Return the part of a text in which the words stand, in one line of so many cells."""
    flat: str = clean_line(" ".join(plain(text[:_LOOKED_AT]).split()))
    wanted = " ".join(words.casefold().split())
    folded = flat.casefold()
    at = folded.find(wanted) if wanted and len(folded) == len(flat) else -1
    end = at + len(wanted)
    if at > 0 and width_of(flat[:end]) >= room and width_of(flat) > room:
        # Between two marks that something is left out.
        spare = room - width_of(flat[at:end]) - 2
        start = at
        while start > max(at - _LED_UP, 0) and width_of(flat[start - 1 : at]) <= spare:
            start -= 1
        space = flat.find(" ", start, at)
        flat = f"…{flat[space + 1 if space >= 0 else start :]}"
    return cut(glyphs.shown(flat[: 10 * max(room, 1)]), room)
