"""What the original of a redacted text held, and whether any of it can still be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from hoory_tui.sdk.recording.spared import (
    ATTRIBUTES,
    ENTITIES,
    EXTENSIONS,
    SCHEMES,
    TAGS,
    VOCABULARY,
)

WORD: Final = re.compile(r"[^\W\d_]{4,}")
DIGITS: Final = re.compile(r"\d{5,}")
MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
NOBODY_S: Final = re.compile(
    r"\d{4}-\d\d-\d\d(?:[T ][\d:.]+ ?(?:Z|UTC|\+[\d:]+)?)?|#[0-9A-Fa-f]{3,8}"
)
"""Times and colours, which stay."""
KNOWN: Final = frozenset(
    word.casefold()
    for one in (*VOCABULARY, *TAGS, *ATTRIBUTES, *ENTITIES, *EXTENSIONS, *SCHEMES, "mention")
    for word in WORD.findall(one)
)


def strings(data: Any) -> Iterator[str]:
    """Yield all texts of JSON data but its keys, times and colours."""
    if isinstance(data, str):
        if not NOBODY_S.fullmatch(data):
            yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from strings(value)


def told_again(original: Any, redacted: Any) -> set[str]:
    """Return all words, addresses and runs of digits of one that are in the other as well."""
    before = [text.casefold() for text in strings(original)]
    after = "\n".join(text.casefold() for text in strings(redacted))
    found: set[str] = set()
    for kind, known in ((WORD, KNOWN), (DIGITS, frozenset[str]()), (MAIL, frozenset[str]())):
        words = {word for text in before for word in kind.findall(text)} - known
        found |= words & set(kind.findall(after))
    return found
