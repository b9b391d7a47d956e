"""Words that were looked for, marked in lines that are drawn already."""

from __future__ import annotations

from hoory_tui.render.lines import Line

FOUND = "found"
"""The role of what was looked for."""


def folded_words(text: str) -> str:
    """Return a text as it is looked for: without case, blanks as one."""
    return " ".join(text.casefold().split())


def highlighted(line: Line, words: str) -> Line:
    """Return the line with every place that says these words in the role of finds.

    Words that a line break tears apart are not marked; the message is found all the same.
    """
    wanted = words.casefold()
    text = "".join(part for part, _ in line)
    folded = text.casefold()
    if not wanted or len(folded) != len(text) or wanted not in folded:
        return line
    marked: Line = []
    start = 0
    ends = _places(folded, wanted)
    for part, role in line:
        end = start + len(part)
        at = start
        for first, last in ends:
            if last <= at or first >= end:
                continue
            marked.append((text[at : max(first, at)], role))
            marked.append((text[max(first, at) : min(last, end)], FOUND))
            at = min(last, end)
        marked.append((text[at:end], role))
        start = end
    return [(part, role) for part, role in marked if part]


def _places(folded: str, wanted: str) -> list[tuple[int, int]]:
    places, at = [], folded.find(wanted)
    while at >= 0:
        places.append((at, at + len(wanted)))
        at = folded.find(wanted, at + len(wanted))
    return places
