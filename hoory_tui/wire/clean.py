"""The one step that every string from outside passes before anything else sees it.

Names, messages, labels and links are written by strangers and end up in a terminal.
Cleaning happens here, once, after every decoding, so that no later code has to remember it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Final

LINE_MARK: Final = " ⏎ "
"""Stands for a line break in places that have only one line."""

_REPLACEMENT: Final = "\ufffd"
_LINE_BREAKS: Final = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


def _forbidden() -> dict[int, str]:
    table: dict[int, str] = {}
    # A control picture lets the agent see that something was there without it doing anything.
    table.update({code: chr(0x2400 + code) for code in range(0x20)})
    table[0x7F] = "\u2421"
    table.update(dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT))
    table.update(dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT))
    table.update(dict.fromkeys(range(0xFDD0, 0xFDF0), _REPLACEMENT))
    for plane in range(0x11):
        table[plane * 0x10000 + 0xFFFE] = _REPLACEMENT
        table[plane * 0x10000 + 0xFFFF] = _REPLACEMENT
    # Direction controls can show a text that differs from what it says.
    bidi = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x2070))
    # Characters without any shape: they hide text from the reader or fake an empty name.
    hidden = (0x00AD, 0x034F, *range(0x180B, 0x1810), 0x200B, *range(0x2060, 0x2066), 0xFEFF)
    notes = range(0xFFF9, 0xFFFC)
    tags = range(0xE0000, 0xE1000)
    for codes in (bidi, hidden, notes, tags):
        table.update(dict.fromkeys(codes, ""))
    table[ord("\n")] = "\n"
    table[ord("\t")] = "    "
    return table


_TABLE: Final = _forbidden()

_PRINTABLE_HIDDEN: Final = re.compile(r"[\u034F\u180B-\u180F\U000E0000-\U000E0FFF]")
"""Those of the table that count as printable: joiners and selectors, marks without a shape."""


def _is_plain(text: str) -> bool:
    # Printable means: no control, format, surrogate, unassigned or separator character.
    return text.isprintable() and (text.isascii() or not _PRINTABLE_HIDDEN.search(text))


# A joiner joins two letters of a script or two pictures. Anywhere else it would swallow a cell
# of whatever is drawn beside it.
_STRAY_JOINER: Final = re.compile(
    r"(?<![^\x00-\x7f\s\u200d])\u200d+|\u200d+(?![^\x00-\x7f\s\u200d])|\u200d(?=\u200d)"
)


def clean(text: str) -> str:
    """Return the text with everything removed or shown that could act on a terminal.

    Line breaks of every kind become ``\\n``; tabs become spaces. Idempotent.
    """
    if _is_plain(text):
        return text
    for line_break in _LINE_BREAKS:
        if line_break in text:
            text = text.replace(line_break, "\n")
    text = text.translate(_TABLE)
    return _STRAY_JOINER.sub("", text) if "\u200d" in text else text


def clean_line(text: str) -> str:
    """Return the cleaned text on a single line, breaks shown as a mark."""
    if _is_plain(text):
        return text
    return LINE_MARK.join(part for part in clean(text).split("\n") if part.strip()).strip()


def clean_json(value: object) -> object:
    """Return JSON data in which every string, keys too, is cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean_line(str(key)): clean_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_json(item) for item in value]
    return value


def intern_line(text: str) -> str:
    """Return the cleaned line as a shared object, for the few words that every record repeats."""
    return sys.intern(clean_line(text))
