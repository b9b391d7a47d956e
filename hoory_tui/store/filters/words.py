"""A filter line taken apart: words, fields and their values, quotes, each in its place."""

from __future__ import annotations

from typing import Final

from hoory_tui.lazily import dataclass, pattern

_FIELD: Final = pattern(r"([A-Za-z][A-Za-z_]*(?:\.[\w.\-]+)?):")
_PLAIN: Final = pattern(r"[^\s\",\\]+")
OR: Final = "or"


@dataclass(frozen=True, slots=True)
class Part:
    """A value as it was typed: `quoted` takes the meaning of signs and special words from it."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line, from `start` to `end`; without a `field` it is a word to look for."""

    start: int
    end: int
    negated: bool
    field: str
    parts: tuple[Part, ...]

    @property
    def is_or(self) -> bool:
        """Whether this stands between alternatives."""
        part = self.parts[0] if self.parts else Part("")
        return not (self.field or self.negated or part.quoted) and part.text.lower() == OR


def words_of(line: str) -> list[Word]:
    """Return the words of a line; a quote that is not closed ends with the line."""
    found: list[Word] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        end = _end_of(line, at)
        found.append(_word(line, at, end))
        at = end
    return found


def _end_of(line: str, at: int) -> int:
    is_quoted = False
    while at < len(line) and (is_quoted or not line[at].isspace()):
        if line[at] == "\\" and is_quoted:
            at += 1
        elif line[at] == '"':
            is_quoted = not is_quoted
        at += 1
    return min(at, len(line))


def _word(line: str, start: int, end: int) -> Word:
    raw = line[start:end]
    negated = len(raw) > 1 and raw[0] == "-"
    rest = raw[1:] if negated else raw
    named = _FIELD.match(rest)
    if named is None:
        return Word(start, end, negated, "", (_whole(rest),))
    values = rest[named.end() :]
    return Word(start, end, negated, named[1], tuple(map(_whole, split_values(values))))


def split_values(text: str) -> list[str]:
    """Return what stands between the commas of a field, quotes left on."""
    values, is_quoted, begun, at = [], False, 0, 0
    while at < len(text):
        if text[at] == "\\" and is_quoted:
            at += 1
        elif text[at] == '"':
            is_quoted = not is_quoted
        elif text[at] == "," and not is_quoted:
            values.append(text[begun:at])
            begun = at + 1
        at += 1
    values.append(text[begun:])
    return values


def _whole(raw: str) -> Part:
    if '"' not in raw:
        return Part(raw)
    quoted = raw.startswith('"')
    text, at, is_quoted = "", 0, False
    while at < len(raw):
        if raw[at] == "\\" and is_quoted and at + 1 < len(raw):
            at += 1
            text += raw[at]
        elif raw[at] == '"':
            is_quoted = not is_quoted
        else:
            text += raw[at]
        at += 1
    return Part(text, quoted)


def quoted(text: str) -> str:
    """Return a text in quotes, so that nothing in it is a sign."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def as_value(text: str, special: frozenset[str] = frozenset(), signs: str = "") -> str:
    """Return a text as the value of a field, in quotes where it would mean something else."""
    plain = _PLAIN.fullmatch(text) is not None
    if not plain or text[0] in signs or text.casefold() in special:
        return quoted(text)
    return text


def as_word(text: str) -> str:
    """Return a text as a word to look for, in quotes where it would mean something else."""
    plain = _PLAIN.fullmatch(text) is not None
    if not plain or text[0] in "-#" or text.lower() == OR or _FIELD.match(text) is not None:
        return quoted(text)
    return text
