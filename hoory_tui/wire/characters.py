"""Which characters a text from outside may hold, by what they would do on a screen."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain, groupby
from typing import Final, NamedTuple

from hoory_tui.lazily import pattern

REPLACEMENT: Final = "\ufffd"
"""Stands for what cannot be shown."""
CIRCLE: Final = "\u25cc"
"""Carries a mark that has no letter of its own, as in books about writing."""
ZWNJ: Final = "\u200c"
ZWJ: Final = "\u200d"
TEXT_STYLE: Final = "\ufe0e"
PICTURE_STYLE: Final = "\ufe0f"
KEYCAP: Final = "\u20e3"
_TONES: Final = "\U0001f3fb-\U0001f3ff"

# Direction controls can show a text that differs from what it says.
BIDI: Final = pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]")

# Without any shape: they hide data in a text, or text from the reader. Selectors of a letter's
# variant are among them: terminals draw no variants, and 256 of them carry a byte each. So are
# the tags, which spell three British flags and otherwise nothing that is seen.
_HIDDEN: Final = (
    *(0x00AD, 0x034F, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x200B, *range(0x2060, 0x2066)),
    *(*range(0xFE00, 0xFE0E), 0xFEFF, *range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE1000)),
)
# Letters that look like nothing, so that a name made of them cannot be pointed at.
_FILLERS: Final = (0x115F, 0x1160, 0x3164, 0xFFA0)
# Format characters with a shape: signs that Arabic, Syriac and Kaithi put around numbers.
_SEEN_FORMATS: Final = frozenset(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)

_STAND_INS: Final[dict[str, str]] = {
    # A control picture lets the agent see that something was there without it doing anything.
    **{chr(code): chr(0x2400 + code) for code in range(0x20)},
    "\x7f": "\u2421",
    "\n": "\n",
    "\t": "    ",
    ZWNJ: ZWNJ,
    ZWJ: ZWJ,
    **dict.fromkeys(map(chr, _HIDDEN), ""),
    **dict.fromkeys(map(chr, _FILLERS), " "),
    **{char: char for char in _SEEN_FORMATS},
}

PRINTABLE_NUISANCES: Final = frozenset(char for char in _STAND_INS if char.isprintable())
"""Those that the language counts as printable although nobody sees them."""

_HANGUL_VOWELS: Final = frozenset((*range(0x1160, 0x1200), *range(0xD7B0, 0xD7FC)))
"""And final consonants, which join the letter before them as well."""
_NO_CHARACTERS: Final = frozenset(("Cc", "Cs", "Cn", "Co"))
_BLANK: Final = pattern(f"[\\s\u2800\U0001d159{CIRCLE}]*")
# Pictures, coarsely: symbols that emoji styles and joiners make sense after.
_PICTURE: Final = pattern(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    "\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# Scripts in which a joiner chooses the shape of its neighbours.
_JOINING: Final = pattern(
    "[\u0590-\u109f\u1780-\u18af\u1900-\u1cff\ua800-\uabff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)


def stand_in(char: str) -> str:
    """Return what is shown in place of a character, which may be itself or nothing.

    What this Python's tables do not know yet, the newest emoji among it, becomes U+FFFD.
    """
    held = _STAND_INS.get(char)
    if held is not None:
        return held
    category = unicodedata.category(char)
    if category in _NO_CHARACTERS:
        return REPLACEMENT
    return "" if category == "Cf" else char


def is_blank(text: str) -> bool:
    """Tell a text of which nothing would be seen but a gap, or a mark on nothing."""
    if text.isascii():
        return not text or text.isspace()
    seen = text.translate(dict.fromkeys(map(ord, filter(is_mark, set(text)))))
    return _BLANK.fullmatch(seen) is not None


def is_picture(char: str) -> bool:
    """Tell a character that an emoji style, a skin tone or a joiner may follow."""
    return _PICTURE.fullmatch(char) is not None


def joins(left: str, right: str) -> bool:
    """Tell whether these two are letters of scripts that know joiners."""
    return _JOINING.fullmatch(left) is not None and _JOINING.fullmatch(right) is not None


def is_tone(char: str) -> bool:
    """Tell the five skin tones."""
    return "\U0001f3fb" <= char <= "\U0001f3ff"


def is_mark(char: str) -> bool:
    """Tell what is drawn on or around the letter before it, vowels of Hangul included."""
    return unicodedata.category(char)[0] == "M" or ord(char) in _HANGUL_VOWELS


class Searches(NamedTuple):
    """Searches for what hangs on the character before it: marks, joiners, styles, tones."""

    suspect: re.Pattern[str]
    """Finds one without a base, the ninth in a row, or one that needs a closer look."""
    run: re.Pattern[str]
    """Finds all of one base."""


FAR: Final = pattern("[\U00010000-\U0001efff]")
"""Letters beyond the first plane: their marks make searching slow, and few texts have any."""


@cache
def searches(*, far: bool) -> Searches:
    """Return the searches, those for letters beyond the first plane if `far`."""
    marks = _ranges(0x300, 0x10000) + (_ranges(0x10000, 0x1F000) if far else "")
    look = "".join(sorted(PRINTABLE_NUISANCES)) + TEXT_STYLE + PICTURE_STYLE
    look = re.sub("[\U000e0000-\U000e0fff]+", "\U000e0000-\U000e0fff", look)
    hanging = f"{marks}{ZWNJ}{ZWJ}{_TONES}"
    # The set comes first, so that the engine can skip to the next candidate at full speed.
    suspect = f"[{hanging}{look}](?:(?<!\\S.)|(?<=[{look}{ZWJ}{ZWNJ}{_TONES}])|[{hanging}]{{8}})"
    return Searches(re.compile(suspect, re.DOTALL), re.compile(f"[{hanging}]+"))


def _ranges(start: int, stop: int) -> str:
    # Asked in one go, without a call of ours for each of sixty thousand letters.
    kinds = map(unicodedata.category, map(chr, range(start, stop)))
    marks = {code for code, kind in enumerate(kinds, start) if kind[0] == "M"}
    codes = sorted(marks | {code for code in _HANGUL_VOWELS if start <= code < stop})
    parts = []
    for _, group in groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        run = [code for _, code in group]
        parts.append((chr(run[0]), "-", chr(run[-1])))
    return "".join(chain.from_iterable(parts))
