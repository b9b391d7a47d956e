"""Letters in the place of letters: a text keeps its shape to a character and loses what it said.

Letters are replaced within their script, digits by digits, and none by itself; all that is
neither stays, for it is marks, controls and odd characters that break consoles.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache
from hashlib import shake_256
from typing import Final

from hoory_tui.sdk.recording.spared import SPARED

# Without vowels, so that what comes out is no word that somebody else may have used.
_CONSONANTS: Final = "bcdfghjklmnpqrstvwxz"
_DIGITS: Final = "0123456789"
_WINDOW: Final = 64
"""So many characters around one are of its script, nearly always."""
_HOST: Final = re.compile(r"(https?://(?:[^\s/?#@]{0,200}@)?)([^\s/?#\"'<>)\]\\@]{1,255})", re.I)
_WORD: Final = re.compile(r"[^\W_]+")
_REMEMBERED: Final = 50_000


class Mask:
    """Replaces texts by a keyed hash, whose key is random and forgotten with the mask.

    `word` gives each word the same other word wherever it stands, `text` does so with whole texts
    only: how often a word comes would tell what it is.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)
        self._words: dict[str, str] = {}

    def forget(self) -> None:
        """Throw the key away; what is replaced from here on has nothing to do with before."""
        self._key = secrets.token_bytes(32)
        self._words.clear()

    def word(self, text: str) -> str:
        """Return the text with each of its words replaced by the word that always stands for it."""
        return self._around_spared(text, lambda part: _WORD.sub(self._one_word, self._rest(part)))

    def text(self, text: str) -> str:
        """Return the text with letters and digits replaced, markup and addresses' heads kept."""
        random = iter(self._random(text, len(text)))
        return self._around_spared(
            text, lambda part: "".join([_other(one, next(random)) for one in part])
        )

    def number(self, value: int | float) -> int | float:
        """Return a number of the same size with other digits; one of less than ten stays."""
        shown = repr(value)
        if isinstance(value, float) and not re.fullmatch(r"-?\d+\.\d+", shown):
            return 0.0
        if len(shown) < 2:
            return value
        other = self._digits(shown)
        return float(other) if isinstance(value, float) else int(other)

    def _digits(self, shown: str) -> str:
        other = list(self.word(shown))
        first = next(at for at, one in enumerate(other) if one in _DIGITS)
        if other[first] == "0" and shown[first] != "0":
            other[first] = "2" if shown[first] == "1" else "1"
        return "".join(other)

    def _around_spared(self, text: str, replaced: object) -> str:
        assert callable(replaced)
        if not text:
            return text
        parts: list[str] = []
        end = 0
        for found in SPARED.finditer(text):
            parts += [replaced(text[end : found.start()]), found.group()]
            end = found.end()
        masked = "".join([*parts, replaced(text[end:])])
        return _HOST.sub(_nowhere, masked) if "://" in masked else masked

    def _rest(self, part: str) -> str:
        # Signs that are letters to the eye alone; those that are letters have their turn as words.
        if part.isascii():
            return part
        random = iter(self._random(part, len(part)))
        return "".join(one if one.isalnum() else _other(one, next(random)) for one in part)

    def _one_word(self, found: re.Match[str]) -> str:
        word = found.group()
        known = self._words.get(word)
        if known is None:
            random = self._random(word.casefold(), len(word))
            known = "".join(map(_other, word, random))
            if len(self._words) < _REMEMBERED:
                self._words[word] = known
        return known

    def _random(self, seed: str, count: int) -> list[int]:
        raw = shake_256(self._key + seed.encode("utf-8", "surrogatepass")).digest(2 * count)
        return [raw[at] << 8 | raw[at + 1] for at in range(0, 2 * count, 2)]


def _nowhere(found: re.Match[str]) -> str:
    """Return the host of a masked address as one that cannot be anybody's.

    Else a link or a picture in a recording might be fetched from a stranger.
    """
    head, host = found.groups()
    name, colon, port = host.partition(":")
    first, dot, last = name.rpartition(".")
    if not last:
        return found.group()
    # No top-level name begins with a digit, and no number of an address with a letter.
    sign = "x" if last.isdigit() else "0"
    return f"{head}{first}{dot}{sign}{last[1:]}{colon}{port}"


def _other(char: str, random: int) -> str:
    others = _others(char)
    return others[random % len(others)] if others else char


@lru_cache(maxsize=8192)
def _others(char: str) -> str:
    """Return the characters that may stand in the place of this one, none where it says nothing."""
    if char.isascii():
        if char.isalpha():
            letters = _CONSONANTS if char.islower() else _CONSONANTS.upper()
            return letters.replace(char, "")
        return _DIGITS.replace(char, "") if char.isdigit() else ""
    if not _is_told(char):
        return ""
    kind = _kind(char)
    begin = ord(char) // _WINDOW * _WINDOW
    near = map(chr, range(max(begin, 0x80), begin + _WINDOW))
    fold = char.casefold()
    return "".join(one for one in near if one.casefold() != fold and _kind(one) == kind)


def _is_told(char: str) -> bool:
    """Whether a character is one that words or numbers are made of, if only to the eye."""
    if unicodedata.category(char)[0] in "LN" or unicodedata.name(char, "").startswith("TAG "):
        return True
    return any(one.isalnum() for one in unicodedata.normalize("NFKD", char))


def _kind(char: str) -> tuple[str, str, str, bool]:
    name = unicodedata.name(char, "")
    return (
        unicodedata.category(char),
        name.partition(" ")[0],
        unicodedata.east_asian_width(char),
        _is_told(char) if not char.isalnum() else True,
    )
