"""From a line to a filter; what cannot be read is told by the word it stands in."""

from __future__ import annotations

from hoory_tui.store.filters.errors import FilterError
from hoory_tui.store.filters.line import Filter, Term
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.registry import WORD, field_of
from hoory_tui.store.filters.words import Part, Word, words_of


def parse(text: str, names: Names) -> Filter:
    """Return the filter that a line says; raises FilterError with the place of the word."""
    alternatives: list[tuple[Term, ...]] = []
    terms: list[Term] = []
    last: Word | None = None
    for word in words_of(text):
        last = word
        if word.is_or:
            if not terms:
                raise _lonely(word)
            alternatives.append(tuple(terms))
            terms = []
        elif (term := _term(word, names)) is not None and term not in terms:
            terms.append(term)
    if last is not None and alternatives and not terms:
        raise _lonely(last)
    return Filter((*alternatives, tuple(terms)))


def _lonely(word: Word) -> FilterError:
    return FilterError("“or” stands between two conditions.", word.start, word.end)


def _term(word: Word, names: Names) -> Term | None:
    try:
        if not word.field:
            return _bare(word, names)
        field = field_of(word.field)
        values = tuple(dict.fromkeys(field.read(part, names) for part in word.parts))
        return Term(field.name, values, word.negated)
    except FilterError as error:
        raise FilterError(error.sentence, word.start, word.end) from None


def _bare(word: Word, names: Names) -> Term | None:
    (part,) = word.parts
    number = part.text.removeprefix("#")
    if not part.quoted and part.text.startswith("#") and number.isascii() and number.isdecimal():
        return Term("id", (field_of("id").read(Part(number), names),), word.negated)
    value = field_of(WORD).read(part, names)
    # Quotes around nothing are the first half of what is being typed.
    return Term(WORD, (value,), word.negated) if value.key else None
