"""What is wrong with a filter line, in a sentence that names the word and what is possible."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

_MOST_NAMED: Final = 6
_LONGEST: Final = 40


class FilterError(Exception):
    """A line that cannot be read; `start` and `end` are the place of the word in it."""

    def __init__(self, sentence: str, start: int = 0, end: int = 0) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.start = start
        self.end = end


def unknown(what: str, word: str, possible: Collection[str]) -> FilterError:
    """Return the error for a word that is none of those that are possible."""
    from difflib import get_close_matches

    by_case = {one.casefold(): one for one in possible}
    shown = word if len(word) <= _LONGEST else f"{word[:_LONGEST]}…"
    near = get_close_matches(word.casefold(), list(by_case), n=1, cutoff=0.6)
    if near:
        return FilterError(f"There is no {what} “{shown}”; did you mean “{by_case[near[0]]}”?")
    named = sorted(possible, key=str.casefold)
    if not named:
        return FilterError(f"There is no {what} “{shown}”.")
    more = ", …" if len(named) > _MOST_NAMED else ""
    return FilterError(
        f"There is no {what} “{shown}”; possible: {', '.join(named[:_MOST_NAMED])}{more}."
    )


def ambiguous(what: str, word: str, found: Sequence[str]) -> FilterError:
    """Return the error for a word that means several."""
    return FilterError(f"“{word}” could be the {what} {' or '.join(found[:_MOST_NAMED])}.")
