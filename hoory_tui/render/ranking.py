"""Which of many texts fit what was typed, the best first; nothing else is known of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th"}
)
_LONGEST: Final = 400
"""Characters of a text that are looked at; nobody knows by heart what comes later."""

# What one word of what was typed is worth; what stands in a higher class always comes first.
_WHOLE: Final = 1000
_FRONT: Final = 900
_WORD: Final = 800
_INITIALS: Final = 700
_INSIDE: Final = 500
_SCATTERED: Final = 100
_FURTHER: Final = 450
"""What it is worth that one of the further words of a text begins so."""
_MOST_PLACES: Final = 40
"""So many characters before a match make a difference."""


def folded(text: str) -> str:
    """Return the words of a text without case, accents and signs, each after one blank."""
    text = text[:_LONGEST]
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
        text = "".join(one for one in parts if not unicodedata.combining(one))
    signless = "".join(one if one.isalnum() else " " for one in text.casefold())
    return "".join(f" {word}" for word in signless.split())


def _worth(word: str, text: str) -> int:
    """Return what a folded text is worth for one word, 0 when it does not fit."""
    at = text.find(f" {word}")
    if at >= 0:
        if at > 0:
            return _WORD - min(at, _MOST_PLACES)
        return _WHOLE if len(text) == len(word) + 1 else _FRONT
    initials = _by_initials(word, text)
    if initials == len(word) and len(word) > 1:
        return _INITIALS
    at = text.find(word)
    if at >= 0:
        return _INSIDE - min(at, _MOST_PLACES)
    runs = _runs(word, text)
    return 0 if runs < 0 else min(_SCATTERED + 5 * initials + runs, _FURTHER - 1)


def _by_initials(word: str, text: str) -> int:
    """Return how many letters, from the first on, begin words that follow each other."""
    at = 0
    for count, letter in enumerate(word):
        at = text.find(f" {letter}", at)
        if at < 0:
            return count
        at += 2
    return len(word)


def _runs(word: str, text: str) -> int:
    """Return how many letters follow the one before at once or begin a word.

    The first has to begin a word and all have to come in this order; -1 when they do not.
    """
    at = text.find(f" {word[0]}")
    if at < 0:
        return -1
    at, runs = at + 1, 0
    for letter in word[1:]:
        after = text.find(letter, at + 1)
        if after < 0:
            return -1
        runs += after == at + 1 or text[after - 1] == " "
        at = after
    return runs


class Ranking:
    """Texts to be found by typing; `words` are further words, each of the text at its place.

    A letter more is asked of those alone that fitted before it.
    """

    def __init__(self, texts: Sequence[str], words: Sequence[str] = ()) -> None:
        self._texts = texts
        self._words = words
        self._folded: list[tuple[str, str]] | None = None
        self._before: tuple[str, list[int]] = ("", [])

    def best(self, typed: str) -> list[int]:
        """Return the places of the texts that fit, the best first, equals in their order."""
        wanted = folded(typed)
        if not wanted:
            return list(range(len(self._texts)))
        before, fitting = self._before
        places = fitting if before and wanted.startswith(before) else range(len(self._texts))
        known = self._known()
        words = wanted.split()
        worth = {place: found for place in places if (found := _fit(words, wanted, known[place]))}
        # By place first: those that fitted before come in an order of their own.
        ranked = sorted(sorted(worth), key=worth.__getitem__, reverse=True)
        self._before = (wanted, ranked)
        return ranked

    def _known(self) -> list[tuple[str, str]]:
        if self._folded is None:
            words = [*self._words, *[""] * (len(self._texts) - len(self._words))]
            pairs = zip(self._texts, words, strict=True)
            self._folded = [(folded(text), folded(more) if more else "") for text, more in pairs]
        return self._folded


def _fit(words: list[str], whole: str, known: tuple[str, str]) -> int:
    """Return what a text is worth for all words together, 0 when one of them does not fit."""
    text, more = known
    total = 0
    for word in words:
        found = _worth(word, text)
        if found <= _INSIDE and f" {word}" in more:
            found = max(found, _FURTHER)
        if not found:
            return 0
        total += found
    if len(words) > 1 and whole in text:
        total += _WHOLE
    return total


def ranked(typed: str, texts: Sequence[str]) -> list[int]:
    """Return the places of the texts that fit what was typed, the best first.

    Case, accents and signs make no difference; nothing typed keeps all of them in their order.
    """
    return Ranking(texts).best(typed)
