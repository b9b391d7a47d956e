"""What could come next in a filter line: fields, and the values that the account has for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hoory_tui.lazily import dataclass
from hoory_tui.store.filters.errors import FilterError
from hoory_tui.store.filters.names import Names
from hoory_tui.store.filters.registry import FIELDS, field_of
from hoory_tui.store.filters.texts import ATTRIBUTE
from hoory_tui.store.filters.words import Word, split_values, words_of

_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Offers:
    """Texts that could stand from `start` to `end` of the line, the likely ones first.

    `hint` tells what the field under the cursor takes, "" outside of one.
    """

    start: int
    end: int
    texts: tuple[str, ...]
    hint: str = ""

    def put(self, line: str, text: str) -> tuple[str, int]:
        """Return the line with an offer in its place, and where the cursor stands then."""
        head = line[: self.start] + text
        return head + line[self.end :], len(head)


def offers_for(line: str, cursor: int, names: Names) -> Offers:
    """Return what could stand where the cursor is."""
    word = next((one for one in words_of(line) if one.start < cursor <= one.end), None)
    if word is None:
        return Offers(cursor, cursor, _fields("", names))
    if not word.field:
        begin = word.start + word.negated
        typed = line[begin:cursor]
        if typed.startswith('"'):
            return Offers(cursor, cursor, ())
        return Offers(begin, word.end, _fields(typed, names))
    return _values(line, cursor, word, names)


def _fields(typed: str, names: Names) -> tuple[str, ...]:
    wanted = typed.casefold()
    attributes = [f"{ATTRIBUTE}{key}" for key in names.attributes]
    known = [f"{one}:" for one in (*FIELDS, *attributes)]
    fitting = [one for one in known if one.startswith(wanted)]
    return tuple(fitting[:_MOST])


def _values(line: str, cursor: int, word: Word, names: Names) -> Offers:
    try:
        field = field_of(word.field)
    except FilterError:
        return Offers(cursor, cursor, ())
    begin = word.start + word.negated + len(word.field) + 1
    if cursor < begin:
        return Offers(cursor, cursor, ())
    # Only the value that the cursor is in; those before it stay as they are.
    typed = split_values(line[begin:cursor])[-1]
    rest = split_values(line[cursor : word.end])[0]
    start, end = cursor - len(typed), cursor + len(rest)
    fitting = _fitting(typed.strip('"'), field.offers(names))
    return Offers(start, end, fitting, field.hint)


def _fitting(typed: str, values: Sequence[str]) -> tuple[str, ...]:
    wanted = typed.casefold().removeprefix("@")
    plain = [(one, one.casefold().strip('"')) for one in values]
    first = [one for one, text in plain if text.startswith(wanted)]
    later = [one for one, text in plain if f" {wanted}" in text and one not in first]
    inside = [one for one, text in plain if wanted in text and one not in (*first, *later)]
    return tuple([*first, *later, *inside][:_MOST])
