"""What a console may write to a terminal, and nothing else; and what of it could be seen where."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from typing import Final

from rich.cells import cell_len

_MODES: Final = "7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2048"
_ALLOWED: Final = re.compile(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|\x1b\[(?P<row>[0-9]+);(?P<column>[0-9]+)H"
    r"|\x1b\[(?P<across>[0-9]+)G"
    r"|\x1b\[[0-9;]*m"
    # The title, put aside before and given back at the end.
    r"|\x1b\[2[23];2t|\x1b\]2;[^\x00-\x1f\x7f-\x9f;]*\x07"
    # The shape of the mouse pointer, by one of the library's own words.
    r"|\x1b\]22;[a-z-]+\x07"
    # The question whether the terminal is light or dark.
    r"|\x1b\]11;\?\x07"
    r"|(?P<line>\r?\n)"
    rf"|\x1b\[\?(?:{_MODES})[hl]"
    # Questions that the library asks, and the keyboard protocol it puts on and takes off.
    r"|\x1b\[\?(?:2026|2048)\$p|\x1b\[>[0-9]+u|\x1b\[<u"
)
_BEGUN: Final = re.compile(
    r"\x1b(?:\[[?><0-9;$]{0,80}|\]2;[^\x00-\x1f\x7f-\x9f;]{0,200}|\][0-9;?a-z-]{0,20})?\Z|\r\Z"
)
_FORBIDDEN: Final = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
_SHAPED: Final = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)
"""Format characters that are seen: signs around numbers."""
_JOINERS: Final = "\u200c\u200d"
_UNSEEN: Final = frozenset(
    [
        *"\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0",
        *map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))),
    ]
)
"""Letters and marks without any shape."""
_TAG: Final = re.compile("«([0-9]+)([a-z])»")
_TAIL: Final = 3000

Placement = tuple[str, int, str]
"""A place, the number of a string, and the letter of the field that it is in."""


def is_forbidden(character: str) -> bool:
    """Tell a character that does something to a terminal or is not seen on it."""
    if character in _JOINERS or character in _SHAPED:
        return False
    return character in _UNSEEN or unicodedata.category(character) in _FORBIDDEN


class Watch:
    """Reads all that is written; `place_of` names what is at a column and a row, from 0 on."""

    def __init__(self, place_of: Callable[[int, int], str] = lambda _x, _y: "screen") -> None:
        self.place_of = place_of
        self.placements: set[Placement] = set()
        self.faults: list[str] = []
        self.counted = 0
        """Bytes read so far."""
        self.text = ""
        """The end of what was written, for who wonders."""
        self._decode = codecs.getincrementaldecoder("utf-8")("strict").decode
        self._rest = ""
        self._x = self._y = 0
        self._known: dict[str, bool] = {}

    def feed(self, data: bytes) -> None:
        """Take what was written; a sequence may come in pieces."""
        self.counted += len(data)
        try:
            pending, at = self._rest + self._decode(data), 0
        except UnicodeDecodeError as error:
            self.faults.append(f"not UTF-8: {error.object[error.start : error.end]!r}")
            return
        self._rest = ""
        while at < len(pending):
            part = _ALLOWED.match(pending, at)
            if part is not None:
                at = part.end()
                self._take(part)
            elif _BEGUN.match(pending, at):
                self._rest, at = pending[at:], len(pending)
            else:
                self.faults.append(f"not allowed: {pending[at : at + 40]!r}")
                at += 1

    def seen_in(self, place: str, field: str) -> set[int]:
        """Return the numbers of the strings that were seen there."""
        return {
            number for where, number, letter in self.placements if (where, letter) == (place, field)
        }

    def _take(self, part: re.Match[str]) -> None:
        if part["row"]:
            self._y, self._x = int(part["row"]) - 1, int(part["column"]) - 1
        elif part["across"]:
            self._x = int(part["across"]) - 1
        elif part["line"]:
            self._y, self._x = self._y + 1, 0
        elif text := part["text"]:
            self._write(text)

    def _write(self, text: str) -> None:
        self.text = (self.text + text)[-_TAIL:]
        for character in set(text):
            if not character.isascii() and self._is_bad(character):
                self.faults.append(f"U+{ord(character):04X} in {text[:60]!r}")
        if "»" in text:
            for tag in _TAG.finditer(text):
                x = self._x + cell_len(text[: tag.start()])
                self.placements.add((self.place_of(x, self._y), int(tag[1]), tag[2]))
        self._x += cell_len(text)

    def _is_bad(self, character: str) -> bool:
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = is_forbidden(character)
        return known
