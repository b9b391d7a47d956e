"""What a message says in other languages, below its own words."""

from __future__ import annotations

from typing import Final

from hoory_tui.render.body import Frame, content_lines
from hoory_tui.render.lines import Line
from hoory_tui.render.names import shown_name
from hoory_tui.store.records import Message

_CODE_CELLS: Final = 8
_NARROWEST: Final = 12


def translation_lines(message: Message, frame: Frame) -> list[Line]:
    """Return the translations of a message, each with the code of its language before it."""
    lines: list[Line] = []
    for code, words in message.translations:
        mark = f"{shown_name(code, frame.glyphs, _CODE_CELLS)} {frame.glyphs.edge} "
        room = frame.width - len(mark)
        if room < _NARROWEST:
            mark, room = "", frame.width
        inner = Frame(max(room, 1), "dim", frame.glyphs, frame.more_key)
        for number, line in enumerate(content_lines(words, inner)):
            start = mark if number == 0 else " " * len(mark)
            lines.append([(start, "faint"), *line] if mark else line)
    return lines
