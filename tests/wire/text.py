"""What no text that came in may hold, said independently of how cleaning does it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from hypothesis import strategies as st

BIDI: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f"
)
UNSEEN: Final = frozenset(
    "\u00ad\u034f\u115f\u1160\u180b\u180c\u180d\u180e\u180f\u200b\u2028\u2029\u2060\u2061\u2062"
    "\u2063\u2064\u2065\u3164\ufeff\uffa0\ufff9\ufffa\ufffb"
)
TAGS: Final = range(0xE0000, 0xE1000)


def is_forbidden(char: str) -> bool:
    """Tell characters that can act on a terminal, reorder text or hide in it."""
    code = ord(char)
    category = unicodedata.category(char)
    return (
        (category == "Cc" and char != "\n")
        or category in ("Cs", "Co", "Cn")
        or char in BIDI
        or char in UNSEEN
        or code in TAGS
        or 0xFE00 <= code < 0xFE0E
    )


def strings_in(value: object) -> Iterator[str]:
    """Yield every string of nested data, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings_in(key)
            yield from strings_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings_in(item)


def forbidden_in(value: object) -> list[str]:
    """Return the forbidden characters of nested data, written out."""
    found = {char for text in strings_in(value) for char in text if is_forbidden(char)}
    return [f"U+{ord(char):04X}" for char in sorted(found)]


ANY_TEXT: Final = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Mn")),
        st.sampled_from("\r\n\t \x1b\x9b\u200d\u200c\u3000⏎a"),
    ),
    max_size=40,
)
"""Texts in which every kind of nuisance is likely, lone surrogates included."""

ANY_JSON: Final = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from([0, -1, 1, 10**400, 2**63]),
        st.floats(),
        ANY_TEXT,
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(ANY_TEXT, inner, max_size=4)
    ),
    max_leaves=12,
)
"""Any JSON data, with the numbers that Python's reader lets through although JSON does not."""
