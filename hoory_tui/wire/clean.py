"""The one step that every string from outside passes before anything else sees it.

Names, messages, labels and links are written by strangers and end up in a terminal.
Cleaning happens here, once, after every decoding, so that no later code has to remember it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NewType

from hoory_tui.wire import characters
from hoory_tui.wire.characters import CIRCLE, KEYCAP, PICTURE_STYLE, TEXT_STYLE, ZWJ, ZWNJ

LINE_MARK: Final = " ⏎ "
"""Stands for a line break in places that have only one line."""
LONGEST_LINE: Final = 8192
LONGEST_BODY: Final = 256 * 1024
"""Characters; servers of the family take 150,000."""
MOST_MARKS: Final = 8
"""Marks on one letter; the tallest Tibetan stacks need as many."""

Safe = NewType("Safe", str)
"""A text that went through cleaning; what takes one cannot be given anything else."""

_LINE_BREAKS: Final = ("\r\n", "\r", "\x85", "\u2028", "\u2029")
_GLANCE: Final = 100
"""A name that begins with so many blanks shows nothing in the room that it gets."""
_FEW: Final = 8
"""So many different characters are replaced faster one after the other than all at once."""


class Marked(str):
    """A cleaned text that held direction controls: it may have looked unlike what it says."""

    __slots__ = ()


def has_hidden_marks(text: str) -> bool:
    """Tell whether direction controls were removed from this very text.

    Slices and joined texts no longer know, so ask before taking a text apart.
    """
    return isinstance(text, Marked)


def marked_like(text: Safe, source: str) -> Safe:
    """Return a text that was made of another one, marked if that one was."""
    return Safe(Marked(text)) if has_hidden_marks(source) else text


def first_seen(*texts: str) -> str:
    """Return the first of these cleaned texts that shows anything, empty for none."""
    for text in texts:
        if text and not _is_blank(text[:_GLANCE]):
            return text
    return ""


# The names of a desk are few, and each message asks for its author's.
_is_blank = lru_cache(1024)(characters.is_blank)


def clean(text: str) -> Safe:
    """Return the text with everything removed or shown that could act on a terminal.

    Line breaks of every kind become ``\\n``; tabs become spaces. Idempotent, and linear in
    the length of the text. Where direction controls were removed it is a `Marked`.
    """
    if isinstance(text, Marked) or _is_plain(text.replace("\n", " ") if "\n" in text else text):
        return Safe(text)
    marked = characters.BIDI.search(text) is not None
    for line_break in _LINE_BREAKS:
        if line_break in text:
            text = text.replace(line_break, "\n")
    text = _mended(_replaced(text))
    return Safe(Marked(text) if marked else text)


def clean_line(text: str) -> Safe:
    """Return the cleaned text on a single line, breaks shown as a mark."""
    if type(text) is str and _is_plain(text):
        return Safe(text)
    cleaned = clean(text)
    if "\n" not in cleaned:
        return cleaned
    line = LINE_MARK.join(part for part in cleaned.split("\n") if part.strip()).strip()
    return Safe(Marked(line) if has_hidden_marks(cleaned) else line)


def cut_line(text: str) -> Safe:
    """Return the cleaned line, of an endless one the beginning: it is drawn and compared often."""
    return clean_line(text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…")


def cut_body(text: str) -> Safe:
    """Return the cleaned text; of more than any server stores the rest is cut, and said so."""
    if len(text) <= LONGEST_BODY:
        # Most are one plain line, and are seen to be that in a tenth of the time.
        return Safe(text) if text.isascii() and text.isprintable() else clean(text)
    return clean(f"{text[:LONGEST_BODY]}\n… cut here: {len(text)} characters came")


def clean_json(value: object) -> object:
    """Return JSON data in which every string, keys too, is cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean_line(str(key)): clean_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_json(item) for item in value]
    return value


def intern_line(text: str) -> Safe:
    """Return the cleaned line as a shared object, for the few words that every record repeats."""
    return Safe(sys.intern(str(clean_line(text))))


def _is_plain(text: str) -> bool:
    # Printable means: no control, format, surrogate, unassigned or separator character.
    if not text.isprintable():
        return False
    return text.isascii() or _searches(text).suspect.search(text) is None


def _searches(text: str) -> characters.Searches:
    return characters.searches(far=characters.FAR.search(text) is not None)


def _replaced(text: str) -> str:
    present = set(text)
    odd = {char for char in present if not char.isprintable()}
    odd |= present & characters.PRINTABLE_NUISANCES
    stand_ins = {char: characters.stand_in(char) for char in odd}
    changes = {char: shown for char, shown in stand_ins.items() if shown != char}
    if len(changes) > _FEW:
        return text.translate({ord(char): shown for char, shown in changes.items()})
    for char, shown in changes.items():
        text = text.replace(char, shown)
    return text


def _mended(text: str) -> str:
    """Return the text with at most what belongs there hanging on each character."""
    return text if text.isascii() else _searches(text).run.sub(_mended_run, text)


def _mended_run(found: re.Match[str]) -> str:
    text, start, end = found.string, found.start(), found.end()
    base, run = text[start - 1 : start].strip(), found.group()
    hung = _hung if len(run) <= MOST_MARKS else _hung.__wrapped__
    return hung(base, run, text[end : end + 1])


@lru_cache(4096)
def _hung(base: str, run: str, after: str) -> str:
    """Return what of a run may hang on this base in front of that character."""
    kept = "".join(_kept(base, run))
    return "".join(_joined(base, kept, after)) if ZWJ in kept or ZWNJ in kept else kept


_STYLES: Final = (TEXT_STYLE, PICTURE_STYLE)


def _kept(base: str, run: str) -> Iterator[str]:
    """Yield the styles, tones and marks that have something to hang on, and all joiners."""
    marks, tones, is_first = 0, 0, True
    for index, char in enumerate(run):
        if char in (ZWJ, ZWNJ):
            yield char
        elif char in _STYLES:
            # Further down there is no base for it: another style, or a mark, came between.
            is_key = char == PICTURE_STYLE and base in "#*0123456789"
            if (
                index == 0
                and base
                and (characters.is_picture(base) or (is_key and run[1:2] == KEYCAP))
            ):
                yield char
        elif characters.is_tone(char):
            if not tones:
                # The width of a tone without a hand is anybody's guess.
                yield from (char,) if is_first and _is_picture(base) else (CIRCLE, char)
            tones, is_first = tones + 1, False
        elif marks < MOST_MARKS:
            if not base and is_first:
                yield CIRCLE
            yield char
            marks, is_first = marks + 1, False


def _is_picture(base: str) -> bool:
    return bool(base) and characters.is_picture(base)


def _joined(base: str, run: str, after: str) -> Iterator[str]:
    """Yield what hangs there without the joiners that join nothing.

    A joiner joins two pictures or two letters of a script that knows it. Anywhere else it
    would hide, or swallow a cell of whatever is drawn beside it.
    """
    left = base
    for index, char in enumerate(run):
        if char not in (ZWJ, ZWNJ):
            yield char
            left = char
            continue
        right = run[index + 1 : index + 2] or after
        pictures = left == PICTURE_STYLE or _is_picture(left)
        if (char == ZWJ and pictures and _is_picture(right)) or characters.joins(left, right):
            yield char
            left = char
