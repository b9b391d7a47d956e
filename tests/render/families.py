"""Texts that cost a careless reader far more than their length, as pieces to be repeated."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from typing import Final

MEGABYTE: Final = 1 << 20
_QUARTER: Final = MEGABYTE // 4
"""Enough to tell most readers that are not linear; the whole length for all takes a minute more."""
_AT_FULL_LENGTH: Final = frozenset({"[", "*", "](", "`", ">", "- x\n", "x", "<a><b>", "&#9", "</"})
_MOST_TIMES: Final = 12.0
_TRIES: Final = 8
_RUNS: Final = 3
"""Runs over the tenth before and after one over the whole."""
_TOO_SHORT: Final = 0.004
"""Seconds; less than this is the clock and not the work."""


def cost(work: Callable[[str], object], text: str) -> float:
    """Return the seconds of our own processor time that some work took."""
    gc.disable()
    try:
        start = time.process_time()
        work(text)
        return time.process_time() - start
    finally:
        gc.enable()


def times_as_long(work: Callable[[str], object], piece: str, tries: int = _TRIES) -> float:
    """Return how many times as long a text takes as a tenth of it, at the quietest moment.

    It is a megabyte for some pieces, and for all of them with ``HOORY_LINEAR=all`` set.

    Both are measured side by side, for about as long, so that a busy machine slows down both.
    Noise can make the ratio worse, yet never hide one that grows with the length.
    """
    is_long = piece in _AT_FULL_LENGTH or os.environ.get("HOORY_LINEAR") == "all"
    length = MEGABYTE if is_long else _QUARTER
    text = piece * (length // len(piece) + 1)
    whole, tenth = text[:length], text[: length // 10]
    least = 1e9
    for _ in range(tries):
        before = sum(cost(work, tenth) for _ in range(_RUNS))
        large = cost(work, whole)
        after = sum(cost(work, tenth) for _ in range(_RUNS))
        small = max((before + after) / (2 * _RUNS), _TOO_SHORT)
        least = min(least, large / small)
        if least <= _MOST_TIMES:
            break
    return least


def is_linear(work: Callable[[str], object], piece: str) -> bool:
    """Tell whether ten times the text takes at most twelve times as long."""
    return times_as_long(work, piece) <= _MOST_TIMES


MARKDOWN: Final = (
    *("[", "*", "_", "`", "](", "[a](", "![", "![a](", "**a", "*a ", "_a", "~~", "~~a ", "http://"),
    *("http://a)", "http://a" + "*)" * 900, "<http://", "www.", "\\*", "&", "&amp;", "***a**"),
    *(
        "[a](b)",
        "[a](http://b.example) ",
        "a_b*c`d[e]",
        "**a** ",
        "é*",
        "[" + "a" * 299,
        "`" + "a" * 999,
    ),
)
LINES: Final = (
    *(">", "> ", ">\n", "> - ", "- ", "- x\n", "  - x\n", "* - + ", "1. ", "# ", "#", "```\n"),
    *("~~~a\n", "\n", "x", "👩‍👩‍👧", "a\n> b\n- c\n# d\n"),
)
HTML: Final = (
    *("<", "<a>", "<a><b>", "</", "</a>", "<!--", "<!-- -->", "<!", "<?", '<a b="', "<a =  ", '="'),
    *("<a href='x'>", "<a href=https://b.example>c</a>", "&", "&#", "&#9", "&amp;", "&#x9d;"),
    *(
        "<b></i>",
        "<div>",
        "<blockquote>",
        "<ul><li>",
        "<table><tr><td>",
        "<script>",
        "<style></style>",
    ),
    *("<div style='display:none'>", "<pre>\n", "<br>", "x", "<p a=b c=d hidden>", "<b>é</b> "),
)
