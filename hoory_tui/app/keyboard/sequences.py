"""What a terminal sends besides letters: which of it are keys, and which are answers.

Whatever the library does not know it would type letter by letter, so only what is known passes.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

from hoory_tui.lazily import pattern

PASTE_START: Final = "\x1b[200~"
PASTE_END: Final = "\x1b[201~"


class Part(Enum):
    """What a piece of the input is."""

    TEXT = "printable characters"
    CONTROL = "one control character, which is a key"
    KEY = "the sequence of a key"
    MOUSE = "the sequence of a mouse"
    REPORT = "a report that the library asked for"
    PASTE = "the beginning of a bracketed paste"
    STRING = "the beginning of a string, which nobody asked for"
    NOTHING = "what nobody asked for"


TOKEN: Final = pattern(
    r"(?P<text>[^\x00-\x1f\x7f-\x9f]+)"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])"
    # Three characters follow the oldest mouse report, and one that of a Linux console's F1.
    r"|(?P<csi>(?:\x1b\[|\x9b)(?:M[^\x1b]{3}|\[[A-E]|[0-?]*[ -/]*(?!(?<=[\[\x9b])M)[@-Z\\-~]"
    r"|[0-9]+\$(?=\x1b|\x9b|\Z)))"
    r"|(?P<string>\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])"
    r"|(?P<alt>(?:\x1bO|\x8f)[ -~]|\x1b[^\x1b\[])"
)
"""One piece; an escape that begins none of these is either incomplete or stands alone."""
INCOMPLETE: Final = pattern(
    r"(?:\x1b|\x1b[O\]PX^_]|\x8f|(?:\x1b\[|\x9b)(?:M[^\x1b]{0,2}|\[|[0-?]*[ -/]*))\Z"
)
"""What may become a piece when more comes."""
BROKEN: Final = pattern(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*")
"""A sequence that something cut off before its end."""
ST: Final = pattern(r"\x1b\\|\x9c|[\x18\x1a]|\x1b(?=[^\\])")
"""Ends a string: its terminator, a cancel, or another sequence."""
ST_OR_BELL: Final = pattern(ST.pattern + r"|\x07")
"""The same for an OSC, which a bell ends too."""

_REPORTS: Final = pattern(r"\[[IO]|\[48(?:;[0-9]{1,5}){4}t|\[\?(?:2026|2048);[0-4]\$y")
_MOUSE: Final = pattern(
    r"\[<[0-9]{1,3}(?:;-?[0-9]{1,5}){2}[Mm]|\[[0-9]{1,3}(?:;[0-9]{1,5}){2}M|\[M.{3}", re.DOTALL
)
_KEY: Final = pattern(r"\[([0-9]{0,7})(?:;[0-9]{0,3}(?:;([0-9:]{0,64}))?)?[u~A-FHPQS]")
"""A key by its number, with modifiers and the text that it stands for."""
_LAST_CHARACTER: Final = 0x10FFFF

_REPLIES: Final = {
    "]": re.compile("[0-9lLI]"),
    "P": re.compile("[0-9<=>?!$+;]"),
    "_": re.compile("G"),
}
"""How the strings of terminals begin that answer a question."""


def as_seven_bits(sequence: str) -> str:
    """Return a sequence whose introducer is one C1 character with the two that are the same."""
    if "\x80" <= sequence[:1] <= "\x9f":
        return f"\x1b{chr(ord(sequence[0]) - 0x40)}{sequence[1:]}"
    return sequence


def as_key(sequence: str) -> str:
    """Return the sequence in a form that the library reads at once.

    A letter with alt it would wait for, and type as two letters if another sequence follows.
    """
    sequence = as_seven_bits(sequence)
    letter = sequence.removeprefix("\x1b")
    if (
        len(sequence) != 2
        or len(letter) != 1
        or not letter.isprintable()
        or sequence in ANSI_SEQUENCES_KEYS
    ):
        return sequence
    shift = letter.isascii() and letter.isupper()
    return f"\x1b[{ord(letter.lower() if shift else letter)};{4 if shift else 3}u"


def part_of(match: re.Match[str]) -> Part:
    """Tell what a piece that `TOKEN` found is."""
    match match.lastgroup:
        case "text":
            return Part.TEXT
        case "control":
            return Part.CONTROL
        case "string":
            return Part.STRING
        case "alt":
            return Part.KEY
    return _part_of_csi(as_seven_bits(match.group()))


def _part_of_csi(sequence: str) -> Part:
    body = sequence[1:]
    if sequence == PASTE_START:
        return Part.PASTE
    if sequence == PASTE_END:
        return Part.NOTHING
    if _REPORTS.fullmatch(body):
        return Part.REPORT
    if _MOUSE.fullmatch(body):
        return Part.MOUSE
    if sequence in ANSI_SEQUENCES_KEYS or _is_key(body):
        return Part.KEY
    return Part.NOTHING


def _is_key(body: str) -> bool:
    # The library makes characters of these numbers, and breaks where there is no such one.
    key = _KEY.fullmatch(body)
    if key is None:
        return False
    number, text = key.groups(default="")
    return all(int(one or 0) <= _LAST_CHARACTER for one in (number, *text.split(":")))


def is_reply(introducer: str, body: str) -> bool:
    """Tell whether an unfinished string can be an answer rather than a key and letters."""
    begins = _REPLIES.get(introducer[-1])
    return "\x80" <= introducer <= "\x9f" or (begins is not None and bool(begins.match(body)))
